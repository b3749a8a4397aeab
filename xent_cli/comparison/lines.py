"""The rows of one of two tables: what each costs, and what is true of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import Array
from xent_cli.core.sums import by_row
from xent_cli.core.unusual import Infinite, Unusual
from xent_cli.inputs.block import Block
from xent_cli.inputs.parsed import Texts
from xent_cli.inputs.table import Table
from xent_cli.record import record
from xent_cli.tables.scoring import Scoring, labels_of, largest, placed


@record
class Lines:
    """Rows in turn, without those that were left out; they are all of those up to row `stop` of their table."""

    stop: int
    numbers: NDArray[np.int64]
    losses: Array
    truth: NDArray[Any]
    hits: NDArray[np.bool_] | None
    weight: Array | None
    group: tuple[Texts, ...]
    id: Texts | None

    def some(self, rows: Any) -> "Lines":
        """Those at some places, or in another order."""
        return Lines(
            self.stop,
            self.numbers[rows],
            self.losses[rows],
            self.truth[rows],
            None if self.hits is None else self.hits[rows],
            None if self.weight is None else self.weight[rows],
            tuple(texts.some(rows) for texts in self.group),
            None if self.id is None else self.id.some(rows),
        )

    def upto(self, row: int) -> "Lines":
        """Those up to a row of the table."""
        return replace(self.some(slice(0, int(np.searchsorted(self.numbers, row, "right")))), stop=row)

    def beyond(self, row: int) -> "Lines":
        """Those behind it."""
        return self.some(slice(int(np.searchsorted(self.numbers, row, "right")), None))


def copied(texts: Texts) -> Texts:
    """Texts that stay when their block is gone."""
    return Texts(texts.codes.astype(np.int32), texts.values)


class Side:
    """A table with what its rows cost, and what was unusual about those that were read.

    `order` says which class of the first table each class of this one is.
    """

    def __init__(self, table: Table, scoring: Scoring, order: Sequence[int]) -> None:
        self.table, self.unusual = table, Unusual()
        self._scoring, self._order = scoring, np.array(order)
        self.doubts: set[tuple[str, ...]] = set()

    def blocks(self) -> Iterator[Lines]:
        """Block after block."""
        for place, (lines, unusual, block, doubts) in self.table.ordered(self._lines):
            skipped = placed(block, place)
            self.unusual += replace(unusual, infinite=unusual.infinite.after(place.rows), skipped=skipped)
            if len(lines.numbers):
                self.doubts.add(doubts)
            yield replace(lines, stop=lines.stop + place.rows, numbers=lines.numbers + place.rows)

    def _lines(self, block: Block) -> Any:
        block = self._scoring.usable(block)
        assert block.target is not None
        labels, losses = labels_of(block), self._scoring.values(block)
        numbers = block.row_numbers(np.arange(block.rows))
        lines = Lines(
            block.seen,
            numbers,
            losses.copy(),
            block.target[:, self._order] if labels is None else self._order[labels],
            None if labels is None else largest(block.pred, labels),
            None if block.weight is None else block.weight.copy(),
            tuple(map(copied, block.group)),
            None if block.id is None else copied(block.id),
        )
        unusual = Unusual(Infinite.of(by_row(losses), numbers), {}, block.ignored)
        return lines, unusual, block.skipped, self._scoring.doubt(block.pred)
