"""A table -> a row's own answer for each row, as they come."""

import sys
from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from xent_cli.call import Call
from xent_cli.core.answer import Head, RowBlock, Stream
from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.inputs.block import Block, Skip
from xent_cli.inputs.paired import Paired
from xent_cli.inputs.table import Table
from xent_cli.measures.measure import Measure
from xent_cli.record import record
from xent_cli.render.progress import watched
from xent_cli.tables.scoring import Scoring, labels_of


@record
class Answers:
    """The rows of a block, each with its own answer."""

    numbers: NDArray[np.int64]
    labels: NDArray[np.int64] | None
    values: Array
    skipped: tuple[Skip, ...]


def stream(measure: Measure, call: Call, table: Table | Paired, scoring: Scoring) -> Stream:
    """The stream, a block behind the reading: a fault in the first rows leaves nothing on standard output."""
    if measure.verified_by is not None:
        raise InputError("a stream of rows is not verified", "--verify", "work one of them: --row 1")
    blocks = behind(streamed(measure, call, table, scoring))
    first = next(blocks)
    names = table.classes if first.values.ndim == 2 else ("value",)
    head = head_of(measure, call.by_row, table, 0, "none: each row by itself")
    return Stream(head, names, chain([first], blocks))


def behind(blocks: Iterator[RowBlock]) -> Iterator[RowBlock]:
    """Each block when the next is known."""
    held = next(blocks)
    for block in blocks:
        yield held
        held = block
    yield held


def head_of(measure: Measure, call: Call, table: Table | Paired, rows: int, said: str) -> Head:
    """What the answer says of itself."""
    classes = None if call.meaning.elementwise else len(table.pred)
    return Head(measure.command, measure.quantity, call.unit(measure), rows, classes, call.convention(measure, said))


def streamed(measure: Measure, call: Call, table: Table | Paired, scoring: Scoring) -> Iterator[RowBlock]:
    """Block after block; what was left out is told at the end, on standard error."""

    def answers(block: Block) -> Answers:
        block = scoring.usable(block)
        numbers = block.row_numbers(np.arange(block.rows))
        return Answers(numbers, labels_of(block), scoring.values(block).copy(), block.skipped)

    names = np.array(table.classes, dtype=object)
    scale = call.log.ln if measure.in_units else 1.0
    left_out: dict[str, int] = {}
    blocks = table.ordered(answers)
    # On a terminal the rows themselves show how far it is.
    for place, rows in blocks if sys.stdout.isatty() else watched(table, blocks):
        labels = None if rows.labels is None else names[rows.labels].tolist()
        yield RowBlock(rows.numbers + place.rows, labels, rows.values / scale)
        for skip in rows.skipped:
            left_out[skip.kind] = left_out.get(skip.kind, 0) + skip.rows
    if left_out:
        kinds = ", ".join(f"{count} {kind}" for kind, count in left_out.items())
        print(f"xent: {sum(left_out.values())} rows were left out: {kinds}", file=sys.stderr)
