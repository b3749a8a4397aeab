"""What TARGET is: labels, distributions over the classes of PRED, or a number for each of its numbers."""

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from xent_cli.core.errors import InputError, counted
from xent_cli.inputs.labels import IGNORED, UNKNOWN, Labels, indices, left_out
from xent_cli.inputs.literal import Rows
from xent_cli.inputs.operand import SHORT, Files, Literal
from xent_cli.inputs.sample import Classes, Sample, as_samples, is_number, prediction_rows, read_names
from xent_cli.inputs.stream import short_text
from xent_cli.record import record

if TYPE_CHECKING:
    from xent_cli.inputs.layout import TargetForm

Cells = tuple[tuple[str, ...], ...]
Entry = TypeVar("Entry")


@record
class Target:
    """A typed TARGET as it was read: the class of each label (or IGNORED), or else its rows of numbers."""

    rows: Rows = ()
    labels: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def read(target: Literal, takes: "TargetForm", labels: Labels, pred_has: Callable[[int], bool]) -> Target:
    """What was typed for TARGET, with the `labels` of the columns of PRED; `pred_has` so many rows, or not."""
    width = len(labels.classes)
    if takes == "elements" and width == 1:
        return Target(as_samples(target.rows))
    cells = cells_of(target, labels.given)
    if takes != "classes" or not are_labels(cells, labels, pred_has):
        return Target(target.rows)
    listed = tuple(cell for row in cells for cell in row)
    notes: tuple[str, ...] = ()
    if len(cells) == 1 and len(listed) == width > 1 and all(map(is_number, listed)):
        notes = (f"'{','.join(listed)}' was read as a label for each row, not as one distribution",)
    return Target((), tuple(class_of(cell, labels) for cell in listed), notes)


def cells_of(operand: Literal, classes: Collection[str]) -> Cells:
    """The cells of an operand: names of `classes`, where it is nothing else, with the brackets and spaces they have."""
    names = read_names(operand.text, ",;\n") if classes else ()
    return (names,) if names and set(names) <= set(classes) else operand.cells


def are_labels(cells: Cells, labels: Labels, pred_has: Callable[[int], bool]) -> bool:
    """Whether the cells are labels rather than distributions.

    A cell alone in its row is one, and what is no number; a row of several numbers is a label for each row of PRED
    if all may be labels, unless there is but one row, or the numbers are as many as the classes and not as the rows.
    """
    listed = [cell for row in cells for cell in row]
    if all(len(row) == 1 for row in cells) or not all(map(is_number, listed)):
        return True
    a_list = len(cells) == 1 and all(cell.strip("+").isdigit() or labels.said(cell) for cell in listed)
    return a_list and not pred_has(1) and (len(listed) != len(labels.classes) or pred_has(len(listed)))


def class_of(text: str, labels: Labels) -> int:
    """The position of a typed label, or IGNORED; InputError where it is no class."""
    position = labels.position(text)
    if position != UNKNOWN:
        return position
    if labels.named:
        return labels.known(text, "TARGET")  # which says what it may be
    if not text:
        raise InputError("an entry is empty", "TARGET", "correct the entry")
    if not is_number(text) and not labels.given:
        what = f"'{text}' is neither a number nor a file"
        raise InputError(what, "TARGET", "if it is a class, name them all: --classes cat,dog")
    if not (is_number(text) and labels.indexed):
        raise InputError(f"'{text}' is no class", "TARGET", f"use one of {', '.join(labels.given)}")
    if not labels.is_index(text):
        remedy = "a class index is a whole number; a distribution has an entry for each class"
        raise InputError(f"'{text}' is no class index", "TARGET", remedy)
    width, first = len(labels.classes), labels.first
    if width == 1:
        remedy = "give a probability for each class; for a binary label there is xent bce"
        raise InputError("PRED has only one class", "", remedy)
    one_based = " (or say --one-based)" if text == str(width) and not first else ""
    remedy = f"the classes are counted from {first} to {width - 1 + first}{one_based}"
    raise InputError(f"there is no class {text}", "TARGET", remedy)


def labels_of(width: int, classes: Classes, ignore: str | None = None) -> Labels:
    """The labels of typed rows of so many classes."""
    ignored = () if ignore is None else (ignore,)
    return Labels(indices(width), classes.names, classes.one_based, ignored, named=False)


