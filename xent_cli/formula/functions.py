"""Functions of expressions: logarithms, exponentials, roots, and what goes over all classes."""

from typing import TYPE_CHECKING, Any

from xent_cli.formula.expression import POWER, PRODUCT, QUOTIENT, ZERO, Formula, over, times
from xent_cli.formula.symbols import Symbol

if TYPE_CHECKING:
    from xent_cli.formula.arithmetic import Arithmetic
    from xent_cli.formula.notation import Notation
    from xent_cli.formula.slope import Variable


class Ln(Formula):
    """The logarithm, to the base of the answer's unit."""

    rank = QUOTIENT

    def value(self, a: "Arithmetic") -> Any:
        return a.in_unit(a.ln(self.parts[0]))

    def slope(self, by: "Variable") -> Formula:
        return by.ln(self.parts[0])

    def written(self, n: "Notation") -> str:
        return n.ln(self.parts[0])


class NaturalLn(Ln):
    """The natural logarithm, whatever the unit: that of the log-sum-exp."""

    def value(self, a: "Arithmetic") -> Any:
        return a.ln(self.parts[0])

    def written(self, n: "Notation") -> str:
        return n.natural_ln(self.parts[0])


class LnFactorial(Formula):
    """The logarithm of a!, of a whole number, to the base of the answer's unit; of what is predicted it has nothing."""

    rank = QUOTIENT

    def value(self, a: "Arithmetic") -> Any:
        return a.in_unit(a.ln_factorial(self.parts[0].value(a)))

    def slope(self, by: "Variable") -> Formula:
        return ZERO

    def written(self, n: "Notation") -> str:
        return n.ln(Factorial(self.parts[0]))


class Factorial(Formula):
    """a!, as it is written: its logarithm alone is ever valued."""

    def written(self, n: "Notation") -> str:
        return n.factorial(self.parts[0])


class Product(Formula):
    """Π over the classes."""

    rank = PRODUCT

    def value(self, a: "Arithmetic") -> Any:
        return a.product(self.parts[0])

    def written(self, n: "Notation") -> str:
        return n.product(self.parts[0])


class Positive(Formula):
    """max(0, a)."""

    def value(self, a: "Arithmetic") -> Any:
        return a.positive(self.parts[0].value(a))

    def slope(self, by: "Variable") -> Formula:
        return times(Step(self.parts[0]), self.parts[0].slope(by))

    def written(self, n: "Notation") -> str:
        return n.positive(self.parts[0])


class Step(Formula):
    """[a > 0]: 1 where it is, else 0."""

    def value(self, a: "Arithmetic") -> Any:
        return a.step(self.parts[0].value(a))

    def slope(self, by: "Variable") -> Formula:
        return ZERO

    def written(self, n: "Notation") -> str:
        return n.step(self.parts[0])


class Absolute(Formula):
    """|a|."""

    def value(self, a: "Arithmetic") -> Any:
        return abs(self.parts[0].value(a))

    def slope(self, by: "Variable") -> Formula:
        return times(Sign(self.parts[0]), self.parts[0].slope(by))

    def written(self, n: "Notation") -> str:
        return n.absolute(self.parts[0])


class Sign(Formula):
    """1, 0 or -1: the slope of |a|, and at 0 its middle."""

    def value(self, a: "Arithmetic") -> Any:
        return a.sign(self.parts[0].value(a))

    def slope(self, by: "Variable") -> Formula:
        return ZERO

    def written(self, n: "Notation") -> str:
        return n.sign(self.parts[0])


class Exp(Formula):
    """e^a."""

    rank = POWER

    def value(self, a: "Arithmetic") -> Any:
        return a.exp(self.parts[0].value(a))

    def written(self, n: "Notation") -> str:
        return n.power(Symbol("e"), self.parts[0])


class Base(Symbol):
    """The base of the logarithm: e, 2 or another."""

    def __init__(self, name: str = "b", indexed: bool = False) -> None:
        super().__init__(name, indexed)

    def value(self, a: "Arithmetic") -> Any:
        return a.base()


class Pi(Symbol):
    """π."""

    def __init__(self, name: str = "π", indexed: bool = False) -> None:
        super().__init__(name, indexed)

    def value(self, a: "Arithmetic") -> Any:
        return a.pi()

    def slope(self, by: "Variable") -> Formula:
        return ZERO


class E(Symbol):
    """e."""

    def __init__(self, name: str = "e", indexed: bool = False) -> None:
        super().__init__(name, indexed)

    def value(self, a: "Arithmetic") -> Any:
        return a.exp(a.number(1))

    def slope(self, by: "Variable") -> Formula:
        return ZERO


class Nats(Formula):
    """An amount of information that is no logarithm, in the unit of the answer: times the logarithm of e."""

    rank = PRODUCT

    def value(self, a: "Arithmetic") -> Any:
        return a.in_unit(self.parts[0].value(a))

    def slope(self, by: "Variable") -> Formula:
        slope: Formula = self.parts[0].slope(by)
        return slope

    def written(self, n: "Notation") -> str:
        amount: Formula = self.parts[0]
        if n.letters.base != "e":
            amount = amount * Ln(E())
        return str(amount.written(n))


class Root(Formula):
    """√a."""

    rank = POWER

    def value(self, a: "Arithmetic") -> Any:
        return a.root(self.parts[0].value(a))

    def slope(self, by: "Variable") -> Formula:
        return over(self.parts[0].slope(by), 2 * self)

    def written(self, n: "Notation") -> str:
        return n.root(self.parts[0])


class Sum(Formula):
    """Σ over the classes; each class's term depends on its own q alone."""

    rank = PRODUCT

    def value(self, a: "Arithmetic") -> Any:
        return a.sum(self.parts[0])

    def slope(self, by: "Variable") -> Formula:
        term: Formula = self.parts[0].slope(by)
        return term

    def written(self, n: "Notation") -> str:
        return n.sum(self.parts[0])


class Largest(Formula):
    """The largest over the classes."""

    def value(self, a: "Arithmetic") -> Any:
        return a.largest(self.parts[0])

    def written(self, n: "Notation") -> str:
        return n.largest(self.parts[0])
