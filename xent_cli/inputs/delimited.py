"""CSV, TSV and other delimited text: parsed by Arrow, and by the csv module where Arrow refuses a unit."""

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import StringIO
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import Header, Kind, Roles
from xent_cli.inputs.faults import LOGICAL, Record, is_missing, number
from xent_cli.inputs.parsed import Parsed, Texts, parse_records
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.stream import shown
from xent_cli.inputs.units import ROWS, UNIT, WIDEST_UNIT, TextUnits, Unit, cut_quoted

SAMPLE = 100
TABLE = "give a table with a row for each prediction"
_BOM = b"\xef\xbb\xbf"
_FRACTION = re.compile(r"[+-]?\d*\.\d+(e[+-]?\d+)?", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"\s*[+-]?\d+,\d+\s*")
_COMMENT = re.compile(rb"(?m)^#[^\n]*+")


def read_records(text: str, delimiter: str, width: int = 0) -> Iterator[Record]:
    """Yield the rows of a text with their lines; blank and comment lines are none.

    A row whose quotes go wrong is one line long: what follows it must not be swallowed.
    """
    lines = list(StringIO(text, newline=""))
    at = 0
    while at < len(lines):
        if not lines[at].strip() or lines[at].startswith("#"):
            at += 1
            continue
        following = (lines[i] for i in range(at, len(lines)))
        reader = csv.reader(following, delimiter=delimiter, strict=True)
        try:
            cells = next(reader)
        except csv.Error as error:
            at += 1
            long = "limit" in str(error)
            flaw = "has a cell of more than 128 KB" if long else f"a quote in this line goes wrong ({error})"
            yield Record(at, (), f"{'broken line' if long else 'broken quotes'}: {flaw}")
            continue
        start, at = at + 1, at + reader.line_num
        yield Record(start, cells, _flaw(cells, width, at == len(lines) and not lines[-1].endswith("\n")))


def _flaw(cells: list[str], width: int, last: bool) -> str:
    """What is wrong with the form of a row."""
    if width and len(cells) != width:
        cut = ": does the file end in the middle of a row?" if last and len(cells) < width else ""
        fields = f"{len(cells)} field" + ("s" if len(cells) > 1 else "")
        return f"ragged line: has {fields} where {width} are expected{cut}"
    if any("\udc80" <= max(cell, default="") <= "\udcff" for cell in cells if not cell.isascii()):
        return "not UTF-8: holds bytes that are not UTF-8"
    return ""


def checked(delimiter: str | None) -> str | None:
    """The delimiter that was asked for; `\\t` as a shell hands it on is a tab."""
    if delimiter == r"\t":
        return "\t"
    if delimiter is not None and (len(delimiter) != 1 or not delimiter.isascii() or delimiter in '"#\r\n'):
        raise InputError(f"{delimiter!r} cannot part columns", "--delimiter", "give one character, such as ';'")
    return delimiter


def sniff(line: str) -> str:
    """The delimiter of a first line: a comma, unless it has none but has tabs or semicolons."""
    return next((mark for mark in ",\t;" if mark in line), ",")


