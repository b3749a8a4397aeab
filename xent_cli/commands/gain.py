"""xent gain."""

from collections.abc import Callable
from typing import Annotated, Any

from typer import Option

from xent_cli.checking import Gate
from xent_cli.commands.signature import command, operands
from xent_cli.options import NUMBERS, OUTPUT, ROWS, TABLE, Cluster, Output, Reading
from xent_cli.outcome import Outcome
from xent_cli.record import record

DOC = """Information gain of a split, in bits: H(S) - Σ (n_v/N) H_v.

xent gain '2,3;4,0;3,2'

xent gain examples/tennis/play.csv --target play

xent gain examples/tennis/play.csv --target play --features outlook --base e

Branches are parted by ;, each a list of how often every class occurs in it. Of a table, the features are all columns
but the target; several are ranked. With it come split information, gain ratio and the decrease of Gini's impurity.
"""


@record
class Features(Reading):
    """Where the classes and the features of a table stand."""

    target: Annotated[
        str | None, Option("--target", "-t", metavar="COL", help="The classes.", rich_help_panel=TABLE)
    ] = None
    features: Annotated[
        str | None,
        Option(
            metavar="COLS",
            help="The features: a name, `f_*`, a comma list, positions. Left out: every other column.",
            rich_help_panel=TABLE,
        ),
    ] = None
    threshold: Annotated[
        str | None,
        Option(metavar="T|COL=T", help="Part numbers in two: up to T, and above.", rich_help_panel=NUMBERS),
    ] = None
    cuts: Annotated[
        bool, Option("--cuts", help="Part features of numbers at the best of every cut.", rich_help_panel=NUMBERS)
    ] = False
    missing: Annotated[
        bool, Option("--missing", help="A missing value is a category of its own.", rich_help_panel=ROWS)
    ] = False


@record
class Bits(Output):
    """How the answer is written; in bits unless asked."""

    base: Annotated[str, Option(metavar="e|2|10|B", help="Base of the logarithm.", rich_help_panel=OUTPUT)] = "2"


def gain() -> Callable[..., Outcome]:
    """The command."""
    groups = {"table": Features, "cluster": Cluster, "output": Bits, "check": Gate}
    return command("gain", DOC, [operands("BRANCHES")], groups, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.information.gain_call import Call, solve

    return solve(Call(typed["operands"] or [], **groups))
