"""The gradient of a loss, by the logits or by the probabilities: a measure made of another."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from xent_cli.answers.worked import Identity
from xent_cli.choices import WithRespectTo
from xent_cli.formula.expression import ONE, Formula, Minus, Number, Plus, Times, minus, over
from xent_cli.formula.functions import NaturalLn, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.slope import ByLog, ByLogOdds, ByProb
from xent_cli.formula.symbols import Complement, Named, Symbol, p, y, z
from xent_cli.inputs.literal import Number as Exact
from xent_cli.measures.loss import Loss, OfScores
from xent_cli.measures.measure import Measure, Shown
from xent_cli.measures.takes import Takes

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic


class Gradient(Measure):
    """The gradient of each row's loss, as its share of that of the mean."""

    name = "grad"
    reduces = False
    shared = True

    def __init__(
        self, loss: Loss, by: WithRespectTo, *, temperature: Exact, base: str = "e", notes: tuple[str, ...] = ()
    ) -> None:
        self.loss, self.by, self.temperature, self.base, self.notes = loss, by, temperature, base, notes
        self.verify = False

    @property
    def to_logits(self) -> bool:
        """Whether it goes on to the logits behind the predictions."""
        return self.by is WithRespectTo.LOGITS

    @property
    def quantity(self) -> str:
        return f"gradient of the {self.loss.quantity} by the {self.by.replace('probs', 'probabilities')}"

    @property
    def subject(self) -> Measure:
        return self.loss

    @property
    def takes(self) -> type[Takes]:
        return self.loss.takes

    @property
    def said(self) -> Mapping[str, Any]:
        return {"loss": self.loss.name, "wrt": str(self.by), **self.loss.said}

    @property
    def of_one_column(self) -> type[Measure] | None:
        return self.loss.of_one_column

    def fitted(self, width: int) -> Measure:
        return self.but(loss=self.loss.fitted(width))

    def reweighted(self, weights: tuple[Exact, ...]) -> "Gradient":
        return self.but(loss=self.loss.reweighted(weights), class_weight=weights)

    def turned(self, **knobs: Any) -> "Gradient":
        return self.but(loss=self.loss.turned(**knobs))

    @property
    def column(self) -> tuple[str, str] | None:
        return self.loss.column

    def beside(self, count: int, width: int) -> "Gradient":
        return self.but(loss=self.loss.beside(count, width))

    def at_row(self, row: int) -> "Gradient":
        return self.but(loss=self.loss.at_row(row))

    def with_column(self, column: "Array") -> "Gradient":
        return self.but(loss=self.loss.with_column(column))

    def instead(self, formula: Formula) -> "Gradient":
        return self.but(loss=self.loss.instead(formula))

    def textbook(self) -> Formula:
        return self.loss.formula

    def symbols(self, width: int) -> Mapping[str, Any]:
        return self.loss.symbols(width)

    def value(self, a: "Arithmetic") -> Any:
        slopes = self.loss.gradient(a, to_logits=self.to_logits)
        return a.divided(slopes, self.temperature) if self.to_logits else slopes

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        slopes = self.loss.kernel_gradient(target, pred, to_logits=self.to_logits)
        return slopes / (float(self.temperature) if self.to_logits else 1.0)

    def unit(self, unit: str) -> str | None:
        return self.loss.unit(unit)

    def per(self, ln_base: Any) -> Any:
        return self.loss.per(ln_base)

    def logarithm(self, base: str) -> str:
        return "e"

    def equation(self) -> Equation:
        logit = Symbol("z") if self.takes.elementwise else z
        by = logit if self.to_logits else self.loss.by
        return Equation(Named("∂L", ONE, False) / Named(f"∂{by.name}", ONE, by.parts[1]), self.slope, self._where())

    def _where(self) -> tuple[Equation, ...]:
        """What the symbols of the slope stand for."""
        if isinstance(self.loss, OfScores):
            return self.loss.slopes_where()
        if self.takes.elementwise or not self.to_logits or self.pull.inline:
            return ()
        return (Equation(self.pull.symbol, self.pull.means),)

    @property
    def formula_of_target(self) -> Formula:
        """The loss with its target called y."""
        return self.loss.formula.but(p, y)

    @property
    def slope(self) -> Formula:
        """The gradient as it is written."""
        slope = self._slope()
        if self.to_logits and self.temperature != 1:
            slope = slope / Number(self.temperature)
        return slope if self.base == "e" else slope / NaturalLn(Number(float(self.base)))

    def _slope(self) -> Formula:
        if isinstance(self.loss, OfScores):
            return self.loss.slope()
        q, pull = self.loss.by, self.pull
        if self.takes.elementwise:
            by = ByLogOdds(q.name) if self.to_logits else ByProb(q.name)
            return short(self.formula_of_target.slope(by))
        if not self.to_logits and not self.loss.logarithmic:
            return self.formula_of_target.slope(ByProb(q.name))
        if not self.to_logits:
            return minus(over(pull.symbol, q))
        total = q if pull.sums_to_1 else q * Sum(pull.symbol)
        return total - pull.symbol

    @property
    def pull(self) -> "Pull":
        """How each class pulls at its probability."""
        return Pull(minus(self.formula_of_target.slope(ByLog(self.loss.by.name))), self.loss.sums_to_1)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        target = self.loss.target.but(p, y)
        yield Shown("y", target)
        if isinstance(self.loss, OfScores):
            yield from self.loss.slope_columns()
            yield Shown("gradient", None, symbol=self.slope)
            return
        shown = self.to_logits or self.loss.logarithmic
        if not self.takes.elementwise and shown and self.pull.symbol != target:
            yield Shown("pull", self.pull.means, symbol=self.pull.symbol)
        yield Shown("q", self.loss.by)
        if self.takes.elementwise:
            yield Shown("complement", 1 - self.loss.by)
        yield Shown("gradient", None, symbol=self.slope)

    def checks(self, values: tuple[float, ...]) -> Iterable[Identity]:
        if self.to_logits and not self.takes.elementwise:
            up, down = (sum(value for value in values if side * value > 0) for side in (1, -1))
            yield Identity("the components sum to 0", 0.0, (up, down))

    def remarks(self, a: "Arithmetic", letter: str) -> Iterable[str]:
        return self.notes


class Pull:
    """g = -∂L/∂ln q, called g where it is more than a symbol or two."""

    def __init__(self, means: Formula, target_sums_to_1: bool) -> None:
        self.means = means
        self.sums_to_1 = target_sums_to_1 and isinstance(means, Symbol | Named)
        self.inline = _is_product_of_symbols(means)
        self.symbol = means if self.inline else Named("g", means)


def _is_product_of_symbols(of: Formula) -> bool:
    match of:
        case Times(parts=(left, right)):
            return _is_product_of_symbols(left) and _is_product_of_symbols(right)
    return isinstance(of, Symbol | Named)


def short(slope: Formula) -> Formula:
    """(1-y) ŷ - y (1-ŷ) as ŷ - y, where it is that."""
    match slope:
        case Plus(parts=(Times(parts=(no, up)), Minus(parts=(Times(parts=(yes, Complement(parts=(q,)))),)))):
            if up == q and no == 1 - yes:
                return Plus(q, Minus(yes))
    return slope
