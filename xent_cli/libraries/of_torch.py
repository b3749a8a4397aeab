"""PyTorch, and torchvision."""

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.libraries.rule import Rule, log_sigmoid, log_softmax, sigmoid, softmax, xlogy
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import BinaryFocal
from xent_cli.measures.gaussian import Gaussian
from xent_cli.measures.hinge import Hinge
from xent_cli.measures.kl import Divergence
from xent_cli.measures.measure import as_floats
from xent_cli.measures.mse import MSE
from xent_cli.measures.problem import Problem
from xent_cli.measures.smooth import Smooth

PROBS, LOGITS, REALS = (InputKind.PROBS,), (InputKind.LOGITS,), (InputKind.REALS,)
LEAST_VARIANCE = 1e-6


class Torch(Rule):
    """What is PyTorch's."""

    library, version = "torch", "2.13.0"

    def function(self, arguments: str) -> str:
        """A call with its reduction."""
        return f"{arguments}, reduction='{self.reduction}')"


class CrossEntropyOfLogits(Torch):
    """F.cross_entropy of logits."""

    of, kinds, class_weights = CrossEntropy, LOGITS, True
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
            return -(target * weights * logs).sum(axis=-1)
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


class SmoothOfLogits(CrossEntropyOfLogits):
    """The same with label smoothing."""

    of = Smooth
    differs = "α/K on every class; a mean with class weights divides by the weights of the labels"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return not getattr(problem.measure, "others", True)

    @property
    def alpha(self) -> float:
        return self.knob("alpha") or 0.0


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
        return getattr(problem.measure, "pos_weight", 1) == 1

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


class GaussianLikelihood(Torch):
    """F.gaussian_nll_loss."""

    of, kinds = Gaussian, REALS
    differs = "½ ln 2π left out unless full=True; takes the variance, and none below 1e-6"

    @property
    def call(self) -> str:
        return self.function("F.gaussian_nll_loss(mean, y, variance")

    def losses(self) -> Array:
        knobs = self.problem.knobs
        given = np.asarray(knobs["v"] if "v" in knobs else np.asarray(knobs["σ"]) ** 2)
        variance = np.maximum(given, LEAST_VARIANCE)
        return 0.5 * (np.log(variance) + (self.numbers - self.y) ** 2 / variance)


class HingeOfClasses(Torch):
    """F.multi_margin_loss."""

    of, kinds = Hinge, REALS
    differs = "the sum over the other classes divided by K"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return problem.labels is not None and not getattr(problem.measure, "nearest_alone", True)

    @property
    def call(self) -> str:
        margin = self.knob("margin")
        power = 2 if getattr(self.problem.measure, "squared", False) else 1
        return self.function(f"F.multi_margin_loss(s, y, p={power}, margin={margin:g}")

    def losses(self) -> Array:
        labels, s = self.problem.labels, self.numbers
        assert labels is not None
        own = np.take_along_axis(s, labels[:, np.newaxis], axis=-1)
        short = np.maximum((self.knob("margin") or 0.0) - own + s, 0.0) * (1 - self.y)
        terms = short**2 if getattr(self.problem.measure, "squared", False) else short
        return np.asarray(terms.sum(axis=-1) / s.shape[-1])


class SquaredError(Torch):
    """F.mse_loss."""

    of, kinds = MSE, (InputKind.REALS, InputKind.LOGITS)
    differs = "nothing but rounding: the mean over all numbers, of labels their one-hots"

    @property
    def call(self) -> str:
        return self.function(f"F.mse_loss({'z.softmax(-1)' if self.of_logits else 'pred'}, y")

    @property
    def of_logits(self) -> bool:
        """Whether a softmax comes first."""
        return self.problem.meaning.kind is InputKind.LOGITS

    def losses(self) -> Array:
        pred = softmax(self.numbers) if self.of_logits else self.numbers
        return np.asarray(((pred - self.y) ** 2).mean(axis=-1))

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return str(problem.reduction) == "mean"


class FocalOfTorchvision(Torch):
    """torchvision's sigmoid_focal_loss."""

    library, version = "torchvision", "0.28.0"
    of, kinds = BinaryFocal, LOGITS

    @property
    def alpha(self) -> float:
        """0.25 unless another is given."""
        given = self.knob("alpha")
        return 0.25 if given is None else given

    differs = "α = 0.25 unless told another, alpha=-1 for none; no reduction unless told one"

    @property
    def call(self) -> str:
        knobs = f"alpha={self.alpha:g}, gamma={self.knob('gamma'):g}"
        return self.function(f"torchvision.ops.sigmoid_focal_loss(z, y, {knobs}")

    def losses(self) -> Array:
        z, y = self.numbers, self.y
        p = sigmoid(z)
        crossed = (1 - y) * z - log_sigmoid(z)
        loss = crossed * (1 - (p * y + (1 - p) * (1 - y))) ** (self.knob("gamma") or 0.0)
        return (self.alpha * y + (1 - self.alpha) * (1 - y)) * loss


RULES: tuple[type[Rule], ...] = (
    CrossEntropyOfLogits,
    SmoothOfLogits,
    NegativeLogLikelihood,
    BinaryOfProbs,
    BinaryOfLogits,
    DivergenceOfProbs,
    DivergenceOfLogits,
    GaussianLikelihood,
    HingeOfClasses,
    SquaredError,
    FocalOfTorchvision,
)