def beside(
    target: Literal, predicted: Literal, takes: "TargetForm", classes: Classes, ignore: str | None = None
) -> Sample:
    """The rows of a typed TARGET and a typed PRED; those with the label to `ignore` are left out."""
    names, pred = (target.name, predicted.name), prediction_rows(predicted, classes)
    width = len(pred[0])
    found = read(target, takes, labels_of(width, classes, ignore), lambda count: len(pred) == count)
    if found.labels:
        pred, positions = _paired(pred, found.labels, names, "labels")
        kept, notes = _kept(positions, ignore)
        labels = tuple(positions[i] for i in kept)
        rows = tuple(pred[i] for i in kept)
        return Sample(rows, (), labels, classes.called(width), found.notes + notes, len(pred) - len(kept))
    if ignore is not None:
        raise InputError("these rows have no labels", "--ignore", "leave it out, or give a class for each row")
    rows = found.rows
    if takes == "elements" and all(len(operand) == 1 or len(operand[0]) == 1 for operand in (rows, pred)):
        rows, pred = as_samples(rows), as_samples(pred)
    _check_width(rows, len(pred[0]), takes, names)
    pred, rows = _paired(pred, rows, names, "rows")
    return Sample(pred, rows, names=classes.called(width) if takes == "classes" else ())


def alone(target: Literal, classes: Classes, ignore: str | None = None) -> Sample:
    """TARGET without PRED as rows of numbers: a label, where --classes says of how many, as a one-hot distribution."""
    notes: tuple[str, ...] = ()
    if classes.count is not None:
        labels = labels_of(classes.count, classes, ignore)
        cells = cells_of(target, labels.given)
        one_hot = set(cells[0]) == {"0", "1"} and cells[0].count("1") == 1
        found = read(target, "classes", labels, lambda count: count > 1 and not one_hot)
        if found.labels:
            kept, notes = _kept(found.labels, ignore)
            one_hots = tuple(tuple(Decimal(k == found.labels[i]) for k in range(classes.count)) for i in kept)
            names, notes = classes.called(classes.count), found.notes + notes
            return Sample(one_hots, names=names, notes=notes, ignored=len(found.labels) - len(kept))
        if len(cells) == 1 and one_hot:
            said = f"'{target.text.strip()}' was read as one distribution"
            notes = (f"{said}, not as a list of labels, which ; would part",)
    if ignore is not None:
        raise InputError(
            "these rows have no labels",
            "--ignore",
            "leave it out, or say how many classes there are, as in --classes 3",
        )
    rows = prediction_rows(target, classes)
    a_number_each = all(len(row) == 1 for row in rows)
    if a_number_each and any(1 < row[0] < float("inf") and row[0] == int(row[0]) for row in rows):
        what = "this looks like a class index, but how many classes are there?"
        raise InputError(what, target.name, "say it, as in --classes 3")
    return Sample(rows, names=classes.called(len(rows[0])), notes=notes)


def names_in(files: Files, name: str, classes: Classes) -> Literal | None:
    """A text of one line that is several names of classes and nothing else: as if typed."""
    text = short_text(files.paths[0], SHORT, SHORT) if classes.names and len(files.paths) == 1 else None
    if text is None or "," not in text or "\n" in text.strip():
        return None
    return Literal(name, text.strip()) if set(read_names(text, ",")) <= set(classes.names) else None


def _kept(positions: tuple[int, ...], ignore: str | None) -> tuple[list[int], tuple[str, ...]]:
    """The rows that have another label than the one to ignore, and what is to be said of the others."""
    kept = [i for i, position in enumerate(positions) if position != IGNORED]
    if not kept:
        raise InputError("every row has this label, so none is left", "--ignore", "name another label, or none")
    return kept, () if ignore is None else (left_out(len(positions) - len(kept), ignore),)


def _check_width(rows: Rows, width: int, takes: "TargetForm", names: tuple[str, str]) -> None:
    """Every row must have a number for each of PRED."""
    for row in rows:
        if len(row) != width and takes == "classes":
            what = f"{names[0]} has {len(row)} entries, {names[1]} has {width} classes"
            raise InputError(what, "", "give a class index, a name, or a probability for each class")
        if len(row) != width:
            what = f"{names[0]} has {counted(len(row), 'number')}{' a row' * (len(rows) > 1)}, {names[1]} has {width}"
            raise InputError(what, "", "give both the same number of entries")


def _paired(pred: Rows, target: tuple[Entry, ...], names: tuple[str, str], unit: str) -> tuple[Rows, tuple[Entry, ...]]:
    """One row is used against every row of the other."""
    if len(pred) == 1:
        pred *= len(target)
    if len(target) == 1:
        target *= len(pred)
    if len(pred) != len(target):
        what = f"{names[0]} has {len(target)} {unit}, {names[1]} has {len(pred)} rows"
        raise InputError(what, "", "give the same number of both, or only one, which is used with every row")
    return pred, target
