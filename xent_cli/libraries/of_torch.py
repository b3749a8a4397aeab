"""PyTorch's losses of probabilities and logits."""

from typing import ClassVar

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.libraries.rule import Rule, Smoothing, log_sigmoid, log_softmax, symmetric, xlogy
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.kl import Divergence
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import as_floats
from xent_cli.measures.problem import Problem

PROBS, LOGITS = (InputKind.PROBS,), (InputKind.LOGITS,)


class Torch(Rule):
    """What is PyTorch's."""

    library, version = "torch", "2.13.0"

    def function(self, arguments: str) -> str:
        """A call with its reduction."""
        return f"{arguments}, reduction='{self.reduction}')"


class CrossEntropyOfLogits(Torch):
    """F.cross_entropy of logits."""

    of: ClassVar[type[Loss]] = CrossEntropy
    kinds, class_weights = LOGITS, True
    differs = "log-softmax loses what is below 1e-16 of the largest: a gap of 40 gives 0; 0 · -inf is nan"

    @property
    def alpha(self) -> float:
        """How much is smoothed."""
        return 0.0

    @property
    def weights(self) -> Array:
        """The class weights, or ones."""
        given = self.problem.measure.class_weight
        return np.ones(self.numbers.shape[-1]) if given is None else as_floats(given)

    @property
    def call(self) -> str:
        knobs = ", weight=w" if self.problem.measure.class_weight else ""
        knobs += f", label_smoothing={self.alpha:g}" if self.alpha else ""
        return self.function(f"F.cross_entropy(z, y{knobs}")

    def losses(self) -> Array:
        logs, weights, classes = log_softmax(self.numbers), self.weights, self.numbers.shape[-1]
        labels = self.problem.labels
        if labels is None:
            target = (1 - self.alpha) * self.y + self.alpha / classes
            return -np.asarray((target * weights * logs).sum(axis=-1))
        own = -np.take_along_axis(logs, labels[:, np.newaxis], axis=-1)[:, 0] * weights[labels]
        if not self.alpha:
            return np.asarray(own)
        return np.asarray((1 - self.alpha) * own - self.alpha / classes * (weights * logs).sum(axis=-1))

    def value(self) -> float:
        labels = self.problem.labels
        if labels is None or self.reduction == "sum":
            return super().value()
        with np.errstate(all="ignore"):
            return float(self.losses().sum() / self.weights[labels].sum())


class SmoothOfLogits(Smoothing, CrossEntropyOfLogits):
    """The same with label smoothing."""

    differs = "α/K on every class; a mean with class weights divides by the weights of the labels"


class NegativeLogLikelihood(Torch):
    """F.nll_loss of the logarithms of probabilities."""

    of, kinds = CrossEntropy, PROBS
    differs = "of the logarithms, which you take yourself; nothing is clamped or rescaled"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return problem.labels is not None

    @property
    def call(self) -> str:
        return self.function("F.nll_loss(q.log(), y")

    def losses(self) -> Array:
        assert self.problem.labels is not None
        own = np.take_along_axis(self.numbers, self.problem.labels[:, np.newaxis], axis=-1)[:, 0]
        return -np.log(own)


class BinaryOfProbs(Torch):
    """F.binary_cross_entropy."""

    of, kinds = BinaryCrossEntropy, PROBS
    differs = "logarithms clamped at -100: never more than 100"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return symmetric(problem)

    @property
    def call(self) -> str:
        return self.function("F.binary_cross_entropy(q, y")

    def losses(self) -> Array:
        q, y = self.numbers, self.y
        return (y - 1) * np.maximum(np.log1p(-q), -100.0) - y * np.maximum(np.log(q), -100.0)


class BinaryOfLogits(Torch):
    """F.binary_cross_entropy_with_logits."""

    of, kinds = BinaryCrossEntropy, LOGITS
    differs = "nothing but rounding; pos_weight stays out of the denominator, as here"

    @property
    def call(self) -> str:
        weight = self.knob("pos_weight")
        return self.function(f"F.binary_cross_entropy_with_logits(z, y{f', pos_weight={weight:g}' * (weight != 1)}")

    def losses(self) -> Array:
        z, y = self.numbers, self.y
        return (1 - y) * z - (1 + ((self.knob("pos_weight") or 1.0) - 1) * y) * log_sigmoid(z)


class DivergenceOfProbs(Torch):
    """F.kl_div."""

    of, kinds = Divergence, PROBS
    differs = (
        "predicted first, as logarithms; reduction='mean' would divide by N·K; 0 · ln 0 of a class without p is nan"
    )

    @property
    def logs(self) -> Array:
        """ln q"""
        return np.log(self.numbers)

    @property
    def logarithm(self) -> str:
        """The same as it is called."""
        return "q.log()"

    @property
    def call(self) -> str:
        return f"F.kl_div({self.logarithm}, p, reduction='{'batchmean' if self.reduction == 'mean' else 'sum'}')"

    def losses(self) -> Array:
        return np.asarray((xlogy(self.y, self.y) - self.y * self.logs).sum(axis=-1))


class DivergenceOfLogits(DivergenceOfProbs):
    """The same of logits."""

    kinds = LOGITS
    differs = "predicted first, as logarithms; reduction='mean' would divide by N·K"

    @property
    def logs(self) -> Array:
        return log_softmax(self.numbers)

    @property
    def logarithm(self) -> str:
        return "F.log_softmax(z, -1)"


RULES: tuple[type[Rule], ...] = (
    CrossEntropyOfLogits,
    SmoothOfLogits,
    NegativeLogLikelihood,
    BinaryOfProbs,
    BinaryOfLogits,
    DivergenceOfProbs,
    DivergenceOfLogits,
)
