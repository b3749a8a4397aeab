"""One pass over the rows of a table: what its blocks come to, put together; here, or by a cluster."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from xent_cli.core.errors import InputError
from xent_cli.inputs.block import Block
from xent_cli.inputs.faults import Place
from xent_cli.inputs.paired import Paired
from xent_cli.inputs.table import Table
from xent_cli.render.progress import watched

if TYPE_CHECKING:
    from xent_cli.options import Cluster


class Summed(Protocol):
    """What consecutive rows come to."""

    def after(self, rows: int, lines: int) -> Self:
        """The same, behind so many rows, and so many lines of the file that it begins in."""

    def __add__(self, following: Self) -> Self:
        """With the rows that follow; neither is used again."""


Sum = TypeVar("Sum", bound=Summed)
Whole = TypeVar("Whole", bound=Summed, covariant=True)


class Part(Protocol[Whole]):
    """What the rows of a block come to."""

    def at(self, place: Place) -> Whole:
        """The same, now that it is known what stands before the block."""


class Over(Protocol):
    """A pass over all rows."""

    def __call__(self, work: Callable[[Block], Part[Sum]]) -> Sum:
        """What they come to."""


def gathered(table: Table | Paired, work: Callable[[Block], Part[Sum]], cluster: "Cluster") -> Sum:
    """What all rows come to."""
    if cluster.asked:
        from xent_cli.passes.scheduled import passes

        with passes(table, cluster) as over:
            return over(work)
    whole = folded(watched(table, table.ordered(work)))
    assert whole is not None
    return whole


def refuse_workers(cluster: "Cluster") -> None:
    """Refuse workers for what is not gone through row by row."""
    if cluster.asked:
        raise InputError("is for the rows of tables", cluster.asked, "leave it out: this is worked here")


def folded(blocks: Iterable[tuple[Place, Part[Sum]]]) -> Sum | None:
    """What blocks come to that follow one another; None where there are none."""
    whole = None
    for place, part in blocks:
        found = part.at(place)
        whole = found if whole is None else whole + found
    return whole
