"""Focal loss: cross-entropy that fades for what is predicted well already."""

import math

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import ce, gradients
from xent_cli.core.arrays import usable_rows, usable_target, within
from xent_cli.core.ce import Target, Weight
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum, over, times
from xent_cli.core.predictions import Logits, Prediction, Probs


def terms(target: Target, pred: Prediction, gamma: float, alpha: Weight = 1.0) -> Array:
    """-α y (1 - q)^γ ln q, class by class."""
    y = ce.distribution(target, pred.values.shape[-1])
    return times(alpha * y, pred.complement_power(gamma) * pred.surprisal)


def value(target: Target, pred: Prediction, gamma: float, alpha: Weight = 1.0) -> Array:
    """-Σ α y (1 - q)^γ ln q, row by row; -α_c (1 - q_c)^γ ln q_c for a label c."""
    if ce.is_labels(target):
        faded = pred.complement_power(gamma, target) * pred.surprisal_of(target)
        return times(ce.weight_of(target, alpha), faded)
    return compensated_sum(terms(target, pred, gamma, alpha))


def gradient(target: Target, pred: Prediction, gamma: float, alpha: Weight = 1.0) -> Array:
    """By the logits: that of the cross-entropy with each class of the target weighted by its slope."""
    return gradients.by_logits(pull(target, pred, gamma, alpha), pred)


def gradient_by_probs(target: Target, pred: Prediction, gamma: float, alpha: Weight = 1.0) -> Array:
    """By the probabilities: -α y (slope)/q, and 0 where y is 0."""
    return gradients.by_probs(pull(target, pred, gamma, alpha), pred)


def pull(target: Target, pred: Prediction, gamma: float, alpha: Weight = 1.0) -> Array:
    """What each class of the target pulls with: its weight times the slope there."""
    y = ce.distribution(target, pred.values.shape[-1])
    return alpha * y * slope(pred.complement_power(gamma), pred.probs, pred.complement, pred.surprisal, gamma)


def slope(faded: Array, q: Array, complement: Array, surprisal: Array, gamma: float) -> Array:
    """(1 - q)^γ (1 + γ q (-ln q)/(1 - q)): how much steeper than the cross-entropy, whose own slope is 1.

    (-ln q)/(1 - q) tends to 1 where q does.
    """
    steepness = np.where(complement == 0, 1.0, over(times(q, surprisal), complement))
    return np.asarray(faded * (1.0 + gamma * steepness))


def focal_loss(target: ArrayLike, q: ArrayLike, *, gamma: float = 2.0, alpha: ArrayLike | None = None) -> Array:
    """Focal loss along the last axis: -Σ α p (1 - q)^γ ln q, or -α_c (1 - q_c)^γ ln q_c for a class c.

    q has shape (..., K); target is class indices of shape (...) or distributions of shape (..., K); the
    result has shape (...), in nats. alpha is one number or one a class. With γ = 0 it is the
    cross-entropy. InputError where a row is not a distribution, an index no class, or γ below 0.

    >>> from xent_cli import focal_loss
    >>> focal_loss([0, 1], [[0.9, 0.1], [0.9, 0.1]]).round(6).tolist()
    [0.001054, 1.865094]

    Lin et al. (2017), Focal Loss for Dense Object Detection, equation 5.
    """
    predicted = usable_rows(q, InputKind.PROBS, "q")
    return value(usable_target(target, predicted.shape), Probs(predicted), *_knobs(gamma, alpha))


def focal_loss_from_logits(
    target: ArrayLike, logits: ArrayLike, *, gamma: float = 2.0, alpha: ArrayLike | None = None
) -> Array:
    """Focal loss of softmax(z) along the last axis: -α_c (1 - q_c)^γ ln q_c for a class c.

    Shapes and errors are those of `focal_loss`. 1 - q_c is the sum of the others, so that nothing cancels:

    >>> from xent_cli import focal_loss_from_logits
    >>> float(focal_loss_from_logits(0, [40.0, 0.0], gamma=1))
    1.804851387845415e-35

    Lin et al. (2017), Focal Loss for Dense Object Detection, equation 5.
    """
    scores = usable_rows(logits, InputKind.LOGITS, "logits")
    return value(usable_target(target, scores.shape), Logits(scores), *_knobs(gamma, alpha))


def focal_loss_gradient(
    target: ArrayLike, logits: ArrayLike, *, gamma: float = 2.0, alpha: ArrayLike | None = None
) -> Array:
    """Gradient of `focal_loss_from_logits` by the logits; for a class c, that of the cross-entropy times
    α_c (1 - q_c)^γ (1 - γ q_c ln q_c / (1 - q_c)).

    logits has shape (..., K), and so has the result. The errors are those of `focal_loss`.

    >>> from xent_cli import focal_loss_gradient
    >>> focal_loss_gradient(0, [0.0, 0.0], gamma=0).tolist()
    [-0.5, 0.5]

    Lin et al. (2017), Focal Loss for Dense Object Detection, appendix B.
    """
    scores = usable_rows(logits, InputKind.LOGITS, "logits")
    return gradient(usable_target(target, scores.shape), Logits(scores), *_knobs(gamma, alpha))


def _knobs(gamma: float, alpha: ArrayLike | None) -> tuple[float, Weight]:
    within("gamma", gamma, 0.0, math.inf)
    return gamma, 1.0 if alpha is None else np.asarray(alpha, dtype=np.float64)
