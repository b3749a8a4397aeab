"""JSON lines: an object a line, parsed by Arrow, and by the json module where Arrow refuses a unit."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.json as pj

from xent_cli.core.errors import InputError
from xent_cli.inputs.columnar import arrow_numbers, arrow_texts
from xent_cli.inputs.columns import Header, Kind, Roles
from xent_cli.inputs.faults import Record
from xent_cli.inputs.heading import refuse_mark
from xent_cli.inputs.parsed import Parsed, parse_records
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.stream import shown
from xent_cli.inputs.units import NEWLINE, TextUnits, Unit, cut_lines, without_comments

SAMPLE = 100


class JsonLines:
    """A file of JSON objects, one a line; the keys of the first hundred are the columns."""

    unit = "line"
    lines = 0

    def __init__(self, units: TextUnits, comment: str | None = None) -> None:
        file = shown(units.stream.path)
        refuse_mark(comment, None)
        self._units, self._comment = units, comment
        head = units.head(SAMPLE)
        if not head.strip():
            raise InputError("is empty", file, "give a JSON object for each prediction, one a line")
        if head.lstrip().startswith(b"["):
            raise InputError("is one JSON array", file, "write an object a line, as jq -c '.[]' does")
        units.widen(head)
        lines = head.splitlines()[: max(1, head.count(b"\n"))][:SAMPLE]
        self._sample = [found for line in lines if isinstance(found := _load(line), dict)]
        if not self._sample:
            raise InputError("does not start with a JSON object on a line of its own", f"{file}, line 1", "")
        self._names = list(dict.fromkeys(key for found in self._sample for key in found))
        kinds = [_kind([found.get(name) for found in self._sample]) for name in self._names]
        self.header = Header(file, tuple(self._names), tuple(kinds))

    @property
    def bytes_done(self) -> int:
        """Bytes of the file, compressed or not."""
        return self._units.stream.done

    def close(self) -> None:
        """Close the file."""
        self._units.stream.close()

    def firsts(self, column: int) -> set[str]:
        """The texts of a key in the first lines."""
        return {_text(found.get(self._names[column])) for found in self._sample}

    def take(self, scratch: Scratch, roles: Roles) -> Unit | None:
        """The next megabyte or so of whole lines."""
        return self._units.take(scratch, cut_lines)

    def parse(self, unit: Unit, roles: Roles) -> Parsed:
        """Convert the keys that have a role; the others are only stepped over."""
        lines = unit.lines()

        @cache
        def records() -> list[Record]:
            return list(_records(bytes(self._text(unit)), self._names))

        try:
            table = self._arrow(unit, roles)
        except pa.ArrowInvalid:
            return parse_records(records(), roles, lines)
        if table.num_rows > lines + (
            unit.data[unit.size - 1] != NEWLINE
        ):  # Arrow takes several objects a line, and we do not
            return parse_records(records(), roles, lines)
        columns = [column.combine_chunks() for column in table.columns]
        count = len(roles.numbers)
        numbers = [arrow_numbers(column) for column in columns[:count]]
        texts = [arrow_texts(column) for column in columns[count:]]
        return Parsed(table.num_rows, lines, numbers, texts, lambda row: records()[row])

    def _text(self, unit: Unit) -> Any:
        """The unit without its comments; no string of JSON runs over several lines."""
        return unit.view if self._comment is None else without_comments(bytes(unit.view), self._comment, b"(?!)")

    def _arrow(self, unit: Unit, roles: Roles) -> Any:
        """The unit as Arrow reads it, in the types that the first lines showed."""
        fields = {i: pa.bool_() if self._types(i) == {bool} else pa.float64() for i in roles.numbers}
        # A column that is wanted as text too is read as such.
        fields |= {i: pa.int64() if self._types(i) == {_Whole} else pa.string() for i in roles.texts}
        schema = pa.schema([(self._names[i], kind) for i, kind in fields.items()])
        return pj.read_json(
            pa.BufferReader(self._text(unit)),
            read_options=pj.ReadOptions(use_threads=False, block_size=unit.size + 1),
            parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
        ).select([self._names[i] for i in (*roles.numbers, *roles.texts)])

    def _types(self, column: int) -> set[type]:
        """What the first lines hold there."""
        return {type(found.get(self._names[column])) for found in self._sample} - {type(None)}


class _Whole(str):
    """A whole number, and any other number, as it was typed."""


class _Number(str):
    pass


def _load(line: bytes) -> Any:
    """A line's value with its numbers as typed; None where it is no JSON."""
    try:
        return json.loads(line, parse_int=_Whole, parse_float=_Number, parse_constant=_Number)
    except (ValueError, RecursionError):
        return None


def _text(value: Any) -> str:
    """A JSON value as the text of a cell."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _records(data: bytes, names: list[str]) -> Iterator[Record]:
    """The rows of a unit with their lines."""
    for line, text in enumerate(data.split(b"\n"), 1):
        if not text.strip():
            continue
        found = _load(text)
        if isinstance(found, dict):
            yield Record(line, [_text(found.get(name)) for name in names])
        else:
            yield Record(line, (), "broken line: is not a JSON object")


def _kind(values: list[Any]) -> Kind:
    """Text if no first value is a number."""
    numbers = [value for value in values if isinstance(value, _Whole | _Number)]
    if not numbers:
        return "text"
    return "whole" if all(isinstance(value, _Whole) for value in numbers) else "number"
