"""Rows of numbers in a temporary file: a table is read once, and its rows are then had in any order, as often as asked.

No more of them is in memory than is being looked at.
"""

import os
from collections.abc import Iterator
from io import FileIO
from tempfile import gettempdir, mkstemp

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array

CHUNK = 256  # rows that stay together until their window is shuffled
CELLS = 1 << 20  # of a window: what bounds memory, and how far rows are shuffled
SIZE = 8


class Spool:
    """Rows of so many features, each with its class and its weight behind them."""

    def __init__(self, features: int) -> None:
        self.width = features + 2
        self.rows = 0
        self.columns: NDArray[np.int64] | None = None  # the features that are wanted, where that is not all
        self.ranks: NDArray[np.int64] | None = None  # the class of each number that stands for one
        number, path = mkstemp()
        os.unlink(path)  # it is gone when nobody has it open
        self._file = FileIO(number, "r+")

    def __del__(self) -> None:
        # An error may leave rows anywhere on their way.
        self._file.close()

    def append(self, rows: Array) -> None:
        """Take rows in (n, width)."""
        if not rows.size:
            return
        left = np.ascontiguousarray(rows).data.cast("B")
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            what = f"there is no room for the rows ({os.strerror(error.errno or 0)})"
            raise InputError(what, gettempdir(), "name another folder: TMPDIR=/another/folder xent train …") from None
        self.rows += len(rows)

    @property
    def window(self) -> int:
        """How many rows are looked at together."""
        return max(CHUNK, CELLS // self.width)

    def read(self, start: int, into: Array) -> None:
        """The rows from a place on, as many as there is room for."""
        self._file.seek(start * self.width * SIZE)
        left = into.data.cast("B")
        while left:
            left = left[self._file.readinto(left) :]

    def pieces(self) -> Iterator[Array]:
        """All rows in their order, as many at a time as may be in memory; used again for the next."""
        room = np.empty((min(self.window, self.rows), self.width))
        for start in range(0, self.rows, self.window):
            piece = room[: self.rows - start]
            self.read(start, piece)
            yield piece

    def labels(self, rows: Array) -> NDArray[np.int64]:
        """The classes of some rows."""
        numbers = rows[:, -2].astype(np.int64)
        return numbers if self.ranks is None else self.ranks[numbers]

    def features(self, rows: Array) -> Array:
        """The features of some rows."""
        return rows[:, :-2] if self.columns is None else rows.take(self.columns, axis=1)

    def weights(self, rows: Array) -> Array:
        """What they count for."""
        return rows[:, -1]
