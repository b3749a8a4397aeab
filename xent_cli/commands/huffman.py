"""xent huffman."""

from collections.abc import Callable
from typing import Annotated, Any

from typer import Option

from xent_cli.checking import Gate
from xent_cli.commands.signature import command, operands
from xent_cli.options import NUMBERS, Looks, Reading
from xent_cli.outcome import Outcome
from xent_cli.record import record

DOC = """Huffman code of a distribution: the prefix-free code of the shortest average length Σ p l.

xent huffman .25,.25,.2,.15,.15

xent huffman 5,2,1,1 --counts --classes a,b,c,d

xent huffman 0.5,0.25,0.125,0.125 0.25,0.25,0.25,0.25

xent huffman examples/letters/zen.csv --counts

The lightest are merged first; of equal weights those that were there first: symbols in their order, then what was
merged. A table holds a symbol and its number in each row. With Q the code is made for Q and used under P: what it costs
stands beside the cross-entropy H(p,q).
"""


@record
class Symbols:
    """What the numbers are, and how the symbols are called."""

    counts: Annotated[bool, Option("--counts", help="How often each symbol was seen.", rich_help_panel=NUMBERS)] = False
    classes: Annotated[
        str | None, Option(metavar="NAMES", help="The symbols by name, in their order.", rich_help_panel=NUMBERS)
    ] = None
    arity: Annotated[
        int, Option(min=2, max=36, metavar="D", help="How many digits the code has.", rich_help_panel=NUMBERS)
    ] = 2
    tolerance: Annotated[float, Option(metavar="TOL", help="How far a sum may be from 1.", rich_help_panel=NUMBERS)] = (
        1e-3
    )


def huffman() -> Callable[..., Outcome]:
    """The command."""
    groups = {"symbols": Symbols, "table": Reading, "output": Looks, "check": Gate}
    return command("huffman", DOC, [operands("P [Q]")], groups, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.information.huffman_call import Call, solve

    return solve(Call(typed["operands"] or [], **groups))
