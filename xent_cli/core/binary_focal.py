"""Binary focal loss, element by element; y may be soft."""

import math

from numpy.typing import ArrayLike

from xent_cli.core import gradients
from xent_cli.core.arrays import usable_elements, within
from xent_cli.core.focal import slope
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, times
from xent_cli.core.predictions import BinaryLogits, Prediction, Probs


def loss(y: Array, pred: Prediction, gamma: float, alpha: float | None = None) -> Array:
    """-[α y (1 - q)^γ ln q + (1 - α) (1 - y) q^γ ln(1 - q)], element by element; no α, no weights."""
    of_1, of_0 = _weights(y, alpha)
    of_yes = times(of_1, pred.complement_power(gamma) * pred.surprisal)
    return of_yes + times(of_0, pred.power(gamma) * pred.complement_surprisal)


def gradient(y: Array, pred: Prediction, gamma: float, alpha: float | None = None) -> Array:
    """By the logits: that of the binary cross-entropy, either part weighted by its slope."""
    return gradients.binary_by_logits(pulls(y, pred, gamma, alpha), pred)


def gradient_by_probs(y: Array, pred: Prediction, gamma: float, alpha: float | None = None) -> Array:
    """By the probabilities: the slopes over 1 - q and q."""
    return gradients.binary_by_probs(pulls(y, pred, gamma, alpha), pred)


def _weights(y: Array, alpha: float | None) -> tuple[Array, Array]:
    """The weights of the two parts of the target, y = 1 and y = 0."""
    return (y, 1.0 - y) if alpha is None else (alpha * y, (1.0 - alpha) * (1.0 - y))


def pulls(y: Array, pred: Prediction, gamma: float, alpha: float | None = None) -> tuple[Array, Array]:
    """What the two parts pull with: their weights times their slopes."""
    of_1, of_0 = _weights(y, alpha)
    return (
        of_1 * slope(pred.complement_power(gamma), pred.probs, pred.complement, pred.surprisal, gamma),
        of_0 * slope(pred.power(gamma), pred.complement, pred.probs, pred.complement_surprisal, gamma),
    )


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
    return loss(target, Probs(predicted), *_binary_knobs(gamma, alpha))


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
    return loss(target, BinaryLogits(scores), *_binary_knobs(gamma, alpha))


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
    return gradient(target, BinaryLogits(scores), *_binary_knobs(gamma, alpha))


def _binary_knobs(gamma: float, alpha: float | None) -> tuple[float, float | None]:
    within("gamma", gamma, 0.0, math.inf)
    if alpha is not None:
        within("alpha", alpha, 0.0, 1.0)
    return gamma, alpha
