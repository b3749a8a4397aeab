"""A typed vector or matrix -> exact numbers: a tenth stays a tenth, a third stays a third."""

import re
from decimal import Decimal
from fractions import Fraction

from xent_cli.core.errors import InputError

Number = Decimal | Fraction
Rows = tuple[tuple[Number, ...], ...]

_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,6})?")
_INFINITY = re.compile(r"([+-]?)(?:inf|infinity|∞)", re.IGNORECASE)
_WRAPPER = re.compile(
    r"(?:\w+\.)?(?:array|tensor)\((.*?)(?:,\s*(?:dtype|device|grad_fn|requires_grad|shape)=.*)?\)",
    re.DOTALL | re.IGNORECASE,
)
_SCALAR = re.compile(r"(?:np|numpy)\.(?:float|int|uint|longdouble)\w*\(([^()]*)\)")
_BRACKETED = re.compile(r"[\[({]([^\[\](){}]*)[\])}]")
# float64 ends near 1e±324; beyond this, exact arithmetic would need thousands of digits for nothing.
_LARGEST_EXPONENT = 4000
_LONGEST = 1000


def read_number(text: str) -> Number:
    """A decimal, `1e-3`, a fraction `1/3`, a percentage `70%` or an infinity.

    >>> read_number("70%"), read_number("1/4"), read_number("-inf")
    (Fraction(7, 10), Fraction(1, 4), Decimal('-Infinity'))
    """
    typed = text.strip().replace("−", "-")  # the minus sign that a web page pastes
    if infinite := _INFINITY.fullmatch(typed):
        return Decimal(f"{infinite[1]}Infinity")
    if typed.endswith("%"):
        return Fraction(_decimal(typed[:-1].rstrip(), text)) / 100
    numerator, slash, denominator = typed.partition("/")
    if not slash:
        return _decimal(typed, text)
    divisor = Fraction(_decimal(denominator.strip(), text))
    if not divisor:
        raise InputError(f"'{text.strip()}' divides by zero")
    return Fraction(_decimal(numerator.strip(), text)) / divisor


def _decimal(typed: str, text: str) -> Decimal:
    if len(typed) > _LONGEST or not _DECIMAL.fullmatch(typed):
        raise InputError(f"'{_cut(text)}' is not a number" if text.strip() else "an entry is empty")
    number = Decimal(typed)
    if number and abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise InputError(f"'{typed}' is out of range", remedy=f"exponents go to ±{_LARGEST_EXPONENT}")
    return number


def _cut(text: str) -> str:
    """So much of a text as helps to find it."""
    text = text.strip()
    return text if len(text) < 40 else f"{text[:37]}..."


def read_rows(text: str) -> Rows:
    """Numbers parted by commas or spaces; rows parted by `;`, a newline or `],[`.

    >>> read_rows("1/2 1/2; 0.9 0.1")
    ((Fraction(1, 2), Fraction(1, 2)), (Decimal('0.9'), Decimal('0.1')))
    >>> read_rows("[[0.7, 0.3],\\n [1, 0]]")
    ((Decimal('0.7'), Decimal('0.3')), (Decimal('1'), Decimal('0')))
    """
    rows = tuple(tuple(read_number(cell) for cell in cells) for cells in split_rows(text))
    if not rows:
        raise InputError("there is no number in it")
    return rows


def unwrapped(text: str) -> str:
    """The numbers of what NumPy, PyTorch, TensorFlow or JAX print.

    >>> unwrapped("array([0.7, 0.3], dtype=float32)"), unwrapped("[np.float64(0.7), 0.3]"), unwrapped("ln(2)")
    ('[0.7, 0.3]', '[0.7, 0.3]', 'ln(2)')
    """
    text = _SCALAR.sub(r"\1", text.strip())
    wrapped = _WRAPPER.fullmatch(text) if text.endswith(")") else None
    return wrapped[1] if wrapped else text


def split_rows(text: str) -> list[list[str]]:
    """The cells of every row, as text: numbers, or the names of classes."""
    text = unwrapped(text)
    if not any(bracket in text for bracket in "[({"):
        return [_cells(row) for row in re.split(r"[;\n]", text) if row.strip()]
    if len(re.findall(r"[\[({]", text)) != len(re.findall(r"[\])}]", text)):
        raise InputError("a bracket is not closed, or not opened")
    left_over = re.sub(r"[\[\](){},;\s]", "", _BRACKETED.sub("", text))
    if left_over:
        raise InputError(f"'{_cut(left_over)}' stands outside the brackets")
    return [_cells(row) for row in _BRACKETED.findall(text) if row.strip()]


def _cells(row: str) -> list[str]:
    # Cells are parted by one comma, or by spaces: `1,,2` has an empty cell, `1,  2` has not; `1 / 3` is one.
    # No pattern that starts with blanks: of many it would try them all from each.
    row = "/".join(part.strip() for part in row.split("/")) if "/" in row else row
    parts = row.strip().removesuffix(",").split(",")
    return [cell for part in parts for cell in part.split() or [""]]


def with_points(text: str) -> str | None:
    """Numbers that look as if they were written with decimal commas, with points; None where they do not.

    >>> with_points("0,7 0,2; 0,1"), with_points("[0,5]"), with_points("0.7,0.3"), with_points("9,5")
    ('0.7,0.2,0.1', '0.5', None, None)
    """
    cells = re.split(r"[\s;]+", text.strip(" []()"))
    comma = [re.fullmatch(r"([+-]?\d+),(\d+),?", cell) for cell in cells]
    if not all(comma) or not any(cell.lstrip("+-").startswith("0,") for cell in cells):
        return None
    return ",".join(f"{found[1]}.{found[2]}" for found in comma if found)
