"""Binary cross-entropy."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Named, Prob, Symbol, y1, ŷ
from xent_cli.measures.knobs import Knob, factor
from xent_cli.measures.loss import OfElements
from xent_cli.measures.measure import Information, Shown

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction

WEIGHT = Symbol("w")


def element(y: Formula, weight: Formula | None = None, of: Prob = ŷ) -> Formula:
    """-[y ln ŷ + (1-y) ln(1-ŷ)]"""
    of_1 = y if weight is None else weight * y
    return -(of_1 * Ln(of) + (1 - y) * Ln(1 - of))


def loss_of(formula: Formula) -> Formula:
    """The loss of an element, by name."""
    return Named("loss", formula, indexed=False)


class BinaryCrossEntropy(Information, OfElements):
    """Binary cross-entropy, element by element: -[y ln ŷ + (1-y) ln(1-ŷ)]; y may be soft.

    xent bce 1,0,1 0.9,0.2,0.8

    xent bce 1 2.5 --logits --pos-weight 3
    """

    name, quantity = "bce", "binary cross-entropy"
    pos_weight = Knob("1", factor, metavar="W", help="Multiply the y term by W.", unsaid=1)

    @property
    def positive(self) -> float:
        return float(self.pos_weight)

    def textbook(self) -> Formula:
        return element(y1, WEIGHT if self.pos_weight != 1 else None)

    def equation(self) -> Equation:
        return Equation(loss_of(self.formula), self.formula)

    def symbols(self, width: int) -> Mapping[str, Any]:
        return {"w": self.pos_weight}

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        from xent_cli.core import bce

        return bce.loss(target, pred, float(self.pos_weight))

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import bce

        gradient = bce.gradient if to_logits else bce.gradient_by_probs
        return gradient(target, pred, float(self.pos_weight))

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", y1)
        yield Shown("p", ŷ)
        yield Shown("log_p", Ln(ŷ))
        yield Shown("log_1_p", Ln(1 - ŷ))
        yield Shown("term", self.formula, symbol=loss_of(self.formula), summed=True)
