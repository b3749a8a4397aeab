"""A table -> a row's own answer for each row, as they come."""

import sys
from collections import deque
from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from xent_cli.answers.answer import Ending, RowBlock, Stream
from xent_cli.answers.unusual import skips, unusual_facts
from xent_cli.call import Call
from xent_cli.choices import Reduction
from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.core.unusual import Infinite, Unusual
from xent_cli.inputs.block import Block, Skip
from xent_cli.inputs.faults import Place
from xent_cli.inputs.labels import left_out
from xent_cli.inputs.paired import Paired
from xent_cli.inputs.table import Table
from xent_cli.measures.gradient import Gradient
from xent_cli.measures.measure import Measure
from xent_cli.measures.weighting import BALANCED
from xent_cli.record import record
from xent_cli.render.progress import watched
from xent_cli.tables.scoring import Scoring, labels_of, placed
from xent_cli.tables.telling import head_of, notes

HELD = 1 << 19  # values that are known before any is written


@record
class Answers:
    """The rows of a block, each with its own answer."""

    numbers: NDArray[np.int64]
    labels: NDArray[np.int64] | None
    ids: list[str] | None
    values: Array
    skipped: tuple[Skip, ...]
    ignored: int
    doubts: tuple[str, ...]

    def unusual(self, place: Place) -> Unusual:
        """Which are not like the others; of vectors none is infinite."""
        infinite = Infinite.of(self.values, self.numbers) if self.values.ndim == 1 else Infinite(0, ())
        return Unusual(infinite.after(place.rows), placed(self.skipped, place), self.ignored)


def stream(measure: Measure, call: Call, table: Table | Paired, scoring: Scoring) -> Stream:
    """The stream, behind the reading: a fault in the first rows leaves nothing on standard output."""
    refuse(measure, call)
    rows = Rows(measure, call, table, scoring)
    blocks = behind(rows.blocks())
    first = next(blocks)
    names = table.classes if first.values.ndim == 2 else ("value",)
    head = head_of(measure, call.by_row, table, 0, "none: each row by itself")
    return Stream(head, names, chain([first], blocks), rows.ending)


def refuse(measure: Measure, call: Call) -> None:
    """Refuse what can only be known when all rows are."""
    if isinstance(measure, Gradient) and measure.verify:
        raise InputError("the rows of a table are not verified", "--verify", "ask for one of them, as in --row 1")
    if measure.shared and call.reduction_asked is Reduction.MEAN:
        what = "the gradient of a mean needs the number of rows, which is known only at the end of a table"
        raise InputError(
            what, "--reduction mean", "leave it out, and divide each row's own gradient by the number of rows"
        )
    for option, value in {"--by": call.scored.by, "--worst": call.scored.worst}.items():
        if value:
            raise InputError("needs a mean or a sum of the rows", option, "leave it out, or ask for --reduction mean")
    if call.weights.class_weight == BALANCED:
        what = "balanced weights are known only when all rows have been read, and here each row is written at once"
        raise InputError(what, "--class-weight", "give the weights as numbers")


def behind(blocks: Iterator[RowBlock]) -> Iterator[RowBlock]:
    """Each block when enough that follow are known."""
    held: deque[RowBlock] = deque()
    size = 0
    for block in blocks:
        held.append(block)
        size += block.values.size
        while size - held[0].values.size >= HELD:
            size -= held[0].values.size
            yield held.popleft()
    yield from held


class Rows:
    """The rows of a table as they come, and what was unusual about those that have."""

    def __init__(self, measure: Measure, call: Call, table: Table | Paired, scoring: Scoring) -> None:
        self._table, self._scoring = table, scoring
        self._scale = float(measure.per(call.log.ln))
        self._unusual = Unusual()
        self._ignore = call.weights.ignore
        self._doubts: set[tuple[str, ...]] = set()
        self._ids: dict[int, str] = {}

    def blocks(self) -> Iterator[RowBlock]:
        """Block after block."""
        names = np.array(self._table.classes, dtype=object)
        blocks = self._table.ordered(self._answers)
        # On a terminal the rows themselves show how far it is.
        for place, rows in blocks if sys.stdout.isatty() else watched(self._table, blocks):
            self._unusual += rows.unusual(place)
            if rows.ids is not None:
                self._name(place, rows.ids, rows.numbers)
            if rows.values.size:
                self._doubts.add(rows.doubts)
            labels = None if rows.labels is None else names[rows.labels].tolist()
            with np.errstate(over="ignore"):
                values = rows.values / self._scale
            yield RowBlock(rows.numbers + place.rows, labels, values, rows.ids)

    def _answers(self, block: Block) -> Answers:
        block = self._scoring.usable(block)
        labels = labels_of(block)
        numbers = block.row_numbers(np.arange(block.rows))
        values = self._scoring.values(block)
        if block.weight is not None:
            weights = block.weight.reshape(-1, *[1] * (values.ndim - 1))
            with np.errstate(over="ignore"):
                values = np.multiply(values, weights, out=np.zeros(values.shape), where=weights != 0)
        ids = None if block.id is None else block.id.rows
        doubts = self._scoring.doubt(block.pred)
        return Answers(numbers, labels, ids, values.copy(), block.skipped, block.ignored, doubts)

    def _name(self, place: Place, ids: list[str], numbers: NDArray[np.int64]) -> None:
        """Keep the names of the infinite rows of a block that are spoken of."""
        first = [row - place.rows for row in self._unusual.infinite.first if row > place.rows]
        self._ids |= {row + place.rows: ids[int(np.searchsorted(numbers, row))] for row in first}

    def ending(self) -> Ending:
        """What is to be said at the end."""
        unusual = self._unusual
        grids = (skips(unusual),) if unusual.skipped else ()
        doubts = next(iter(self._doubts)) if len(self._doubts) == 1 else ()
        remarks = (*notes(self._table, unusual, self._ids), *doubts)
        if self._ignore is not None:
            remarks += (left_out(unusual.ignored, self._ignore),)
        return Ending(tuple(unusual_facts(unusual, self._ids)), grids, remarks, doubts)
