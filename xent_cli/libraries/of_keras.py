"""Keras, on jax."""

from typing import ClassVar

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.libraries.rule import Rule, Smoothing, log_sigmoid, log_softmax, margin_of_1, sigmoid, softmax, symmetric
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import BinaryFocal, Focal
from xent_cli.measures.hinge import BinaryHinge, Hinge
from xent_cli.measures.kl import Divergence
from xent_cli.measures.loss import Loss
from xent_cli.measures.mse import MSE
from xent_cli.measures.problem import Problem

BOTH = (InputKind.PROBS, InputKind.LOGITS)
EPSILON = 1e-7
SINGLE = "the mean over the columns in float32"


def clipped(q: Array) -> Array:
    """Kept within ε and 1 - ε."""
    return np.clip(q, EPSILON, 1 - EPSILON)


def mean_in_single(x: Array) -> Array:
    """keras.ops.mean over the columns, which rounds to single precision whatever the type."""
    total, count = x.astype(np.float32).sum(axis=-1), x.shape[-1]
    return np.asarray(total * np.float32(1 / count), dtype=np.float64)


class Keras(Rule):
    """What is Keras's."""

    library, version = "keras", "3.15.1 on jax 0.10.2"
    loss: ClassVar[str]

    @property
    def knobs(self) -> str:
        """The knobs as the call takes them."""
        return ""

    @property
    def of_logits(self) -> bool:
        """Whether the call is told that these are logits."""
        return self.problem.meaning.kind is InputKind.LOGITS

    @property
    def call(self) -> str:
        told = [self.knobs, "from_logits=True" if self.of_logits else "", self.reduced]
        return f"keras.losses.{self.loss}({', '.join(filter(None, told))})(y, pred)"

    @property
    def reduced(self) -> str:
        """The reduction, where it is not what is understood."""
        return "reduction='sum'" if self.reduction == "sum" else ""

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        elementwise = problem.elementwise and problem.values.shape[1] > 1
        return not (elementwise and str(problem.reduction) == "sum")  # which would sum the means of the rows


class CategoricalOf(Keras):
    """CategoricalCrossentropy."""

    of: ClassVar[type[Loss]] = CrossEntropy
    kinds, loss = BOTH, "CategoricalCrossentropy"
    differs = "probabilities rescaled to sum to 1, then clipped to [1e-7, 1 - 1e-7]; of logits nothing but rounding"

    def losses(self) -> Array:
        q = self.numbers
        logs = log_softmax(q) if self.of_logits else np.log(clipped(q / q.sum(axis=-1, keepdims=True)))
        return -np.asarray((self.target * logs).sum(axis=-1))

    @property
    def target(self) -> Array:
        """The truth, smoothed or not."""
        return self.y


class Smoothed(Smoothing, CategoricalOf):
    """The same with label smoothing."""

    differs = "α/K on every class; probabilities rescaled, then clipped to [1e-7, 1 - 1e-7]"

    @property
    def knobs(self) -> str:
        return f"label_smoothing={self.alpha:g}"

    @property
    def target(self) -> Array:
        return self.smoothed


class BinaryOf(Keras):
    """BinaryCrossentropy."""

    of, kinds, loss = BinaryCrossEntropy, BOTH, "BinaryCrossentropy"
    differs = f"probabilities clipped to [1e-7, 1 - 1e-7]: never more than 16.118; {SINGLE}"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return super().takes(problem) and symmetric(problem)

    def losses(self) -> Array:
        q, y = self.numbers, self.y
        if self.of_logits:
            return mean_in_single(-y * log_sigmoid(q) - (1 - y) * log_sigmoid(-q))
        q = clipped(q)
        return mean_in_single(-(y * np.log(q) + (1 - y) * np.log(1 - q)))


class DivergenceOf(Keras):
    """KLDivergence."""

    of, kinds, loss = Divergence, (InputKind.PROBS,), "KLDivergence"
    differs = "both clipped to [1e-7, 1], true first"

    def losses(self) -> Array:
        p, q = (np.clip(x, EPSILON, 1.0) for x in (self.y, self.numbers))
        return np.asarray((p * np.log(p / q)).sum(axis=-1))


