"""Mean squared error, of rows or of one column."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Sum
from xent_cli.formula.symbols import K, q, y
from xent_cli.measures.brier import SquaredElement, SquaredOfClasses
from xent_cli.measures.measure import Shown

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction

KINDS = (InputKind.REALS, InputKind.LOG_PROBS, InputKind.LOGITS)


class ElementMSE(SquaredElement):
    """The squared error of each number."""

    name, quantity, left = "mse", "mean squared error", "MSE"
    kinds, truth = KINDS, InputKind.REALS


class MSE(SquaredOfClasses):
    """Mean squared error: Σ (ŷ - y)² / K, of any real numbers; a label is its one-hot.

    xent mse 1.5,2 1,2.5

    xent mse '3;-1.5' '2.5;0'

    xent mse 0 2,1,0.1 --logits
    """

    name, quantity, left = "mse", "mean squared error", "MSE"
    kinds, truth = KINDS, InputKind.REALS
    of_one_column = ElementMSE

    def textbook(self) -> Formula:
        return Sum((q - y) ** 2) / K

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        from xent_cli.core import squared

        mean: Array = squared.value(target, pred) / pred.values.shape[-1]
        return mean

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import squared

        gradient = squared.gradient if to_logits else squared.gradient_by_probs
        share: Array = gradient(target, pred) / pred.values.shape[-1]
        return share

    def steps(self) -> Iterable[Shown]:
        yield Shown("brier", Sum((q - y) ** 2), "sum of the squares, of probabilities the Brier score")
        yield Shown("total", self.formula, "total")
