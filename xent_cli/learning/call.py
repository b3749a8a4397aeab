"""A call of `xent train`, whoever makes it."""

from collections.abc import Sequence

from xent_cli.checking import Gate
from xent_cli.learning.options import Aim, Moves, Run, Sources
from xent_cli.options import Looks
from xent_cli.record import record


@record
class Call:
    """A call of the command."""

    operands: Sequence[str]
    table: Sources
    aim: Aim
    moves: Moves
    run: Run
    output: Looks
    check: Gate
