"""Jensen-Shannon divergence of more than two distributions."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from xent_cli.core.errors import InputError
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Functional, Named, Symbol, q
from xent_cli.inputs.literal import Rows
from xent_cli.measures.js import HALVES, FromMixture, JensenShannon
from xent_cli.measures.measure import Shown, as_floats
from xent_cli.measures.takes import Alone

if TYPE_CHECKING:
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.formula.arithmetic import Arithmetic

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Mixture(FromMixture):
    """How far several distributions are from their mixture; the last is PRED, the others are known beforehand."""

    takes = Alone
    reduces = True

    def __init__(self, of_two: JensenShannon, others: Rows) -> None:
        self.others, self.distance, count = others, of_two.distance, len(others) + 1
        even = (Fraction(1, count),) * count
        self.weights = even if tuple(of_two.weights) == HALVES else of_two.weights
        if len(self.weights) != count:
            what = f"{len(self.weights)} weights for {count} distributions"
            raise InputError(what, "--weights", "give one for each")

    @property
    def all(self) -> Sequence[tuple[Formula, Formula]]:
        """Each weight with its distribution."""
        known = [Symbol(_numbered("p", i), True) for i in range(1, len(self.others) + 1)]
        return [(Symbol(_numbered("w", i)), of) for i, of in enumerate((*known, q), 1)]

    @property
    def mixture(self) -> Formula:
        """m, by name."""
        return Named("m", _added(w * of for w, of in self.all))

    @property
    def divergence(self) -> Formula:
        return _added(w * Sum(of * Ln(of / self.mixture)) for w, of in self.all)

    def equation(self) -> Equation:
        where = (Equation(self.mixture, self.mixture.parts[1]),)
        return Equation(Functional("JS", tuple(of for _, of in self.all), self.formula), self.formula, where)

    def symbols(self, width: int) -> Mapping[str, Any]:
        weights = {w.parts[0]: weight for (w, _), weight in zip(self.all, self.weights, strict=True)}
        return weights | {of.parts[0]: row for (_, of), row in zip(self.all, self.others, strict=False)}

    def value(self, a: "Arithmetic") -> Any:
        return a.one(self.formula)

    def kernel(self, target: "Array | None", pred: "Prediction") -> "Array":
        import numpy as np

        from xent_cli.core import js

        known = [as_floats(row)[np.newaxis] for row in self.others]
        divergence = js.value((*known, pred.probs), self.doubles())
        return np.sqrt(divergence) if self.distance else divergence

    def columns(self, *, hard: bool) -> Iterable[Shown]:
        for _, of in self.all:
            yield Shown(of.parts[0], of)
        yield Shown("mixture", self.mixture)

    def steps(self) -> Iterable[Shown]:
        for w, of in self.all:
            yield Shown(w.parts[0], w, f"weight of {of.parts[0]}")
            from_mixture = Functional("D", (of, self.mixture), Sum(of * Ln(of / self.mixture)), "‖")
            yield Shown(f"from_{of.parts[0]}", from_mixture, f"{of.parts[0]} from the mixture")
        if self.distance:
            yield Shown("divergence", self.divergence, "divergence")
        yield Shown("total", self.formula, "total")


def _numbered(name: str, i: int) -> str:
    return name + str(i).translate(SUBSCRIPTS)


def _added(parts: Iterable[Formula]) -> Formula:
    first, *others = parts
    for part in others:
        first = first + part
    return first
