"""optax, whose losses are of each row: the mean is taken beside them."""

from typing import ClassVar

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.libraries.rule import Rule, Smoothing, log_sigmoid, log_softmax, margin_of_1, symmetric
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import BinaryFocal
from xent_cli.measures.hinge import BinaryHinge, Hinge
from xent_cli.measures.kl import Divergence
from xent_cli.measures.loss import Loss
from xent_cli.measures.mse import MSE, ElementMSE
from xent_cli.measures.problem import Problem

PROBS, LOGITS, REALS = (InputKind.PROBS,), (InputKind.LOGITS,), (InputKind.REALS,)


class Optax(Rule):
    """What is optax's."""

    library, version = "optax", "0.2.8"

    @property
    def function(self) -> str:
        """The call without its reduction."""
        raise NotImplementedError(type(self))

    @property
    def call(self) -> str:
        return f"optax.losses.{self.function}.{self.reduction}()"


class CrossEntropyOf(Optax):
    """softmax_cross_entropy, of labels or of distributions."""

    of, kinds = CrossEntropy, LOGITS
    differs = "of logits alone; a gap of 40 gives 0; 0 · -inf of a class without p is nan"

    @property
    def function(self) -> str:
        labels = "_with_integer_labels" if self.problem.labels is not None else ""
        return f"softmax_cross_entropy{labels}(z, y)"

    def losses(self) -> Array:
        z, labels = self.numbers, self.problem.labels
        if labels is None:
            return -np.asarray((self.y * log_softmax(z)).sum(axis=-1))
        gap = z - z.max(axis=-1, keepdims=True)
        own = np.take_along_axis(gap, labels[:, np.newaxis], axis=-1)[:, 0]
        return np.asarray(np.log(np.exp(gap).sum(axis=-1)) - own)


class SmoothOf(Smoothing, Optax):
    """The same against smoothed labels."""

    kinds = LOGITS
    differs = "α/K on every class, of one-hot labels"

    @property
    def function(self) -> str:
        return f"softmax_cross_entropy(z, optax.losses.smooth_labels(one_hot(y), {self.alpha:g}))"

    def losses(self) -> Array:
        return -np.asarray((self.smoothed * log_softmax(self.numbers)).sum(axis=-1))


class BinaryOf(Optax):
    """sigmoid_binary_cross_entropy."""

    of, kinds = BinaryCrossEntropy, LOGITS
    differs = "of logits alone; nothing but rounding"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return symmetric(problem)

    @property
    def function(self) -> str:
        return "sigmoid_binary_cross_entropy(z, y)"

    def losses(self) -> Array:
        return -self.y * log_sigmoid(self.numbers) - (1 - self.y) * log_sigmoid(-self.numbers)


class FocalOf(Optax):
    """sigmoid_focal_loss."""

    of, kinds = BinaryFocal, LOGITS
    differs = "of logits alone; no α unless told, γ = 2 unless told"

    @property
    def function(self) -> str:
        alpha = self.knob("alpha")
        return f"sigmoid_focal_loss(z, y, {'' if alpha is None else f'alpha={alpha:g}, '}gamma={self.knob('gamma'):g})"

    def losses(self) -> Array:
        z, y, alpha = self.numbers, self.y, self.knob("alpha")
        yes, no = log_sigmoid(z), log_sigmoid(-z)
        rest = np.logaddexp(np.log(1 - y) + yes, np.log(y) + no)
        loss = (-y * yes - (1 - y) * no) * np.exp((self.knob("gamma") or 0.0) * rest)
        return loss if alpha is None else (alpha * y + (1 - alpha) * (1 - y)) * loss


class DivergenceOf(Optax):
    """kl_divergence."""

    of, kinds = Divergence, PROBS
    differs = "predicted first, as logarithms; 0 · ln 0 of a class without p is nan"

    @property
    def function(self) -> str:
        return "kl_divergence(jnp.log(q), p)"

    def losses(self) -> Array:
        p = self.y
        logs = np.where(p == 0, 0.0, np.log(np.where(p == 0, 1.0, p)))
        return np.asarray((p * (logs - np.log(self.numbers))).sum(axis=-1))


class BinaryHingeOf(Optax):
    """hinge_loss."""

    of, kinds = BinaryHinge, REALS
    differs = "labels must be -1 and 1: pass 2*y - 1"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return margin_of_1(problem)

    @property
    def function(self) -> str:
        return "hinge_loss(s, t)"

    def losses(self) -> Array:
        return np.maximum(0.0, 1 - self.numbers * np.where(self.y > 0, 1.0, -1.0))


class HingeOf(Optax):
    """multiclass_hinge_loss."""

    of, kinds = Hinge, REALS
    differs = "the nearest class alone (Crammer-Singer), margin 1"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return margin_of_1(problem) and problem.labels is not None

    @property
    def function(self) -> str:
        return "multiclass_hinge_loss(s, y)"

    def losses(self) -> Array:
        return np.asarray((self.numbers + 1.0 - self.y).max(axis=-1) - (self.numbers * self.y).sum(axis=-1))


class SquaredErrorOf(Optax):
    """squared_error."""

    of: ClassVar[type[Loss]] = MSE
    kinds = REALS
    differs = "of each number; l2_loss would be half of it"

    @classmethod
    def takes(cls, problem: Problem) -> bool:
        return str(problem.reduction) == "mean"

    @property
    def function(self) -> str:
        return "squared_error(pred, y)"

    def losses(self) -> Array:
        return np.asarray(((self.numbers - self.y) ** 2).mean(axis=-1))


class SquaredErrorOfColumn(SquaredErrorOf):
    """The same of one column."""

    of = ElementMSE


RULES: tuple[type[Rule], ...] = (
    CrossEntropyOf,
    SmoothOf,
    BinaryOf,
    FocalOf,
    DivergenceOf,
    BinaryHingeOf,
    HingeOf,
    SquaredErrorOf,
    SquaredErrorOfColumn,
)