class Delimited:
    """A file of delimited text."""

    unit = "line"

    def __init__(self, units: TextUnits, delimiter: str | None, header: bool, classes: Sequence[str] = ()) -> None:
        path = units.stream.path
        file = shown(path)
        self._units = units
        head = units.head(SAMPLE)
        if not head.strip(_BOM + b" \r\n"):
            raise InputError("is empty", file, TABLE)
        if b"\0" in head:
            remedy = "give CSV, JSON lines, Parquet, Arrow or .npy"
            raise InputError("is not text (it holds NUL bytes)", file, remedy)
        if b"\r" in head and b"\n" not in head:
            remedy = "write it again with newlines: tr '\\r' '\\n'"
            raise InputError("ends its lines with a carriage return alone", file, remedy)
        text = head.removeprefix(_BOM).decode("utf-8", "surrogateescape")
        first = next((line for line in text.split("\n") if line.strip() and line[0] != "#"), "")
        is_tsv = re.search(r"\.tsv(\.\w+)?$", path)
        self._delimiter = checked(delimiter) or ("\t" if is_tsv else sniff(first))
        rows = list(islice(read_records(text, self._delimiter), SAMPLE))
        if not rows:
            raise InputError("holds nothing but comments", file, TABLE)
        if rows[0].flaw:
            raise InputError(rows[0].flaw.partition(": ")[2], f"{file}, line {rows[0].line}", "mend the line")
        # A column alone that starts with a class is one of labels.
        is_label = len(rows[0].cells) == 1 and rows[0].cells[0].strip() in classes
        named = header and not is_label and not all(_is_number(cell) for cell in rows[0].cells)
        if named:
            _check_names(rows[0], file)
        self._names(rows[0], named, head)
        body = rows[1:] if named else rows
        sample = [r.cells for r in body[: SAMPLE - 1] if len(r.cells) == self._width]
        columns = [[cells[i] for cells in sample] for i in range(self._width)]
        for name, column in zip(self._columns, columns, strict=True):
            if column and all(map(_DECIMAL_COMMA.fullmatch, column)):
                what = f"column {name} is written with decimal commas, such as {column[0]!r}"
                raise InputError(what, file, "write it again with decimal points")
        kinds = tuple(map(_kind, columns))
        self.header = Header(file, self._columns, kinds, named)
        logical = (all(cell.strip().lower() in LOGICAL for cell in column) for column in columns)
        self._logical = {i for i, is_so in enumerate(logical) if is_so and sample}
        row_bytes = len(head) // max(1, head.count(b"\n"))
        if units.unit == UNIT:
            units.unit = min(max(UNIT, ROWS * row_bytes), WIDEST_UNIT)
        self._cut = cut_quoted(self._delimiter)

    def _names(self, first: Record, named: bool, head: bytes) -> None:
        """Take the names from the header, or number the columns, and drop what stands before the rows."""
        self._width = len(first.cells)
        self.lines = 0
        if not named:
            self._columns = tuple(str(i + 1) for i in range(self._width))
            self._units.skip(len(_BOM) if head.startswith(_BOM) else 0)
            return
        self._columns = tuple(cell.strip() for cell in first.cells)
        self.lines = first.line + sum(cell.count("\n") for cell in first.cells)
        end = 0
        for _ in range(self.lines):
            end = head.find(b"\n", end) + 1 or len(head)
        self._units.skip(end)

    @property
    def bytes_done(self) -> int:
        """Bytes of the file, compressed or not."""
        return self._units.stream.done

    def close(self) -> None:
        """Close the file."""
        self._units.stream.close()

    def take(self, scratch: Scratch, roles: Roles) -> Unit | None:
        """The next megabyte or so of whole rows."""
        return self._units.take(scratch, self._cut)

    def parse(self, unit: Unit, roles: Roles) -> Parsed:
        """Convert the columns that have a role; the others are only stepped over."""
        lines = unit.lines()

        @cache
        def records() -> list[Record]:
            text = bytes(unit.view).decode("utf-8", "surrogateescape")
            return list(read_records(text, self._delimiter, self._width))

        if not unit.stray:
            try:
                return _columns(self._arrow(unit, roles), roles, lines, lambda row: records()[row])
            except pa.ArrowInvalid:
                pass
        return parse_records(records(), roles, lines)

    def _arrow(self, unit: Unit, roles: Roles) -> Any:
        """The unit as Arrow reads it: columns by position, for names may be missing or stand twice."""
        data = unit.view
        if data[0] == ord("#") or (unit.data.find(b"#", 0, unit.size) > 0 and _COMMENT.search(data)):
            data = memoryview(self._cut_comments(bytes(data)))
        columns = [*roles.numbers, *roles.texts]
        as_text = self._logical.union(roles.texts)
        types = {str(i): pa.dictionary(pa.int32(), pa.string()) if i in as_text else pa.float64() for i in columns}
        return pc.read_csv(
            pa.BufferReader(data),
            read_options=pc.ReadOptions(
                column_names=[str(i) for i in range(self._width)],
                block_size=len(data) + 1,
                use_threads=False,
            ),
            # Looking for newlines within quotes costs Arrow a second pass.
            parse_options=pc.ParseOptions(delimiter=self._delimiter, newlines_in_values=unit.quoted),
            convert_options=pc.ConvertOptions(
                column_types=types,
                include_columns=[str(i) for i in columns],
                null_values=[],
                strings_can_be_null=False,
            ),
        )

    def _cut_comments(self, data: bytes) -> bytes:
        """The unit with its comment lines blank; a line within quotes is no comment."""
        kept = re.compile(rb'"[^"]*+"|' + _COMMENT.pattern.replace(b"(?m)", b""), re.MULTILINE)
        return kept.sub(lambda m: b"" if m[0].startswith(b"#") else m[0], data)


def _check_names(first: Record, file: str) -> None:
    """Refuse a first line that holds fractions: it is a row with a slip, rather than one of names."""
    if any(_FRACTION.fullmatch(cell.strip()) for cell in first.cells):
        odd = next(cell for cell in first.cells if not _is_number(cell))
        what = f"{odd!r} is not a number, and other cells are: is this a row, or are these names of columns?"
        raise InputError(what, f"{file}, line {first.line}", "mend a row; say --no-header if rows hold texts too")


def _columns(table: Any, roles: Roles, lines: int, record: Any) -> Parsed:
    """Arrow's columns as arrays that share its memory; its `to_numpy` loads pandas, which takes longer."""
    count = len(roles.numbers)
    chunks = [column.chunk(0) for column in table.columns]
    numbers = [
        _texts(chunk).numbers if pa.types.is_dictionary(chunk.type) else np.from_dlpack(chunk)
        for chunk in chunks[:count]
    ]
    return Parsed(table.num_rows, lines, numbers, [_texts(chunk) for chunk in chunks[count:]], record)


def _texts(column: Any) -> Texts:
    return Texts(np.from_dlpack(column.indices), column.dictionary)


def _is_number(cell: str) -> bool:
    return number(cell) == number(cell) or cell.strip().lower() == "nan"


def _kind(cells: list[str]) -> Kind:
    """Text if there is some and no number; where some are numbers, the others are errors that must be told."""
    if any(not is_missing(cell) for cell in cells) and not any(map(_is_number, cells)):
        return "text"
    return "whole" if all(cell.strip().lstrip("+-").isdecimal() for cell in cells) else "number"
