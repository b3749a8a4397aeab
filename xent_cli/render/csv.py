"""Comma-separated values: the lines of the worked table, of the report, or of the rows."""

import csv
import sys
from collections.abc import Iterable, Iterator

from xent_cli.core.answer import Answer, Report, Stream
from xent_cli.core.worked import Cell, Column
from xent_cli.render.numbers import plain


def write(answer: Answer, digits: int | None) -> None:
    """Write a header and the lines to standard output."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for line in _table(answer):
        writer.writerow([plain(x, digits) if isinstance(x, float) else x for x in line])


def _table(answer: Answer) -> Iterator[Iterable[Cell]]:
    if isinstance(answer, Stream):
        return _stream(answer)
    if isinstance(answer, Report):
        return _report(answer)
    return _lines(answer.worked.columns)


def _lines(columns: tuple[Column, ...]) -> Iterator[Iterable[Cell]]:
    yield [column.name for column in columns]
    yield from zip(*(column.values for column in columns), strict=True)


def _report(report: Report) -> Iterator[Iterable[Cell]]:
    """A line per row, group or class where the question was about these; else one line of facts."""
    head = report.head
    if asked := [grid for grid in report.grids if grid.key in ("values", "groups", "worst")]:
        yield from _lines(asked[0].columns)
        return
    yield ["command", "rows", "value", "unit", *(fact.key for fact in report.facts)]
    values = report.value if isinstance(report.value, float) else 0.0
    yield [head.command, head.rows, values, head.unit or "", *(fact.value for fact in report.facts)]


def _stream(answer: Stream) -> Iterator[Iterable[Cell]]:
    for count, block in enumerate(answer.blocks):
        if not count:
            yield ["row", *([] if block.labels is None else ["label"]), *answer.names]
        values = block.values.reshape(len(block.values), -1).tolist()
        for i, row in enumerate(values):
            yield [int(block.numbers[i]), *([] if block.labels is None else [block.labels[i]]), *row]
