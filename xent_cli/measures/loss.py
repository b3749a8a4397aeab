"""Losses: measures that have a gradient, of predicted distributions or element by element."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from xent_cli.choices import WithRespectTo
from xent_cli.formula.expression import Formula, Power
from xent_cli.formula.functions import Base, Ln, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Functional, Symbol, q, w, y, y1, ŷ
from xent_cli.measures.measure import Measure, Shown
from xent_cli.measures.takes import Classes, Elements, Takes

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic


class Loss(Measure):
    """A measure that is differentiated by its prediction, called `by` in the formula."""

    reduces = True
    by: ClassVar[Symbol]
    # Whether it is made of logarithms, so that a slope by q is best written by what pulls at ln q.
    logarithmic: ClassVar[bool] = True
    # The target as the gradient has it, and whether it sums to 1.
    target: ClassVar[Symbol]
    sums_to_1: ClassVar[bool] = True

    @classmethod
    def beside_others(cls, *, hard: bool) -> bool:
        """Whether it has a place where losses are compared; `hard` where the truth is nothing but zeros and ones."""
        return True

    def gradient(self, a: "Arithmetic", *, to_logits: bool) -> Any:
        """The slope of the formula, by the logits or by the probabilities."""
        raise NotImplementedError(type(self))

    def kernel_gradient(self, target: Any, pred: "Prediction", *, to_logits: bool) -> "Array":
        """The same in float64, fast and stable, of many rows at once."""
        raise NotImplementedError(type(self))


class OfClasses(Loss):
    """A loss of a predicted distribution."""

    takes: ClassVar[type[Takes]] = Classes
    by: ClassVar[Symbol] = q
    target = y

    def value(self, a: "Arithmetic") -> Any:
        return a.one(self.formula)

    def gradient(self, a: "Arithmetic", *, to_logits: bool) -> Any:
        differentiated = a.by_logits if to_logits else a.by_probs
        return differentiated(self.formula, self.by.name)


class OfElements(Loss):
    """A loss of each predicted number by itself."""

    takes: ClassVar[type[Takes]] = Elements
    by: ClassVar[Symbol] = ŷ
    target = y1

    def value(self, a: "Arithmetic") -> Any:
        return a.each(self.formula)

    def gradient(self, a: "Arithmetic", *, to_logits: bool) -> Any:
        differentiated = a.by_log_odds if to_logits else a.by_probs
        return differentiated(self.formula, self.by.name)


class OfScores(Loss):
    """A loss of numbers that are no probabilities, and are made of none: scores, means."""

    function_of: ClassVar[WithRespectTo]

    def slope(self) -> Formula:
        """Its derivative by each of them."""
        raise NotImplementedError(type(self))

    def slope_columns(self) -> Iterable[Shown]:
        """What is shown on the way to it."""
        return ()

    def slopes_where(self) -> tuple[Equation, ...]:
        """What the symbols of the derivative stand for."""
        return ()

    def gradient(self, a: "Arithmetic", *, to_logits: bool) -> Any:
        return a.each(self.slope())


def weighted(term: Formula, measure: Measure) -> Formula:
    """The class weight before a term, where there are weights."""
    return term if measure.class_weight is None else w * term


def entropy_of(of: Formula) -> Formula:
    """H(p)"""
    return Functional("H", (of,), -Sum(of * Ln(of)))


def cross_entropy_of(of: Formula, target: Formula) -> Formula:
    """H(p,q), written as a function of its target whatever weights it has."""
    return Functional("H", (target, q), of)


def divergence_of(of: Formula) -> Formula:
    """D(p‖q)"""
    return Functional("D", (of, q), Sum(of * Ln(of / q)), "‖")


def perplexity_of(of: Formula) -> Formula:
    """The base of the logarithm to the power of a measure."""
    return Power(Base(), of)
