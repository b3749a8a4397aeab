"""Cross-entropy: the surprise at outcomes of one distribution for whoever expected another."""

import math
from typing import TypeAlias, TypeGuard

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import gradients
from xent_cli.core.arrays import usable_rows, usable_target
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, Labels, compensated_sum, in_base, times
from xent_cli.core.predictions import Logits, Prediction, Probs

Target: TypeAlias = Labels | Array
Weight: TypeAlias = Array | float


def terms(target: Target, pred: Prediction, class_weight: Weight = 1.0) -> Array:
    """-w p ln q, class by class."""
    return times(class_weight * distribution(target, pred.values.shape[-1]), pred.surprisal)


def value(target: Target, pred: Prediction, class_weight: Weight = 1.0) -> Array:
    """-Σ w p ln q, row by row; -w_c ln q_c for a label c."""
    if is_labels(target):
        return times(weight_of(target, class_weight), pred.surprisal_of(target))
    return compensated_sum(terms(target, pred, class_weight))


def gradient(target: Target, pred: Prediction, class_weight: Weight = 1.0) -> Array:
    """By the logits: Σp q_k - p_k."""
    return gradients.by_logits(class_weight * distribution(target, pred.values.shape[-1]), pred)


def gradient_by_probs(target: Target, pred: Prediction, class_weight: Weight = 1.0) -> Array:
    """By the probabilities: -p/q, and 0 where p is 0."""
    return gradients.by_probs(class_weight * distribution(target, pred.values.shape[-1]), pred)


def is_labels(target: Target) -> TypeGuard[Labels]:
    """Class indices are integers, distributions are not."""
    return target.dtype.kind == "i"


def distribution(target: Target, classes: int) -> Array:
    """A label as the one-hot distribution that it stands for."""
    if not is_labels(target):
        return target.astype(np.float64, copy=False)
    return np.asarray(target[..., np.newaxis] == np.arange(classes), dtype=np.float64)


def weight_of(labels: Labels, class_weight: Weight) -> Array:
    """The weight of each label's class."""
    weights = np.asarray(class_weight, dtype=np.float64)
    return weights[labels] if weights.ndim else weights


def cross_entropy(target: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """Cross-entropy along the last axis: H(p, q) = -Σ p ln q, or -ln q_c for a class c.

    q has shape (..., K); target is either class indices of shape (...) or distributions of shape (...,
    K). The result has shape (...), in nats unless `base` says otherwise. 0·ln 0 is 0, and p > 0 where q =
    0 is inf. InputError where a row is not a distribution or an index no class.

    >>> from xent_cli import cross_entropy
    >>> float(cross_entropy([1, 0, 0], [0.5, 0.3, 0.2], base=2))
    1.0

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 3.13.
    """
    predicted = usable_rows(q, InputKind.PROBS, "q")
    return in_base(value(usable_target(target, predicted.shape), Probs(predicted)), base)


def cross_entropy_from_logits(target: ArrayLike, logits: ArrayLike, *, base: float = math.e) -> Array:
    """Cross-entropy of softmax(z) along the last axis: ln Σ_k e^(z_k - z_c) for a class c.

    Shapes, unit and errors are those of `cross_entropy`. A logit of -inf is a class of probability 0.
    Where the margin is large, the logarithm of a softmax has nothing left, and log1p(Σ_{k≠c} e^(z_k -
    z_c)) has it all:

    >>> import numpy as np
    >>> from xent_cli import cross_entropy_from_logits
    >>> z = np.array([40.0, 0.0])
    >>> float(-np.log(np.exp(z) / np.exp(z).sum())[0]) + 0.0
    0.0
    >>> float(cross_entropy_from_logits(0, z))
    4.248354255291589e-18

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2.3.
    """
    scores = usable_rows(logits, InputKind.LOGITS, "logits")
    return in_base(value(usable_target(target, scores.shape), Logits(scores)), base)


def cross_entropy_gradient(target: ArrayLike, logits: ArrayLike) -> Array:
    """Gradient of `cross_entropy_from_logits` (in nats) by the logits: softmax(z) Σp - p.

    logits has shape (..., K), and so has the result; target is as in `cross_entropy`, and so are the
    errors. The component of the true class is minus the sum of the others, and not q_c - 1, which is 0 at
    a large margin:

    >>> from xent_cli import cross_entropy_gradient
    >>> cross_entropy_gradient(0, [40.0, 0.0]).tolist()
    [-4.248354255291589e-18, 4.248354255291589e-18]

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2.3.
    """
    scores = usable_rows(logits, InputKind.LOGITS, "logits")
    return gradient(usable_target(target, scores.shape), Logits(scores))
