"""xent train."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from xent_cli.checking import Gate
from xent_cli.commands.signature import command, operands
from xent_cli.drawing import Drawing, Plotted
from xent_cli.learning.options import Aim, Moves, Run, Sources
from xent_cli.options import Looks
from xent_cli.outcome import Outcome

DOC = """Softmax regression of a table (of two classes: logistic), by mini-batches: the whole descent.

xent train examples/training/digits.csv.gz --target digit --drop-constant --validation 0.25

xent train examples/training/digits.csv.gz --target digit --features 'p_1_*' --epochs 3 --json

Rows are shuffled by --seed, and the same seed gives the same numbers. The mean loss is brought down by one update for
each batch, worked as xent step works it; the bias has no penalty. Unless said, the learning rate is 0.1 for gd and
adagrad, and 0.01 for the others. Features are taken as they are: --standardize brings each to mean 0 and deviation 1.
--save keeps the model, and --load goes on from it as if it had never stopped.
"""


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
    from xent_cli.learning.call import Call
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
