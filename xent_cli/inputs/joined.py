"""PRED from one file and TARGET from an array beside it, row by row."""

from dataclasses import replace
from typing import Any

import numpy as np

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import Header, Roles
from xent_cli.inputs.faults import Record
from xent_cli.inputs.matrix import Matrix, matrix_numbers, matrix_texts
from xent_cli.inputs.parsed import Parsed
from xent_cli.inputs.scratch import Scratch


class Joined:
    """A reader whose last columns stand in a `.npy` file; what has lines cannot be joined so."""

    unit = "row"
    lines = 0

    def __init__(self, table: Any, target: str) -> None:
        if table.unit != "row":
            remedy = "put the labels into the table, and name their column with --target"
            raise InputError("an array of labels goes with .npy, .npz, Parquet or Arrow", target, remedy)
        self._table, self._target = table, Matrix(target)
        self._width = len(table.header.names)
        self._start = 0
        beside = self._target.header
        self.target = (target,) if len(beside.names) == 1 else tuple(f"{target} {name}" for name in beside.names)
        names, kinds = table.header.names + self.target, table.header.kinds + beside.kinds
        widths = table.header.widths and table.header.widths + (1,) * len(beside.names)
        self.header = Header(table.header.file, names, kinds, table.header.named, widths)

    @property
    def bytes_done(self) -> int:
        """Bytes of the PRED file."""
        return int(self._table.bytes_done)

    def close(self) -> None:
        """Close the PRED file."""
        self._table.close()

    def firsts(self, column: int) -> set[str]:
        """The texts of a column in the first rows."""
        beside = column - self._width
        return self._target.firsts(beside) if beside >= 0 else set(self._table.firsts(column))

    def take(self, scratch: Scratch, roles: Roles) -> Any:
        """The next rows of both files."""
        if any(i >= self._width for i in (*roles.weight, *roles.by)):
            what = "holds labels, and neither weights nor groups"
            raise InputError(what, self._target.header.file, "name columns of the other file")
        rows = self._table.take(scratch, replace(roles, target=(), labels=False))
        stop = self._start + (0 if rows is None else len(rows))
        if stop > self._target.rows or (rows is None and stop < self._target.rows):
            count = "fewer" if stop > self._target.rows else "more"
            what = f"has {self._target.rows} rows, {count} than {self.header.file}"
            raise InputError(what, self._target.header.file, "give a label for each row")
        start, self._start = self._start, stop
        return None if rows is None else (rows, self._target.rows_at(start, stop, Scratch()))

    def parse(self, unit: Any, roles: Roles) -> Parsed:
        """The columns of both."""
        rows, beside = unit
        parsed: Parsed = self._table.parse(rows, replace(roles, target=(), labels=False))
        columns: list[np.ndarray[Any, Any]] = [beside[:, i - self._width] for i in roles.target]

        def record(row: int) -> Record:
            found = parsed.record(row)
            targets = {self._width + i: str(value) for i, value in enumerate(beside[row])}
            return found._replace(cells={**found.cells, **targets})

        if roles.labels:
            texts = [matrix_texts(columns[0]), *parsed.texts]
            return parsed._replace(texts=texts, record=record)
        count = len(roles.pred)
        numbers = [*parsed.numbers[:count], *map(matrix_numbers, columns), *parsed.numbers[count:]]
        return parsed._replace(numbers=numbers, record=record)
