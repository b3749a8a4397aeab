"""Gaussian negative log-likelihood: what squared error is where noise is normal."""

import math

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core.arrays import usable_elements
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, in_base, two_diff
from xent_cli.core.powers import power_of_ratio

HALF_LOG_2_PI = 0.5 * math.log(2.0 * math.pi)


def loss(y: Array, mean: Array, sd: Array) -> Array:
    """½ ln 2π + ln σ + ((y - μ)/σ)²/2, element by element."""
    square = power_of_ratio(two_diff(y, mean), (sd, np.zeros_like(sd)), 2.0)
    return np.asarray(HALF_LOG_2_PI + (np.log(sd) + 0.5 * square))


def loss_of_variance(y: Array, mean: Array, variance: Array) -> Array:
    """½ ln 2π + (ln v + (y - μ)²/v)/2, element by element."""
    off, lost = two_diff(y, mean)
    with np.errstate(invalid="ignore", over="ignore"):
        square = off * (off / variance)
        square = np.where(np.isfinite(square), square + 2.0 * off * (lost / variance), square)
    return np.asarray(HALF_LOG_2_PI + 0.5 * (np.log(variance) + square))


def gradient(y: Array, mean: Array, sd: Array) -> Array:
    """By each mean: (μ - y)/σ²."""
    return np.asarray((mean - y) / sd / sd)


def gradient_of_variance(y: Array, mean: Array, variance: Array) -> Array:
    """By each mean: (μ - y)/v."""
    return np.asarray((mean - y) / variance)


def gaussian_nll(y: ArrayLike, mean: ArrayLike, sd: ArrayLike, *, base: float = math.e) -> Array:
    """Negative log-likelihood of numbers under a Gaussian: ½ ln 2π + ln σ + (y - μ)²/2σ², element by element.

    y, mean and sd broadcast against one another to the shape of the result, which is in nats unless `base` says
    otherwise; it may be below 0. InputError where a number is not finite, or sd is not above 0.

    >>> from xent_cli import gaussian_nll
    >>> f"{gaussian_nll(1.5, 1.0, 0.5**0.5):.12g}"
    '0.822364942925'

    Bishop (2006), Pattern Recognition and Machine Learning, section 1.2.4.
    """
    target, centre, spread = (
        usable_elements(x, InputKind.REALS, name) for x, name in ((y, "y"), (mean, "mean"), (sd, "sd"))
    )
    if (spread <= 0).any():
        raise InputError("a standard deviation is not above 0", "sd", "give positive ones")
    return in_base(loss(target, centre, spread), base)
