"""Jeffreys divergence: the Kullback-Leibler divergence both ways."""

import math

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import gradients, kl
from xent_cli.core.arrays import same_classes, usable_rows
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum, in_base, over, times
from xent_cli.core.predictions import Prediction, Probs


def value(p: Prediction, q: Prediction) -> Array:
    """Σ (p - q) ln(p/q), row by row: none of the terms is negative.

    Where one alone is impossible the term is infinite, though a q made of logits may round to 0 as well.
    """
    impossible = np.isinf(p.surprisal) != np.isinf(q.surprisal)
    return compensated_sum(np.where(impossible, np.inf, times(p.probs - q.probs, log_ratio(p, q))))


def gradient(p: Prediction, q: Prediction) -> Array:
    """By the logits of q."""
    return gradients.by_logits(p.probs - q.probs + times(q.probs, log_ratio(p, q)), q)


def gradient_by_probs(p: Prediction, q: Prediction) -> Array:
    """By q: 1 - p/q - ln(p/q), and -∞ where q is 0 and p is not."""
    return over(q.probs - p.probs, q.probs) - log_ratio(p, q)


def log_ratio(p: Prediction, q: Prediction) -> Array:
    """ln(p/q), near each other as log1p((p - q)/q); 0 where both are 0."""
    fall = p.probs - q.probs
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        near = np.abs(fall) < 0.5 * q.probs
        apart = np.where(fall == 0, 0.0, kl.log_ratio(p, q))
        return np.where(near, np.log1p(fall / q.probs), apart)


def jeffreys_divergence(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """Jeffreys divergence along the last axis: D(p‖q) + D(q‖p) = Σ (p - q) ln(p/q).

    p and q have shape (..., K) and the result (...), in nats unless `base` says otherwise. It is inf where one of p
    and q is 0 and the other is not. InputError where a row is not a distribution.

    >>> from xent_cli import jeffreys_divergence
    >>> f"{jeffreys_divergence([0.5, 0.5], [0.9, 0.1]):.12g}"
    '0.878889830934'

    Jeffreys (1946), An Invariant Form for the Prior Probability in Estimation Problems.
    """
    true, predicted = usable_rows(p, InputKind.PROBS, "p"), usable_rows(q, InputKind.PROBS, "q")
    return in_base(value(Probs(true), Probs(same_classes(predicted, true, "q"))), base)
