"""How often values fall where, in one pass: bins as wide as a power of two, which double where there are too many."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.record import record

MOST = 64  # bins
LARGEST = 1e300  # what is beyond it is counted with the infinite
LEAST = -1074  # the exponent of the smallest double
FINEST = 20  # halvings of the largest value below which values are not told apart


@record
class Histogram:
    """The values by bins [j·2^e, (j + 1)·2^e), from that of the lowest on; those too large for any are counted.

    `e` follows from the lowest and the highest alone, so that no cut of the values matters.
    """

    low: float
    high: float
    counts: NDArray[np.int64]
    others: int = 0

    @classmethod
    def of(cls, values: NDArray[Any]) -> "Histogram":
        """Count some values."""
        finite = values[np.abs(values) <= LARGEST]
        others = values.size - finite.size
        if not finite.size:
            return cls(math.inf, -math.inf, np.zeros(0, np.int64), others)
        low, high = float(finite.min()), float(finite.max())
        bins = (finite // width(exponent(low, high))).astype(np.int64)
        return cls(low, high, np.bincount(bins - bins.min()), others)

    @property
    def exponent(self) -> int:
        """That of the width."""
        return exponent(self.low, self.high)

    @property
    def first(self) -> int:
        """The number of the first bin."""
        return int(self.low // width(self.exponent))

    @property
    def edges(self) -> list[float]:
        """Where the bins begin, and where the last ends."""
        return [math.ldexp(self.first + j, self.exponent) for j in range(len(self.counts) + 1)]

    def __add__(self, other: "Histogram") -> "Histogram":
        low, high = min(self.low, other.low), max(self.high, other.high)
        parts = [part for part in (self, other) if part.counts.size]
        merged = exponent(low, high) if parts else 0
        bins = [(part.first + np.arange(len(part.counts))) >> (merged - part.exponent) for part in parts]
        least = min((found[0] for found in bins), default=0)
        counts = np.zeros(max((found[-1] for found in bins), default=-1) - least + 1, np.int64)
        for found, part in zip(bins, parts, strict=True):
            np.add.at(counts, found - least, part.counts)
        return Histogram(low, high, counts, self.others + other.others)


def exponent(low: float, high: float) -> int:
    """The least e by which there are no more than MOST bins from the lowest to the highest."""
    largest = max(abs(low), abs(high))
    found = max(math.frexp(largest)[1] - FINEST, LEAST) if largest else 0
    while high // width(found) - low // width(found) >= MOST:
        found += 1
    return found


def width(exponent: int) -> float:
    """2^e, by which numbers are divided and rounded down in one: the least below 0 is not 0."""
    return math.ldexp(1.0, exponent)
