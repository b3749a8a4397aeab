"""Hinge loss, of scores of several classes or of one column."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from xent_cli.choices import HingeForm, WithRespectTo
from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Largest, Positive, Step, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Named, Symbol, s, y, y1
from xent_cli.measures.knobs import Knob, as_it_is, positive
from xent_cli.measures.loss import OfClasses, OfElements, OfScores
from xent_cli.measures.measure import Measure, Plain, Shown
from xent_cli.measures.takes import Scored, ScoredElements

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction

MARGIN, SCORE = Symbol("m"), Symbol("s")
SIDE = Named("t", 2 * Positive(y1) - 1, indexed=False)
OWN = Named("s_c", Sum(y * s), indexed=False)
SHORT = MARGIN + s - OWN


class Margin(Measure):
    """What both forms share: their knobs."""

    name, quantity = "hinge", "hinge loss"
    kinds = (InputKind.REALS,)
    margin = Knob("1", positive, metavar="M", help="By how much a score must be right.")
    form = Knob(
        HingeForm.WESTON_WATKINS,
        as_it_is,
        annotation=HingeForm,
        help="Of several classes: the sum over the others, or the nearest alone.",
        unsaid=HingeForm.WESTON_WATKINS,
    )
    squared = Knob(False, as_it_is, annotation=bool, help="The square of each term.", unsaid=False)

    @classmethod
    def beside_others(cls, *, hard: bool) -> bool:
        return hard

    def symbols(self, width: int) -> Mapping[str, Any]:
        return {"m": self.margin}

    def power(self, of: Formula) -> Formula:
        """The term, or its square."""
        return of**2 if self.squared else of

    def pull(self, within: Formula, term: Formula) -> Formula:
        """How a term falls with what it is short of: 1 within the margin, or twice as much as that."""
        return 2 * term if self.squared else within


class BinaryHinge(Plain, Margin, OfScores, OfElements):
    """The hinge loss of each score."""

    takes, truth = ScoredElements, InputKind.SIGNS
    by, target, function_of = SCORE, y1, WithRespectTo.SCORES

    @property
    def short(self) -> Formula:
        """What the score is short of the margin."""
        return MARGIN - SIDE * SCORE

    def textbook(self) -> Formula:
        return self.power(Positive(self.short))

    def equation(self) -> Equation:
        return Equation(Named("loss", self.formula, indexed=False), self.formula, (Equation(SIDE, SIDE.means),))

    def slope(self) -> Formula:
        return -(SIDE * self.pull(Step(self.short), Positive(self.short)))

    def slope_columns(self) -> Iterable[Shown]:
        yield Shown("t", SIDE)
        yield Shown("score", SCORE)
        yield Shown("short", self.short)

    def slopes_where(self) -> tuple[Equation, ...]:
        return (Equation(SIDE, SIDE.means),)

    def kernel(self, target: "Array | None", pred: "Prediction") -> "Array":
        from xent_cli.core import hinge

        assert target is not None
        loss = hinge.value(target, pred.probs, float(self.margin))
        return loss**2 if self.squared else loss

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import hinge

        slopes = hinge.gradient(target, pred.probs, float(self.margin))
        return 2.0 * slopes * hinge.value(target, pred.probs, float(self.margin)) if self.squared else slopes

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", y1)
        yield from self.slope_columns()
        yield Shown("term", self.formula, symbol=self.equation().left, summed=True)

    @property
    def said(self) -> Mapping[str, Any]:
        return {**super().said, "labels": "0 and 1 stand for -1 and 1"}


class Hinge(Plain, Margin, OfScores, OfClasses):
    """Hinge loss of scores: max(0, m - t s) of one column, Σ max(0, m + s_j - s_c) of several.

    xent hinge 0 3.2,5.1,-1.7

    xent hinge '1;0' '0.3;-2' --squared

    xent hinge 2 1,2,2.5 --form crammer-singer
    """

    takes, truth = Scored, InputKind.ONE_HOT
    by, target, function_of = s, y, WithRespectTo.SCORES
    of_one_column = BinaryHinge

    @property
    def nearest_alone(self) -> bool:
        """Whether only the class that comes nearest counts."""
        return HingeForm(self.form) is HingeForm.CRAMMER_SINGER

    @property
    def worst(self) -> Formula:
        """How far the nearest comes within the margin."""
        return Named("v", Largest((1 - y) * SHORT), indexed=False)

    @property
    def within(self) -> Formula:
        """1 for each class that counts; those that are nearest alike share it."""
        if not self.nearest_alone:
            return (1 - y) * Step(SHORT)
        at_top = Named("n", (1 - y) * Step(SHORT) * (1 - Step(self.worst - SHORT)))
        return at_top / Sum(at_top)

    @property
    def others(self) -> Formula:
        """How each of the other classes pulls at its score, by name."""
        term = self.worst * self.within if self.nearest_alone else (1 - y) * Positive(SHORT)
        return Named("h", self.pull(self.within, term))

    def textbook(self) -> Formula:
        if self.nearest_alone:
            return self.power(Largest((1 - y) * SHORT))
        return Sum((1 - y) * self.power(Positive(SHORT)))

    def equation(self) -> Equation:
        return Equation(Named("L", self.formula, indexed=False), self.formula, (Equation(OWN, OWN.means),))

    def slope(self) -> Formula:
        return self.others - y * Sum(self.others)

    def slope_columns(self) -> Iterable[Shown]:
        yield Shown("score", s)
        yield Shown("short", SHORT)
        yield Shown("pull", self.others)

    def slopes_where(self) -> tuple[Equation, ...]:
        pull = Equation(self.others, self.others.parts[1])
        worst = (Equation(self.worst, self.worst.parts[1]),) if self.nearest_alone else ()
        return (pull, *worst, Equation(OWN, OWN.means))

    def kernel(self, target: "Array | None", pred: "Prediction") -> "Array":
        from xent_cli.core import hinge

        assert target is not None
        value = hinge.crammer_singer if self.nearest_alone else hinge.weston_watkins
        return value(target, pred.probs, float(self.margin), squared=self.squared)

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import hinge

        gradient = hinge.crammer_singer_gradient if self.nearest_alone else hinge.weston_watkins_gradient
        return gradient(target, pred.probs, float(self.margin), squared=self.squared)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", y)
        yield Shown("score", s)
        yield Shown("short", SHORT)
        yield Shown("within", (1 - y) * self.power(Positive(SHORT)), summed=not self.nearest_alone)

    def steps(self) -> Iterable[Shown]:
        yield Shown("own", OWN, "score of the true class", Equation(OWN, OWN.means))
        yield Shown("total", self.formula, "total")
