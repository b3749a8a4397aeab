"""Squared errors: of a predicted distribution (the Brier score), of numbers, and element by element."""

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import gradients
from xent_cli.core.arrays import same_classes, usable_rows, usable_target
from xent_cli.core.ce import Target, distribution
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum
from xent_cli.core.predictions import Logits, Prediction, Probs


def difference(y: Array, pred: Prediction) -> Array:
    """q - y; beside y = 1 from 1 - q, which a softmax knows better than q."""
    return np.where((y == 1) & (pred.probs <= 1), -pred.complement, pred.probs - y)


def value(target: Target, pred: Prediction) -> Array:
    """Σ (q - y)², row by row."""
    return compensated_sum(difference(distribution(target, pred.values.shape[-1]), pred) ** 2)


def gradient(target: Target, pred: Prediction) -> Array:
    """By the logits: each class pulls with -2 q (q - y)."""
    off = difference(distribution(target, pred.values.shape[-1]), pred)
    return gradients.by_logits(-2.0 * pred.probs * off, pred)


def gradient_by_probs(target: Target, pred: Prediction) -> Array:
    """By the probabilities, or by whatever numbers they are: 2 (q - y)."""
    return 2.0 * difference(distribution(target, pred.values.shape[-1]), pred)


def loss(y: Array, pred: Prediction) -> Array:
    """(q - y)², element by element."""
    return np.asarray(difference(y, pred) ** 2)


def binary_gradient(y: Array, pred: Prediction) -> Array:
    """By the logit of each: 2 (q - y) q (1 - q)."""
    return 2.0 * difference(y, pred) * pred.probs * pred.complement


def binary_gradient_by_probs(y: Array, pred: Prediction) -> Array:
    """By each: 2 (q - y)."""
    return 2.0 * difference(y, pred)


def mean_squared_error(y: ArrayLike, predicted: ArrayLike) -> Array:
    """Mean squared error along the last axis: Σ (ŷ - y)² / K, of real numbers.

    y and predicted have one shape (..., K); the result has shape (...), in the square of their unit. InputError where
    a number is not finite.

    >>> from xent_cli import mean_squared_error
    >>> float(mean_squared_error([1.5, 2.0], [1.0, 2.5]))
    0.25

    Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, section 2.9.
    """
    target, values = usable_rows(y, InputKind.REALS, "y"), usable_rows(predicted, InputKind.REALS, "predicted")
    return np.asarray(value(target, Probs(same_classes(values, target, "predicted"))) / target.shape[-1])


def brier_score(target: ArrayLike, q: ArrayLike) -> Array:
    """Brier score along the last axis: Σ (q - y)², y the one-hot of a class or a distribution.

    q has shape (..., K); target is class indices of shape (...) or distributions of shape (..., K); the result has
    shape (...). It has no unit, and is at most 2. InputError where a row is not a distribution or an index no class.

    >>> from xent_cli import brier_score
    >>> brier_score([0, 1], [[0.75, 0.25], [0.75, 0.25]]).tolist()
    [0.125, 1.125]

    Brier (1950), Verification of Forecasts Expressed in Terms of Probability.
    """
    predicted = usable_rows(q, InputKind.PROBS, "q")
    return value(usable_target(target, predicted.shape), Probs(predicted))


def brier_score_from_logits(target: ArrayLike, logits: ArrayLike) -> Array:
    """Brier score of softmax(z) along the last axis; shapes and errors are those of `brier_score`.

    >>> from xent_cli import brier_score_from_logits
    >>> float(brier_score_from_logits(0, [40.0, 0.0]))
    3.60970277569083e-35

    Brier (1950), Verification of Forecasts Expressed in Terms of Probability.
    """
    scores = usable_rows(logits, InputKind.LOGITS, "logits")
    return value(usable_target(target, scores.shape), Logits(scores))
