"""Powers of probabilities: (1 - q)^γ errs by γ times what 1 - q does, unless the roundings on the way are put back."""

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import Array, Labels, over, plain_sum, times, two_diff

Parts = tuple[Array, Array]
_HEAD = np.int64(-1 << 27)  # the bits of a double that hold its first 26 digits


def power_of_sum(total: Array, lost: Array, exponent: float) -> Array:
    """(total + lost)^exponent, where total ≥ 0 was rounded and lost is what it lost; 0^0 = 1."""
    share = np.where(total == 0, 0.0, over(lost, total))
    with np.errstate(over="ignore"):
        return np.asarray(total**exponent * (1.0 + exponent * share))


def power_of_ratio(above: Parts, below: Parts, exponent: float) -> Array:
    """(above / below)^exponent of two sums with what they lost."""
    return power_of_sum(*quotient(above, below), exponent)


def quotient(above: Parts, below: Parts) -> Parts:
    """above / below as (ratio, what it lost); an infinite one has lost nothing."""
    with np.errstate(invalid="ignore", over="ignore"):
        ratio = np.asarray(above[0] / below[0])
        product, error = two_product(ratio, below[0])
        lost = (((above[0] - product) - error) + above[1] - ratio * below[1]) / below[0]
    return ratio, np.where(np.isfinite(ratio), lost, 0.0)


def power_of_difference(a: float, b: Array, exponent: float) -> Array:
    """(a - b)^exponent for b ≤ a."""
    difference, error = two_diff(np.asarray(a), b)
    return power_of_sum(np.maximum(difference, 0.0), error, exponent)


def exp_of_multiple(factor: float, x: Array) -> Array:
    """e^(factor·x): (e^x)^factor would err by factor times what e^x does; 0^0 = 1."""
    product, error = two_product(np.asarray(float(factor)), x if factor else np.zeros_like(x))
    e = np.exp(product)
    return e + e * error


def two_product(a: Array, b: Array) -> tuple[Array, Array]:
    """a · b as (product, rounding error), exactly but for underflow; the error is 0 where the product is infinite."""
    (a_head, a_tail), (b_head, b_tail) = halves(a), halves(b)
    with np.errstate(invalid="ignore", over="ignore"):
        product = np.asarray(a * b)
        error = ((a_head * b_head - product) + a_head * b_tail + a_tail * b_head) + a_tail * b_tail
    return product, np.where(np.isfinite(product), error, 0.0)


def halves(x: Array) -> tuple[Array, Array]:
    """The first 26 digits of x, and the others."""
    with np.errstate(invalid="ignore"):  # inf - inf
        head: NDArray[np.float64] = (x.view(np.int64) & _HEAD).view(np.float64)
        return head, x - head


def sigmoid_power(z: Array, exponent: float) -> Array:
    """σ(z)^exponent = (1 + e^-|z|)^-exponent, for z < 0 times e^(exponent·z)."""
    small = power_of_difference(1.0, -np.exp(-np.abs(z)), -exponent)
    return exp_of_multiple(exponent, np.minimum(z, 0.0)) * small


def power_of_others_share(gap: Parts, top: Labels, others: Parts, whole: Parts, exponent: float) -> Array:
    """(others / whole)^exponent: the sums of e^-gap over all but the maximum, which is at `top`, and over all.

    Where the largest of the others makes up most of their sum, its exponential is taken with the exponent, and what
    the rest is beside it: else their errors are as good as its own.
    """
    far = gap[0].copy()
    np.put_along_axis(far, top, np.inf, axis=-1)
    at = far.argmin(axis=-1)[..., np.newaxis]
    least, error = (np.take_along_axis(part, at, axis=-1) for part in gap)
    e = np.exp(np.where(np.isfinite(least), least, 0.0) - far)
    np.put_along_axis(e, at, 0.0, axis=-1)
    beside = plain_sum(e)[..., np.newaxis]
    largest = exp_of_multiple(-exponent, least) * (1.0 - exponent * error)
    by_largest = times(largest, power_of_ratio(two_diff(np.asarray(1.0), -beside), whole, exponent))
    return np.where(beside < 0.5, by_largest, power_of_ratio(others, whole, exponent))
