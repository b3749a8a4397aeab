"""Expressions over symbols: each knows its value, its slope and how it is written, and no number system or notation.

>>> from xent_cli.formula.functions import Ln, Sum
>>> from xent_cli.formula.symbols import p, q
>>> from xent_cli.formula.unicode import Unicode
>>> Unicode().write(-Sum(p * Ln(q)))
'-Σ p_k ln q_k'
"""

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from xent_cli.formula.arithmetic import Arithmetic
    from xent_cli.formula.notation import Notation
    from xent_cli.formula.slope import Variable

# How tightly an expression binds: one that binds less than its place asks for stands in brackets.
SUM, PRODUCT, QUOTIENT, POWER, ATOM = range(5)


class Formula:
    """An expression made of parts; equal if it is made alike of equal parts."""

    rank: ClassVar[int] = ATOM
    parts: tuple[Any, ...]

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def value(self, a: "Arithmetic") -> Any:
        """The number that it comes to."""
        raise NotImplementedError(type(self))

    def slope(self, by: "Variable") -> "Formula":
        """Its derivative, by the rules of the school."""
        raise NotImplementedError(type(self))

    def written(self, n: "Notation") -> str:
        """The text of it."""
        raise NotImplementedError(type(self))

    def but(self, old: "Formula", new: "Formula") -> "Formula":
        """The same with one part exchanged for another: how a mistake is made."""
        if self == old:
            return new
        parts = tuple(part.but(old, new) if isinstance(part, Formula) else part for part in self.parts)
        return self if parts == self.parts else type(self)(*parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Formula) and type(self) is type(other) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash((type(self), self.parts))

    def __add__(self, other: "Formula | int") -> "Formula":
        return Plus(self, wrapped(other))

    def __radd__(self, other: int) -> "Formula":
        return Plus(wrapped(other), self)

    def __sub__(self, other: "Formula | int") -> "Formula":
        return Plus(self, Minus(wrapped(other)))

    def __rsub__(self, other: int) -> "Formula":
        return Plus(wrapped(other), Minus(self))

    def __mul__(self, other: "Formula | int") -> "Formula":
        return Times(self, wrapped(other))

    def __rmul__(self, other: int) -> "Formula":
        return Times(wrapped(other), self)

    def __truediv__(self, other: "Formula | int") -> "Formula":
        return Over(self, wrapped(other))

    def __rtruediv__(self, other: int) -> "Formula":
        return Over(wrapped(other), self)

    def __pow__(self, other: "Formula | int") -> "Formula":
        return Power(self, wrapped(other))

    def __neg__(self) -> "Formula":
        return Minus(self)


def wrapped(x: "Formula | int") -> Formula:
    """A number as an expression."""
    return x if isinstance(x, Formula) else Number(x)


class Number(Formula):
    """A number as it is: a whole one, or a knob's."""

    def value(self, a: "Arithmetic") -> Any:
        return a.number(self.parts[0])

    def slope(self, by: "Variable") -> Formula:
        return ZERO

    def written(self, n: "Notation") -> str:
        return n.number(self.parts[0])


class Plus(Formula):
    """a + b."""

    rank = SUM

    def value(self, a: "Arithmetic") -> Any:
        left, right = self.parts
        return left.value(a) + right.value(a)

    def slope(self, by: "Variable") -> Formula:
        left, right = self.parts
        return plus(left.slope(by), right.slope(by))

    def written(self, n: "Notation") -> str:
        return n.plus(*self.parts)


class Minus(Formula):
    """-a."""

    rank = PRODUCT

    def value(self, a: "Arithmetic") -> Any:
        return -self.parts[0].value(a)

    def slope(self, by: "Variable") -> Formula:
        return minus(self.parts[0].slope(by))

    def written(self, n: "Notation") -> str:
        return n.minus(self.parts[0])


class Times(Formula):
    """a b, and 0 times anything is 0: 0·ln 0 needs no case of its own."""

    rank = PRODUCT

    def value(self, a: "Arithmetic") -> Any:
        left, right = self.parts
        return a.times(left.value(a), right)

    def slope(self, by: "Variable") -> Formula:
        left, right = self.parts
        return plus(times(left.slope(by), right), times(left, right.slope(by)))

    def written(self, n: "Notation") -> str:
        return n.times(*self.parts)


class Over(Formula):
    """a/b, and 0 over anything is 0."""

    rank = QUOTIENT

    def value(self, a: "Arithmetic") -> Any:
        left, right = self.parts
        return a.over(left.value(a), right)

    def slope(self, by: "Variable") -> Formula:
        left, right = self.parts
        falling = times(left, right.slope(by))
        return plus(over(left.slope(by), right), minus(over(falling, right**2)))

    def written(self, n: "Notation") -> str:
        return n.over(*self.parts)


class Power(Formula):
    """a^b, where b does not depend on what is differentiated by; 0^0 = 1."""

    rank = POWER

    def value(self, a: "Arithmetic") -> Any:
        base, exponent = self.parts
        return a.power(base.value(a), exponent.value(a))

    def slope(self, by: "Variable") -> Formula:
        base, exponent = self.parts
        reduced = base if exponent == Number(2) else Power(base, exponent - 1)
        return times(times(exponent, reduced), base.slope(by))

    def written(self, n: "Notation") -> str:
        return n.power(*self.parts)


ZERO, ONE = Number(0), Number(1)


def plus(left: Formula, right: Formula) -> Formula:
    """The sum, without what is 0."""
    if left == ZERO:
        return right
    return left if right == ZERO else left + right


def minus(of: Formula) -> Formula:
    """The opposite; of an opposite, what it was of, and of a difference, the other."""
    match of:
        case Minus(parts=(Formula() as opposite,)):
            return opposite
        case Plus(parts=(Formula() as left, Minus(parts=(Formula() as right,)))):
            return right - left
    return of if of == ZERO else -of


def times(left: Formula, right: Formula) -> Formula:
    """The product, without what is 1 or 0, and its sign before all of it."""
    if isinstance(left, Minus):
        return minus(times(left.parts[0], right))
    if isinstance(right, Minus):
        return minus(times(left, right.parts[0]))
    if ZERO in (left, right):
        return ZERO
    if left == ONE:
        return right
    if isinstance(right, Over) and right.parts[0] == ONE:
        return over(left, right.parts[1])
    return left if right == ONE else left * right


def over(left: Formula, right: Formula) -> Formula:
    """The quotient; 0 over anything is 0."""
    if isinstance(left, Minus):
        return minus(over(left.parts[0], right))
    return ZERO if left == ZERO else left / right
