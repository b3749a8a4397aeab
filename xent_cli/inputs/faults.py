"""A row that cannot be used: why, and where it stands once the rows before it are counted."""

from collections.abc import Sequence
from functools import partial
from math import isfinite
from typing import Any, NamedTuple

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.default_pred import expression, likely
from xent_cli.inputs.labels import UNKNOWN, Labels
from xent_cli.record import record

MEND = "mend the line, or leave such rows out with --skip-bad"
LOGICAL = {"true": 1.0, "false": 0.0}
_MISSING = frozenset(("", "nan", "na", "n/a", "null", "none"))


class Record(NamedTuple):
    """One row as it was typed: its line in the unit from 1, its cells by position, a flaw of its form."""

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


@record
class Place:
    """Where a unit stands: its file, the data rows before it and the lines of its file before it."""

    file: str
    rows: int = 0
    lines: int = 0
    unit: str = "line"

    def locate(self, line: int, column: str = "") -> str:
        """Name a line of the unit and a column as the user sees them."""
        return f"{self.file}, {self.unit} {self.lines + line}" + (f", column {column}" if column else "")

    def settle(self, fault: RowError) -> InputError:
        """Return the fault as an error that names its line in the file."""
        return InputError(fault.what, self.locate(fault.line, fault.column), fault.remedy)


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


def is_missing(cell: str) -> bool:
    """Whether nothing stands in a cell, or a word for nothing."""
    return cell.strip().lower() in _MISSING


def _cell_fault(line: int, column: str, text: str, kind: str, what: str, remedy: str = MEND) -> RowError:
    return RowError(what, "", remedy, kind, line, column, text)


def _expected(labels: Labels, names: Sequence[str], roles: Roles) -> str:
    """What a label must be, and which columns were perhaps meant where PRED was left out."""
    meant = likely(roles.pred, names) if roles.by_default else roles.pred
    others = f"; if the others are no classes, say --pred {expression(meant, names)}" if meant != roles.pred else ""
    return labels.expected() + others


def diagnose(record: Record, names: Sequence[str], roles: Roles, labels: Labels | None) -> RowError:
    """Say why a row cannot be used, by its first cell that is at fault in the order of the file."""
    if record.flaw:
        kind = record.flaw.split(":")[0] if ":" in record.flaw else "broken line"
        return RowError(record.flaw.partition(": ")[2] or record.flaw, "", MEND, kind, record.line)
    for column in sorted({*roles.numbers, *roles.texts}):
        text = record.cells[column]

        fault = partial(_cell_fault, record.line, names[column], text)

        if column in roles.numbers:
            value = cell_number(text)
            if value != value and is_missing(text):
                shown = f"{text!r} is a missing value" if text.strip() else "the cell is empty"
                return fault("missing value", shown, f"{MEND}, or name other columns with --pred")
            if value != value:
                return fault("not a number", f"{text!r} is not a number")
            if column in roles.weight and not (value >= 0 and isfinite(value)):
                remedy = "a weight is finite and not below 0"
                return fault("bad weight", f"{text!r} cannot be a weight", remedy)
        if labels and column in roles.target and labels.position(text) == UNKNOWN:
            if not text.strip():
                return fault("missing value", "the label is empty")
            return fault("unknown label", f"the label {text!r} is unknown", _expected(labels, names, roles))
    raise AssertionError("a row was refused without a fault")
