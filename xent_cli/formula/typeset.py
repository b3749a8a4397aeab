"""What typeset notations share: names of symbols taken apart, and an index for what goes over all classes."""

import re
from typing import Any, NamedTuple, Self
from unicodedata import normalize

from xent_cli.formula.expression import Formula, Number
from xent_cli.formula.functions import Largest, Product, Sum
from xent_cli.formula.notation import PLAIN, Letters, Notation
from xent_cli.formula.symbols import Functional, Named, Symbol

_HAT = "\N{COMBINING CIRCUMFLEX ACCENT}"
SMALL_DIGITS = "₀₁₂₃₄₅₆₇₈₉"
_DIGITS = str.maketrans(SMALL_DIGITS, "0123456789")
_NAME = re.compile(rf"(∂?)(.+?)([{SMALL_DIGITS}]*)('?)(?:_(.+))?")


class Spelled(NamedTuple):
    """A name taken apart: ∂, its letter or word, a hat, a prime, and what stands below the line."""

    differential: bool
    base: str
    hat: bool
    primed: bool
    below: str

    @property
    def word(self) -> bool:
        """Whether it is a word, and no letter or number."""
        return len(self.base) > 1 and not self.number

    @property
    def number(self) -> bool:
        """Whether it is a number that has the place of a letter: the base of a logarithm."""
        return self.base[0].isdigit()


def spelled(name: str, index: str = "") -> Spelled:
    """A name taken apart, with an index below the line.

    >>> spelled("∂ŷ", "k")
    Spelled(differential=True, base='y', hat=True, primed=False, below='k')
    >>> spelled("p_t").below, spelled("w₁").below, spelled("y'").primed, spelled("cross-entropy").word
    ('t', '1', True, True)
    """
    parts = _NAME.fullmatch(name)
    assert parts is not None, name
    differential, base, digits, prime, rest = parts.groups(default="")
    letter = normalize("NFD", base)
    below = digits.translate(_DIGITS) + rest + index
    return Spelled(bool(differential), letter.removesuffix(_HAT), letter.endswith(_HAT), bool(prime), below)


class Typeset(Notation):
    """A notation with fractions and small print; `index` is the class at hand, `bound` that of what goes over all."""

    def __init__(self, letters: Letters = PLAIN, *, index: str = "k", bound: str = "k") -> None:
        super().__init__(letters)
        self.index, self.bound = index, bound

    def about(self, *sides: Formula) -> Self:
        return type(self)(self.letters, bound="j" if any(map(of_one_class, sides)) else "k")

    def of_each(self) -> Self:
        """The same, for what stands behind a sum."""
        return type(self)(self.letters, index=self.bound, bound=self.bound)

    def number(self, x: Any) -> str:
        digits, _, power = super().number(x).partition("e")
        return self.scientific(digits, int(power)) if power else self.digits(digits)

    def symbol(self, name: str, indexed: bool) -> str:
        return self.letters_of(spelled(self.letter(name), self.index * indexed))

    def ln(self, of: Formula) -> str:
        return self.logarithm(self.letters.base, of)

    def natural_ln(self, of: Formula) -> str:
        return self.logarithm("e", of)

    def digits(self, digits: str) -> str:
        """A number without a power of ten."""
        raise NotImplementedError(type(self))

    def scientific(self, digits: str, power: int) -> str:
        """A number with a power of ten."""
        raise NotImplementedError(type(self))

    def letters_of(self, name: Spelled) -> str:
        """A symbol."""
        raise NotImplementedError(type(self))

    def logarithm(self, base: str, of: Formula) -> str:
        """A logarithm to a base."""
        raise NotImplementedError(type(self))


def of_one_class(of: Formula) -> bool:
    """Whether an expression is a matter of one class: a sum over all is not."""
    match of:
        case Sum() | Product() | Largest() | Functional():
            return False
        case Symbol(parts=(_, indexed)) | Named(parts=(_, _, indexed)):
            return bool(indexed)
    return any(of_one_class(part) for part in of.parts if isinstance(part, Formula))


def dotted(left: Formula, right: Formula) -> bool:
    """Whether a product needs its sign: beside a word, or before a number."""
    return isinstance(right, Number) or is_word(left) or is_word(right)


def is_word(of: Formula) -> bool:
    """Whether it is written as a word."""
    return isinstance(of, Symbol | Named) and spelled(of.parts[0]).word
