"""Label smoothing: the cross-entropy against a smoothed target, or the target alone; of classes or of one column."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from xent_cli.choices import Smoothing
from xent_cli.formula.expression import Formula, Number
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import K, Named, q, w, y, y1, ŷ, α
from xent_cli.measures.bce import element, loss_of
from xent_cli.measures.knobs import Knob, as_it_is, share
from xent_cli.measures.loss import OfClasses, OfElements, cross_entropy_of, weighted
from xent_cli.measures.measure import Information, Measure, Plain, Shown, class_weights
from xent_cli.measures.takes import Truth, TruthOfElements

if TYPE_CHECKING:
    from xent_cli.core.ce import Target
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic


class Smoothed(Measure):
    """What all measures of a smoothed target share: how it is made."""

    name = "smooth"
    alpha = Knob("0.1", share, metavar="α", help="How much is spread.")
    smoothing: Knob[Smoothing] = Knob(
        Smoothing.UNIFORM,
        as_it_is,
        annotation=Smoothing,
        help="α/K to every class, or α/(K-1) to the others.",
    )
    separable = False
    y: ClassVar[Formula] = y
    # Whether the target has a number for each class, and how many classes there are.
    indexed: ClassVar[bool] = True
    classes: ClassVar[Formula] = K

    @property
    def others(self) -> bool:
        """Whether the other classes alone are given something."""
        return self.smoothing == Smoothing.OTHERS

    @property
    def given(self) -> Formula:
        """What each class is given."""
        return α * (1 - y) / (K - 1) if self.others else α / K

    @property
    def smoothed(self) -> Formula:
        """The smoothed target, by name."""
        return Named("y'", (1 - α) * self.y + self.given, self.indexed)

    def symbols(self, width: int) -> Mapping[str, Any]:
        return {**super().symbols(width), "α": self.alpha}

    def where(self) -> tuple[Equation, ...]:
        """What the smoothed target is."""
        return (Equation(self.smoothed, self.smoothed.parts[1]),)


class SmoothedOfElements(Smoothed):
    """The same of one column: y and 1 - y are the two classes."""

    y = y1
    indexed = False
    classes = Number(2)

    @property
    def given(self) -> Formula:
        return α * (1 - y1) if self.others else α / self.classes

    def symbols(self, width: int) -> Mapping[str, Any]:
        return {"α": self.alpha}


class BinarySmooth(Information, SmoothedOfElements, OfElements):
    """Binary cross-entropy against the smoothed target."""

    quantity = "binary cross-entropy against the smoothed target"

    def textbook(self) -> Formula:
        return element(self.smoothed)

    def equation(self) -> Equation:
        return Equation(loss_of(self.formula), self.formula, self.where())

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        from xent_cli.core import bce
        from xent_cli.core.smooth import smoothed_binary

        of_1, of_0 = (smoothed_binary(side, float(self.alpha), self.others) for side in (target, 1.0 - target))
        return bce.of_sides(of_1, of_0, pred)

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import gradients
        from xent_cli.core.smooth import smoothed_binary

        sides = [smoothed_binary(side, float(self.alpha), self.others) for side in (target, 1.0 - target)]
        gradient = gradients.binary_by_logits if to_logits else gradients.binary_by_probs
        return gradient((sides[0], sides[1]), pred)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("target", y1)
        yield Shown("smoothed", self.smoothed)
        yield Shown("p", ŷ)
        yield Shown("log_p", Ln(ŷ))
        yield Shown("log_1_p", Ln(1 - ŷ))
        yield Shown("term", self.formula, symbol=loss_of(self.formula), summed=True)


class Smooth(Information, Smoothed, OfClasses):
    """The smoothed target (1-α)y + α/K; with PRED, the cross-entropy against it.

    xent smooth 0 --classes 3 --alpha 0.1

    xent smooth 0 2,1,0.1 --logits

    xent smooth 1 0.9 --smoothing others
    """

    quantity = "cross-entropy against the smoothed target"
    operands = "TARGET [PRED]"
    weighs_classes = True
    of_one_column = BinarySmooth

    @property
    def perplexity(self) -> bool:
        return self.class_weight is None

    @property
    def spread(self) -> Formula:
        """Where the mass α goes, as a distribution."""
        return Named("o", (1 - y) / (K - 1)) if self.others else Named("u", 1 / K)

    def against(self, target: Formula) -> Formula:
        """The cross-entropy against a target."""
        return cross_entropy_of(-Sum(weighted(target, self) * Ln(q)), target)

    def textbook(self) -> Formula:
        return -Sum(weighted(self.smoothed, self) * Ln(q))

    def equation(self) -> Equation:
        return Equation(cross_entropy_of(self.formula, self.smoothed), self.formula, self.where())

    def kernel(self, target: "Target", pred: "Prediction") -> "Array":
        from xent_cli.core import smooth

        return smooth.value(target, pred, float(self.alpha), class_weights(self), others=self.others)

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import smooth

        gradient = smooth.gradient if to_logits else smooth.gradient_by_probs
        return gradient(target, pred, float(self.alpha), class_weights(self), others=self.others)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", y)
        yield Shown("smoothed", self.smoothed)
        if self.class_weight is not None:
            yield Shown("weight", w)
        yield Shown("q", q)
        yield Shown("log_q", Ln(q))
        yield Shown("term", -(weighted(self.smoothed, self) * Ln(q)), summed=True)

    def steps(self) -> Iterable[Shown]:
        name = "the other classes" if self.others else "the uniform distribution"
        yield Shown("of_target", self.against(y), "cross-entropy of the target")
        yield Shown("of_spread", self.against(self.spread), f"cross-entropy of {name}")
        yield Shown("total", self.formula, "total")

    def identities(self) -> Iterable[tuple[Formula, tuple[Formula, ...]]]:
        yield self.equation().left, ((1 - α) * self.against(y), α * self.against(self.spread))


class SmoothedTarget(Plain, Smoothed):
    """The smoothed target by itself."""

    quantity = "smoothed target"
    takes = Truth
    reduces = False

    @property
    def of_one_column(self) -> type[Measure]:
        return SmoothedElement

    def textbook(self) -> Formula:
        return self.smoothed

    def equation(self) -> Equation:
        return self.where()[0]

    def value(self, a: "Arithmetic") -> Any:
        return a.each(self.formula)

    def kernel(self, target: None, pred: "Prediction") -> "Array":
        from xent_cli.core.smooth import smoothed

        return smoothed(pred.probs, float(self.alpha), pred.values.shape[-1], self.others)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", self.y)
        yield Shown("kept", (1 - α) * self.y)
        yield Shown("given", self.given)
        yield Shown("smoothed", self.smoothed, summed=True)


class SmoothedElement(SmoothedOfElements, SmoothedTarget):
    """The smoothed target of one column."""

    takes = TruthOfElements

    def kernel(self, target: None, pred: "Prediction") -> "Array":
        from xent_cli.core.smooth import smoothed_binary

        return smoothed_binary(pred.probs, float(self.alpha), self.others)


Smooth.alone = SmoothedTarget
