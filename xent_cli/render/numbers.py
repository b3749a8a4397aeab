"""Numbers as text: no digit lost where it counts, few where the eye reads."""

from decimal import Context, Decimal

from xent_cli.answers.answer import Certificate, Value
from xent_cli.answers.worked import Beyond, Cell, Remark

CELL_DIGITS = 6
SURE_DIGITS = 15  # of a step in float64; what follows them is rounding
DOUBLE_DIGITS = 17  # no double has more to tell


def plain(value: float, digits: int | None = None) -> str:
    """Round-trip precision, or so many significant digits; a count as it is.

    >>> plain(0.1 + 0.2), plain(1.5), plain(2 / 3, 3), plain(float("inf")), plain(-0.0), plain(3)
    ('0.30000000000000004', '1.5', '0.667', 'inf', '0.0', '3')
    """
    if isinstance(value, int):
        return str(value)
    value = float(value) + 0.0  # -0.0 is 0
    return repr(value) if digits is None or digits >= DOUBLE_DIGITS else f"{value:.{digits}g}"


def certified(value: Decimal, digits: int) -> str:
    """A decimal rounded to so many significant digits."""
    if not value.is_finite():
        return plain(float(value))
    rounded = Context(prec=digits, Emax=10**6, Emin=-(10**6)).plus(value)
    return format(rounded.normalize(Context(prec=digits)), "f" if -7 < rounded.adjusted() < 17 else "e")


def cell(value: Cell, digits: int | None) -> str:
    """A table's cell: text and counts as they are, a measured number to a few significant digits."""
    if isinstance(value, Beyond):
        return certified(value.exact, min(digits or CELL_DIGITS, SURE_DIGITS))
    if isinstance(value, float):
        return plain(value, min(digits, SURE_DIGITS) if digits else _enough(value)) if value == value else "–"
    if isinstance(value, tuple):
        return ("; " if value and isinstance(value[0], tuple) else ", ").join(cell(x, digits) for x in value)
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else value


def with_numbers(note: str | Remark, digits: int | None) -> str:
    """A sentence with its numbers."""
    if isinstance(note, str):
        return note
    return "".join(piece if isinstance(piece, str) else cell(piece, digits) for piece in note.pieces)


def _enough(value: float) -> int:
    """Significant digits for the eye: a few, and all before the point."""
    return max(CELL_DIGITS, len(str(int(abs(value))))) if abs(value) < 1e15 else CELL_DIGITS


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


def rows(value: Value, certificate: Certificate | None, digits: int | None) -> list[list[str]]:
    """A number, a vector or a matrix as rows of text, with as many certified digits as were asked for."""
    if not isinstance(value, tuple):
        value = ((value,),)
    elif not isinstance(value[0], tuple):
        value = (value,)
    if not (certificate and digits):
        return [[plain(x, digits) for x in row] for row in value]
    exact = iter(certificate.digits)
    return [[certified(next(exact), digits) for _ in row] for row in value]
