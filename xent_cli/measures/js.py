"""Jensen-Shannon divergence, and its square root."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from xent_cli.core.errors import InputError
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, Root, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Functional, Named, Symbol, p, q
from xent_cli.inputs.literal import Number
from xent_cli.measures.knobs import Knob, as_it_is, from_0_each
from xent_cli.measures.loss import OfClasses
from xent_cli.measures.measure import Information, Shown
from xent_cli.measures.takes import Distributions

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction

HALVES = (Fraction(1, 2), Fraction(1, 2))
OF_P, OF_Q = Symbol("w₁"), Symbol("w₂")


def two_weights(option: str, text: str) -> tuple[Number, ...]:
    """Two weights that sum to 1."""
    weights = from_0_each(option, text)
    if len(weights) != 2 or sum(weights) != 1:
        raise InputError(f"'{text}' are no weights of two distributions", option, "give two that sum to 1: 3/4,1/4")
    return weights


class JensenShannon(Information, OfClasses):
    """How far p and q are from their mixture m = (p+q)/2: ½ D(p‖m) + ½ D(q‖m).

    xent js 0.5,0.3,0.2 0.7,0.2,0.1

    xent js 1,0 0.5,0.5 --distance

    xent js 0.5,0.5 0.9,0.1 --weights 3/4,1/4 --base 2
    """

    name, operands = "js", "P Q"
    takes = Distributions
    target = p
    weights = Knob("1/2,1/2", two_weights, metavar="W1,W2", help="What P and Q weigh in the mixture.", unsaid=HALVES)
    distance: Knob[bool] = Knob(
        False, as_it_is, annotation=bool, help="The square root, which is a metric.", unsaid=False
    )

    @property
    def quantity(self) -> str:
        return "Jensen-Shannon distance" if self.distance else "Jensen-Shannon divergence"

    @property
    def even(self) -> bool:
        """Whether both weigh the same."""
        return self.weights[0] == self.weights[1]

    @property
    def mixture(self) -> Formula:
        """m, by name."""
        return Named("m", (p + q) / 2 if self.even else OF_P * p + OF_Q * q)

    @property
    def divergence(self) -> Formula:
        """Of both from the mixture."""
        of_p, of_q = (Sum(x * Ln(x / self.mixture)) for x in (p, q))
        return (of_p + of_q) / 2 if self.even else OF_P * of_p + OF_Q * of_q

    @classmethod
    def beside_others(cls, *, hard: bool) -> bool:
        return not hard  # it compares distributions

    def textbook(self) -> Formula:
        return Root(self.divergence) if self.distance else self.divergence

    def equation(self) -> Equation:
        where = (Equation(self.mixture, self.mixture.parts[1]),)
        return Equation(Functional("JS", (p, q), self.formula), self.formula, where)

    def symbols(self, width: int) -> Mapping[str, Any]:
        of_p, of_q = self.weights
        return {"w₁": of_p, "w₂": of_q}

    def kernel(self, target: "Array", pred: "Prediction") -> "Array":
        import numpy as np

        from xent_cli.core import js

        divergence = js.value((target, pred.probs), self._weights)
        return np.sqrt(divergence) if self.distance else divergence

    def kernel_gradient(self, target: "Array", pred: "Prediction", *, to_logits: bool) -> "Array":
        import numpy as np

        from xent_cli.core import js
        from xent_cli.core.numerics import over

        slopes = (js.gradient if to_logits else js.gradient_by_probs)(target, pred, self._weights)
        if not self.distance:
            return slopes
        return over(slopes, 2.0 * np.sqrt(js.value((target, pred.probs), self._weights))[..., np.newaxis])

    @property
    def _weights(self) -> tuple[float, float]:
        of_p, of_q = self.weights
        return float(of_p), float(of_q)

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        yield Shown("p", p)
        yield Shown("q", q)
        yield Shown("mixture", self.mixture)
        yield Shown("term_p", p * Ln(p / self.mixture), summed=True)
        yield Shown("term_q", q * Ln(q / self.mixture), summed=True)

    def steps(self) -> Iterable[Shown]:
        for x in (p, q):
            from_mixture = Functional("D", (x, self.mixture), Sum(x * Ln(x / self.mixture)), "‖")
            yield Shown(f"from_{x.name}", from_mixture, f"{x.name} from the mixture")
        if self.distance:
            yield Shown("divergence", self.divergence, "divergence")
        yield Shown("total", self.formula, "total")

    def unit(self, unit: str) -> str | None:
        return None if self.distance else unit

    def per(self, ln_base: Any) -> Any:
        return ln_base ** type(ln_base)("0.5") if self.distance else ln_base

    def remarks(self, a: Any, letter: str) -> Iterable[str]:
        other = "the divergence is its square" if self.distance else "--distance gives its square root"
        yield f"this is the {self.quantity.removeprefix('Jensen-Shannon ')}; {other}"
