"""Rows of numbers in a temporary file: a table is read once, and its rows are then had in any order, as often as asked.

No more of them is in memory than is being looked at.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import Array
from xent_cli.inputs.doubles import Doubles

CHUNK = 256  # rows that stay together until their window is shuffled
CELLS = 1 << 20  # of a window: what bounds memory, and how far rows are shuffled


class Spool:
    """Rows of so many features, each with its class and its weight behind them."""

    def __init__(self, features: int) -> None:
        self.width = features + 2
        self.rows = 0
        self.columns: NDArray[np.int64] | None = None  # the features that are wanted, where that is not all
        self.ranks: NDArray[np.int64] | None = None  # the class of each number that stands for one
        self._file = Doubles(self.width)

    def append(self, rows: Array) -> None:
        """Take rows in (n, width)."""
        self._file.append(rows)
        self.rows += len(rows)

    @property
    def window(self) -> int:
        """How many rows are looked at together."""
        return max(CHUNK, CELLS // self.width)

    def read(self, start: int, into: Array) -> None:
        """The rows from a place on, as many as there is room for."""
        self._file.read(start * self.width, into)

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
