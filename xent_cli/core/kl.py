"""Kullback-Leibler divergence: what it costs to expect q where p is true."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xent_cli.core import gradients
from xent_cli.core.arrays import same_classes, usable_rows
from xent_cli.core.clamped import Clamped
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum, in_base, times, two_diff
from xent_cli.core.predictions import Logits, Prediction, Probs

_SERIES = 24  # terms of artanh that count for |t| <= 1/2
_TINY = 1e-300  # below, a probability may have lost digits that its logarithm still has


def terms(p: Prediction, q: Prediction) -> Array:
    """p ln(p/q), class by class."""
    large, small = _parts(p, q)
    return large + small


def value(p: Prediction, q: Prediction) -> Array:
    """Σ p ln(p/q), row by row."""
    large, small = _parts(p, q)
    excess = np.broadcast_to(_excess(q) - _excess(p), (*large.shape[:-1], 1))
    return compensated_sum(np.concatenate([large, small, excess], axis=-1))


def gradient(p: Prediction, q: Prediction) -> Array:
    """By the logits of q: q Σp - p, that of the cross-entropy, as the entropy of p does not depend on q."""
    return gradients.by_logits(p.probs, q)


def gradient_by_probs(p: Prediction, q: Prediction) -> Array:
    """By q: -p/q, and 0 where p is 0."""
    return gradients.by_probs(p.probs, q)


def _parts(p: Prediction, q: Prediction) -> tuple[Array, Array]:
    """p ln(p/q) in two parts: where p is near q, p - q (whose sum may cancel) and what is left.

    There, with t = (q - p)/(p + q), ln(p/q) is -2 artanh t, and t (q - p) - 2p t³ (1/3 + t²/5 + …) is left.
    """
    true, predicted = p.probs, q.probs
    fall, error = two_diff(true, predicted)
    near, left = rest_near(true, predicted, fall)
    return np.where(near, fall, times(true, log_ratio(p, q))), np.where(near, error + left, 0.0)


def log_ratio(p: Prediction, q: Prediction) -> Array:
    """ln(p/q), of probabilities that may have lost digits by their logarithms."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        in_range = (p.probs >= _TINY) & (q.probs >= _TINY)
        return np.where(in_range, np.log(p.probs / q.probs), q.surprisal - p.surprisal)


def rest_near(p: Array, q: Array, fall: Array) -> tuple[NDArray[np.bool_], Array]:
    """Where p is near q, and there p ln(p/q) - (p - q), which is never negative; `fall` is p - q."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        t = np.where(fall == 0, 0.0, -fall / (p + q))
    square = np.minimum(t * t, 0.25)
    series = np.zeros_like(t)
    for k in range(2 * _SERIES + 1, 1, -2):
        series = series * square + 1.0 / k
    return np.abs(t) <= 0.5, -t * (fall + 2.0 * p * square * series)


def _excess(pred: Prediction) -> Array:
    """What rounding made the probabilities of a softmax sum to above 1; others are as they were given."""
    if isinstance(pred, Clamped):
        held = (pred.probs != pred.prediction.probs).any(axis=-1, keepdims=True)
        return np.where(held, 0.0, _excess(pred.prediction))
    if not isinstance(pred, Logits):
        return np.zeros(1)
    minus_1 = np.full((*pred.values.shape[:-1], 1), -1.0)
    return compensated_sum(np.concatenate([pred.probs, minus_1], axis=-1))[..., np.newaxis]


def kl_divergence(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """Kullback-Leibler divergence along the last axis: D(p‖q) = Σ p ln(p/q), p true and q predicted.

    p and q have shape (..., K) and the result (...), in nats unless `base` says otherwise. 0·ln 0 is 0,
    and p > 0 where q = 0 is inf. InputError where a row is not a distribution. Where p is near q nothing
    cancels:

    >>> from xent_cli import kl_divergence
    >>> f"{kl_divergence([0.5, 0.5], [0.5 + 2**-30, 0.5 - 2**-30]):.12g}"
    '1.73472347598e-18'

    Kullback and Leibler (1951), On Information and Sufficiency.
    """
    true, predicted = usable_rows(p, InputKind.PROBS, "p"), usable_rows(q, InputKind.PROBS, "q")
    return in_base(value(Probs(true), Probs(same_classes(predicted, true, "q"))), base)


def kl_divergence_from_logits(p: ArrayLike, logits: ArrayLike, *, base: float = math.e) -> Array:
    """Kullback-Leibler divergence of softmax(z) from p along the last axis: Σ p ln(p / softmax(z)).

    Shapes, unit and errors are those of `kl_divergence`. A logit of -inf is a class of probability 0.

    >>> from xent_cli import kl_divergence_from_logits
    >>> f"{kl_divergence_from_logits([0.25, 0.75], [0.0, 800.0]):.12g}"
    '199.437664855'

    Kullback and Leibler (1951), On Information and Sufficiency.
    """
    true, scores = usable_rows(p, InputKind.PROBS, "p"), usable_rows(logits, InputKind.LOGITS, "logits")
    return in_base(value(Probs(true), Logits(same_classes(scores, true, "logits"))), base)


def kl_divergence_gradient(p: ArrayLike, logits: ArrayLike) -> Array:
    """Gradient of `kl_divergence_from_logits` (in nats) by the logits: softmax(z) Σp - p.

    p and logits have shape (..., K), and so has the result. The errors are those of `kl_divergence`.

    >>> from xent_cli import kl_divergence_gradient
    >>> kl_divergence_gradient([0.25, 0.75], [0.0, 0.0]).tolist()
    [0.25, -0.25]

    Hinton, Vinyals and Dean (2015), Distilling the Knowledge in a Neural Network, section 2.
    """
    true, scores = usable_rows(p, InputKind.PROBS, "p"), usable_rows(logits, InputKind.LOGITS, "logits")
    return gradient(Probs(true), Logits(same_classes(scores, true, "logits")))
