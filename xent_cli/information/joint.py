"""Joint tables: exact counts or probabilities of two variables by name, and the entropies of them, certified."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from xent_cli.core.errors import InputError
from xent_cli.core.log_base import LogBase
from xent_cli.exact.arithmetic import ONE, decimal, ln, open_context, total
from xent_cli.exact.certify import Certified, certify_each
from xent_cli.inputs.literal import Number
from xent_cli.inputs.sample import as_double
from xent_cli.record import record

LARGEST = Decimal("1e300")


@record
class Joint:
    """A weight for each pair: counts, or probabilities; `rows` of x, `columns` of y."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Fraction, ...], ...]
    counted: bool
    x: str = "x"
    y: str = "y"

    @cached_property
    def whole(self) -> Fraction:
        """What a weight is divided by to be a probability: of counts their sum."""
        return self.sum if self.counted else Fraction(1)

    @cached_property
    def sum(self) -> Fraction:
        """Σ of all weights."""
        return sum(self.flat, Fraction(0))

    @cached_property
    def flat(self) -> tuple[Fraction, ...]:
        """All cells, row by row."""
        return tuple(cell for row in self.cells for cell in row)

    @cached_property
    def of_x(self) -> tuple[Fraction, ...]:
        """The sums of the rows."""
        return tuple(sum(row, Fraction(0)) for row in self.cells)

    @cached_property
    def of_y(self) -> tuple[Fraction, ...]:
        """The sums of the columns."""
        return tuple(sum(column, Fraction(0)) for column in zip(*self.cells, strict=True))


class Entropies(NamedTuple):
    """The amounts of a joint table, in one unit."""

    x: Certified
    y: Certified
    joint: Certified
    x_given_y: Certified
    y_given_x: Certified
    mutual: Certified


def entropies(joint: Joint, log: LogBase) -> Entropies:
    """H(X), H(Y), H(X,Y), H(X|Y), H(Y|X) and I(X;Y).

    Equal weights are taken together, so that the cost is by the number of different ones.
    """
    tallies = [Counter(weights) for weights in (joint.of_x, joint.of_y, joint.flat)]
    whole = joint.whole

    def compute(*_: object) -> Iterable[Decimal]:
        per = ONE if log.text == "e" else ln(Decimal(log.text))
        x, y, both = (entropy_of(tally, whole) / per for tally in tallies)
        return x, y, both, both - y, both - x, x + y - both

    return Entropies(*certify_each(compute, *(tuple(tally) for tally in tallies)))


def entropy_of(tally: Counter[Fraction], whole: Fraction) -> Decimal:
    """-Σ m p ln p, of weights that occur m times each, p = w/Σw, at the precision of the context."""
    shares = ((decimal(weight / whole), times) for weight, times in tally.items() if weight)
    return -total([times * p * ln(p) for p, times in shares])


def entropy(weights: Sequence[Fraction], log: LogBase) -> float:
    """The entropy of some weights in the unit, in float64 for the eye; 0 where there are none."""
    whole = sum(weights, Fraction(0))
    return math.fsum(_term(weight, whole) for weight in weights if weight) / log.ln + 0.0


def _term(weight: Fraction, whole: Fraction) -> float:
    """-p ln p, from whichever of p and 1 - p is the small one."""
    p = float(weight / whole)
    return -p * (math.log(p) if p < 0.5 else math.log1p(-float((whole - weight) / whole)))


def quotient(above: Certified | Decimal, below: Certified | Decimal) -> float:
    """a/b of certified amounts; 0 over anything is 0, as in a formula."""
    a, b = (x.digits if isinstance(x, Certified) else x for x in (above, below))
    with localcontext(open_context(50)):
        return float(a / b) + 0.0 if a else 0.0


def checked(tolerance: float) -> float:
    """How far a sum may be from 1."""
    if not tolerance >= 0:
        raise InputError(f"a tolerance of {tolerance}", "--tolerance", "give a number that is not below 0")
    return tolerance


def numbered(count: int) -> tuple[str, ...]:
    """Names for what has none."""
    return tuple(map(str, range(count)))


def of_rows(
    rows: Sequence[Sequence[Number]],
    name: str,
    *,
    counted: bool,
    tolerance: float = 0.0,
    names: tuple[Sequence[str], Sequence[str]] | None = None,
) -> Joint:
    """A table of numbers, or the error of what is none, of rows that differ, of probabilities that do not sum to 1."""
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            what = f"row {number} has {len(row)} numbers, the first has {len(rows[0])}"
            raise InputError(what, name, "give every row the same number of cells")
        for place, cell in enumerate(row, 1):
            if not 0 <= cell < LARGEST:
                what = f"{as_double(cell):.15g} is no {'count' if counted else 'probability'}"
                raise InputError(what, f"{name}, row {number}, entry {place}", "give a number that is not below 0")
    x, y = names or (numbered(len(rows)), numbered(len(rows[0])))
    joint = Joint(tuple(x), tuple(y), tuple(tuple(Fraction(cell) for cell in row) for row in rows), counted)
    if not joint.sum:
        raise InputError("everything in it is 0", name, "give at least one number above 0")
    if not counted and abs(joint.sum - 1) > checked(tolerance):
        what = f"sums to {float(joint.sum):.15g}, not 1"
        raise InputError(what, name, "if these are counts, say --counts; or allow for it with --tolerance")
    return joint


def of_pairs(pairs: Counter[tuple[str, str]], x: str, y: str) -> Joint:
    """A table of counted pairs, its names in order."""
    rows = ordered({a for a, _ in pairs})
    columns = ordered({b for _, b in pairs})
    cells = tuple(tuple(Fraction(pairs[a, b]) for b in columns) for a in rows)
    return Joint(rows, columns, cells, True, x, y)


def ordered(names: Iterable[str]) -> tuple[str, ...]:
    """Names in order: numbers by size, others as a dictionary has them.

    >>> ordered({"10", "9"}), ordered({"10", "9", "x"})
    (('9', '10'), ('10', '9', 'x'))
    """
    listed = sorted(names)
    numbers = [as_number(name) for name in listed]
    if any(number is None for number in numbers):
        return tuple(listed)
    return tuple(name for _, name in sorted(zip(numbers, listed, strict=True)))


def as_number(name: str) -> Fraction | None:
    """A name as the number that it is; None where it is none, or not finite."""
    try:
        return Fraction(name)
    except (ValueError, ZeroDivisionError):
        return None


def cells_of(joint: Joint) -> Iterator[tuple[str, str, Fraction]]:
    """Every pair with its probability."""
    whole = joint.whole
    for name, row in zip(joint.rows, joint.cells, strict=True):
        for other, cell in zip(joint.columns, row, strict=True):
            yield name, other, cell / whole


def as_given(weight: Fraction) -> int | float:
    """A whole number as one, to be written without a point."""
    return int(weight) if weight.denominator == 1 else float(weight)
