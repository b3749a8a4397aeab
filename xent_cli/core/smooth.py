"""Label smoothing: a little of the target's weight is given to every class."""

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import ce
from xent_cli.core.arrays import usable_rows, usable_target, within
from xent_cli.core.ce import Target, Weight
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Prediction


def smoothed(target: Target, alpha: float, classes: int, others: bool = False) -> Array:
    """(1 - α) y + α/K; with `others`, α/(K - 1) on the other classes only."""
    y = ce.distribution(target, classes)
    return (1.0 - alpha) * y + alpha * ((1.0 - y) / (classes - 1) if others else 1.0 / classes)


def smoothed_binary(y: Array, alpha: float, others: bool = False) -> Array:
    """(1 - α) y + α/2, element by element; with `others`, α (1 - y) is given to y."""
    return (1.0 - alpha) * y + alpha * ((1.0 - y) if others else 0.5)


def terms(target: Target, pred: Prediction, alpha: float, class_weight: Weight = 1.0, *, others: bool = False) -> Array:
    """The terms of the cross-entropy against the smoothed target."""
    return ce.terms(smoothed(target, alpha, pred.values.shape[-1], others), pred, class_weight)


def value(target: Target, pred: Prediction, alpha: float, class_weight: Weight = 1.0, *, others: bool = False) -> Array:
    """The cross-entropy against the smoothed target, row by row."""
    return ce.value(smoothed(target, alpha, pred.values.shape[-1], others), pred, class_weight)


def gradient(
    target: Target, pred: Prediction, alpha: float, class_weight: Weight = 1.0, *, others: bool = False
) -> Array:
    """By the logits: that of the cross-entropy against the smoothed target."""
    return ce.gradient(smoothed(target, alpha, pred.values.shape[-1], others), pred, class_weight)


def gradient_by_probs(
    target: Target, pred: Prediction, alpha: float, class_weight: Weight = 1.0, *, others: bool = False
) -> Array:
    """By the probabilities: that of the cross-entropy against the smoothed target."""
    return ce.gradient_by_probs(smoothed(target, alpha, pred.values.shape[-1], others), pred, class_weight)


def smooth_labels(target: ArrayLike, alpha: float, *, classes: int | None = None, others: bool = False) -> Array:
    """Smoothed targets: (1 - α) y + α/K; with `others`, (1 - α) y + α (1 - y)/(K - 1).

    target is class indices of shape (...) with the number of `classes` K, or distributions of shape (...,
    K); the result has shape (..., K). InputError where a row is not a distribution, an index no class, or
    α not in [0, 1].

    >>> from xent_cli import smooth_labels
    >>> smooth_labels(0, 0.25, classes=4).tolist()
    [0.8125, 0.0625, 0.0625, 0.0625]

    Szegedy et al. (2016), Rethinking the Inception Architecture for Computer Vision, section 7.
    """
    within("alpha", alpha, 0.0, 1.0)
    shape = np.shape(target) if classes is None else (*np.shape(target), classes)
    y = usable_rows(target, InputKind.PROBS, "target") if classes is None else usable_target(target, shape)
    if others and shape[-1] == 1:
        raise InputError("one class has no others", "others", "give two classes or more")
    return smoothed(y, alpha, shape[-1], others)
