"""How far values spread: exact sums of products, and the standard error of a mean, in which nothing cancels."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.exact_sum import FINEST, ExactSums, exact_sums

# Between these a product of two doubles, and what its rounding loses, are doubles.
SMALL, LARGE = 2.0**-400, 2.0**480
LIFT, LOWER = 600, -560  # the powers of two that bring the others there
SPLITTER = 2.0**27 + 1
ROOT_BITS = 130  # of a square, whose root then has more than a double

Exact = int | Fraction


def exact_products(x: NDArray[Any], y: NDArray[Any], keys: NDArray[Any] | None = None, count: int = 1) -> ExactSums:
    """The exact Σ x·y by keys, 2^1074 times as large: units of 2^-2148 hold them all. What is not finite is left out.

    Dekker's product, x·y = h + e without error. Source: Dekker, "A floating-point technique for extending the
    available precision", Numerische Mathematik 18 (1971).
    """
    sums = ExactSums.zeros(count)
    left = list(_middling(x))
    for (a, i), (b, j) in product(left, left if y is x else list(_middling(y))):
        for part in _two_product(a, b):
            found = exact_sums(part, keys, count)
            exponent = found.exponent - FINEST - i - j
            finer = max(FINEST - exponent, 0)  # than any product: these bits are zeros
            sums += ExactSums(found.units >> finer, found.special, exponent + finer)
    return sums


def _middling(x: NDArray[Any]) -> Iterator[tuple[NDArray[np.float64], int]]:
    """The finite values times a power of two that makes their size middling; mostly that is 1 for all."""
    if x.min(initial=SMALL) >= SMALL and x.max(initial=SMALL) < LARGE:  # as good as always
        yield x, 0
        return
    size = np.abs(x)
    small, large = (size < SMALL) & (size > 0), ~(size < LARGE)
    if not (small.any() or large.any()):
        yield x, 0
        return
    for some, power in (~(small | large), 0), (small, LIFT), (large & np.isfinite(x), LOWER):
        yield np.ldexp(np.where(some, x, 0.0), power), power


def _two_product(a: NDArray[Any], b: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """a·b and what its rounding lost."""
    high, low = _halves(a)
    high_b, low_b = (high, low) if b is a else _halves(b)
    whole = a * b
    lost = high * high_b
    lost -= whole
    lost += high * low_b
    lost += low * high_b
    lost += low * low_b
    return whole, lost


def _halves(x: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """x as a sum of two doubles of at most 26 bits."""
    high = x * SPLITTER
    high -= high - x
    return high, x - high


@dataclass(frozen=True)
class Moments:
    """Of values x, each of which counts s times: how many, and Σ s·x, Σ s, Σ (s·x)², Σ s·(s·x), Σ s².

    All in units of one power of two and of its square. None of them is known where a value is infinite.
    """

    rows: int = 0
    value: Exact = 0
    weight: Exact = 0
    squares: Exact = 0
    cross: Exact = 0
    weights: Exact = 0
    finite: bool = True

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(
            self.rows + other.rows,
            self.value + other.value,
            self.weight + other.weight,
            self.squares + other.squares,
            self.cross + other.cross,
            self.weights + other.weights,
            self.finite and other.finite,
        )

    def weighed(self, above: Exact, below: Exact) -> "Moments":
        """The same where each value counts `above` times as much in the sum, and `below` times in the denominator."""
        return Moments(
            self.rows if below else 0,
            above * self.value,
            below * self.weight,
            above * above * self.squares,
            above * below * self.cross,
            below * below * self.weights,
            self.finite or not above,
        )

    @property
    def as_one(self) -> "Moments":
        """The same where the values are parts of one, which counts as many times as they do together."""
        value, weight = self.value, self.weight
        return Moments(1, value, weight, value**2, value * weight, weight**2, self.finite)

    @property
    def standard_error(self) -> float:
        """√(n/(n-1) Σ (s·x - s·m)²) / Σ s, where m = Σ s·x / Σ s; NaN of less than two rows, or infinite ones.

        Where every s is 1 that is √(Σ (x - m)² / (n-1)) / √n.
        """
        n, weight = self.rows, self.weight
        if n < 2 or not self.finite or not weight:
            return math.nan
        scatter = self.squares * weight**2 - 2 * self.value * weight * self.cross + self.value**2 * self.weights
        return root(n * scatter, (n - 1) * weight**4)


def root(above: Exact, below: Exact) -> float:
    """√(above / below) as a double, rounded from more than 64 bits."""
    top, bottom = above.numerator * below.denominator, below.numerator * above.denominator
    shift = ROOT_BITS - top.bit_length() + bottom.bit_length()
    shift += shift & 1
    square = (top << shift) // bottom if shift >= 0 else top // (bottom << -shift)
    try:
        return math.ldexp(math.isqrt(square), -shift // 2)
    except OverflowError:
        return math.inf
