"""Temperature scaling: the T by which logits are divided so that the cross-entropy is least."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core.arrays import usable_elements, usable_rows, usable_target
from xent_cli.core.ce import Target, distribution, is_labels
from xent_cli.core.errors import InputError
from xent_cli.core.exact_sum import ExactSum, exact_sum, ratio
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum, pick, plain_sum, times
from xent_cli.record import record

NEAR = 1e-10  # of the inverse temperature: Newton's last step, after which as many digits again are right
FURTHEST = 8.0  # times as large or small at a step
SMALLEST = 1e-307  # 1/T, so that T is a double
PASSES = 800  # enough for every double
LOWEST = -float(np.finfo(np.float64).max)

ALL_RIGHT = "the most probable class is the true one in every row, so the loss falls as long as T does: T → 0"
NO_BETTER = "the true classes score no higher than the others on average, so the loss falls as long as T grows: T → ∞"
ALL_ALIKE = "every class that can be is as probable as another, in every row, so no T changes anything"
INFINITE = "a true class has probability 0, so the loss is infinite at every T"


@record
class Extremes:
    """What decides whether there is a T*: the slope of the loss by 1/T at 0, and what the largest gaps are."""

    slope: ExactSum = ExactSum()
    right: bool = True  # no class is above the true one
    alike: bool = True  # none is elsewhere
    finite: bool = True

    def __add__(self, other: "Extremes") -> "Extremes":
        return Extremes(
            self.slope + other.slope,
            self.right and other.right,
            self.alike and other.alike,
            self.finite and other.finite,
        )

    @property
    def missing(self) -> str | None:
        """Why there is no T*; None where there is one."""
        if not self.finite:
            return INFINITE
        if self.alike:
            return ALL_ALIKE
        if self.right:
            return ALL_RIGHT
        return NO_BETTER if ratio(self.slope) >= 0 else None


@record
class Slopes:
    """The sum of the losses at a temperature, and its first and second derivative by 1/T."""

    loss: ExactSum
    first: ExactSum
    second: ExactSum

    def __add__(self, other: "Slopes") -> "Slopes":
        return Slopes(self.loss + other.loss, self.first + other.first, self.second + other.second)


class Margins(NamedTuple):
    """Rows as a temperature sees them: ln(1 + Σ e^(gap/T)) + offset/T is the loss.

    `gaps` (n, K - 1) are how far the other logits lie above that of the true class, or of the likeliest one where
    the truth is a distribution; `offset` (n, 1) is how far that one lies above the mean logit of the truth.
    """

    gaps: Array
    offset: Array

    @classmethod
    def of(cls, target: Target, logits: Array) -> "Margins":
        """Those of logits (n, K)."""
        labels = target if is_labels(target) else target.argmax(axis=-1)
        own = pick(logits, labels)
        with np.errstate(invalid="ignore", over="ignore"):
            gaps = logits[:, 1:] - own[:, np.newaxis]
            (rows,) = np.nonzero(labels)
            gaps[rows, labels[rows] - 1] = logits[rows, 0] - own[rows]
            if is_labels(target):
                offset = np.where(own == -np.inf, np.inf, 0.0)
            else:
                offset = own - compensated_sum(times(distribution(target, logits.shape[-1]), logits))
        return cls(np.where(np.isnan(gaps), LOWEST, np.maximum(gaps, LOWEST)), offset[:, np.newaxis])

    @classmethod
    def of_log_odds(cls, y: Array, log_odds: Array) -> "Margins":
        """Those of one column (n, 1), as of two classes of which the first has the logit 0."""
        likely = y > 0.5
        gaps = np.where(likely, -log_odds, log_odds)
        return cls(np.maximum(gaps, LOWEST), times(np.where(likely, 1.0 - y, -y), log_odds))

    @property
    def extremes(self) -> "Extremes":
        """What decides whether there is a T*."""
        gaps, offset = self
        possible = gaps > LOWEST
        with np.errstate(over="ignore", invalid="ignore"):
            total = compensated_sum(np.where(possible, gaps, 0.0))
            slope = total / (1 + possible.sum(axis=-1)) + offset[:, 0]
            finite = bool(np.isfinite(offset).all()) and float(gaps.max(initial=LOWEST)) < np.inf
            # No class is above the least likely of those that come true.
            right = float((np.maximum(gaps.max(axis=-1), 0.0) + offset[:, 0]).max(initial=0.0)) <= 0.0
        alike = not gaps.any(where=possible)
        return Extremes(exact_sum(slope), right, alike, finite)

    def slopes(self, inverse: float) -> Slopes:
        """What the rows come to at T = 1/inverse."""
        gaps, offset = self
        with np.errstate(over="ignore"):
            e = gaps * inverse
        top = np.maximum(e.max(axis=-1), 0.0)
        e -= top[:, np.newaxis]
        np.exp(e, out=e)
        others, one = plain_sum(e), np.exp(-top)
        loss = top + np.log1p(others + (one - 1.0)) + offset[:, 0] * inverse
        e /= (others + one)[:, np.newaxis]
        mean = plain_sum(e * gaps)
        with np.errstate(over="ignore", invalid="ignore"):  # then the next step is as long as may be
            spread = plain_sum(e * gaps * gaps) - mean * mean
        return Slopes(exact_sum(loss), exact_sum(mean + offset[:, 0]), exact_sum(spread))


class Steepest(NamedTuple):
    """The 1/T at which the loss is least, and the sums of all rows as near to it as a double tells."""

    inverse: float
    sums: Slopes


def steepest(sums: Callable[[float], Slopes], start: float = 1.0) -> Steepest:
    """Where the loss is least: Newton's steps, kept between what is known to be too small and too large.

    The loss is convex in 1/T. `sums` are those of all rows; that there is a least one is known.
    """
    inverse, low, high = start, 0.0, math.inf
    for _ in range(PASSES):
        here = sums(inverse)
        first, second = ratio(here.first), ratio(here.second)
        low, high = (inverse, high) if first < 0 else (low, inverse)
        further = min(max(stepped(inverse, first, second), inverse / FURTHEST, SMALLEST), inverse * FURTHEST)
        if not (low < further < high or near(further, inverse)):
            further = (low + high) / 2
        if near(further, inverse):
            break
        inverse = further
    return Steepest(further, here)


def near(further: float, inverse: float) -> bool:
    """Whether a step is so short that it is the last."""
    return abs(further - inverse) <= NEAR * inverse


def stepped(inverse: float, first: float, second: float) -> float:
    """Where Newton's step leads; far away where the curve is flat."""
    if first == 0.0:
        return inverse
    return inverse - first / second if second > 0 else math.copysign(math.inf, -first)


