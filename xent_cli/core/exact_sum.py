"""Sums of float64 values kept exactly, so that they merge in any order and are rounded once, at the end."""

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.errors import InputError

Weights = Sequence[float | Fraction]

FINEST = -1074  # every finite double is a whole number of 2**FINEST
HUGE = 2.0**960  # below it no block of values adds up to more than a double can hold


@dataclass(frozen=True)
class ExactSum:
    """A sum of doubles: the finite ones in units of 2**-1074, the infinities and NaNs as a float (0.0: none).

    Infinities need no care of their own: in any order, inf + inf is inf and inf - inf is nan.
    """

    units: int | Fraction = 0
    special: float = 0.0

    def __add__(self, other: "ExactSum") -> "ExactSum":
        return ExactSum(self.units + other.units, self.special + other.special)


@dataclass(frozen=True, eq=False)
class ExactSums:
    """One ExactSum per key, as arrays (count,) of Python integers in units of 2**exponent, and of specials.

    The exponent follows the finest bit so far: integers of 100 bits are quicker and smaller than of 1,100.
    """

    units: NDArray[np.object_]
    special: NDArray[np.float64]
    exponent: int

    @classmethod
    def zeros(cls, count: int) -> "ExactSums":
        return cls(np.zeros(count, np.object_), np.zeros(count), sys.float_info.max_exp)

    def __len__(self) -> int:
        return len(self.units)

    def __getitem__(self, key: int) -> ExactSum:
        return ExactSum(self.units[key] << (self.exponent - FINEST), float(self.special[key]))

    def __iter__(self) -> Iterator[ExactSum]:
        shift = self.exponent - FINEST
        return (ExactSum(u << shift, s) for u, s in zip(self.units.tolist(), self.special.tolist(), strict=True))

    def __add__(self, other: "ExactSums") -> "ExactSums":
        coarse, fine = (self, other) if self.exponent > other.exponent else (other, self)
        shift = coarse.exponent - fine.exponent
        units = (coarse.units << shift if shift else coarse.units) + fine.units
        with np.errstate(invalid="ignore"):  # inf - inf
            return ExactSums(units, self.special + other.special, fine.exponent)

    def joined(self, other: "ExactSums", at: NDArray[np.int64], count: int) -> "ExactSums":
        """With the sums of another, whose key i is key at[i] among `count`; these sums are used up.

        No key is touched but those of the other: there may be a million, and a few with each block.
        """
        units, special = grown(self.units, count), grown(self.special, count)
        shift = self.exponent - other.exponent
        if shift > 0:
            units <<= shift
        units[at] += other.units << -shift if shift < 0 else other.units
        with np.errstate(invalid="ignore"):  # inf - inf
            special[at] += other.special
        return ExactSums(units, special, min(self.exponent, other.exponent))

    @property
    def whole(self) -> "ExactSums":
        """All keys as one."""
        return ExactSums(self.units.sum(keepdims=True), self.special.sum(keepdims=True), self.exponent)

    def total(self, weights: Weights | None = None) -> ExactSum:
        """Σ_k w_k S_k, exactly; a key of weight 0 counts for nothing, even where its sum is infinite."""
        if weights is None:
            return ExactSum(sum(self.units.tolist()) << (self.exponent - FINEST), sum(self.special.tolist()))
        ratios = [weight.as_integer_ratio() for weight in weights]
        # One denominator for all: sums of Fractions would seek lowest terms at every step.
        common = math.lcm(*(below for _, below in ratios))
        wholes = [above * (common // below) for above, below in ratios]
        units = sum(whole * one.units for whole, one in zip(wholes, self, strict=True))
        special = sum(whole and one.special for whole, one in zip(wholes, self, strict=True))
        return ExactSum(Fraction(units, common), special)


def grown(values: NDArray[Any], count: int) -> NDArray[Any]:
    """The values with zeros behind them, `count` in all; the same array where they are as many."""
    return np.concatenate([values, np.zeros(count - len(values), values.dtype)]) if count > len(values) else values


def ratio(numerator: ExactSum, denominator: ExactSum | int = 1) -> float:
    """The double nearest to numerator / denominator; an infinity beyond the largest double.

    >>> tenths = np.full(10, 0.1)
    >>> ratio(exact_sum(tenths), 10), sum(tenths.tolist()) / 10
    (0.1, 0.09999999999999999)
    """
    below = ExactSum(denominator << -FINEST) if isinstance(denominator, int) else denominator
    if not (below.units or below.special):
        raise InputError("nothing to average: the weights sum to 0", remedy="give a row a weight above 0")
    if numerator.special or below.special:
        return numerator.special / (below.special or 1.0)
    try:
        return float(numerator.units / below.units)  # one rounding: int / int and float(Fraction) are correct
    except OverflowError:
        return math.inf if numerator.units > 0 else -math.inf


def exact_sum(values: NDArray[Any]) -> ExactSum:
    """The exact sum of all values."""
    return exact_sums(values).total()


def exact_counts(counts: NDArray[np.int64]) -> ExactSums:
    """Whole numbers, one per key, as exact sums."""
    return ExactSums(counts.astype(np.object_), np.zeros(len(counts)), 0)


def exact_sums(values: NDArray[Any], keys: NDArray[Any] | None = None, count: int = 1) -> ExactSums:
    """The exact sums of values (n,) by keys (n,) in 0 … count - 1; without keys, one sum of all.

    Error-free extraction: with M = 1.5·2^m large enough, q = (x + M) - M keeps so few leading bits of every x
    that all q add up in float64 without rounding, in any order; then the same with x - q, until that is 0.
    Source: Rump, Ogita, Oishi, "Accurate floating-point summation, part I", SIAM J. Sci. Comput. 31 (2008).
    """
    rest = np.asarray(values, np.float64)
    sums = ExactSums.zeros(count)
    nothing = sums.special
    while top := max(float(rest.max(initial=0.0)), -float(rest.min(initial=0.0))):
        if not top < math.inf:
            finite = np.isfinite(rest)
            special = _add_up(np.where(finite, 0.0, rest), keys, count)
            sums = ExactSums(sums.units, special, sums.exponent)
            rest = np.where(finite, rest, 0.0)
        elif top >= HUGE:
            huge = np.where(np.abs(rest) < HUGE, 0.0, rest)
            scaled = exact_sums(huge * 2.0**-128, keys, count)
            sums += ExactSums(scaled.units, nothing, scaled.exponent + 128)
            rest = rest - huge
        else:
            # All x lie below 2^e: n multiples of 2^finest, each of them up to 2^e, stay within 2^52 of those.
            finest = max(math.frexp(top)[1] + rest.size.bit_length() - 52, FINEST)
            magnet = math.ldexp(1.5, finest + 52)
            leading = rest + magnet
            leading -= magnet
            rest = rest - leading
            multiples = np.ldexp(_add_up(leading, keys, count), -finest).astype(np.int64)
            sums += ExactSums(multiples.astype(np.object_), nothing, finest)
    return sums


def _add_up(values: NDArray[np.float64], keys: NDArray[Any] | None, count: int) -> NDArray[np.float64]:
    """The float64 sums by key, in no particular order of addition."""
    with np.errstate(invalid="ignore"):  # inf - inf
        sums = values.sum(keepdims=True) if keys is None else np.bincount(keys, values, count)
    return np.asarray(sums, np.float64)
