"""What every measure answers. A class that leaves something out has no answer: nothing answers in its place."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import Formula
from xent_cli.formula.notation import Equation
from xent_cli.inputs.literal import Number
from xent_cli.measures.knobs import Knob, spoken
from xent_cli.measures.takes import Takes

if TYPE_CHECKING:
    from xent_cli.answers.worked import Identity, Remark
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic


class Shown(NamedTuple):
    """A part of a formula (none: the answer itself) as a column or a line of the steps; `name` says what it is.

    `symbol` is how it is written, where that is not the part itself; a column that is `summed` has its sum below.
    """

    name: str
    part: Formula | None
    title: str = ""
    symbol: Formula | Equation | str | None = None
    summed: bool = False

    def written(self) -> Formula | Equation | str:
        """What is written of it."""
        written = self.part if self.symbol is None else self.symbol
        assert written is not None, self.name
        return written


class Measure:
    """A measure with its knobs turned."""

    name: ClassVar[str]
    # How the operands are called in the help, what the numbers of the last may be (unless
    # said otherwise the first), and what those of the truth are.
    operands: ClassVar[str] = "TARGET PRED"
    kinds: ClassVar[tuple[InputKind, ...]] = (InputKind.PROBS, InputKind.LOG_PROBS, InputKind.LOGITS)
    truth: ClassVar[InputKind] = InputKind.PROBS
    # That of Gaussians, where there is one.
    of_normals: ClassVar[str | None] = None
    # The measure of the truth alone, where there is one.
    alone: ClassVar["type[Measure] | None"] = None
    # A number a row, which has a mean over rows; or one for each number of the row.
    reduces: ClassVar[bool]
    knobs: ClassVar[Mapping[str, Knob[Any]]] = {}
    # Whether classes may have weights.
    weighs_classes: ClassVar[bool] = False
    # Whether a row's class weight is a factor of its value.
    separable: ClassVar[bool] = True
    # A vector that is a row's share of that of a mean: the gradient.
    shared: ClassVar[bool] = False
    class_weight: tuple[Number, ...] | None = None
    _instead: Formula | None = None

    def __init__(self, **typed: Any) -> None:
        for name, knob in self.knobs.items():
            setattr(self, name, knob.value(typed.get(name, knob.default)))

    @property
    def quantity(self) -> str:
        """What is measured, in words."""
        raise NotImplementedError(type(self))

    @property
    def takes(self) -> type[Takes]:
        """What the operands are."""
        raise NotImplementedError(type(self))

    @property
    def of_one_column(self) -> "type[Measure] | None":
        """The form for a single column of predictions, a measure of its own."""
        return None

    @property
    def positive(self) -> float | None:
        """Where each truth is 0 or 1, and a prediction on its side of ½ or not: what the term of 1 is multiplied by."""
        return None

    @property
    def perplexity(self) -> bool:
        """Whether e^value means something."""
        return False

    @property
    def subject(self) -> "Measure":
        """What is measured; of a gradient what is differentiated."""
        return self

    def but(self, **changes: Any) -> Self:
        """The same with something changed: another convention, or a mistake."""
        other = object.__new__(type(self))
        vars(other).update(vars(self), **changes)
        return other

    def fitted(self, width: int) -> "Measure":
        """The measure in its form for PRED of so many columns."""
        if width > 1 or self.of_one_column is None:
            return self
        return object.__new__(self.of_one_column).but(**vars(self))

    def reweighted(self, weights: tuple[Number, ...]) -> Self:
        """The same with class weights on its terms."""
        if not self.weighs_classes:
            raise InputError(f"{self.quantity} has no class weights", "--class-weight", "leave it out")
        return self.but(class_weight=weights)

    @property
    def formula(self) -> Formula:
        """The formula: the textbook's, unless another stands in its place."""
        return self._instead or self.textbook()

    @property
    def column(self) -> tuple[str, str] | None:
        """The option of a knob that is a column of the table, and that column."""
        return None

    def beside(self, count: int, width: int) -> Self:
        """The same for so many typed rows; InputError where a knob has not a value for each of their numbers."""
        return self

    def at_row(self, row: int) -> Self:
        """The same for one of several typed rows."""
        return self

    def with_column(self, column: "Array") -> Self:
        """The same with the column that its knob names."""
        raise NotImplementedError(type(self))

    def turned(self, **knobs: Any) -> Self:
        """The same with knobs turned otherwise; of a gradient, those of its loss."""
        return self.but(**knobs)

    def instead(self, formula: Formula) -> Self:
        """The same with another formula."""
        return self.but(_instead=formula)

    def textbook(self) -> Formula:
        """The formula of the textbook."""
        raise NotImplementedError(type(self))

    def equation(self) -> Equation:
        """The formula with its left side, and with what its symbols stand for."""
        raise NotImplementedError(type(self))

    def symbols(self, width: int) -> Mapping[str, Any]:
        """The knobs as symbols of the formula, for so many classes."""
        weights = {} if self.class_weight is None else {"w": self.class_weight}
        return {"K": width} | weights

    def value(self, a: "Arithmetic") -> Any:
        """The formula's value of a row: a number, or one for each of its numbers."""
        raise NotImplementedError(type(self))

    def kernel(self, target: Any, pred: "Prediction") -> "Array":
        """The same in float64, fast and stable, of many rows at once; in nats."""
        raise NotImplementedError(type(self))

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        """What is shown of each class, or of each element; whether the truth is nothing but zeros and ones."""
        raise NotImplementedError(type(self))

    def steps(self) -> Iterable[Shown]:
        """What is shown of a row, line by line."""
        return ()

    def identities(self) -> Iterable[tuple[Formula, tuple[Formula, ...]]]:
        """What must add up: a side, and the parts of the other."""
        return ()

    def checks(self, values: tuple[float, ...]) -> "Iterable[Identity]":
        """What must hold of the answer itself."""
        return ()

    def remarks(self, a: "Arithmetic", letter: str) -> "Iterable[str | Remark]":
        """What is to be noted of a row; `letter` is that of the prediction."""
        return ()

    def unit(self, unit: str) -> str | None:
        """The unit of the answer where information is measured in this one; None where it is no information."""
        raise NotImplementedError(type(self))

    def per(self, ln_base: Any) -> Any:
        """What an answer in nats is divided by to be in its unit, by ln of the unit's base."""
        raise NotImplementedError(type(self))

    @property
    def has_base(self) -> bool:
        """Whether the base of the logarithm matters."""
        return bool(self.per(2.0) != 1)

    def logarithm(self, base: str) -> str:
        """The base of the logarithms that are shown, where the answer has this one."""
        raise NotImplementedError(type(self))

    @property
    def said(self) -> Mapping[str, Any]:
        """The knobs, for the record."""
        turned = {name: getattr(self, name) for name in self.knobs}
        return {
            name: spoken(value)
            for name, value in turned.items()
            if value is not None and value != self.knobs[name].unsaid
        }


class Information(Measure):
    """A measure whose answer is an amount of information."""

    def unit(self, unit: str) -> str | None:
        return unit

    def per(self, ln_base: Any) -> Any:
        return ln_base

    def logarithm(self, base: str) -> str:
        return base


class Plain(Measure):
    """A measure whose answer is no amount of information: no base can touch it."""

    def unit(self, unit: str) -> str | None:
        return None

    def per(self, ln_base: Any) -> Any:
        return 1

    def logarithm(self, base: str) -> str:
        return "e"


def as_floats(numbers: Sequence[Number]) -> "Array":
    """Exact numbers as doubles."""
    import numpy as np

    return np.array([float(number) for number in numbers])


def class_weights(measure: Measure, alpha: Sequence[Number] = ()) -> "Array | float":
    """What multiplies the terms of each class in float64: its weight, times an α of its own."""
    weights = measure.class_weight or ()
    if alpha and weights:
        return as_floats([Fraction(a) * Fraction(w) for a, w in zip(alpha, weights, strict=True)])
    return as_floats(alpha or weights) if alpha or weights else 1.0
