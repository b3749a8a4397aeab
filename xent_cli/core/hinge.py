"""Hinge losses: how far scores are from being right by a margin."""

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core.arrays import usable_elements, usable_rows, usable_target
from xent_cli.core.ce import Target, distribution
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum, pick, two_diff


def sign(labels: Array) -> Array:
    """t: 1 for the label 1, and -1 for 0 or -1."""
    return np.where(labels > 0, 1.0, -1.0)


def value(labels: Array, scores: Array, margin: float) -> Array:
    """max(0, m - t s), element by element."""
    return np.maximum(margin - sign(labels) * scores, 0.0)


def gradient(labels: Array, scores: Array, margin: float) -> Array:
    """By each score: -t where it is within the margin, else 0."""
    t = sign(labels)
    return np.where(margin - t * scores > 0, -t, 0.0)


def weston_watkins(target: Target, scores: Array, margin: float, *, squared: bool = False) -> Array:
    """Σ_{j≠c} max(0, m + s_j - s_c), or of its square, row by row."""
    short, rest = _short(target, scores, margin)
    if squared:
        return compensated_sum((short + rest) ** 2)
    return compensated_sum(np.concatenate([short, rest], axis=-1))


def crammer_singer(target: Target, scores: Array, margin: float, *, squared: bool = False) -> Array:
    """max over j≠c of max(0, m + s_j - s_c), or its square, row by row."""
    short, rest = _short(target, scores, margin)
    worst = (short + rest).max(axis=-1)
    return np.asarray(worst**2 if squared else worst)


def weston_watkins_gradient(target: Target, scores: Array, margin: float, *, squared: bool = False) -> Array:
    """By the scores: 1 for each class within the margin, and minus their number for the true one."""
    short, rest = _short(target, scores, margin)
    short = short + rest
    pull = 2.0 * short if squared else (short > 0).astype(np.float64)
    return _against(target, pull)


def crammer_singer_gradient(target: Target, scores: Array, margin: float, *, squared: bool = False) -> Array:
    """By the scores: 1 for the class that comes nearest, shared by those that do alike, and -1 for the true one."""
    short, rest = _short(target, scores, margin)
    short = short + rest
    worst = short.max(axis=-1, keepdims=True)
    nearest = (short == worst) & (worst > 0)
    share = nearest / np.maximum(nearest.sum(axis=-1, keepdims=True), 1)
    return _against(target, 2.0 * worst * share if squared else share)


def _short(target: Target, scores: Array, margin: float) -> tuple[Array, Array]:
    """max(0, m + s_j - s_c) for each other class, 0 for the true one; and what rounding took from it."""
    true = distribution(target, scores.shape[-1]) > 0
    own = pick(scores, true.argmax(axis=-1))[..., np.newaxis]
    gap, lost = two_diff(scores, np.asarray(own, dtype=np.float64))
    short, also_lost = two_diff(np.asarray(margin), -gap)
    rest = lost + also_lost
    counts = ~true & (short + rest > 0)
    return np.where(counts, short, 0.0), np.where(counts, rest, 0.0)


def _against(target: Target, pull: Array) -> Array:
    """The pull of the others, and against the true class all of it."""
    true = distribution(target, pull.shape[-1]) > 0
    return np.where(true, 0.0 - compensated_sum(pull)[..., np.newaxis], pull)


def hinge_loss(labels: ArrayLike, scores: ArrayLike, *, margin: float = 1.0) -> Array:
    """Hinge loss, element by element: max(0, m - t s), with t = 1 for the label 1 and -1 for 0 or -1.

    labels and scores have one shape, and so has the result, in the unit of the scores. InputError where a label is
    another number, or a score is not finite.

    >>> from xent_cli import hinge_loss
    >>> hinge_loss([1, 0, -1], [0.25, 0.25, -3.0]).tolist()
    [0.75, 1.25, 0.0]

    Cortes and Vapnik (1995), Support-Vector Networks.
    """
    t = usable_elements(labels, InputKind.SIGNS, "labels")
    return value(t, usable_elements(scores, InputKind.REALS, "scores"), margin)


def weston_watkins_loss(target: ArrayLike, scores: ArrayLike, *, margin: float = 1.0) -> Array:
    """Hinge loss of several classes along the last axis: Σ_{j≠c} max(0, m + s_j - s_c), c the true class.

    scores has shape (..., K); target is class indices of shape (...); the result has shape (...). InputError where a
    score is not finite, or an index no class.

    >>> from xent_cli import weston_watkins_loss
    >>> round(float(weston_watkins_loss(0, [3.2, 5.1, -1.7])), 12)
    2.9

    Weston and Watkins (1999), Support Vector Machines for Multi-Class Pattern Recognition.
    """
    values = usable_rows(scores, InputKind.REALS, "scores")
    return weston_watkins(usable_target(target, values.shape), values, margin)


def crammer_singer_loss(target: ArrayLike, scores: ArrayLike, *, margin: float = 1.0) -> Array:
    """The same of the nearest class alone: max over j≠c of max(0, m + s_j - s_c).

    Shapes and errors are those of `weston_watkins_loss`.

    >>> from xent_cli import crammer_singer_loss
    >>> round(float(crammer_singer_loss(0, [3.2, 3.1, 5.1])), 12)
    2.9

    Crammer and Singer (2001), On the Algorithmic Implementation of Multiclass Kernel-based Vector Machines.
    """
    values = usable_rows(scores, InputKind.REALS, "scores")
    return crammer_singer(usable_target(target, values.shape), values, margin)
