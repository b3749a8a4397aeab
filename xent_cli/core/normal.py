"""Gaussians: entropy, divergence and cross-entropy in closed form, dimensions independent of one another."""

import math

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core.arrays import usable_rows
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.kl import rest_near
from xent_cli.core.numerics import Array, compensated_sum, in_base

LOG_2_PI = math.log(2.0 * math.pi)


def entropy(variance: Array) -> Array:
    """Σ ½ ln(2πe v), over the last axis."""
    return compensated_sum(0.5 * (LOG_2_PI + 1.0 + np.log(variance)))


def divergence(off: Array, v: Array, w: Array, narrower: Array) -> Array:
    """½ Σ [(v/w - 1 - ln(v/w)) + d²/w] of variances v and w; `narrower` is w - v, with all the digits it has."""
    return compensated_sum(np.concatenate([0.5 * _rest(v, w, narrower), 0.5 * off * (off / w)], axis=-1))


def divergence_of_sd(off: Array, s: Array, t: Array) -> Array:
    """The same of standard deviations s and t, as Σ [(x - ln(1+x)) + x²/2 + (d/t)²/2] with x = (s - t)/t."""
    x, z = (s - t) / t, off / t
    return compensated_sum(np.concatenate([_rest(s, t, t - s), 0.5 * x * x, 0.5 * z * z], axis=-1))


def _rest(s: Array, t: Array, narrower: Array) -> Array:
    """s/t - 1 - ln(s/t), which is never negative: near 0 a series, in which nothing cancels; `narrower` is t - s."""
    near, rest = rest_near(t, s, narrower)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(near, rest / t, -narrower / t - np.log(s / t))


def cross_entropy(off: Array, v: Array, w: Array) -> Array:
    """½ Σ [ln(2π w) + (v + d²)/w]."""
    return compensated_sum(np.concatenate([0.5 * (LOG_2_PI + np.log(w)), 0.5 * (v + off * off) / w], axis=-1))


def gaussian_entropy(sd: ArrayLike, *, base: float = math.e) -> Array:
    """Differential entropy of a Gaussian along the last axis: Σ ½ ln(2πe σ²).

    sd has shape (..., D), a standard deviation for each dimension, and the result (...), in nats unless `base` says
    otherwise; it may be below 0. InputError where one is not above 0.

    >>> from xent_cli import gaussian_entropy
    >>> f"{gaussian_entropy([1.0]):.12g}"
    '1.4189385332'

    Cover and Thomas (2006), Elements of Information Theory, section 8.1.
    """
    return in_base(entropy(_spread(sd, "sd") ** 2), base)


def gaussian_kl_divergence(
    mean_p: ArrayLike, sd_p: ArrayLike, mean_q: ArrayLike, sd_q: ArrayLike, *, base: float = math.e
) -> Array:
    """Kullback-Leibler divergence of Gaussians along the last axis: D(p‖q), dimensions independent of one another.

    All have shape (..., D) and the result (...), in nats unless `base` says otherwise. InputError where a number is
    not finite, or a standard deviation not above 0. Near equal ones nothing cancels:

    >>> from xent_cli import gaussian_kl_divergence
    >>> f"{gaussian_kl_divergence([0.0], [1.0], [0.0], [1.0 + 2**-30]):.12g}"
    '8.67361736642e-19'

    Cover and Thomas (2006), Elements of Information Theory, section 8.5.
    """
    p, q = (usable_rows(mean, InputKind.REALS, name) for mean, name in ((mean_p, "mean_p"), (mean_q, "mean_q")))
    s, t = _spread(sd_p, "sd_p"), _spread(sd_q, "sd_q")
    return in_base(divergence_of_sd(p - q, s, t), base)


def gaussian_cross_entropy(
    mean_p: ArrayLike, sd_p: ArrayLike, mean_q: ArrayLike, sd_q: ArrayLike, *, base: float = math.e
) -> Array:
    """Cross-entropy of Gaussians along the last axis: H(p,q) = H(p) + D(p‖q).

    Shapes, unit and errors are those of `gaussian_kl_divergence`.

    >>> from xent_cli import gaussian_cross_entropy
    >>> f"{gaussian_cross_entropy([0.0], [1.0], [1.0], [2.0]):.12g}"
    '1.86208571376'

    Cover and Thomas (2006), Elements of Information Theory, section 8.5.
    """
    p, q = (usable_rows(mean, InputKind.REALS, name) for mean, name in ((mean_p, "mean_p"), (mean_q, "mean_q")))
    return in_base(cross_entropy(p - q, _spread(sd_p, "sd_p") ** 2, _spread(sd_q, "sd_q") ** 2), base)


def _spread(sd: ArrayLike, name: str) -> Array:
    spread = usable_rows(sd, InputKind.REALS, name)
    if (spread <= 0).any():
        raise InputError("a standard deviation is not above 0", name, "give positive ones")
    return spread