def fitted_temperature(target: ArrayLike, logits: ArrayLike) -> float:
    """The temperature T* that minimises the mean cross-entropy of softmax(logits / T).

    logits has shape (..., K); target is class indices of shape (...) or distributions of shape (..., K). T* is
    above 1 where the predictions are too sure of themselves. InputError where a row cannot be used, and where
    there is no T*: where every row is right (T → 0), or none is better than chance (T → ∞).

    >>> from xent_cli import fitted_temperature
    >>> round(fitted_temperature([0, 0, 1], [[2.0, 0.0], [2.0, 0.0], [2.0, 0.0]]), 9)  # 2 / ln 2
    2.885390082

    Guo, Pleiss, Sun and Weinberger (2017), On Calibration of Modern Neural Networks, ICML.
    """
    scores = usable_rows(logits, InputKind.LOGITS, "logits")
    truth = usable_target(target, scores.shape)
    rows = scores.reshape(-1, scores.shape[-1])
    flat = truth.reshape(-1) if is_labels(truth) else truth.reshape(rows.shape)
    return _fitted(Margins.of(flat, rows))


def fitted_binary_temperature(y: ArrayLike, logits: ArrayLike) -> float:
    """The temperature T* that minimises the mean binary cross-entropy of σ(logits / T).

    y are probabilities, of a shape that broadcasts with that of the logits; errors are those of
    `fitted_temperature`.

    >>> from xent_cli import fitted_binary_temperature
    >>> round(fitted_binary_temperature([1, 1, 0], [2.0, 2.0, 2.0]), 9)
    2.885390082

    Guo, Pleiss, Sun and Weinberger (2017), On Calibration of Modern Neural Networks, ICML.
    """
    truth = usable_elements(y, InputKind.PROBS, "y")
    scores = usable_elements(logits, InputKind.LOGITS, "logits")
    truth, scores = np.broadcast_arrays(truth, scores)
    return _fitted(Margins.of_log_odds(truth.reshape(-1, 1), scores.reshape(-1, 1)))


def _fitted(rows: Margins) -> float:
    """T* of rows in memory."""
    missing = rows.extremes.missing
    if missing:
        raise InputError(f"there is no best temperature: {missing}", "logits", "give rows of which some are wrong")
    return 1.0 / steepest(rows.slopes).inverse
