"""Rows of numbers put by in a temporary file, to be read as often as needed."""

from collections.abc import Callable, Generator
from itertools import accumulate
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from xent_cli.inputs.doubles import Doubles
from xent_cli.inputs.ordered import in_order
from xent_cli.inputs.scratch import Scratch

R = TypeVar("R")
Rows = NDArray[np.float64]
AT_ONCE = 1 << 17  # numbers of a block
BY_COLUMN = 100  # columns below which a column of all rows is the longer run of memory


class Spool:
    """Rows of `width` numbers, in the order in which they were put by; read in blocks, however they were cut."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._rows = max(1, AT_ONCE // width)  # of a block
        self._sizes: list[int] = []
        self._pending: list[Rows] = []
        self._held = 0
        self._file = Doubles(width)

    def add(self, rows: Rows) -> None:
        """Put some rows (n, width) by; they may not change until there are rows enough for a block."""
        self._pending.append(rows)
        self._held += len(rows)
        if self._held >= self._rows:
            self._write(self._rows)

    def _write(self, least: int) -> None:
        """Write the pending rows in blocks, until there are fewer than that."""
        rows = np.concatenate(self._pending)
        start = 0
        while len(rows) - start >= least:
            block = rows[start : start + self._rows]
            start += len(block)
            self._file.append(self._as_stored(block))
            self._sizes.append(len(block))
        self._pending, self._held = [rows[start:]], len(rows) - start

    @property
    def has_block(self) -> bool:
        """Whether a whole block is put by."""
        return bool(self._sizes)

    def first(self) -> Rows:
        """The first block."""
        return next(self.each(np.copy, workers=1))

    def each(self, work: Callable[[Rows], R], workers: int = 2) -> Generator[R, None, None]:
        """Yield work(rows) of all rows in their order, done on several threads; the rows are there for its time."""
        if self._held:
            self._write(1)
        blocks = iter(zip(accumulate(self._sizes, initial=0), self._sizes, strict=False))

        def take(scratch: Scratch) -> Rows | None:
            start, size = next(blocks, (0, 0))
            if not size:
                return None
            stored = scratch.array("spool", self._shape(size), np.float64)
            self._file.read(start * self.width, stored)
            return self._as_stored(stored)

        return in_order(take, lambda rows, scratch: work(rows), workers)

    def column(self, number: int) -> Rows:
        """A column of all rows."""
        return np.concatenate([*self.each(lambda rows: rows[:, number].copy())])

    def _as_stored(self, rows: Rows) -> Rows:
        """Rows as columns, and the other way round; many columns as they are."""
        return rows.T if self.width < BY_COLUMN else rows

    def _shape(self, rows: int) -> tuple[int, int]:
        return (self.width, rows) if self.width < BY_COLUMN else (rows, self.width)
