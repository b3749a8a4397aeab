"""Typed operands -> the rows of a problem, exactly as typed."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from xent_cli.core.errors import InputError
from xent_cli.inputs.literal import Number, Rows, read_number
from xent_cli.inputs.operand import Literal
from xent_cli.record import record

_LIST = re.compile(r"""\s*[\[(]\s*((['"]).*\2)\s*[\])]\s*""", re.DOTALL)
_QUOTED = re.compile(r"""(['"])(.*)\1$""", re.DOTALL)
Labels = tuple[int, ...]


@dataclass(frozen=True)
class Classes:
    """What --classes and --one-based say: the names, or how many there are."""

    names: tuple[str, ...] = ()
    count: int | None = None
    one_based: bool = False

    @classmethod
    def of(cls, text: str | None, one_based: bool) -> "Classes":
        """Read the option: a whole number is how many."""
        if text is None:
            return cls(one_based=one_based)
        if is_number(text):
            if not text.strip().isdigit() or not 1 <= int(text) <= 10**6:
                raise InputError(
                    f"there cannot be {text.strip()} classes", "--classes", "give 1 to a million, or their names"
                )
            return cls(count=int(text), one_based=one_based)
        names = read_names(text, ",")
        if len(set(names)) < len(names) or not all(names):
            raise InputError(f"'{text}' has an empty name, or one name twice", "--classes", "name each class once")
        return cls(names, len(names), one_based)

    def called(self, width: int) -> tuple[str, ...]:
        """What so many classes are called, unless simply counted from 0."""
        return self.names or (tuple(str(k + 1) for k in range(width)) if self.one_based else ())


@record
class Sample:
    """The rows of a typed problem: predictions, and the truth as labels or as numbers of its own (or neither)."""

    pred: Rows
    target: Rows = ()
    labels: Labels = ()
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ignored: int = 0

    @property
    def labelled(self) -> bool:
        """Whether the truth is labels."""
        return bool(self.labels)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.pred)


def prediction_rows(literal: Literal, classes: Classes) -> Rows:
    """PRED as rows of equal length."""
    rows = literal.rows
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            what = f"row {number} has {len(row)} numbers, the first has {len(rows[0])}"
            raise InputError(what, literal.name, "give every row the same number of entries")
    if classes.count is not None and classes.count != len(rows[0]):
        what = f"--classes says {classes.count} classes, {literal.name} has {len(rows[0])} numbers a row"
        raise InputError(what, "", "give the same number in both")
    return rows


def as_samples(rows: Rows) -> Rows:
    """The numbers of a row alone, each a row of its own."""
    return tuple((number,) for number in rows[0]) if len(rows) == 1 else rows


def read_names(text: str, parted_by: str) -> tuple[str, ...]:
    """Names as they are, or quoted and in brackets as Python and JSON have them.

    >>> read_names("['a cat', 'dog']", ","), read_names("[cat],dog", ",")
    (('a cat', 'dog'), ('[cat]', 'dog'))
    """
    pasted = _LIST.fullmatch(text)
    names = re.split(f"[{parted_by}]", pasted[1] if pasted else text)
    return tuple(_QUOTED.sub(r"\2", name.strip()) for name in names)


def is_number(text: str) -> bool:
    """Whether a typed cell is a number."""
    try:
        read_number(text)
    except InputError:
        return False
    return True


def as_double(number: Number) -> float:
    """A typed number in float64; one that is beyond it is infinite."""
    try:
        return float(number)
    except OverflowError:
        return inf if number > 0 else -inf


def as_typed(values: list[float]) -> tuple[Number, ...]:
    """The numbers of a table's row with the digits that it shows."""
    return tuple(Decimal(repr(value)) for value in values)
