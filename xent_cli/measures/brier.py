"""The Brier score: squared error of probabilities, of classes or of one column."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Named, q, y, y1, ŷ
from xent_cli.measures.loss import OfClasses, OfElements
from xent_cli.measures.measure import Measure, Plain, Shown

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction


class Squared(Measure):
    """What all squared errors share: how they are called on the left."""

    left: str

    def equation(self) -> Equation:
        return Equation(Named(self.left, self.formula, indexed=False), self.formula)


class SquaredElement(Plain, Squared, OfElements):
    """The squared error of each element."""

    def textbook(self) -> Formula:
        return (ŷ - y1) ** 2

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        from xent_cli.core import squared

        return squared.loss(target, pred)

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import squared

        gradient = squared.binary_gradient if to_logits else squared.binary_gradient_by_probs
        return gradient(target, pred)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", y1)
        yield Shown("p", ŷ)
        yield Shown("difference", ŷ - y1)
        yield Shown("term", self.formula, summed=True)


class SquaredOfClasses(Plain, Squared, OfClasses):
    """The squared error of a row."""

    logarithmic = False

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", y)
        yield Shown("q", q)
        yield Shown("difference", q - y)
        yield Shown("square", (q - y) ** 2, summed=True)

    def steps(self) -> Iterable[Shown]:
        yield Shown("total", self.formula, "total")


class BinaryBrier(SquaredElement):
    """The Brier score of each probability of y = 1."""

    name, quantity, left = "brier", "Brier score", "BS"


class Brier(SquaredOfClasses):
    """Brier score: Σ (ŷ - y)² of a distribution, (ŷ - y)² of one column.

    xent brier 0 0.7,0.2,0.1

    xent brier '1;0;1' '0.9;0.2;0.8'

    xent brier 0 2,1,0.1 --logits
    """

    name, quantity, left = "brier", "Brier score", "BS"
    of_one_column = BinaryBrier

    def textbook(self) -> Formula:
        return Sum((q - y) ** 2)

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        from xent_cli.core import squared

        return squared.value(target, pred)

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import squared

        gradient = squared.gradient if to_logits else squared.gradient_by_probs
        return gradient(target, pred)