class BinaryFocalOf(Keras):
    """BinaryFocalCrossentropy."""

    of, kinds, loss = BinaryFocal, BOTH, "BinaryFocalCrossentropy"
    differs = f"α only with apply_class_balancing=True; also of logits, clipped in the logarithm; {SINGLE}"

    @property
    def knobs(self) -> str:
        alpha = self.knob("alpha")
        balanced = "" if alpha is None else f"apply_class_balancing=True, alpha={alpha:g}, "
        return f"{balanced}gamma={self.knob('gamma'):g}"

    def losses(self) -> Array:
        y, alpha = self.y, self.knob("alpha")
        q = sigmoid(self.numbers) if self.of_logits else self.numbers
        of_log = clipped(q)
        crossed = -(y * np.log(of_log) + (1 - y) * np.log(1 - of_log))
        loss = (1 - (y * q + (1 - y) * (1 - q))) ** (self.knob("gamma") or 0.0) * crossed
        return mean_in_single(loss if alpha is None else (y * alpha + (1 - y) * (1 - alpha)) * loss)


class FocalOf(Keras):
    """CategoricalFocalCrossentropy."""

    of, kinds, loss = Focal, BOTH, "CategoricalFocalCrossentropy"
    differs = "α = 0.25 on every class unless told another; rescaled, then clipped to [1e-7, 1 - 1e-7]"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        alpha = getattr(problem.measure, "alpha", None)
        return alpha is None or len(alpha) == 1

    @property
    def alpha(self) -> float:
        """0.25 unless another is given."""
        given = self.knob("alpha")
        return 0.25 if given is None else given

    @property
    def knobs(self) -> str:
        return f"alpha={self.alpha:g}, gamma={self.knob('gamma'):g}"

    def losses(self) -> Array:
        q = softmax(self.numbers) if self.of_logits else self.numbers
        q = clipped(q / q.sum(axis=-1, keepdims=True))
        factor = (1 - q) ** (self.knob("gamma") or 0.0) * self.alpha
        return np.asarray((-self.y * np.log(q) * factor).sum(axis=-1))


class BinaryHingeOf(Keras):
    """Hinge."""

    of, kinds, loss = BinaryHinge, (InputKind.REALS,), "Hinge"
    differs = f"labels 0 made -1, as here; {SINGLE}"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return super().takes(problem) and margin_of_1(problem)

    @property
    def terms(self) -> Array:
        """What each score is short of the margin."""
        return np.maximum(1.0 - np.where(self.y > 0, 1.0, -1.0) * self.numbers, 0.0)

    def losses(self) -> Array:
        return mean_in_single(self.terms)


class SquaredHingeOf(BinaryHingeOf):
    """SquaredHinge."""

    loss = "SquaredHinge"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return Keras.takes(problem) and margin_of_1(problem, squared=True)

    def losses(self) -> Array:
        return mean_in_single(self.terms**2)


class HingeOf(Keras):
    """CategoricalHinge."""

    of, kinds, loss = Hinge, (InputKind.REALS,), "CategoricalHinge"
    differs = "the nearest class alone, and 0 among the scores: where all others are below 0, the nearest counts as 0"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return margin_of_1(problem)

    def losses(self) -> Array:
        own = (self.y * self.numbers).sum(axis=-1)
        nearest = ((1.0 - self.y) * self.numbers).max(axis=-1)
        return np.asarray(np.maximum(nearest - own + 1.0, 0.0))


class SquaredErrorOf(Keras):
    """MeanSquaredError."""

    of, kinds, loss = MSE, (InputKind.REALS,), "MeanSquaredError"
    differs = SINGLE

    def losses(self) -> Array:
        return mean_in_single((self.numbers - self.y) ** 2)


RULES: tuple[type[Rule], ...] = (
    CategoricalOf,
    Smoothed,
    BinaryOf,
    DivergenceOf,
    BinaryFocalOf,
    FocalOf,
    BinaryHingeOf,
    SquaredHingeOf,
    HingeOf,
    SquaredErrorOf,
)
