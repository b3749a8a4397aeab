"""The columns of one unit of any format, before they become a Block."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from xent_cli.inputs.columns import Header, Roles
from xent_cli.inputs.faults import Record, cell_number, numbers_of
from xent_cli.inputs.scratch import Scratch


class Texts(NamedTuple):
    """A column of texts: an index into the distinct values for each row. They are a list, or still Arrow's."""

    codes: NDArray[Any]
    values: Any

    @property
    def listed(self) -> list[str]:
        """The distinct values."""
        return self.values if isinstance(self.values, list) else list(self.values.to_pylist())

    def at(self, row: int) -> str:
        """The text of a row."""
        value = self.values[int(self.codes[row])]
        return value if isinstance(value, str) else str(value.as_py())

    @property
    def rows(self) -> list[str]:
        """The text of every row."""
        return list(map(self.listed.__getitem__, self.codes.tolist()))

    def some(self, kept: Any) -> "Texts":
        """The same of some rows."""
        return Texts(self.codes[kept], self.values)

    @property
    def numbers(self) -> NDArray[np.float64]:
        """The texts as numbers."""
        values: NDArray[np.float64] = np.array([cell_number(text) for text in self.listed], np.float64)
        return values.take(self.codes)


class Parsed(NamedTuple):
    """A unit's rows: NaN where a number could not be read, and each row as typed for whoever asks.

    A column of lists has a row of numbers for each row.
    """

    rows: int
    lines: int
    numbers: Sequence[NDArray[Any]]
    texts: Sequence[Texts]
    record: Callable[[int], Record]


class Reader(Protocol):
    """A file of some format: what its head shows, its units one by one, and a unit's columns."""

    header: Header
    lines: int
    unit: str

    def firsts(self, column: int) -> set[str]:
        """The texts of a column in the first rows; ask before the first `take`."""

    def take(self, scratch: Scratch, roles: Roles) -> Any:
        """The next unit, read while the other workers wait; None at the end."""

    def parse(self, unit: Any, roles: Roles) -> Parsed:
        """A unit's columns; runs beside the other workers."""

    @property
    def bytes_done(self) -> int:
        """Bytes of the file read so far."""

    def close(self) -> None:
        """Close the file."""


def _numbers(records: Sequence[Record], column: int, width: int) -> NDArray[np.float64]:
    """A column of numbers, or of lists of so many."""
    if width:
        lists = [numbers_of(() if r.flaw else r.cells[column], width) for r in records]
        return np.array(lists, np.float64).reshape(-1, width)
    return np.array([float("nan") if r.flaw else cell_number(r.cells[column]) for r in records], np.float64)


def parse_records(records: Sequence[Record], roles: Roles, lines: int) -> Parsed:
    """Read every row cell by cell, as is done where Arrow refuses a unit."""
    numbers = [_numbers(records, column, roles.lists.get(column, 0)) for column in roles.numbers]
    texts = []
    for column in roles.texts:
        seen: dict[str, int] = {}
        codes = [seen.setdefault("" if r.flaw else r.cells[column], len(seen)) for r in records]
        texts.append(Texts(np.array(codes, np.int64), list(seen)))
    return Parsed(len(records), lines, numbers, texts, records.__getitem__)
