"""xent mi."""

from collections.abc import Callable
from typing import Annotated, Any

from typer import Option

from xent_cli.checking import Gate
from xent_cli.commands.signature import command, operands
from xent_cli.options import NUMBERS, ROWS, TABLE, Cluster, Output, Reading
from xent_cli.outcome import Outcome
from xent_cli.record import record

DOC = """Mutual information of a joint table: I(X;Y) = Σ p(x,y) ln[p(x,y) / (p(x) p(y))].

xent mi '1/8,1/16,1/32,1/32; 1/16,1/8,1/32,1/32; 1/16,1/16,1/16,1/16; 1/4,0,0,0' --base 2

xent mi '20,30;40,10' --counts

xent mi examples/tennis/play.csv -x outlook -y play --base 2

Rows are parted by ; and are the values of x. A file holds the joint table itself, with a header and the names of x in
its first column; or with -x and -y two columns of categories, whose pairs are counted.
"""


@record
class Numbers:
    """What the numbers of a joint table are."""

    counts: Annotated[bool, Option("--counts", help="How often each pair was seen.", rich_help_panel=NUMBERS)] = False
    tolerance: Annotated[
        float, Option(metavar="TOL", help="How far the sum may be from 1.", rich_help_panel=NUMBERS)
    ] = 1e-3


@record
class Pair(Reading):
    """Which two columns are counted."""

    x: Annotated[str | None, Option("-x", metavar="COL", help="The categories of x.", rich_help_panel=TABLE)] = None
    y: Annotated[str | None, Option("-y", metavar="COL", help="The categories of y.", rich_help_panel=TABLE)] = None
    missing: Annotated[
        bool, Option("--missing", help="A missing value is a category of its own.", rich_help_panel=ROWS)
    ] = False


def mi() -> Callable[..., Outcome]:
    """The command."""
    groups = {"numbers": Numbers, "table": Pair, "cluster": Cluster, "output": Output, "check": Gate}
    return command("mi", DOC, [operands("JOINT")], groups, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.information.mi_call import Call, solve

    return solve(Call(typed["operands"] or [], **groups))
