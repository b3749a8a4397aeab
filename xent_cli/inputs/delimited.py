"""CSV, TSV and other delimited text: its cells found if it is plain, else parsed by Arrow, or by the csv module."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from xent_cli.inputs.cells import Cells, cells
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.faults import Record
from xent_cli.inputs.heading import SAMPLE, read_heading
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.parsed import Parsed, Texts, parse_records
from xent_cli.inputs.records import read_records
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.stream import shown
from xent_cli.inputs.units import TextUnits, Unit, cut_quoted, without_comments

LARGE = 1 << 20  # bytes of text that are worth loading Arrow's compute functions


class Delimited:
    """A file of delimited text."""

    unit = "line"

    def __init__(self, units: TextUnits, layout: Layout) -> None:
        self._units = units
        head = units.head(SAMPLE)
        self._heading = read_heading(head, shown(units.stream.path), layout)
        self.header, self.lines = self._heading.header, self._heading.lines
        units.skip(self._heading.size)
        units.widen(head)
        self._cut = cut_quoted(self._heading.delimiter, layout.comment)
        self._comment = layout.comment
        self._plain = layout.comment is None

    @property
    def bytes_done(self) -> int:
        """Bytes of the file, compressed or not."""
        return self._units.stream.done

    def close(self) -> None:
        """Close the file."""
        self._units.stream.close()

    def narrow(self, start: int, stop: int | None) -> None:
        """Read these bytes of the file alone."""
        self._units.narrow(max(start, self._heading.size), stop)
        self.lines = 0 if start else self.lines

    def firsts(self, column: int) -> set[str]:
        """The texts of a column in the first lines."""
        text = self._units.head(SAMPLE).decode("utf-8", "surrogateescape")
        rows = islice(read_records(text, self._heading.delimiter, self._heading.width, self._comment), SAMPLE)
        return {row.cells[column].strip() for row in rows if not row.flaw}

    def take(self, scratch: Scratch, roles: Roles) -> Unit | None:
        """The next megabyte or so of whole rows."""
        return self._units.take(scratch, self._cut)

    def parse(self, unit: Unit, roles: Roles) -> Parsed:
        """Convert the columns that have a role; the others are only stepped over."""

        @cache
        def records() -> list[Record]:
            text = bytes(unit.view).decode("utf-8", "surrogateescape")
            return list(read_records(text, self._heading.delimiter, self._heading.width, self._comment))

        def record(row: int) -> Record:
            return records()[row]

        if self._plain and not unit.quoted and unit.size >= LARGE:
            with suppress(pa.ArrowInvalid):
                if found := cells(unit.view, self._heading.delimiter, self._heading.width):
                    return self._of_cells(found, roles, record)
            self._plain = False  # nor will the units be that follow
        lines = unit.lines()
        if not unit.stray:
            with suppress(pa.ArrowInvalid):
                return _columns(self._arrow(unit, roles), roles, lines, record)
        return parse_records(records(), roles, lines)

    def _of_cells(self, found: Cells, roles: Roles, record: Callable[[int], Record]) -> Parsed:
        """The columns, of text whose lines are its rows."""
        logical = {i: found.texts(i).numbers for i in roles.numbers if i in self._heading.logical}
        others = [i for i in roles.numbers if i not in logical]
        numbers = logical | dict(zip(others, found.numbers(others), strict=True))
        texts = [found.texts(i) for i in roles.texts]
        return Parsed(found.rows, found.rows, [numbers[i] for i in roles.numbers], texts, record)

    def _arrow(self, unit: Unit, roles: Roles) -> Any:
        """The unit as Arrow reads it: columns by position, for names may be missing or stand twice."""
        data = unit.view
        if self._comment and unit.data.find(self._comment.encode(), 0, unit.size) >= 0:
            data = memoryview(without_comments(bytes(data), self._comment))
        columns = [*roles.numbers, *roles.texts]
        as_text = self._heading.logical.union(roles.texts)
        types = {str(i): pa.dictionary(pa.int32(), pa.string()) if i in as_text else pa.float64() for i in columns}
        return pc.read_csv(
            pa.BufferReader(data),
            read_options=pc.ReadOptions(
                column_names=[str(i) for i in range(self._heading.width)],
                block_size=len(data) + 1,
                use_threads=False,
            ),
            # Looking for newlines within quotes costs Arrow a second pass.
            parse_options=pc.ParseOptions(delimiter=self._heading.delimiter, newlines_in_values=unit.quoted),
            convert_options=pc.ConvertOptions(
                column_types=types,
                include_columns=[str(i) for i in columns],
                null_values=[],
                strings_can_be_null=False,
            ),
        )


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
