"""Numbers as text: no digit lost where it counts, few where the eye reads."""

from decimal import Context, Decimal

from xent_cli.core.answer import Value
from xent_cli.core.worked import Cell

CELL_DIGITS = 6


def plain(value: float, digits: int | None = None) -> str:
    """Round-trip precision, or so many significant digits.

    >>> plain(0.1 + 0.2), plain(1.5), plain(2 / 3, 3), plain(math.inf), plain(-0.0)
    ('0.30000000000000004', '1.5', '0.667', 'inf', '0.0')
    """
    value = value + 0.0  # -0.0 is 0
    return repr(float(value)) if digits is None else f"{value:.{digits}g}"


def certified(value: Decimal, digits: int) -> str:
    """A decimal rounded to so many significant digits."""
    if not value.is_finite():
        return plain(float(value))
    rounded = Context(prec=digits, Emax=10**6, Emin=-(10**6)).plus(value)
    return format(rounded.normalize(Context(prec=digits)), "f" if -7 < rounded.adjusted() < 17 else "e")


def cell(value: Cell, digits: int | None) -> str:
    """A table's cell: text and counts as they are, a measured number to a few significant digits."""
    if isinstance(value, float):
        return plain(value, digits or CELL_DIGITS)
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


def aligned(cells: list[str]) -> list[str]:
    """The cells of a column, padded so that their decimal points stand below each other.

    >>> aligned(["0.25", "1", "-10.5"])
    ['  0.25', '  1   ', '-10.5 ']
    """
    parts = [text.partition(".") if _is_number(text) else (text, "", "") for text in cells]
    tails = [point + tail for _, point, tail in parts]
    left = max((len(head) for head, _, _ in parts), default=0)
    right = max(map(len, tails), default=0)
    return [head.rjust(left) + tail.ljust(right) for (head, _, _), tail in zip(parts, tails, strict=True)]


def _is_number(text: str) -> bool:
    return text.lstrip("-")[:1].isdigit()


def flat(value: Value) -> list[list[float]]:
    """A number, a vector or a matrix as rows of numbers."""
    if isinstance(value, tuple):
        return [list(row) if isinstance(row, tuple) else [row] for row in value]
    return [[value]]
