"""What the first lines of a delimited text show: its delimiter, its header, and what its columns hold."""

import re
from collections.abc import Sequence
from itertools import islice

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import Header, Kind
from xent_cli.inputs.faults import LOGICAL, Record, is_missing, number
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.records import COMMENT, read_records
from xent_cli.record import record

SAMPLE = 100
TABLE = "give a table with a row for each prediction"
_BOM = b"\xef\xbb\xbf"
_FRACTION = re.compile(r"[+-]?\d*\.\d*[1-9]\d*(e[+-]?\d+)?", re.IGNORECASE)  # 1.0 may be the name of a class
_DECIMAL_COMMA = re.compile(r"\s*[+-]?\d+,\d+\s*")


@record
class Heading:
    """The columns; those that hold nothing but true and false; the lines and bytes that stand before the rows."""

    header: Header
    delimiter: str
    logical: frozenset[int]
    lines: int
    size: int

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.header.names)


def read_heading(head: bytes, file: str, layout: Layout) -> Heading:
    """Look at the first lines; InputError where they are no table.

    A first line that is not all numbers is the header, unless there is said to be none. A column alone that starts
    with a class is one of labels.
    """
    refuse_other(head, file)
    refuse_mark(layout.comment, layout.delimiter)
    text = head.removeprefix(_BOM).decode("utf-8", "surrogateescape")
    preamble, text = without_preamble(text, layout)
    delimiter = checked(layout.delimiter) or sniff(text, file)
    rows = list(islice(read_records(text, delimiter, comment=layout.comment), SAMPLE))
    if not rows:
        raise InputError("holds nothing but comments", file, TABLE)
    first, *body = rows
    if first.flaw:
        raise InputError(first.flaw.partition(": ")[2], f"{file}, line {first.line}", "correct the line")
    width = len(first.cells)
    is_label = width == 1 and first.cells[0].strip() in layout.classes
    named = layout.header and not is_label and not all(map(_is_number, first.cells))
    if named:
        refuse_fractions(first, file)
    elif layout.comment is None:
        refuse_hidden_row(preamble, width, delimiter, file)
    sample = [row.cells for row in (body if named else rows)[: SAMPLE - 1] if len(row.cells) == width]
    columns = [[cells[i] for cells in sample] for i in range(width)]
    names = tuple(cell.strip() if named else str(i + 1) for i, cell in enumerate(first.cells))
    refuse_decimal_commas(names, columns, file)
    logical = (i for i, column in enumerate(columns) if column and {c.strip().lower() for c in column} <= set(LOGICAL))
    lines = first.line + sum(cell.count("\n") for cell in first.cells) if named else first.line - 1
    size = len(head) - len(head.removeprefix(_BOM))
    for _ in range(lines):
        size = head.find(b"\n", size) + 1 or len(head)
    return Heading(Header(file, names, tuple(map(_kind, columns)), named), delimiter, frozenset(logical), lines, size)


def without_preamble(text: str, layout: Layout) -> tuple[str, str]:
    """The comments and blank lines before the first row, and the text with them blank.

    Where the first line is said to be data, nothing is a comment that was not said to be one.
    """
    mark = layout.comment or ""
    marks = re.escape(mark + COMMENT if layout.header else mark)
    comment = f"[{marks}][^\n]*+" if marks else ""
    found = re.match(rf"(?:(?:{comment}|[^\S\n]*+)\n)*+(?:{comment}\Z)?", text)
    preamble = found[0] if found else ""
    return preamble, "\n" * preamble.count("\n") + text[len(preamble) :]


def refuse_hidden_row(preamble: str, width: int, delimiter: str, file: str) -> None:
    """Refuse a comment that has the cells of a row, where no header stands behind it."""
    for row in read_records(preamble, delimiter):
        if len(row.cells) == width > 1 and all(map(_is_number, row.cells[1:])):
            what = f"starts with {COMMENT}, and goes on like a row: is it a comment?"
            remedy = f"if so, say --comment '{COMMENT}'; if it is a row, say --no-header"
            raise InputError(what, f"{file}, line {row.line}", remedy)


def refuse_other(head: bytes, file: str) -> None:
    """Refuse what is no text of several lines."""
    if not head.strip(_BOM + b" \r\n"):
        raise InputError("is empty", file, TABLE)
    if b"\0" in head:
        raise InputError("is not text (it holds NUL bytes)", file, "give CSV, JSON lines, Parquet, Arrow or .npy")
    if b"\r" in head and b"\n" not in head:
        remedy = "write it again with newlines: tr '\\r' '\\n'"
        raise InputError("ends its lines with a carriage return alone", file, remedy)


def checked(delimiter: str | None) -> str | None:
    """The delimiter that was asked for; `\\t` as a shell hands it on is a tab."""
    if delimiter == r"\t":
        return "\t"
    if delimiter is not None and (len(delimiter) != 1 or not delimiter.isascii() or delimiter in '"#\r\n'):
        raise InputError(f"{delimiter!r} cannot separate columns", "--delimiter", "give one character, such as ';'")
    return delimiter


def refuse_mark(mark: str | None, delimiter: str | None) -> None:
    """Refuse what cannot start a comment."""
    if mark is not None and (len(mark) != 1 or not mark.isascii() or mark.isspace() or mark in ('"', delimiter)):
        raise InputError(f"{mark!r} cannot start a comment", "--comment", f"give one character, such as '{COMMENT}'")


def sniff(text: str, file: str) -> str:
    """The delimiter by the name, or of the first line: a comma, unless it has none but has tabs or semicolons."""
    if re.search(r"\.tsv(\.\w+)?$", file):
        return "\t"
    line = next((line for line in text.split("\n") if line.strip()), "")
    return next((mark for mark in ",\t;" if mark in line), ",")


def refuse_fractions(first: Record, file: str) -> None:
    """Refuse a first line that holds fractions: it is a row with a slip, rather than one of names."""
    if any(_FRACTION.fullmatch(cell.strip()) for cell in first.cells):
        odd = next(cell for cell in first.cells if not _is_number(cell))
        what = f"{odd!r} is not a number, and other cells are: is this a row, or are these names of columns?"
        raise InputError(
            what, f"{file}, line {first.line}", "correct the row, or say --no-header if rows hold texts too"
        )


def refuse_decimal_commas(names: Sequence[str], columns: Sequence[Sequence[str]], file: str) -> None:
    """Refuse numbers as a German spreadsheet writes them."""
    for name, column in zip(names, columns, strict=True):
        if column and all(map(_DECIMAL_COMMA.fullmatch, column)):
            what = f"column {name} is written with decimal commas, such as {column[0]!r}"
            raise InputError(what, file, "write it again with decimal points")


def _is_number(cell: str) -> bool:
    return number(cell) == number(cell) or cell.strip().lower() == "nan"


def _kind(cells: list[str]) -> Kind:
    """Text if there is some and no number; where some are numbers, the others are errors that must be told."""
    if any(not is_missing(cell) for cell in cells) and not any(map(_is_number, cells)):
        return "text"
    return "whole" if all(cell.strip().lstrip("+-").isdecimal() for cell in cells) else "number"
