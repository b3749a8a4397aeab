"""xent train."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from typer import Option

from xent_cli.checking import Gate
from xent_cli.commands.signature import command, operands
from xent_cli.descending import Aim, Moves
from xent_cli.drawing import Drawing, Plotted
from xent_cli.options import NUMBERS, ROWS, TABLE, Looks, Reading
from xent_cli.outcome import Outcome
from xent_cli.record import record

DOC = """Softmax regression of a table (of two classes: logistic), by mini-batches: the whole descent.

xent train examples/training/digits.csv.gz --target digit --drop-constant --validation 0.25

xent train examples/training/digits.csv.gz --target digit --features 'p_1_*' --epochs 3 --json

Rows are shuffled by --seed, and the same seed gives the same numbers. The mean loss is brought down by one update for
each batch, worked as xent step works it; the bias has no penalty. Unless said, the learning rate is 0.1 for gd and
adagrad, and 0.01 for the others. Features are taken as they are: --standardize brings each to mean 0 and deviation 1.
--save keeps the model, and --load goes on from it as if it had never stopped.
"""
RUN = "How long it goes"
FILES = "What becomes of it"


@record
class Sources(Reading):
    """Where the features and the classes of a table stand, and what rows count for."""

    target: Annotated[
        str | None, Option("--target", "-t", metavar="COL", help="The classes.", rich_help_panel=TABLE)
    ] = None
    features: Annotated[
        str | None,
        Option(
            "--features",
            "-f",
            metavar="COLS",
            help="The features: a name, `x_*`, `x0:x9`, a comma list, positions."
            " Left out: every other column of numbers.",
            rich_help_panel=TABLE,
        ),
    ] = None
    drop_constant: Annotated[
        bool, Option("--drop-constant", help="Leave out features that never change.", rich_help_panel=TABLE)
    ] = False
    standardize: Annotated[
        bool,
        Option("--standardize", help="Bring each feature to mean 0 and deviation 1.", rich_help_panel=NUMBERS),
    ] = False
    class_weight: Annotated[
        str | None, Option(metavar="1,2,5|cat=1,dog=2|balanced", help="A weight for each class.", rich_help_panel=ROWS)
    ] = None
    sample_weight: Annotated[str | None, Option(metavar="COL", help="A weight for each row.", rich_help_panel=ROWS)] = (
        None
    )
    validation: Annotated[
        str | None,
        Option(metavar="SHARE|FILE", help="Rows to judge by: a share, held back, or a table.", rich_help_panel=ROWS),
    ] = None


@record
class Run:
    """How long it goes, and what becomes of it."""

    epochs: Annotated[
        int | None, Option(min=0, metavar="N", help="So many more passes over the rows (10).", rich_help_panel=RUN)
    ] = None
    batch: Annotated[str | None, Option(metavar="N|all", help="Rows of an update (32).", rich_help_panel=RUN)] = None
    seed: Annotated[
        int | None, Option(min=0, metavar="N", help="What the order of rows follows from (0).", rich_help_panel=RUN)
    ] = None
    tolerance: Annotated[
        float | None,
        Option(min=0, metavar="X", help="Stop after an epoch whose mean gradient is no longer.", rich_help_panel=RUN),
    ] = None
    bias: Annotated[bool, Option("--bias/--no-bias", help="Whether there is a bias.", rich_help_panel=RUN)] = True
    sampled: Annotated[
        int | None,
        Option(min=1, metavar="K", help="Estimate the softmax by K drawn classes.", rich_help_panel=RUN),
    ] = None
    negative: Annotated[
        int | None,
        Option(min=1, metavar="K", help="Tell the class from K negative samples instead.", rich_help_panel=RUN),
    ] = None
    save: Annotated[
        str | None,
        Option(
            metavar="MODEL.json|FILE.svg|FILE.png",
            help="Keep the model, and where it stands; or else draw the losses by epoch.",
            rich_help_panel=FILES,
        ),
    ] = None
    load: Annotated[str | None, Option(metavar="MODEL.json", help="Go on from there.", rich_help_panel=FILES)] = None
    predict: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Write the probabilities, as CSV or Parquet: of the rows to judge by, or else of all.",
            rich_help_panel=FILES,
        ),
    ] = None


def train() -> Callable[..., Outcome]:
    """The command."""
    groups = {
        "table": Sources,
        "aim": Aim,
        "moves": Moves,
        "run": Run,
        "output": Looks,
        "check": Gate,
        "plotted": Plotted,
    }
    return command("train", DOC, [operands("TABLE")], groups, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.learning.asked import Call
    from xent_cli.learning.train import solve

    plotted, run = groups.pop("plotted"), groups["run"]
    picture = run.save if run.save and run.save.lower().endswith((".svg", ".png")) else None
    drawing = Drawing(plotted.plot, plotted.theme, picture)
    if picture:
        groups["run"] = replace(run, save=None)
    call = Call(typed["operands"] or [], **groups)
    if drawing.unsaid:
        return solve(call)
    from xent_cli.pictures.asked import drawn
    from xent_cli.pictures.of_reports import of_training

    return drawn(drawing, groups, lambda: solve(call), of_training)
