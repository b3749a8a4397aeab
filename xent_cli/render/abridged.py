"""Long tables cut short: which of their lines are shown."""

from collections.abc import Sequence
from dataclasses import replace

from xent_cli.answers.worked import Column
from xent_cli.render.block import Strip

# Of more classes than MANY a vector shows its first, its last and its largest.
MANY, FIRST, LAST, LARGEST = 24, 6, 4, 6


def of_lines(columns: Sequence[Column], shown: Sequence[int]) -> tuple[Column, ...]:
    """Some lines of columns."""
    return tuple(column._replace(values=tuple(column.values[i] for i in shown)) for column in columns)


def even_lines(count: int) -> list[int]:
    """The first, the last, and others evenly spread between them.

    >>> even_lines(47)[:4], even_lines(47)[-1]
    ([0, 2, 4, 6], 46)
    """
    return [round(i * (count - 1) / (MANY - 1)) for i in range(MANY)]


def with_gaps(strip: Strip, shown: Sequence[int]) -> Strip:
    """The strip with a line of dots wherever lines were left out."""
    cells: list[str] = []
    for i, text in enumerate(strip.cells):
        if i and shown[i] > shown[i - 1] + 1:
            cells.append("…")
        cells.append(text)
    return replace(strip, cells=tuple(cells))


def telling_lines(column: Column, count: int) -> list[int]:
    """All lines of a short table; of a long one the first, the last and those with the largest last column."""
    if count <= MANY:
        return list(range(count))
    between = range(FIRST, count - LAST)
    largest = sorted(between, key=lambda i: -_size(column.values[i]))[:LARGEST]
    return [*range(FIRST), *sorted(largest), *range(count - LAST, count)]


def _size(value: object) -> float:
    return abs(value) if isinstance(value, int | float) else 0.0
