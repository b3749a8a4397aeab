"""A row that cannot be used: why, and where it stands once the rows before it are counted."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import isfinite
from typing import Any, NamedTuple

from xent_cli.core.errors import InputError
from xent_cli.core.unusual import Spot
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.default_pred import expression, likely
from xent_cli.inputs.labels import UNKNOWN, Labels
from xent_cli.record import record

MEND = "correct the line, or leave such rows out with --skip-bad"
LOGICAL = {"true": 1.0, "false": 0.0}
_MISSING = frozenset(("", "nan", "na", "n/a", "null", "none"))


class Record(NamedTuple):
    """One row as it was typed: its line in the unit from 1, its cells by position, a flaw of its form.

    The cell of a column of lists is a tuple of texts.
    """

    line: int
    cells: Any
    flaw: str = ""


@record
class RowError(InputError):
    """An InputError whose line still counts from the start of its unit."""

    kind: str = ""
    line: int = 0
    column: str = ""
    text: str = ""
    id: str = ""  # what --id calls the row


@record
class SettledError(InputError):
    """An InputError of a row, whose line is known as far as the reading began before it."""

    spot: Spot = Spot("")

    def after(self, lines: int) -> "SettledError":
        """The same, so many lines further down."""
        spot = self.spot.after(lines)
        return SettledError(self.what, spot.text, self.remedy, spot)


@record
class Place:
    """Where a unit stands: its file, the data rows before it and the lines of its file before it."""

    file: str
    rows: int = 0
    lines: int = 0
    unit: str = "line"

    def behind(self, rows: int, lines: int) -> "Place":
        """The place so many rows and lines further down."""
        return Place(self.file, self.rows + rows, self.lines + lines, self.unit)

    def spot(self, line: int, column: str = "", row_id: str = "") -> Spot:
        """A line of the unit and a column, as they stand in the file."""
        called = f" ({row_id})" if row_id else ""
        return Spot(self.file, self.lines + line, self.unit, called + (f", column {column}" if column else ""))

    def settle(self, fault: RowError) -> "SettledError":
        """Return the fault as an error that names its line in the file."""
        spot = self.spot(fault.line, fault.column, fault.id)
        return SettledError(fault.what, spot.text, fault.remedy, spot)


def number(text: str) -> float:
    """A cell as a number; NaN where it is none (an underscore is Python's, not a number's)."""
    try:
        return float("nan") if "_" in text or not text.isascii() else float(text)
    except ValueError:
        return float("nan")


def cell_number(text: str) -> float:
    """A cell as a number, where true and false are 1 and 0; NaN where it is none."""
    value = number(text)
    return value if value == value else LOGICAL.get(text.strip().lower(), value)


def numbers_of(entries: Sequence[str], width: int) -> list[float]:
    """The entries of a list as numbers; where they are not so many, NaN for each."""
    return [cell_number(text) for text in entries] if len(entries) == width else [float("nan")] * width


def is_missing(cell: str) -> bool:
    """Whether nothing stands in a cell, or a word for nothing."""
    return cell.strip().lower() in _MISSING


def _cell_fault(line: int, column: str, text: str, row_id: str, kind: str, what: str, remedy: str = MEND) -> RowError:
    return RowError(what, "", remedy, kind, line, column, text, row_id)


def id_of(record: Record, roles: Roles) -> str:
    """What --id calls a row, if that is known."""
    return record.cells[roles.id[0]].strip() if roles.id and not record.flaw else ""


def _expected(labels: Labels, names: Sequence[str], roles: Roles) -> str:
    """What a label must be, and which columns were perhaps meant where PRED was left out."""
    meant = likely(roles.pred, names) if roles.by_default else roles.pred
    others = f"; if the others are no classes, say --pred {expression(meant, names)}" if meant != roles.pred else ""
    return labels.expected() + others


def _cells(record: Record, names: Sequence[str], roles: Roles) -> Iterator[tuple[int, str, str]]:
    """The cells with a role in the order of the file, and the entries of lists, by the names of their columns."""
    for column in sorted({*roles.numbers, *roles.texts}):
        cell = record.cells[column]
        if column not in roles.lists:
            yield column, names[column], cell
        elif len(cell) != roles.lists[column]:
            yield column, names[column], f"[{', '.join(cell)}]"
        else:
            yield from ((column, name, text) for name, text in zip(roles.entries([column], names), cell, strict=True))


def diagnose(record: Record, names: Sequence[str], roles: Roles, labels: Labels | None) -> RowError:
    """Say why a row cannot be used, by its first cell that is at fault in the order of the file."""
    if record.flaw:
        kind = record.flaw.split(":")[0] if ":" in record.flaw else "broken line"
        return RowError(record.flaw.partition(": ")[2] or record.flaw, "", MEND, kind, record.line)
    for column, name, text in _cells(record, names, roles):
        fault = partial(_cell_fault, record.line, name, text, id_of(record, roles))

        if column in roles.lists and len(record.cells[column]) != roles.lists[column]:
            what = f"a list of length {len(record.cells[column])}, where the first has {roles.lists[column]}"
            return fault("another length", what)
        if column in roles.numbers:
            value = cell_number(text)
            if value != value and is_missing(text):
                shown = f"{text!r} is a missing value" if text.strip() else "the cell is empty"
                return fault("missing value", shown, f"{MEND}, or name other columns with --pred")
            if value != value:
                return fault("not a number", f"{text!r} is not a number")
            if column in roles.weight and not (value >= 0 and isfinite(value)):
                remedy = "a weight is a finite number, 0 or above"
                return fault("bad weight", f"{text!r} cannot be a weight", remedy)
        if labels and column in roles.target and labels.position(text) == UNKNOWN:
            if not text.strip():
                return fault("missing value", "the label is empty")
            return fault("unknown label", f"the label {text!r} is unknown", _expected(labels, names, roles))
    raise AssertionError("a row was refused without a fault")
