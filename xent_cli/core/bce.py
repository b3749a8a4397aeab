"""Binary cross-entropy, element by element; y may be soft."""

import math

from numpy.typing import ArrayLike

from xent_cli.core import gradients
from xent_cli.core.arrays import usable_elements
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, in_base, times
from xent_cli.core.predictions import BinaryLogits, Prediction, Probs


def loss(y: Array, pred: Prediction, pos_weight: float = 1.0) -> Array:
    """-[w y ln q + (1 - y) ln(1 - q)]"""
    return of_sides(pos_weight * y, 1.0 - y, pred)


def of_sides(of_1: Array, of_0: Array, pred: Prediction) -> Array:
    """-[w₁ ln q + w₀ ln(1 - q)], of what weighs for y = 1 and for y = 0."""
    return times(of_1, pred.surprisal) + times(of_0, pred.complement_surprisal)


def gradient(y: Array, pred: Prediction, pos_weight: float = 1.0) -> Array:
    """By the logits: (1 - y) σ(z) - w y σ(-z)."""
    return gradients.binary_by_logits((pos_weight * y, 1.0 - y), pred)


def gradient_by_probs(y: Array, pred: Prediction, pos_weight: float = 1.0) -> Array:
    """By the probabilities: (1 - y)/(1 - q) - w y/q, with 0/0 = 0."""
    return gradients.binary_by_probs((pos_weight * y, 1.0 - y), pred)


def binary_cross_entropy(y: ArrayLike, p: ArrayLike, *, pos_weight: float = 1.0, base: float = math.e) -> Array:
    """Binary cross-entropy of each element: -[w y ln p + (1 - y) ln(1 - p)], with w = `pos_weight`.

    y and p are probabilities of shapes that broadcast; the result has their common shape, in nats unless
    `base` says otherwise. 0·ln 0 is 0. InputError where an element is not from 0 to 1.

    >>> from xent_cli import binary_cross_entropy
    >>> binary_cross_entropy([1, 0], [0.5, 0.75], base=2).tolist()
    [1.0, 2.0]

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2.2.
    """
    target, pred = _operands(y, p, InputKind.PROBS)
    return in_base(loss(target, pred, pos_weight), base)


def binary_cross_entropy_from_logits(
    y: ArrayLike, logits: ArrayLike, *, pos_weight: float = 1.0, base: float = math.e
) -> Array:
    """Binary cross-entropy of σ(z), element by element: w y ln(1 + e^-z) + (1 - y) ln(1 + e^z).

    Shapes, unit and errors are those of `binary_cross_entropy`.

    >>> from xent_cli import binary_cross_entropy_from_logits
    >>> binary_cross_entropy_from_logits([1, 0], [40.0, 800.0]).tolist()
    [4.248354255291589e-18, 800.0]

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2.2.
    """
    target, pred = _operands(y, logits, InputKind.LOGITS)
    return in_base(loss(target, pred, pos_weight), base)


def binary_cross_entropy_gradient(y: ArrayLike, logits: ArrayLike, *, pos_weight: float = 1.0) -> Array:
    """Gradient of `binary_cross_entropy_from_logits` (in nats) by the logit: (1 - y) σ(z) - w y σ(-z).

    Shapes and errors are those of `binary_cross_entropy`.

    >>> from xent_cli import binary_cross_entropy_gradient
    >>> binary_cross_entropy_gradient([1, 0], [0.0, 0.0]).tolist()
    [-0.5, 0.5]

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2.2.
    """
    return gradient(*_operands(y, logits, InputKind.LOGITS), pos_weight)


def _operands(y: ArrayLike, values: ArrayLike, kind: InputKind) -> tuple[Array, Prediction]:
    target = usable_elements(y, InputKind.PROBS, "y")
    if kind is InputKind.LOGITS:
        return target, BinaryLogits(usable_elements(values, kind, "logits"))
    return target, Probs(usable_elements(values, kind, "p"))
