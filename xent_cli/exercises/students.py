"""The students for whom sheets are made, by name."""

from collections.abc import Sequence

from xent_cli.core.errors import InputError
from xent_cli.inputs.records import COMMENT, read_records
from xent_cli.verify.key import as_file
from xent_cli.verify.whose import name_columns

_DELIMITERS = ",;\t|"
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
    columns, _ = name_columns(header := rows[0].cells if rows else (), range(len(header)))
    body = rows[1:] if columns else rows
    names = [" ".join(row.cells[i].strip() for i in columns or [0] if i < len(row.cells)).strip() for row in body]
    if not any(names):
        raise InputError("holds no name", file, "write a name in each line")
    for name, row in zip(names, body, strict=True):
        if not name:
            raise InputError("a name is missing", f"{file}, line {row.line}", "write it, or delete the line")
    return names


def check_told_apart(names: Sequence[str], where: str) -> None:
    """Refuse names that would have one sheet, or the name of the key."""
    owners: dict[str, str] = {}
    for name in names:
        called = as_file(name)
        if called in ("", KEY):
            raise InputError(f"no sheet can be called after '{name}'", where, "give another name")
        if called in owners:
            raise InputError(f"'{owners[called]}' and '{name}' would have one sheet", where, "tell them apart")
        owners[called] = name
