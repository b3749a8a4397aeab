"""The students for whom sheets are made, by name."""

import re
from collections.abc import Sequence

from xent_cli.core.errors import InputError
from xent_cli.inputs.records import COMMENT, read_records

_DELIMITERS = ",;\t|"
# Columns that hold a name or a part of it, in the order in which they are put together.
_NAMES = (
    {"name", "full name", "student", "student name", "names", "students"},
    {"first name", "firstname", "given name", "vorname", "prénom"},
    {"last name", "lastname", "surname", "family name", "nachname", "nom"},
)
_ID = re.compile(r"id|.*\bid( number)?|id number|.*e-?mail.*|.*user ?name.*|matrikel.*|student number")
_NOT_IN_FILES = re.compile(r"[^\w.-]+")
# Files of the folder that belong to no student, and what one system or another keeps for itself.
TAKEN = {"key", "con", "nul", "prn", "aux"}


def read_students(file: str, text: str) -> list[str]:
    """The names, a row each, with or without a header.

    >>> read_students("names.csv", "First name,Last name,Email\\nAnna,Berg,a@b.c\\nBen,Cole,b@b.c")
    ['Anna Berg', 'Ben Cole']
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    rows = list(read_records(text, delimiter, comment=COMMENT))
    for row in rows:
        if row.flaw:
            raise InputError(row.flaw.partition(": ")[2], f"{file}, line {row.line}", "correct the line")
    columns = _columns(rows[0].cells if rows else ())
    body = rows[1:] if columns else rows
    names = [" ".join(row.cells[i].strip() for i in columns or [0] if i < len(row.cells)).strip() for row in body]
    if not any(names):
        raise InputError("holds no name", file, "write a name in each line")
    for name, row in zip(names, body, strict=True):
        if not name:
            raise InputError("a name is missing", f"{file}, line {row.line}", "write it, or delete the line")
    return names


def file_names(names: Sequence[str], where: str) -> list[str]:
    """What the students' files are called, without their ending; no two alike.

    >>> file_names(["Anna Berg", "Zoë"], "")
    ['Anna-Berg', 'Zoë']
    """
    files = [_NOT_IN_FILES.sub("-", name).strip("-.") for name in names]
    owners: dict[str, str] = {}
    for name, file in zip(names, files, strict=True):
        called = file.casefold()
        if not file or called in TAKEN:
            raise InputError(f"no file can be called after '{name}'", where, "give another name")
        if called in owners:
            raise InputError(f"'{owners[called]}' and '{name}' would have one file", where, "tell them apart")
        owners[called] = name
    return files


def _columns(header: Sequence[str]) -> list[int]:
    """The columns that make a name; none where the first row is no header."""
    cells = [cell.strip().casefold() for cell in header]
    whole, first, last = ([i for i, cell in enumerate(cells) if cell in names][:1] for names in _NAMES)
    return whole or [*first, *last] or [i for i, cell in enumerate(cells) if _ID.fullmatch(cell)][:1]
