"""Labels of 0 and 1, column by column: what their losses add up to, and how many predictions are on their side."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.sums import Sums

SIDES = 3  # y = 0, y = 1, and any other


@dataclass(frozen=True, eq=False)
class Binary:
    """Sums of elements and correct predictions by column and side: that of column c and side s is number 3 c + s."""

    sums: Sums
    hits: NDArray[np.int64]

    @classmethod
    def of(
        cls, losses: NDArray[Any], truth: NDArray[Any], positive: NDArray[np.bool_], weights: NDArray[Any] | None
    ) -> "Binary":
        """Add up losses (n,) or (n, C), where `positive` says whether y = 1 is predicted."""
        columns, ones = truth.shape[1], truth == 1
        sides = ones.astype(np.intp)
        if not (known := ones | (truth == 0)).all():
            sides[~known] = 2
        keys, count = (sides + SIDES * np.arange(columns)).reshape(-1), SIDES * columns
        each = None if weights is None else np.repeat(weights, columns)
        sums = Sums.of(losses.reshape(-1), each, keys, count)
        right = np.bincount(keys[(positive == ones).reshape(-1)], minlength=count)
        return cls(sums, right.astype(np.int64))

    def __add__(self, other: "Binary") -> "Binary":
        return Binary(self.sums + other.sums, self.hits + other.hits)

    @property
    def hard(self) -> bool:
        """Whether every y is 0 or 1."""
        return not self.sums.rows[SIDES - 1 :: SIDES].any()

    @property
    def columns(self) -> int:
        """How many labels a row has."""
        return len(self.hits) // SIDES
