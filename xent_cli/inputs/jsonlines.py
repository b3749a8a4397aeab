"""JSON lines: an object a line, parsed by Arrow, and by the json module where Arrow refuses a unit."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.json as pj

from xent_cli.core.errors import InputError
from xent_cli.inputs.arrow import Leaf, arrow_lists, arrow_numbers, arrow_texts, nested_schema
from xent_cli.inputs.columns import LISTS, Header, Kind, Roles
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
            raise InputError(
                "does not start with a JSON object on a line of its own", f"{file}, line 1", "write one object a line"
            )
        self._paths = list(dict.fromkeys(path for found in self._sample for path in _paths(found)))
        firsts = [self._firsts(column) for column in range(len(self._paths))]
        kinds = tuple(map(_kind, firsts))
        widths = tuple(_width(found) if kind in LISTS else 1 for kind, found in zip(kinds, firsts, strict=True))
        self.header = Header(file, tuple(map(".".join, self._paths)), kinds, widths=widths)

    @property
    def bytes_done(self) -> int:
        """Bytes of the file, compressed or not."""
        return self._units.stream.done

    def close(self) -> None:
        """Close the file."""
        self._units.stream.close()

    def narrow(self, start: int, stop: int | None) -> None:
        """Read these bytes of the file alone."""
        self._units.narrow(start, stop)

    def firsts(self, column: int) -> set[str]:
        """The texts of a key in the first lines."""
        return set(map(_text, self._firsts(column)))

    def _firsts(self, column: int) -> list[Any]:
        """What a key has in the first lines."""
        return [_at(found, self._paths[column]) for found in self._sample]

    def take(self, scratch: Scratch, roles: Roles) -> Unit | None:
        """The next megabyte or so of whole lines."""
        return self._units.take(scratch, cut_lines)

    def parse(self, unit: Unit, roles: Roles) -> Parsed:
        """Convert the keys that have a role; the others are only stepped over."""
        lines = unit.lines()

        @cache
        def records() -> list[Record]:
            return list(_records(bytes(self._text(unit)), self._paths, roles))

        try:
            table = self._arrow(unit, roles)
        except pa.ArrowInvalid:
            return parse_records(records(), roles, lines)
        several = table.num_rows > lines + (unit.data[unit.size - 1] != NEWLINE)
        if several:  # objects on a line: Arrow takes them, and we do not
            return parse_records(records(), roles, lines)
        numbers = [
            arrow_lists(self._column(table, i), roles.lists[i])
            if i in roles.lists
            else arrow_numbers(self._column(table, i))
            for i in roles.numbers
        ]
        texts = [arrow_texts(self._column(table, i)) for i in roles.texts]
        return Parsed(table.num_rows, lines, numbers, texts, lambda row: records()[row])

    def _column(self, table: Any, column: int) -> Any:
        """A key's values."""
        leaf = Leaf(column, self._paths[column], None)
        return leaf.within(table.column(leaf.path[0]).combine_chunks())

    def _text(self, unit: Unit) -> Any:
        """The unit without its comments; no string of JSON runs over several lines."""
        return unit.view if self._comment is None else without_comments(bytes(unit.view), self._comment, b"(?!)")

    def _arrow(self, unit: Unit, roles: Roles) -> Any:
        """The unit as Arrow reads it, in the types that the first lines showed."""
        fields = {i: pa.bool_() if self._types(i) == {bool} else pa.float64() for i in roles.numbers}
        fields |= {i: pa.list_(pa.float64()) for i in roles.lists}
        # A column that is wanted as text too is read as such.
        fields |= {i: pa.int64() if self._types(i) == {_Whole} else pa.string() for i in roles.texts}
        schema = pa.schema(nested_schema((self._paths[i], kind) for i, kind in fields.items()))
        return pj.read_json(
            pa.BufferReader(self._text(unit)),
            read_options=pj.ReadOptions(use_threads=False, block_size=unit.size + 1),
            parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
        )

    def _types(self, column: int) -> set[type]:
        """What the first lines hold there."""
        return set(map(type, self._firsts(column))) - {type(None)}


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


def _paths(found: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys of an object; of an object within it, the keys that lead to its own."""
    for key, value in found.items():
        if isinstance(value, dict) and value:
            yield from _paths(value, (*above, key))
        else:
            yield *above, key


def _at(found: Any, path: tuple[str, ...]) -> Any:
    """What stands there; nothing where an object on the way is none."""
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _width(values: list[Any]) -> int:
    """How long the first list is."""
    return next(len(value) for value in values if isinstance(value, list))


def _text(value: Any) -> str:
    """A JSON value as the text of a cell."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _records(data: bytes, paths: list[tuple[str, ...]], roles: Roles) -> Iterator[Record]:
    """The rows of a unit with their lines."""

    def cell(found: Any, column: int) -> str | tuple[str, ...]:
        value = _at(found, paths[column])
        if column not in roles.lists:
            return _text(value)
        return tuple(map(_text, value)) if isinstance(value, list) else (_text(value),)

    for line, text in enumerate(data.split(b"\n"), 1):
        if not text.strip():
            continue
        found = _load(text)
        if isinstance(found, dict):
            yield Record(line, [cell(found, column) for column in range(len(paths))])
        else:
            yield Record(line, (), "broken line: is not a JSON object")


def _kind(values: list[Any]) -> Kind:
    """Text if no first value is a number; a list if one is, of numbers."""
    lists = [value for value in values if isinstance(value, list)]
    if lists:
        kinds: dict[Kind, Kind] = {"whole": "whole list", "number": "list"}
        return kinds.get(_kind([entry for value in lists for entry in value]), "text")
    numbers = [value for value in values if isinstance(value, _Whole | _Number)]
    if not numbers:
        return "text"
    return "whole" if all(isinstance(value, _Whole) for value in numbers) else "number"
