"""A claim as typed: its digits say how exact it means to be, a fraction or an expression means exact."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from xent_cli.core.errors import InputError
from xent_cli.verify.expression import evaluate, misread, shorten
from xent_cli.verify.units import split_unit
from xent_cli.verify.written import bare, is_missing

_MAX_LENGTH = 100_000
_MAX_LENGTH_OF_ONE = 1_000
_MAX_EXPONENT = 9_999
_FEW = 4

# One character for one, so that the place of an error is the place in the text typed.
_LOOKALIKES = str.maketrans("−–×·÷₀₁₂", "--**/012")
_DECIMAL = re.compile(r"([+-]?)\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?[0-9]+))?\s*(%?)")
_ONE_OF_MANY = re.compile(r"[+-]?(?:[0-9.]+(?:[eE][+-]?[0-9]+)?%?(?:/[0-9.]+)?|inf|∞|nan)", re.IGNORECASE)
_EDGES = " \t\r\n[]"
# Of 0,357 or of 0,7, 0,3; those of 1,2,3 part numbers.
_DECIMAL_COMMA = re.compile(r"(?<![0-9.])(?<![0-9],)([0-9]+),(?=[0-9]+(?![0-9.]|,[0-9]))")
_LISTED = re.compile(r"\A\s*[0-9]{1,3}\.\s+")
_BETWEEN = re.compile(r"[,;]|\]\s*\[")


@dataclass(frozen=True)
class Claim:
    """One number claimed, with `digits` decimals as typed, or None where it means exact."""

    text: str
    number: Decimal
    digits: int | None
    unit: str | None = None
    significant: int = 0  # digits typed from the first that is not 0


@dataclass(frozen=True)
class Claims:
    """All that was claimed in one text; rows of vectors are laid end to end."""

    text: str
    parts: tuple[Claim, ...]

    def single(self) -> Claim:
        """The claim on an answer of one number."""
        return self.of(1).parts[0]

    def of(self, answers: int) -> "Claims":
        """The claim on an answer of so many numbers; if need be a comma is a decimal one, or `1.` a list's number."""
        if len(self.parts) == answers:
            return self
        for otherwise in (_DECIMAL_COMMA.sub(r"\1.", self.text), _LISTED.sub("", self.text)):
            if otherwise != self.text and len((read := read_claims(otherwise)).parts) == answers:
                return replace(read, text=self.text)
        what = f"{len(self.parts)} claimed where the answer has {answers}"
        remedy = "claim one number" if answers == 1 else f"claim {answers} numbers, parted by commas"
        raise InputError(what, f"claim '{shorten(self.text)}'", remedy)


def read_claims(text: str) -> Claims:
    """The numbers claimed, parted by commas, or by spaces if all are plain; a unit at the end is that of all.

    >>> [(part.number, part.digits, part.unit) for part in read_claims("[0.50, 35.7%, 1/4] bits").parts]
    [(Decimal('0.50'), 3, 'bits'), (Decimal('0.357'), 3, 'bits'), (Decimal('0.25'), None, 'bits')]
    """
    if len(text) > _MAX_LENGTH:
        raise misread(f"{len(text)} characters", text, _MAX_LENGTH, f"at most {_MAX_LENGTH} are read")
    if is_missing(text):
        raise InputError("a number is missing", f"claim '{shorten(text)}'", "type one, such as 0.357 or 5/14")
    inner = _without_parentheses(bare(text))
    if inner.count("[") != inner.count("]"):
        raise misread("a bracket is left open", text, max(text.rfind("["), text.rfind("]")), "close it")
    parts = [part for piece in _BETWEEN.split(inner) for part in _read_piece(piece, text)]
    unit = parts[-1].unit
    return Claims(text.strip(), tuple(replace(part, unit=part.unit or unit) for part in _alike(parts)))


def _alike(parts: Sequence[Claim]) -> Iterator[Claim]:
    """The entries of a vector with the decimals of the most precise one.

    None is taken for more exact than the best of them, nor than four digits: a program that shows six digits of each
    shows the smaller ones to more decimals.
    """
    finest = max((part.digits for part in parts if part.digits is not None), default=0)
    most = max(_FEW, *(part.significant for part in parts))
    for part in parts:
        if part.digits is None or len(parts) == 1:
            yield part
            continue
        shown = max(part.digits, most - 1 - part.number.adjusted()) if part.number else finest
        yield replace(part, digits=min(finest, shown))


def _read_piece(piece: str, text: str) -> list[Claim]:
    """What stands between two commas: one number, or several plain ones parted by spaces."""
    piece = piece.strip(_EDGES)
    quantity, unit = split_unit(piece)
    bare = quantity.strip(_EDGES)
    if not bare:
        raise InputError("a number is missing", f"claim '{shorten(text)}'", "type one between the commas")
    named = piece[len(quantity) :].strip()
    words = bare.split()
    plain = all(_ONE_OF_MANY.fullmatch(word.translate(_LOOKALIKES)) for word in words)
    return [_read_number(word, unit, named) for word in (words if plain else [bare])]


def _read_number(typed: str, unit: str | None, named: str) -> Claim:
    """One number: a decimal with its digits, or an expression."""
    if len(typed) > _MAX_LENGTH_OF_ONE:
        remedy = f"at most {_MAX_LENGTH_OF_ONE} are read"
        raise misread(f"{len(typed)} characters for one number", typed, _MAX_LENGTH_OF_ONE, remedy)
    text = f"{typed} {named}".strip()
    plain = typed.translate(_LOOKALIKES)
    if plain.lower() == "nan":  # what a program may print, and no expression comes to
        return Claim(text, Decimal("NaN"), None, unit)
    decimal = _DECIMAL.fullmatch(plain)
    if decimal is None:
        return Claim(text, evaluate(plain), None, unit)
    sign, mantissa, typed_exponent, percent = decimal.groups()
    exponent = int(typed_exponent or 0) - (2 if percent else 0)
    if abs(exponent) > _MAX_EXPONENT:
        raise misread("a number too large or too small", typed, 0, f"exponents go to {_MAX_EXPONENT}")
    digits = len(mantissa.partition(".")[2]) - exponent
    significant = len(mantissa.replace(".", "").lstrip("0"))
    return Claim(text, Decimal(f"{sign}{mantissa}E{exponent}"), digits, unit, significant)


def _without_parentheses(text: str) -> str:
    """`(1, 2)` -> `1, 2`: parentheses around everything are brackets; those of `(1)+(2)` are not."""
    inner = text[1:-1]
    depths = accumulate((c == "(") - (c == ")") for c in inner)
    return inner if text[:1] == "(" and text[-1:] == ")" and min(depths, default=-1) >= 0 else text
