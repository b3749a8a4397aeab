"""Parquet and Arrow (Feather) files: record batches, of which only the columns with a role are read."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import Header, Kind, Roles
from xent_cli.inputs.faults import Record, number
from xent_cli.inputs.parsed import Parsed, Texts
from xent_cli.inputs.scratch import Scratch

ROWS = 1 << 15  # fewer take a third longer
CELLS = 1 << 21  # of a block: what bounds its rows where the table is wide
BUFFERS = 32 << 20  # of all columns of a Parquet file together
SAMPLE = 100


class Columnar:
    """A file of typed columns; its rows are counted, for it has no lines."""

    unit = "row"
    lines = 0

    def __init__(self, path: str) -> None:
        self._path = path
        self._source = pa.OSFile(path)
        self._size = os.stat(path).st_size
        self._file, schema = _open(path, self._source)
        self.header = Header(path, tuple(schema.names), tuple(_kind(field.type) for field in schema))
        self._types = tuple(field.type for field in schema)
        self._batches: Iterator[Any] | None = None
        self._rows = min(ROWS, max(1, CELLS // max(1, len(schema.names))))

    @property
    def bytes_done(self) -> int:
        """How far into the file the reading has come."""
        return self._size if self._source.closed else int(self._source.tell())

    def close(self) -> None:
        """Close the file."""
        self._source.close()

    def sample(self, column: int) -> Iterable[str]:
        """The first cells of a column."""
        batch = next(iter(self._read((column,))), None)
        return [] if batch is None else (_text(cell) for cell in batch.column(0)[:SAMPLE])

    def _read(self, columns: Sequence[int]) -> Iterator[Any]:
        """The file's batches, cut to a block's rows, with these columns in this order."""
        names = [self.header.names[i] for i in columns]
        if hasattr(self._file, "iter_batches"):
            for batch in self._file.iter_batches(batch_size=self._rows, columns=names):
                yield batch.select(names)
            return
        for i in range(self._file.num_record_batches):
            batch = self._file.get_batch(i).select(names)
            for start in range(0, batch.num_rows, self._rows):
                yield batch.slice(start, self._rows)

    def take(self, scratch: Scratch, roles: Roles) -> Any:
        """The next batch; Arrow decodes its columns side by side."""
        columns = [*roles.numbers, *roles.texts]
        if self._batches is None:
            self._refuse_nested(columns)
            self._batches = self._read(columns)
        try:
            return next((batch for batch in self._batches if batch.num_rows), None)
        except (pa.ArrowException, OSError) as error:
            raise _damaged(self._path, error) from None

    def _refuse_nested(self, columns: Sequence[int]) -> None:
        for column in columns:
            if pa.types.is_nested(self._types[column]):
                what = f"column {self.header.names[column]} holds {self._types[column]}"
                raise InputError(what, self._path, "give a column of numbers for each class")

    def parse(self, batch: Any, roles: Roles) -> Parsed:
        """The batch's columns as arrays; a null is NaN."""
        count = len(roles.numbers)
        numbers = [arrow_numbers(column) for column in batch.columns[:count]]
        texts = [arrow_texts(column) for column in batch.columns[count:]]
        columns = [*roles.numbers, *roles.texts]

        def record(row: int) -> Record:
            return Record(row + 1, {c: _text(batch.column(i)[row]) for i, c in enumerate(columns)})

        return Parsed(batch.num_rows, batch.num_rows, numbers, texts, record)


class _Opened(NamedTuple):
    file: Any
    schema: Any


def _open(path: str, source: Any) -> _Opened:
    """Open by the first bytes: Parquet, or an Arrow file."""
    try:
        if path.lower().endswith(".parquet"):
            import pyarrow.parquet as pq

            columns = pq.read_metadata(source).num_columns
            buffer = min(1 << 19, max(BUFFERS // columns, 1 << 14))
            file = pq.ParquetFile(source, buffer_size=buffer, pre_buffer=False)
            return _Opened(file, file.schema_arrow)
        import pyarrow.ipc

        file = pyarrow.ipc.open_file(source)
        return _Opened(file, file.schema)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, error) from None


def _damaged(path: str, error: Exception) -> InputError:
    """A file that Arrow cannot read; its messages run on over several lines."""
    if not os.stat(path).st_size:
        return InputError("is empty", path, "give a table with a row for each prediction")
    what = str(error).splitlines()[0].rstrip(". ")
    return InputError(f"is cut short, damaged or of another format ({what})", path, "write it again")


def _kind(kind: Any) -> Kind:
    """What a column of this type holds."""
    if pa.types.is_integer(kind):
        return "whole"
    return "number" if pa.types.is_floating(kind) or pa.types.is_decimal(kind) else "text"


def _text(cell: Any) -> str:
    """A cell as text; a null is an empty one."""
    value = cell.as_py()
    return "" if value is None else str(value)


def arrow_numbers(column: Any) -> np.ndarray[Any, Any]:
    """A column as numbers: float32 and float64 as they are, without a copy."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return np.array([number(_text(cell)) for cell in column])
    if not (pa.types.is_float32(column.type) or pa.types.is_float64(column.type)):
        column = column.cast(pa.float64(), safe=False)
    return np.from_dlpack(column.fill_null(float("nan")) if column.null_count else column)


def arrow_texts(column: Any) -> Texts:
    """A column as codes and distinct texts."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    if pa.types.is_string(encoded.dictionary.type) and not column.null_count:
        return Texts(np.from_dlpack(encoded.indices), encoded.dictionary)
    values = [_text(value) for value in encoded.dictionary]
    indices = encoded.indices
    if indices.null_count:
        indices = indices.fill_null(len(values))
        values.append("")
    return Texts(np.from_dlpack(indices.cast(pa.int64())), values)
