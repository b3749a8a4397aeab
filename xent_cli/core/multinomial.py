"""Multinomial likelihood: where cross-entropy comes from."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import gradients
from xent_cli.core.arrays import same_classes, usable_rows
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum, in_base, times
from xent_cli.core.predictions import Prediction, Probs

_KNOWN = 256  # factorials below are looked up; from there on Stirling's series is good to the last place
_HALF_LOG_2_PI = 0.5 * math.log(2.0 * math.pi)


@lru_cache(maxsize=1)
def _logs() -> Array:
    """ln n! of the first of them, each rounded once."""
    return np.array([math.log(math.factorial(n)) for n in range(_KNOWN)])


def log_factorial(n: Array) -> Array:
    """ln n!, of whole numbers."""
    x = np.maximum(n, _KNOWN) + 1.0
    inverse = 1.0 / x
    series = inverse * (1 / 12 - inverse * inverse * (1 / 360 - inverse * inverse / 1260))
    stirling = (x - 0.5) * (np.log(x) - 1.0) + (_HALF_LOG_2_PI - 0.5 + series)
    return np.where(n < _KNOWN, _logs()[np.minimum(n, _KNOWN - 1).astype(np.int64)], stirling)


def value(counts: Array, pred: Prediction) -> Array:
    """-ln N! + Σ ln n_k! - Σ n_k ln p_k, row by row."""
    whole = log_factorial(counts.sum(axis=-1, keepdims=True))
    parts = np.broadcast_arrays(log_factorial(counts), times(counts, pred.surprisal))
    return compensated_sum(np.concatenate([*parts, -np.broadcast_to(whole, (*parts[0].shape[:-1], 1))], axis=-1))


def gradient(counts: Array, pred: Prediction) -> Array:
    """By the logits: N p - n."""
    return gradients.by_logits(counts, pred)


def gradient_by_probs(counts: Array, pred: Prediction) -> Array:
    """By the probabilities: -n/p, and 0 where n is 0."""
    return gradients.by_probs(counts, pred)


def multinomial_nll(counts: ArrayLike, probs: ArrayLike, *, base: float = math.e) -> Array:
    """Negative log-likelihood of counts along the last axis: -ln(N!/Π n_k! · Π p_k^n_k).

    counts and probs have shape (..., K) and the result (...), in nats unless `base` says otherwise. InputError where
    a count is not whole, or a row of probs no distribution.

    >>> from xent_cli import multinomial_nll
    >>> f"{multinomial_nll([3, 1, 0], [0.5, 0.3, 0.2]):.12g}"
    '1.89711998489'

    Bishop (2006), Pattern Recognition and Machine Learning, section 2.2.
    """
    n, q = usable_rows(counts, InputKind.WHOLE, "counts"), usable_rows(probs, InputKind.PROBS, "probs")
    return in_base(value(n, Probs(same_classes(q, n, "probs"))), base)
