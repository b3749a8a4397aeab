"""xent calibration."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from typer import Option

from xent_cli.checking import Gate
from xent_cli.commands.signature import command, operands
from xent_cli.drawing import Drawing
from xent_cli.options import NUMBERS, OUTPUT, Cluster, Labels, Numbers, Output, Table, Target
from xent_cli.outcome import Outcome
from xent_cli.record import record

DOC = """Calibration: the temperature T* that makes the cross-entropy least, the reliability table, ECE and Brier score.

xent calibration examples/breast-cancer/predictions.csv --target y --pred p

xent calibration examples/digits/logits.csv --target label --logits --classwise

xent calibration '1;1;1;0' '0.9;0.8;0.8;0.7' --bins 10 --equal-mass

The answer is the expected calibration error: of one column, of the probability of y = 1; of several, of the most
probable class. The rows are read once and put by in a temporary file; --equal-mass takes 8 bytes of memory a row. With
--scheduler they are read again for each step towards T*, some four times.
"""


@record
class Binning:
    """How the rows are binned, and where the rescaled predictions go."""

    bins: Annotated[int, Option(metavar="M", help="How many bins.", rich_help_panel=NUMBERS)] = 15
    equal_mass: Annotated[
        bool, Option("--equal-mass", help="As many rows in each bin; equal ones together.", rich_help_panel=NUMBERS)
    ] = False
    classwise: Annotated[
        bool, Option("--classwise", help="Of each class, not of the most probable one.", rich_help_panel=NUMBERS)
    ] = False
    write: Annotated[
        str | None, Option(metavar="FILE", help="Write the predictions at T* (.csv, .parquet).", rich_help_panel=OUTPUT)
    ] = None


GROUPS = {
    "numbers": Numbers,
    "labels": Labels,
    "target": Target,
    "table": Table,
    "binning": Binning,
    "output": Output,
    "check": Gate,
    "cluster": Cluster,
    "drawing": Drawing,
}


def calibration() -> Callable[..., Outcome]:
    """The command."""
    return command("calibration", DOC, [operands("TARGET PRED")], GROUPS, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.calibration.solved import of_table, of_typed
    from xent_cli.call import called
    from xent_cli.measures.calibrated import Calibrated
    from xent_cli.pipeline import solve

    options = groups.pop("binning")
    call = called(Calibrated, typed["operands"], **groups)
    answered = partial(
        solve, Calibrated(), call, partial(of_typed, options=options), partial(of_table, options=options)
    )
    if call.drawing.unsaid:
        return answered()
    from xent_cli.pictures.asked import drawn

    return drawn(call.drawing, groups, answered)
