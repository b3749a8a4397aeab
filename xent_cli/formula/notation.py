"""How expressions are written: brackets where they are needed; the rest is each notation's own."""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Self

from xent_cli.formula.expression import Formula


class Equation(NamedTuple):
    """What an expression is the value of, and what its symbols stand for."""

    left: Formula
    right: Formula
    where: "tuple[Equation, ...]" = ()


class Letters(NamedTuple):
    """How symbols are called in one answer: ŷ for q where it comes from logits; the logarithm by its base."""

    of: Mapping[str, str] = {}
    base: str = "e"


PLAIN = Letters()


class Notation:
    """A way to write; `letters` are those of one answer."""

    # The sign between what an equation says is equal.
    equals: ClassVar[str] = " = "

    def __init__(self, letters: Letters = PLAIN) -> None:
        self.letters = letters

    def write(self, what: "Formula | Equation") -> str:
        """The text of an expression or an equation; what its symbols stand for are equations of their own."""
        if isinstance(what, Formula):
            return what.written(self.about(what))
        left, right = what.left, what.right
        return self.equals.join(side.written(self.about(left, right)) for side in (left, right))

    def about(self, *sides: Formula) -> Self:
        """The notation as these expressions, written together, need it."""
        return self

    def inside(self, part: Formula, rank: int) -> str:
        """A part where so much binding is asked for."""
        text = part.written(self)
        return text if part.rank >= rank else self.brackets(text)

    def letter(self, name: str) -> str:
        """The name that a symbol has in this answer, and its differential."""
        bare = name.removeprefix("∂")
        return "∂" * (bare != name) + self.letters.of.get(bare, bare)

    def number(self, x: Any) -> str:
        """A whole number as it is, a knob's with a few digits."""
        return str(x) if isinstance(x, int) else f"{float(x):g}"

    def brackets(self, text: str) -> str:
        raise NotImplementedError(type(self))

    def symbol(self, name: str, indexed: bool) -> str:
        raise NotImplementedError(type(self))

    def functional(self, name: str, of: tuple[Formula, ...], between: str) -> str:
        raise NotImplementedError(type(self))

    def plus(self, left: Formula, right: Formula) -> str:
        raise NotImplementedError(type(self))

    def minus(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def times(self, left: Formula, right: Formula) -> str:
        raise NotImplementedError(type(self))

    def over(self, left: Formula, right: Formula) -> str:
        raise NotImplementedError(type(self))

    def power(self, base: Formula, exponent: Formula) -> str:
        raise NotImplementedError(type(self))

    def root(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def ln(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def natural_ln(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def factorial(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def product(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def sum(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def largest(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def positive(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def step(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def absolute(self, of: Formula) -> str:
        raise NotImplementedError(type(self))

    def sign(self, of: Formula) -> str:
        raise NotImplementedError(type(self))
