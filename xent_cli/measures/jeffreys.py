"""Jeffreys divergence."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Functional, p, q
from xent_cli.measures.kl import REVERSE
from xent_cli.measures.loss import OfClasses, divergence_of
from xent_cli.measures.measure import Information, Shown
from xent_cli.measures.takes import Distributions

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction


class Jeffreys(Information, OfClasses):
    """How far p and q are from each other: J(p,q) = D(p‖q) + D(q‖p) = Σ (p - q) ln(p/q).

    xent jeffreys 0.5,0.3,0.2 0.7,0.2,0.1

    xent jeffreys 1/2,1/2 2,0.1 --logits --base 2
    """

    name, quantity, operands = "jeffreys", "Jeffreys divergence", "P Q"
    takes = Distributions
    target = p

    @classmethod
    def beside_others(cls, *, hard: bool) -> bool:
        return not hard  # of one class it is infinite

    def textbook(self) -> Formula:
        return Sum((p - q) * Ln(p / q))

    def equation(self) -> Equation:
        return Equation(Functional("J", (p, q), self.formula), self.formula)

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        from xent_cli.core import jeffreys
        from xent_cli.core.predictions import Probs

        return jeffreys.value(Probs(target), pred)

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import jeffreys
        from xent_cli.core.predictions import Probs

        gradient = jeffreys.gradient if to_logits else jeffreys.gradient_by_probs
        return gradient(Probs(target), pred)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("p", p)
        yield Shown("q", q)
        yield Shown("difference", p - q)
        yield Shown("log_ratio", Ln(p / q))
        yield Shown("term", (p - q) * Ln(p / q), summed=True)

    def steps(self) -> Iterable[Shown]:
        yield Shown("forward", divergence_of(p), "one direction")
        yield Shown("reverse", REVERSE, "the other direction")
        yield Shown("total", self.formula, "total")

    def identities(self) -> Iterable[tuple[Formula, tuple[Formula, ...]]]:
        yield self.equation().left, (divergence_of(p), REVERSE)
