"""Arithmetic as a person types it, `2*ln(3) - 1`, in 70-digit decimal; it can neither run code nor hang."""

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Context, Decimal, DecimalException, Overflow, localcontext
from typing import NamedTuple

from xent_cli.core.errors import InputError

# The exponents are bounded so that 9^9^9 overflows at once and is not worked out.
_ARITHMETIC = Context(prec=70, Emax=9_999, Emin=-9_999)
_MAX_DEPTH = 50

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?%?)"
    r"|(?P<name>ln(?=[0-9.])|[^\W\d_]+[0-9]*|∞)|(?P<sign>\*\*|[-+*/^()])|(?P<other>\S)"
)
_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899")
_INFINITY = Decimal("Infinity")
_CONSTANTS = {
    "e": _ARITHMETIC.exp(Decimal(1)),
    "pi": _PI,
    "π": _PI,
    "inf": _INFINITY,
    "infinity": _INFINITY,
    "∞": _INFINITY,
}
_LN_2 = _ARITHMETIC.ln(Decimal(2))
_FUNCTIONS: dict[str, Callable[[Decimal], Decimal]] = {
    "ln": Decimal.ln,
    "log": Decimal.ln,
    "log2": lambda x: x.ln() / _LN_2,
    "log10": Decimal.log10,
    "exp": Decimal.exp,
    "sqrt": Decimal.sqrt,
}
_OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "**": operator.pow,
}


class _Token(NamedTuple):
    kind: str
    text: str
    at: int  # how many characters stand before it


def evaluate(text: str) -> Decimal:
    """The value of an expression to 70 digits; `log` is ln.

    >>> evaluate("-2^2 + 5/2")
    Decimal('-1.5')
    """
    with localcontext(_ARITHMETIC):
        return _Reading(text).whole()


def misread(what: str, text: str, at: int, remedy: str) -> InputError:
    """The error of a claim that cannot be read beyond its first `at` characters."""
    return InputError(what, f"claim '{shorten(text)}', character {at + 1}", remedy)


def shorten(text: str) -> str:
    """A claim as an error quotes it."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def _tokens(text: str) -> Iterator[_Token]:
    """The parts of an expression, and an end."""
    for found in _TOKEN.finditer(text):
        yield _Token(str(found.lastgroup), found[0], found.start())
    yield _Token("end", "", len(text))


class _Reading:
    """One descent through an expression, which computes as it reads."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rest = _tokens(text)
        self._next = next(self._rest)
        self._depth = 0

    def whole(self) -> Decimal:
        """The expression, up to its end."""
        value = self._sum()
        if self._next.kind != "end":
            raise self._unexpected()
        return +value

    def _sum(self) -> Decimal:
        """product + product - …"""
        value = self._product()
        while self._next.text in ("+", "-"):
            sign = self._take()
            value = self._apply(sign, _OPERATORS[sign.text], value, self._product())
        return value

    def _product(self) -> Decimal:
        """signed * signed / …"""
        value = self._signed()
        while self._next.text in ("*", "/"):
            sign = self._take()
            value = self._apply(sign, _OPERATORS[sign.text], value, self._signed())
        return value

    def _signed(self) -> Decimal:
        """-power. Every nesting comes by here, so here its depth is bounded."""
        if self._depth == _MAX_DEPTH:
            raise misread("too deeply nested", self._text, self._next.at, "simplify the expression")
        self._depth += 1
        if self._next.text in ("+", "-"):
            value = self._signed() if self._take().text == "+" else -self._signed()
        else:
            value = self._power()
        self._depth -= 1
        return value

    def _power(self) -> Decimal:
        """atom ^ signed: it binds more than the sign before it, -2^2 is -4."""
        value = self._atom()
        if self._next.text in ("^", "**"):
            sign = self._take()
            value = self._apply(sign, _OPERATORS[sign.text], value, self._signed())
        return value

    def _atom(self) -> Decimal:
        """A number, a constant, a function of something, or a parenthesis."""
        if self._next.kind == "number":
            return self._number(self._take())
        if self._next.kind == "name":
            return self._named(self._take())
        if self._next.text == "(":
            return self._parenthesis()
        raise self._unexpected()

    def _number(self, token: _Token) -> Decimal:
        """`1e-3`, or `70%`."""
        number = self._apply(token, Decimal, token.text.rstrip("%"))
        return self._apply(token, operator.truediv, number, 100 if token.text.endswith("%") else 1)

    def _named(self, token: _Token) -> Decimal:
        """`pi`, or `ln(…)`."""
        name = token.text.lower()
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if name not in _FUNCTIONS:
            known = ", ".join((*_FUNCTIONS, "e", "pi", "inf"))
            raise misread(f"'{shorten(token.text)}' is not known", self._text, token.at, f"known are {known}")
        return self._apply(token, _FUNCTIONS[name], self._argument(name))

    def _argument(self, name: str) -> Decimal:
        """( sum ), or a number by itself; whether ln 2/3 is ln(2)/3 nobody knows."""
        if self._next.text == "(":
            return self._parenthesis()
        start, end = self._next.at, self._next.at + len(self._next.text)
        if self._next.kind == "number":
            argument = self._number(self._take())
            if self._next.text in ("", "+", "-", ")"):
                return argument
        raise misread(f"{name} without parentheses", self._text, start, f"write {name}({self._text[start:end] or 2})")

    def _parenthesis(self) -> Decimal:
        """( sum )"""
        self._take()
        value = self._sum()
        if self._next.text != ")":
            raise self._unexpected()
        self._take()
        return value

    def _take(self) -> _Token:
        """The next token, and on to the one after it."""
        taken = self._next
        self._next = next(self._rest, taken)
        return taken

    def _apply(self, token: _Token, operation: Callable[..., Decimal], *operands: Decimal | int | str) -> Decimal:
        """The operation, its failure told as one of the claim."""
        try:
            return operation(*operands)
        except (DecimalException, ValueError) as failure:
            what = "is too large" if isinstance(failure, Overflow) else "has no value here"
            what = f"'{shorten(token.text)}' {what}"
            raise misread(what, self._text, token.at, "correct the expression") from failure

    def _unexpected(self) -> InputError:
        """The error of a token that cannot stand where it does."""
        found = f"'{self._next.text}' cannot stand here" if self._next.text else "it ends too early"
        remedy = "type a number (0.357), a fraction (5/12) or an expression (-ln(0.7))"
        return misread(found, self._text, self._next.at, remedy)
