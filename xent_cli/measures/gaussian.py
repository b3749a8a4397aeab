"""Gaussian negative log-likelihood of numbers."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from xent_cli.choices import WithRespectTo
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, Nats, Pi
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Named, Symbol, y1
from xent_cli.inputs.literal import Number, read_number
from xent_cli.measures.knobs import Knob, positive
from xent_cli.measures.loss import OfElements, OfScores
from xent_cli.measures.measure import Information, Shown, as_floats
from xent_cli.measures.takes import Means

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction

# Numbers, one for all, for each of a row, or for each of all rows; or the column of a table where they stand.
Spread: TypeAlias = tuple[Number, ...] | str

MEAN, SD, VARIANCE = Symbol("μ"), Symbol("σ"), Symbol("v")
CONSTANT = Ln(2 * Pi()) / 2


def spread(option: str, text: str) -> Spread:
    """The numbers above 0 that an option was given, or the name of a column."""
    cells = [cell for cell in text.replace(";", ",").replace(" ", ",").strip("[]").split(",") if cell]
    try:
        for cell in cells:
            read_number(cell)
    except InputError:
        return text
    return tuple(positive(option, cell) for cell in cells)


class Gaussian(Information, OfScores, OfElements):
    """-ln of the Gaussian density, element by element: ½ ln 2π + ln σ + (y-μ)²/2σ².

    xent gaussian 1.5 1 --variance 0.5

    xent gaussian 1.5,2,0.3 1,2.5,0 --sd 0.5,1,0.2

    xent gaussian 1.5 1 --sd 2 --base 2
    """

    name, quantity, operands = "gaussian", "Gaussian negative log-likelihood", "TARGET MEAN"
    kinds, truth, takes = (InputKind.REALS,), InputKind.REALS, Means
    by, target, function_of = MEAN, y1, WithRespectTo.MEAN
    sd = Knob(None, spread, metavar="σ|COL", help="The standard deviation: a number, a list, or a column.")
    variance = Knob(None, spread, metavar="v|COL", help="Its square, in place of it.")

    def __init__(self, **typed: Any) -> None:
        super().__init__(**typed)
        if (self.sd is None) == (self.variance is None):
            what = "the spread is said twice" if self.sd else "the spread is not said"
            raise InputError(what, "--sd and --variance", "give one of them: --sd 1")

    @classmethod
    def beside_others(cls, *, hard: bool) -> bool:
        return False

    @property
    def by_variance(self) -> bool:
        """Whether the variance was given, and not its root."""
        return self.variance is not None

    @property
    def spread(self) -> Any:
        """What was given, of either."""
        return self.variance if self.by_variance else self.sd

    @property
    def option(self) -> str:
        """How it was given."""
        return "--variance" if self.by_variance else "--sd"

    @property
    def column(self) -> tuple[str, str] | None:
        return (self.option, self.spread) if isinstance(self.spread, str) else None

    def spreading(self, spread: Any) -> Self:
        """The same with another spread."""
        return self.but(**{"variance" if self.by_variance else "sd": spread})

    def with_column(self, column: "Array") -> Self:
        return self.spreading(column)

    def beside(self, count: int, width: int) -> Self:
        """The same with a spread for each of so many numbers."""
        if isinstance(self.spread, str):
            what = f"'{self.spread}' is no number, and these rows have no columns"
            raise InputError(what, self.option, "give a number above 0, or one for each prediction")
        values = tuple(Fraction(x) for x in self.spread)
        for repeated, length in ((count * width, 1), (count, width), (1, count * width)):
            if len(values) == length:
                return self.spreading(values * repeated)
        what = f"{len(values)} numbers for {count * width} predictions"
        raise InputError(what, self.option, "give one for all, or one for each")

    def at_row(self, row: int) -> Self:
        return self.but(_row=row)

    _row: int | None = None

    def symbols(self, width: int) -> Mapping[str, Any]:
        values = self.spread
        if self._row is not None:
            values = values[self._row * width : (self._row + 1) * width]
        return {"v" if self.by_variance else "σ": values}

    @property
    def log_sd(self) -> Formula:
        """ln σ"""
        return Ln(VARIANCE) / 2 if self.by_variance else Ln(SD)

    @property
    def square(self) -> Formula:
        """σ²"""
        return VARIANCE if self.by_variance else SD**2

    @property
    def without_constant(self) -> Formula:
        """The loss without ½ ln 2π."""
        return self.log_sd + Nats((y1 - MEAN) ** 2 / (2 * self.square))

    def textbook(self) -> Formula:
        return CONSTANT + self.log_sd + Nats((y1 - MEAN) ** 2 / (2 * self.square))

    def equation(self) -> Equation:
        return Equation(Named("loss", self.formula, indexed=False), self.formula)

    def slope(self) -> Formula:
        return (MEAN - y1) / self.square

    def slope_columns(self) -> Iterable[Shown]:
        yield Shown("mean", MEAN)
        yield Shown("spread", VARIANCE if self.by_variance else SD)

    def kernel(self, target: "Array | None", pred: "Prediction") -> "Array":
        from xent_cli.core import gaussian

        loss = gaussian.loss_of_variance if self.by_variance else gaussian.loss
        assert target is not None
        return loss(target, pred.probs, self._spread(pred.probs))

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        from xent_cli.core import gaussian

        gradient = gaussian.gradient_of_variance if self.by_variance else gaussian.gradient
        return gradient(target, pred.probs, self._spread(pred.probs))

    def _spread(self, mean: "Array") -> "Array":
        """As doubles, in the shape of the means or of a column."""
        if not isinstance(self.spread, tuple):
            return self.spread[:, None]  # type: ignore[no-any-return]
        values = as_floats(self.spread)
        return values.reshape(mean.shape) if values.size == mean.size else values

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("y", y1)
        yield from self.slope_columns()
        yield Shown("log_sd", self.log_sd)
        yield Shown("square", Nats((y1 - MEAN) ** 2 / (2 * self.square)))
        yield Shown("without", self.without_constant, symbol="without ½ ln 2π", summed=True)
        yield Shown("term", self.formula, symbol=self.equation().left, summed=True)

    def remarks(self, a: Any, letter: str) -> Iterable[str]:
        yield f"½ ln 2π is {float(a.one(CONSTANT)):.6g} of each; PyTorch leaves it out unless told full=True"

    @property
    def said(self) -> Mapping[str, Any]:
        column = self.column
        return {column[0].removeprefix("--"): f"column {column[1]}"} if column else {}
