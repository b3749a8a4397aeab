"""Focal loss: cross-entropy that fades for what is predicted well already."""

import math

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import ce
from xent_cli.core.arrays import usable_elements, usable_rows, usable_target, within
from xent_cli.core.ce import Target, Weight
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum, over, pick, times
from xent_cli.core.predictions import BinaryLogits, Logits, Prediction, Probs


def terms(target: Target, pred: Prediction, gamma: float, alpha: Weight = 1.0) -> Array:
    """-α y (1 - q)^γ ln q, class by class."""
    y = ce.distribution(target, pred.values.shape[-1])
    return times(alpha * y, pred.complement**gamma * pred.surprisal)


def value(target: Target, pred: Prediction, gamma: float, alpha: Weight = 1.0) -> Array:
    """-Σ α y (1 - q)^γ ln q, row by row; -α_c (1 - q_c)^γ ln q_c for a label c."""
    if ce.is_labels(target):
        faded = pick(pred.complement, target) ** gamma * pred.surprisal_of(target)
        return times(ce.weight_of(target, alpha), faded)
    return compensated_sum(terms(target, pred, gamma, alpha))


def gradient(target: Target, pred: Prediction, gamma: float, alpha: Weight = 1.0) -> Array:
    """By the logits: that of the cross-entropy with each class of the target weighted by its slope."""
    return ce.gradient(target, pred, alpha * _slope(pred.probs, pred.complement, pred.surprisal, gamma))


def gradient_by_probs(target: Target, pred: Prediction, gamma: float, alpha: Weight = 1.0) -> Array:
    """By the probabilities: -α y (slope)/q, and 0 where y is 0."""
    return ce.gradient_by_probs(target, pred, alpha * _slope(pred.probs, pred.complement, pred.surprisal, gamma))


def binary_loss(y: Array, pred: Prediction, gamma: float, alpha: float | None = None) -> Array:
    """-[α y (1 - q)^γ ln q + (1 - α) (1 - y) q^γ ln(1 - q)], element by element; no α, no weights."""
    of_1, of_0 = _weights(y, alpha)
    return times(of_1, pred.complement**gamma * pred.surprisal) + times(
        of_0, pred.probs**gamma * pred.complement_surprisal
    )


def binary_gradient(y: Array, pred: Prediction, gamma: float, alpha: float | None = None) -> Array:
    """By the logits: that of the binary cross-entropy, either part weighted by its slope."""
    of_1, of_0 = _sloped_weights(y, pred, gamma, alpha)
    return of_0 * pred.probs - of_1 * pred.complement


def binary_gradient_by_probs(y: Array, pred: Prediction, gamma: float, alpha: float | None = None) -> Array:
    """By the probabilities: the slopes over 1 - q and q."""
    of_1, of_0 = _sloped_weights(y, pred, gamma, alpha)
    return over(of_0, pred.complement) - over(of_1, pred.probs)


def _slope(q: Array, complement: Array, surprisal: Array, gamma: float) -> Array:
    """(1 - q)^γ (1 + γ q (-ln q)/(1 - q)): how much steeper than the cross-entropy, whose own slope is 1.

    (-ln q)/(1 - q) tends to 1 where q does.
    """
    steepness = np.where(complement == 0, 1.0, over(times(q, surprisal), complement))
    return np.asarray(complement**gamma * (1.0 + gamma * steepness))


def _weights(y: Array, alpha: float | None) -> tuple[Array, Array]:
    """The weights of the two parts of the target, y = 1 and y = 0."""
    return (y, 1.0 - y) if alpha is None else (alpha * y, (1.0 - alpha) * (1.0 - y))


def _sloped_weights(y: Array, pred: Prediction, gamma: float, alpha: float | None) -> tuple[Array, Array]:
    of_1, of_0 = _weights(y, alpha)
    return (
        of_1 * _slope(pred.probs, pred.complement, pred.surprisal, gamma),
        of_0 * _slope(pred.complement, pred.probs, pred.complement_surprisal, gamma),
    )


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


def binary_focal_loss(y: ArrayLike, p: ArrayLike, *, gamma: float = 2.0, alpha: float | None = None) -> Array:
    """Focal loss of each element: -[α y (1 - p)^γ ln p + (1 - α) (1 - y) p^γ ln(1 - p)].

    y and p are probabilities of shapes that broadcast; the result has their common shape, in nats.
    Without `alpha` both parts weigh 1, and with γ = 0 it is the binary cross-entropy. InputError where an
    element is not from 0 to 1, or γ below 0.

    >>> from xent_cli import binary_focal_loss
    >>> binary_focal_loss([1, 0], [0.9, 0.9]).round(6).tolist()
    [0.001054, 1.865094]

    Lin et al. (2017), Focal Loss for Dense Object Detection, equation 5.
    """
    target, predicted = usable_elements(y, InputKind.PROBS, "y"), usable_elements(p, InputKind.PROBS, "p")
    return binary_loss(target, Probs(predicted), *_binary_knobs(gamma, alpha))


def binary_focal_loss_from_logits(
    y: ArrayLike, logits: ArrayLike, *, gamma: float = 2.0, alpha: float | None = None
) -> Array:
    """Focal loss of σ(z), element by element.

    Shapes and errors are those of `binary_focal_loss`.

    >>> from xent_cli import binary_focal_loss_from_logits
    >>> binary_focal_loss_from_logits([1, 0], [-800.0, 0.0], gamma=0).tolist()
    [800.0, 0.6931471805599453]

    Lin et al. (2017), Focal Loss for Dense Object Detection, equation 5.
    """
    target = usable_elements(y, InputKind.PROBS, "y")
    scores = usable_elements(logits, InputKind.LOGITS, "logits")
    return binary_loss(target, BinaryLogits(scores), *_binary_knobs(gamma, alpha))


def binary_focal_loss_gradient(
    y: ArrayLike, logits: ArrayLike, *, gamma: float = 2.0, alpha: float | None = None
) -> Array:
    """Gradient of `binary_focal_loss_from_logits` by the logit; for y = 1, with p = σ(z):
    -α (1 - p)^γ (1 - p - γ p ln p).

    Shapes and errors are those of `binary_focal_loss`.

    >>> from xent_cli import binary_focal_loss_gradient
    >>> binary_focal_loss_gradient([1, 0], [0.0, 0.0], gamma=0).tolist()
    [-0.5, 0.5]

    Lin et al. (2017), Focal Loss for Dense Object Detection, appendix B.
    """
    target = usable_elements(y, InputKind.PROBS, "y")
    scores = usable_elements(logits, InputKind.LOGITS, "logits")
    return binary_gradient(target, BinaryLogits(scores), *_binary_knobs(gamma, alpha))


def _knobs(gamma: float, alpha: ArrayLike | None) -> tuple[float, Weight]:
    within("gamma", gamma, 0.0, math.inf)
    return gamma, 1.0 if alpha is None else np.asarray(alpha, dtype=np.float64)


def _binary_knobs(gamma: float, alpha: float | None) -> tuple[float, float | None]:
    within("gamma", gamma, 0.0, math.inf)
    if alpha is not None:
        within("alpha", alpha, 0.0, 1.0)
    return gamma, alpha
