"""Focal loss, of classes or of one column."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from xent_cli.core.errors import InputError
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Named, Symbol, q, w, y, y1, ŷ, α, γ
from xent_cli.inputs.literal import Number
from xent_cli.measures.bce import element
from xent_cli.measures.knobs import Knob, from_0, from_0_each
from xent_cli.measures.loss import OfClasses, OfElements
from xent_cli.measures.measure import Information, Measure, Shown, class_weights

if TYPE_CHECKING:
    from xent_cli.core.ce import Target
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction

ALPHA_K = Symbol("α", True)


class Fading(Measure):
    """What both forms share: their knobs, and how γ is said."""

    name = "focal"
    gamma = Knob("2", from_0, metavar="γ", help="How fast it fades.")
    alpha = Knob(
        None,
        from_0_each,
        metavar="α|α0,α1,…",
        help="Of one column: α for y=1 and 1-α for y=0. Of several: for every class, or a list for each.",
    )

    def equation(self) -> Equation:
        from xent_cli.formula.expression import Number as Figure

        left = Named("FL", self.formula, indexed=False)
        return Equation(left, self.formula, (Equation(γ, Figure(self.gamma)),))


class BinaryFocal(Information, Fading, OfElements):
    """Focal loss of each element."""

    quantity = "binary focal loss"

    @property
    def of_1(self) -> Number | None:
        """α of what is true; 1 - α of what is not."""
        if self.alpha is None:
            return None
        if len(self.alpha) > 1 or self.alpha[0] > 1:
            remedy = "give one number from 0 to 1: α for y=1, and 1-α for y=0"
            raise InputError("one column of PRED is the binary form", "--alpha", remedy)
        return self.alpha[0]

    def textbook(self) -> Formula:
        of_1, of_0 = (y1, 1 - y1) if self.of_1 is None else (α * y1, (1 - α) * (1 - y1))
        return -(of_1 * (1 - ŷ) ** γ * Ln(ŷ) + of_0 * ŷ**γ * Ln(1 - ŷ))

    def symbols(self, width: int) -> Mapping[str, Any]:
        return {"γ": self.gamma, "α": self.of_1}

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        from xent_cli.core import binary_focal

        return binary_focal.loss(target, pred, float(self.gamma), self._alpha)

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import binary_focal

        gradient = binary_focal.gradient if to_logits else binary_focal.gradient_by_probs
        return gradient(target, pred, float(self.gamma), self._alpha)

    @property
    def _alpha(self) -> float | None:
        return None if self.of_1 is None else float(self.of_1)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", y1)
        yield Shown("p", ŷ)
        if hard:
            came_true = Named("p_t", y1 * ŷ + (1 - y1) * (1 - ŷ), indexed=False)
            did_not = y1 * (1 - ŷ) + (1 - y1) * ŷ
            if self.of_1 is not None:
                yield Shown("alpha", Named("α_t", y1 * α + (1 - y1) * (1 - α), indexed=False))
            yield Shown("p_t", came_true)
            yield Shown("modulating", did_not**γ, symbol=(1 - came_true) ** γ)
        else:
            yield Shown("modulating_1", (1 - ŷ) ** γ)
            yield Shown("modulating_0", ŷ**γ)
        yield Shown("cross_entropy", element(y1), symbol="cross-entropy")
        yield Shown("term", self.formula, symbol="loss", summed=True)

    def steps(self) -> Iterable[Shown]:
        yield left(Sum(self.formula), Sum(element(y1)))


class Focal(Information, Fading, OfClasses):
    """Focal loss: cross-entropy that fades for what is predicted well, -α_t (1-p_t)^γ ln p_t.

    xent focal 1 0.9 --alpha 0.25

    xent focal '1;0' '0.9;0.2' --gamma 1

    xent focal 0 2,1,0.1 --logits --alpha 1,2,2
    """

    quantity = "focal loss"
    weighs_classes = True
    of_one_column = BinaryFocal

    def fitted(self, width: int) -> Measure:
        if width > 1 and self.alpha is not None and len(self.alpha) not in (1, width):
            what = f"{len(self.alpha)} numbers for {width} classes"
            raise InputError(what, "--alpha", "give one, or one for each class")
        return super().fitted(width)

    def weights(self, width: int) -> tuple[Number, ...]:
        """α for each of so many classes."""
        alpha = self.alpha or ()
        return alpha * width if len(alpha) == 1 else alpha

    @property
    def target_weighted(self) -> Formula:
        """The target with the weights that there are."""
        factors = [ALPHA_K] * (self.alpha is not None) + [w] * (self.class_weight is not None)
        of: Formula = y
        for factor in reversed(factors):
            of = factor * of
        return of

    def textbook(self) -> Formula:
        return -Sum(self.target_weighted * (1 - q) ** γ * Ln(q))

    def symbols(self, width: int) -> Mapping[str, Any]:
        return {**super().symbols(width), "γ": self.gamma, "α": self.weights(width)}

    def kernel(self, target: "Target", pred: "Prediction") -> "Array":
        from xent_cli.core import focal

        return focal.value(target, pred, float(self.gamma), self._alpha(pred))

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import focal

        gradient = focal.gradient if to_logits else focal.gradient_by_probs
        return gradient(target, pred, float(self.gamma), self._alpha(pred))

    def _alpha(self, pred: "Prediction") -> "Array | float":
        """α and class weights together."""
        return class_weights(self, self.weights(pred.values.shape[-1]))

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", y)
        if self.alpha is not None:
            yield Shown("alpha", ALPHA_K)
        if self.class_weight is not None:
            yield Shown("weight", w)
        yield Shown("q", q)
        yield Shown("modulating", (1 - q) ** γ)
        yield Shown("cross_entropy", -(y * Ln(q)), summed=True)
        yield Shown("term", -(self.target_weighted * (1 - q) ** γ * Ln(q)), summed=True)

    def steps(self) -> Iterable[Shown]:
        crossed = -Sum(y * Ln(q))
        yield Shown("cross_entropy", crossed, "cross-entropy")
        yield Shown("total", self.formula, "total")
        yield left(self.formula, crossed)


def left(faded: Formula, crossed: Formula) -> Shown:
    """How much of the cross-entropy the fading leaves."""
    return Shown("left", faded / crossed, "what it leaves of the cross-entropy", "focal loss / cross-entropy")
