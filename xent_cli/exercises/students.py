"""The students for whom sheets are made, by name."""

import re
from collections.abc import Sequence

from xent_cli.core.errors import InputError
from xent_cli.inputs.records import COMMENT, read_records
from xent_cli.verify.key import as_file

_DELIMITERS = ",;\t|"
# Columns that hold a name or a part of it, in the order in which they are put together.
_NAMES = (
    {"name", "full name", "student", "student name", "names", "students"},
    {"first name", "firstname", "given name", "vorname", "prénom"},
    {"last name", "lastname", "surname", "family name", "nachname", "nom"},
)
_ID = re.compile(r"id|.*\bid( number)?|id number|.*e-?mail.*|.*user ?name.*|matrikel.*|student number")
KEY = "key"  # the file of the folder that is no student's


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


def check_told_apart(names: Sequence[str], where: str) -> None:
    """Refuse names that would have one file, or that of the key."""
    owners: dict[str, str] = {}
    for name in names:
        called = as_file(name)
        if called in ("", KEY):
            raise InputError(f"no sheet can be called after '{name}'", where, "give another name")
        if called in owners:
            raise InputError(f"'{owners[called]}' and '{name}' would have one sheet", where, "tell them apart")
        owners[called] = name


def _columns(header: Sequence[str]) -> list[int]:
    """The columns that make a name; none where the first row is no header."""
    cells = [cell.strip().casefold() for cell in header]
    whole, first, last = ([i for i, cell in enumerate(cells) if cell in names][:1] for names in _NAMES)
    return whole or [*first, *last] or [i for i, cell in enumerate(cells) if _ID.fullmatch(cell)][:1]
