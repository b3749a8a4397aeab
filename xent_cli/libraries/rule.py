"""A rule: the number that a library's call gives in float64, and what makes it another than ours."""

from typing import ClassVar

import numpy as np

from xent_cli.choices import Reduction
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.hinge import Margin
from xent_cli.measures.loss import Loss
from xent_cli.measures.problem import Problem
from xent_cli.measures.smooth import Smooth

EPS = float(np.finfo(np.float64).eps)


class Rule:
    """A call of a library for a measure, on numbers of some kinds."""

    library: ClassVar[str]
    version: ClassVar[str]
    of: ClassVar[type[Loss]]
    kinds: ClassVar[tuple[InputKind, ...]]
    # What differs from the plain value, in one line.
    differs: ClassVar[str] = ""
    # Whether the call takes class weights, and weights of samples.
    class_weights: ClassVar[bool] = False
    sample_weights: ClassVar[bool] = False

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @classmethod
    def fits(cls, problem: Problem) -> bool:
        """Whether the library has a call for this."""
        return (
            problem.meaning.kind in cls.kinds
            and problem.meaning.eps is None
            and not problem.meaning.normalize
            and (cls.class_weights or problem.measure.class_weight is None)
            and (cls.sample_weights or not problem.weighting.weighs_rows)
            and cls.takes(problem)
        )

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        """Whether the knobs and the truth are such as the call takes."""
        return True

    @property
    def call(self) -> str:
        """The call written out."""
        raise NotImplementedError(type(self))

    def losses(self) -> Array:
        """The library's loss of each row, or of each element."""
        raise NotImplementedError(type(self))

    def value(self) -> float:
        """What the call gives."""
        with np.errstate(all="ignore"):
            losses = self.losses()
            if not self.problem.weighting.weighs_rows:
                return self._reduced(float(losses.sum()), losses.size)
            weights = np.array([float(w) for w in self.problem.weighting.weights])
            each = np.repeat(weights, losses.size // weights.size)
            return self._reduced(float((losses.reshape(-1) * each).sum()), float(each.sum()))

    def _reduced(self, total: float, count: float) -> float:
        """The sum of the losses as it is, or as a mean."""
        return total if self.problem.reduction is Reduction.SUM else total / count

    @property
    def reduction(self) -> str:
        """The name of the reduction, as most libraries have it."""
        return str(self.problem.reduction)

    @property
    def y(self) -> Array:
        """The truth as numbers (N, K)."""
        assert self.problem.target is not None
        return self.problem.target

    @property
    def numbers(self) -> Array:
        """The predicted numbers; logits divided by the temperature."""
        return np.asarray(self.problem.values / float(self.problem.meaning.temperature))

    def knob(self, name: str) -> float | None:
        """A knob of the loss as a double."""
        value = getattr(self.problem.measure, name)
        value = value[0] if isinstance(value, tuple) else value
        return None if value is None else float(value)


class Smoothing(Rule):
    """A call that puts α/K on every class, and not α on the other classes."""

    of: ClassVar[type[Loss]] = Smooth

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return isinstance(problem.measure, Smooth) and not problem.measure.others

    @property
    def alpha(self) -> float:
        """How much is smoothed."""
        return self.knob("alpha") or 0.0

    @property
    def smoothed(self) -> Array:
        """The truth with α/K on every class."""
        return np.asarray((1 - self.alpha) * self.y + self.alpha / self.y.shape[-1])


def margin_of_1(problem: Problem, *, squared: bool = False) -> bool:
    """Whether a hinge loss is the one that libraries without these knobs have."""
    measure = problem.measure
    return isinstance(measure, Margin) and measure.margin == 1 and measure.squared == squared


def symmetric(problem: Problem) -> bool:
    """Whether the terms of y = 1 weigh as much as the others."""
    measure = problem.measure
    return isinstance(measure, BinaryCrossEntropy) and measure.pos_weight == 1


def labelled(problem: Problem) -> bool:
    """Whether the truth is labels or their one-hots."""
    target = problem.target
    return problem.labels is not None or (target is not None and bool(np.isin(target, (0.0, 1.0)).all()))


def log_softmax(z: Array) -> Array:
    """As all of them have it."""
    gap = z - z.max(axis=-1, keepdims=True)
    return np.asarray(gap - np.log(np.exp(gap).sum(axis=-1, keepdims=True)))


def softmax(z: Array) -> Array:
    """As all of them have it."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def log_sigmoid(z: Array) -> Array:
    """As all of them have it."""
    return np.asarray(np.minimum(z, 0.0) - np.log1p(np.exp(-np.abs(z))))


def sigmoid(z: Array) -> Array:
    """As all of them have it."""
    return np.asarray(np.exp(log_sigmoid(z)))


def xlogy(x: Array, y: Array) -> Array:
    """x ln y, and 0 where x is 0."""
    return np.where(x == 0, 0.0, x * np.log(np.where(x == 0, 1.0, y)))


def rel_entr(x: Array, y: Array) -> Array:
    """x ln(x/y), and 0 where x is 0."""
    ratio = np.where(x == 0, 1.0, x / np.where(x == 0, 1.0, y))
    return np.where(x == 0, 0.0, x * np.log(ratio))
