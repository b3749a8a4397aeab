"""Symbols: numbers with a name, predicted probabilities, and expressions that have a name of their own."""

from typing import TYPE_CHECKING, Any

from xent_cli.formula.expression import ONE, SUM, Formula, Minus, Plus, minus

if TYPE_CHECKING:
    from xent_cli.formula.arithmetic import Arithmetic
    from xent_cli.formula.notation import Notation
    from xent_cli.formula.slope import Variable


class Symbol(Formula):
    """A number with a name (γ); `indexed` by class, one for each (y_k)."""

    def __init__(self, name: str, indexed: bool = False) -> None:
        super().__init__(name, indexed)

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.parts[0])

    def value(self, a: "Arithmetic") -> Any:
        return a.symbol(self.name)

    def slope(self, by: "Variable") -> Formula:
        return by.symbol(self)

    def written(self, n: "Notation") -> str:
        return n.symbol(self.name, self.parts[1])


class Prob(Symbol):
    """A predicted probability: q, 1 - q, ln q and ln(1 - q) come from the prediction, where nothing cancels."""

    def __rsub__(self, other: int) -> Formula:
        return Complement(self) if other == 1 else super().__rsub__(other)

    def __sub__(self, other: "Formula | int") -> Formula:
        return Off(self, Minus(other)) if isinstance(other, Symbol) else super().__sub__(other)

    def value(self, a: "Arithmetic") -> Any:
        return a.prob(self.name)

    def slope(self, by: "Variable") -> Formula:
        return by.prob(self)


class Off(Plus):
    """q - y, which beside y = 1 is -(1 - q)."""

    def value(self, a: "Arithmetic") -> Any:
        prob, target = self.parts
        return a.off(prob.name, target.parts[0].value(a))


class Complement(Formula):
    """1 - q."""

    rank = SUM

    def value(self, a: "Arithmetic") -> Any:
        return a.complement(self.parts[0].name)

    def slope(self, by: "Variable") -> Formula:
        return minus(by.prob(self.parts[0]))

    def written(self, n: "Notation") -> str:
        return n.plus(ONE, Minus(self.parts[0]))


class Named(Formula):
    """An expression with a symbol of its own, as y'_k = (1-α) y_k + α/K."""

    def __init__(self, name: str, means: Formula, indexed: bool = True) -> None:
        super().__init__(name, means, indexed)

    @property
    def means(self) -> Formula:
        """What it stands for."""
        meaning: Formula = self.parts[1]
        return meaning

    def value(self, a: "Arithmetic") -> Any:
        return a.remembered(self.means)

    def slope(self, by: "Variable") -> Formula:
        return self.means.slope(by)

    def written(self, n: "Notation") -> str:
        return n.symbol(self.parts[0], self.parts[2])


class Functional(Formula):
    """An expression that is written as a function of whole distributions: H(p,q), D(p‖q)."""

    def __init__(self, name: str, of: tuple[Formula, ...], means: Formula, between: str = ",") -> None:
        super().__init__(name, of, means, between)

    @property
    def means(self) -> Formula:
        """What it stands for."""
        meaning: Formula = self.parts[2]
        return meaning

    def but(self, old: Formula, new: Formula) -> Formula:
        if self == old:
            return new
        name, of, means, between = self.parts
        return Functional(name, tuple(part.but(old, new) for part in of), means.but(old, new), between)

    def value(self, a: "Arithmetic") -> Any:
        return a.remembered(self.means)

    def slope(self, by: "Variable") -> Formula:
        return self.means.slope(by)

    def written(self, n: "Notation") -> str:
        name, of, _, between = self.parts
        return n.functional(name, of, between)


p, y, s, t = (Symbol(name, True) for name in "pyst")
w, z = Symbol("w", True), Symbol("z", True)
α, γ, K, N = (Symbol(name) for name in ("α", "γ", "K", "N"))
q = Prob("q", True)
"""A predicted probability of a class; of a prediction that stands for itself it is ŷ, beside a y without index."""
ŷ, y1, pos = Prob("ŷ"), Symbol("y"), Symbol("w")
