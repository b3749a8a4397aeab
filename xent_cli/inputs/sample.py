"""Typed operands -> the rows of a problem, exactly as typed."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from xent_cli.core.errors import InputError, counted, one_line
from xent_cli.inputs.literal import Number, Rows, read_number
from xent_cli.inputs.operand import Literal
from xent_cli.record import record

_LIST = re.compile(r"""\s*[\[(]\s*((['"]).*\2)\s*[\])]\s*""", re.DOTALL)
_QUOTED = re.compile(r"""(['"])(.*)\1$""", re.DOTALL)
Labels = tuple[int, ...]
Entry = TypeVar("Entry")


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
        if _is_number(text):
            if not text.strip().isdigit() or not 1 <= int(text) <= 10**6:
                raise InputError(f"{text.strip()} classes", "--classes", "give 1 to a million, or their names")
            return cls(count=int(text), one_based=one_based)
        names = read_names(text, ",")
        if len(set(names)) < len(names) or not all(names):
            raise InputError(f"'{text}' names a class twice or not at all", "--classes", "name each class once")
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
            raise InputError(what, literal.name, "give every row as many")
    if classes.count is not None and classes.count != len(rows[0]):
        what = f"--classes says {classes.count} classes, {literal.name} has {len(rows[0])} numbers a row"
        raise InputError(what, "", "make them agree")
    return rows


def target_rows(target: Literal, classes: Classes) -> Sample:
    """TARGET alone as rows of numbers: a label, where --classes says of how many, as its one-hot distribution."""
    cells = target.cells
    width = classes.count or len(cells[0])
    a_label_each = all(len(row) == 1 for row in cells)
    are_labels = len(cells) == 1 and all(_is_label(cell, classes) for cell in cells[0])
    one_hot = set(cells[0]) == {"0", "1"} and cells[0].count("1") == 1
    either = classes.count is not None and are_labels and len(cells[0]) == width > 1 and one_hot
    a_list = are_labels and not either
    if classes.count is not None and width > 1 and (a_label_each or a_list):
        labels = [label_of(cell, classes, width) for row in cells for cell in row]
        one_hots: Rows = tuple(tuple(Decimal(k == label) for k in range(width)) for label in labels)
        return Sample(one_hots, names=classes.called(width))
    rows = prediction_rows(target, classes)
    if a_label_each and any(1 < row[0] < float("inf") and row[0] == int(row[0]) for row in rows):
        raise InputError("a class index, but of how many classes?", target.name, "say it with --classes 3")
    said = (
        f"'{one_line(target.text.strip())}' was read as one distribution, not as a list of labels, which ; would part"
    )
    return Sample(rows, names=classes.called(width), notes=(said,) if either else ())


def with_classes(target: Literal, pred: Rows, classes: Classes, ignore: str | None = None) -> Sample:
    """The truth as labels (an index or a name a row) or as distributions over the classes of `pred`.

    Rows with the label to `ignore` are left out.
    """
    width = len(pred[0])
    notes: tuple[str, ...] = ()
    names = _names(target, classes)
    cells = (names,) if names else target.cells
    listed = tuple(cell for row in cells for cell in row)
    a_label_each = all(len(row) == 1 for row in cells)
    are_labels = all(cell == ignore or _is_label(cell, classes) for cell in listed)
    a_list = len(cells) == 1 and len(listed) == len(pred) > 1 and are_labels
    a_name = any(cell in classes.names for cell in listed) or not all(map(_is_number, listed))
    if a_label_each or a_list or a_name:
        if a_list and len(listed) == width:
            notes = (f"'{one_line(','.join(listed))}' was read as a label for each row, not as one distribution",)
        pred, listed = _paired(pred, listed, "labels")
        kept = [i for i, cell in enumerate(listed) if cell != ignore]
        if not kept:
            raise InputError("every row has this label", "--ignore", "leave another out, or none")
        if left_out := len(listed) - len(kept):
            notes += (f"{counted(left_out, 'row')} left out, with the label {ignore}",)
        elif ignore is not None:
            notes += (f"no row has the label '{ignore}' of --ignore",)
        labels = tuple(label_of(listed[i], classes, width) for i in kept)
        return Sample(tuple(pred[i] for i in kept), (), labels, classes.called(width), notes, left_out)
    if ignore is not None:
        raise InputError("these rows have no labels", "--ignore", "leave it out, or give a class for each row")
    rows = target.rows
    for row in rows:
        if len(row) != width:
            what = f"TARGET has {len(row)} entries, PRED has {width} classes"
            raise InputError(what, "", "give a class index, a name, or a probability for each class")
    pred, rows = _paired(pred, rows, "rows")
    return Sample(pred, rows, names=classes.called(width))


def _names(target: Literal, classes: Classes) -> tuple[str, ...]:
    """The names that the truth is, where it is nothing else: with the brackets and spaces that they may have."""
    names = read_names(target.text, ",;\n")
    return names if set(names) <= set(classes.names) else ()


def with_elements(target: Literal, pred: Rows) -> Sample:
    """The truth as a number for each predicted one; a row alone is as many samples of one label each."""
    rows = target.rows
    both = [rows, pred]
    if all(len(operand) == 1 or len(operand[0]) == 1 for operand in both):
        rows, pred = map(as_samples, both)
    return with_numbers(rows, pred)


def as_samples(rows: Rows) -> Rows:
    """The numbers of a row alone, each a row of its own."""
    return tuple((number,) for number in rows[0]) if len(rows) == 1 else rows


def with_numbers(rows: Rows, pred: Rows) -> Sample:
    """The truth as numbers of the shape of `pred`."""
    for row in rows:
        if len(row) != len(pred[0]):
            what = f"TARGET has {counted(len(row), 'number')} a row, PRED has {len(pred[0])}"
            raise InputError(what, "", "give one for each prediction")
    pred, rows = _paired(pred, rows, "rows")
    return Sample(pred, rows)


def _paired(pred: Rows, target: tuple[Entry, ...], unit: str) -> tuple[Rows, tuple[Entry, ...]]:
    """One row is used against every row of the other."""
    if len(pred) == 1:
        pred *= len(target)
    if len(target) == 1:
        target *= len(pred)
    if len(pred) != len(target):
        what = f"TARGET has {len(target)} {unit}, PRED has {len(pred)} rows"
        raise InputError(what, "", "give one of each, or one to use against every other")
    return pred, target


def label_of(text: str, classes: Classes, width: int) -> int:
    """The position of a label: by name first, then as an index."""
    if text in classes.names:
        return classes.names.index(text)
    first = 1 if classes.one_based else 0
    if not _is_number(text):
        if classes.names:
            raise InputError(f"'{text}' is no class", "TARGET", f"use one of {', '.join(classes.names)}")
        what = f"'{text}' is neither a number nor a file"
        raise InputError(what, "TARGET", "if it is a class, name them all: --classes cat,dog")
    number = read_number(text)
    if not (-(10**9) < number < 10**9 and number == int(number)):
        remedy = "a class index is a whole number; a distribution has an entry for each class"
        raise InputError(f"'{text}' is no class index", "TARGET", remedy)
    position = int(number) - first
    if width == 1 and position:
        remedy = "give a probability for each class; for a binary label there is xent bce"
        raise InputError("a class among one", "PRED", remedy)
    if not 0 <= position < width:
        range_ = f"from {first} to {width - 1 + first}"
        one_based = " (or say --one-based)" if position == width and not classes.one_based else ""
        raise InputError(f"there is no class {text}", "TARGET", f"the classes are counted {range_}{one_based}")
    return position


def read_names(text: str, parted_by: str) -> tuple[str, ...]:
    """Names as they are, or quoted and in brackets as Python and JSON have them.

    >>> read_names("['a cat', 'dog']", ","), read_names("[cat],dog", ",")
    (('a cat', 'dog'), ('[cat]', 'dog'))
    """
    pasted = _LIST.fullmatch(text)
    names = re.split(f"[{parted_by}]", pasted[1] if pasted else text)
    return tuple(_QUOTED.sub(r"\2", name.strip()) for name in names)


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except InputError:
        return False
    return True


def _is_label(text: str, classes: Classes) -> bool:
    return text in classes.names or (text.strip("+").isdigit())


def as_typed(values: list[float]) -> tuple[Number, ...]:
    """The numbers of a table's row with the digits that it shows."""
    return tuple(Decimal(repr(value)) for value in values)
