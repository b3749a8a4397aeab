"""Rows as they are read, parted into those to learn from and those held back."""

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import Array
from xent_cli.learning.order import OF_VALIDATION, drawn
from xent_cli.learning.spool import Spool

TOGETHER = 4096  # rows of which the same share is held back


class Parting:
    """Where rows go, and what is known of those to learn from: the range of each feature, the rows of each class."""

    def __init__(self, features: int, share: float, seed: int) -> None:
        self.training, self.held_back = Spool(features), Spool(features)
        self.low, self.high = np.full(features, np.inf), np.full(features, -np.inf)
        self.counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._share, self._seed = share, seed
        self._waiting: list[Array] = []
        self._rows = 0

    def add(self, rows: Array) -> None:
        """Take rows in, in their order."""
        if not self._share:
            self._learn(rows)
            return
        self._waiting.append(rows)
        if sum(map(len, self._waiting)) >= TOGETHER:
            held = np.concatenate(self._waiting)
            whole = len(held) // TOGETHER * TOGETHER
            for start in range(0, whole, TOGETHER):
                self._part(held[start : start + TOGETHER])
            self._waiting = [held[whole:]]

    def end(self) -> None:
        """There are no more rows."""
        if self._waiting:
            self._part(np.concatenate(self._waiting))
        self._waiting = []

    def _part(self, rows: Array) -> None:
        """Hold back a share of some rows, so that of all rows so far it is that share, rounded."""
        before, after = (round(count * self._share) for count in (self._rows, self._rows + len(rows)))
        chosen = drawn(self._seed, OF_VALIDATION, self._rows).permutation(len(rows))[: after - before]
        out = np.zeros(len(rows), np.bool_)
        out[chosen] = True
        self._rows += len(rows)
        self.held_back.append(rows[out])
        self._learn(rows[~out])

    def _learn(self, rows: Array) -> None:
        if not len(rows):
            return
        self.training.append(rows)
        features = rows[:, :-2]
        np.minimum(self.low, features.min(axis=0), out=self.low)
        np.maximum(self.high, features.max(axis=0), out=self.high)
        counts = np.bincount(rows[:, -2].astype(np.int64), minlength=len(self.counts))
        counts[: len(self.counts)] += self.counts
        self.counts = counts
