"""Parquet and Arrow (Feather) files: record batches, of which only the columns with a role are read."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import Header, Kind, Roles
from xent_cli.inputs.faults import Record
from xent_cli.inputs.parsed import Parsed, Texts
from xent_cli.inputs.scratch import Scratch

ROWS = 1 << 15  # fewer take a third longer
SAMPLE = 100
CELLS = 1 << 21  # of a block: what bounds its rows where the table is wide
END_OF_STREAM = b"\xff\xff\xff\xff\0\0\0\0"
BUFFERS = 32 << 20  # of all columns of a Parquet file together


class Columnar:
    """A file of typed columns; its rows are counted, for it has no lines."""

    unit = "row"
    lines = 0

    def __init__(self, path: str) -> None:
        self._path = path
        self._source = pa.OSFile(path)
        self._size = os.stat(path).st_size
        self._file = _open(path, self._source)
        schema = self._file.schema
        self.header = Header(path, tuple(schema.names), tuple(_kind(field.type) for field in schema))
        self.types = tuple(field.type for field in schema)
        self._batches: Iterator[Any] | None = None
        self._rows = min(ROWS, max(1, CELLS // max(1, len(schema.names))))

    @property
    def bytes_done(self) -> int:
        """How far into the file the reading has come."""
        return self._size if self._source.closed else int(self._source.tell())

    def close(self) -> None:
        """Close the file."""
        self._source.close()

    def firsts(self, column: int) -> set[str]:
        """The texts of a column in the first rows."""
        self._refuse(column, as_number=False)
        for batch in self._file.read([column], SAMPLE):
            return {_text(cell) for cell in batch.column(0)}
        return set()

    def batches(self, columns: Sequence[int], rows: int) -> Iterator[Any]:
        """Some columns, in their order, in batches of so many rows."""
        try:
            yield from self._file.read(columns, rows)
        except (pa.ArrowException, OSError) as error:
            raise _damaged(self._path, error) from None

    def take(self, scratch: Scratch, roles: Roles) -> Any:
        """The next batch."""
        columns = [*roles.numbers, *roles.texts]
        if self._batches is None:
            for column in roles.numbers:
                self._refuse(column, as_number=True)
            for column in roles.texts:
                self._refuse(column, as_number=False)
            self._batches = self._file.read(columns, self._rows)
        try:
            return next((batch for batch in self._batches if batch.num_rows), None)
        except MemoryError:
            raise
        except (pa.ArrowException, OSError) as error:
            raise _damaged(self._path, error) from None

    def _refuse(self, column: int, *, as_number: bool) -> None:
        """Refuse a column of a type that is neither number nor text."""
        kind = self.types[column]
        countable = _kind(kind) != "text" or _is_text(kind) or kind in (pa.bool_(), pa.null())
        if pa.types.is_nested(kind) or (as_number and not countable):
            remedy = "give a column of numbers for each class" if as_number else "give a column of texts or numbers"
            raise InputError(f"column {self.header.names[column]} holds {kind}", self._path, remedy)

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
    """A file's columns, and how to read some of them, in their order, in batches of so many rows."""

    schema: Any
    read: Callable[[Sequence[int], int], Iterator[Any]]


def _open(path: str, source: Any) -> _Opened:
    """Open a Parquet file by its name, any other as Arrow's."""
    try:
        return _parquet(source) if path.lower().endswith(".parquet") else _arrow(source)
    except MemoryError:
        raise
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, error) from None


def _parquet(source: Any) -> _Opened:
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(source)
    buffer = min(1 << 19, max(BUFFERS // max(1, metadata.num_columns), 1 << 14))
    file = pq.ParquetFile(source, metadata=metadata, buffer_size=buffer, pre_buffer=False)
    schema = file.schema_arrow
    names = schema.names  # made anew at every call

    def read(columns: Sequence[int], rows: int) -> Iterator[Any]:
        wanted = list(dict.fromkeys(names[i] for i in columns))  # one name may stand for several columns
        there, asked = _occurrences(names), None
        # Arrow's own threads would contend with the workers for the cores.
        for batch in file.iter_batches(batch_size=rows, columns=wanted, use_threads=False):
            if asked is None:
                held = {occurrence: i for i, occurrence in enumerate(_occurrences(batch.schema.names))}
                asked = [held[there[i]] for i in columns]
            yield batch.select(asked)

    return _Opened(schema, read)


def _occurrences(names: Sequence[str]) -> list[tuple[str, int]]:
    """Each name, and how many columns before it have the same."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        found.append((name, seen[name]))
        seen[name] += 1
    return found


def _arrow(source: Any) -> _Opened:
    """An Arrow file, or a stream of its batches."""
    import pyarrow.ipc

    is_file = source.read(6) == b"ARROW1"
    source.seek(max(0, source.size() - len(END_OF_STREAM)))
    if not is_file and source.read() != END_OF_STREAM:
        raise pa.ArrowInvalid("the end of its stream is missing")

    def opened() -> Any:
        source.seek(0)
        return pyarrow.ipc.open_file(source) if is_file else pyarrow.ipc.open_stream(source)

    def read(columns: Sequence[int], rows: int) -> Iterator[Any]:
        file = opened()
        for batch in map(file.get_batch, range(file.num_record_batches)) if is_file else file:
            for start in range(0, batch.num_rows, rows):
                yield batch.select(columns).slice(start, rows)

    return _Opened(opened().schema, read)


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


def _is_text(kind: Any) -> bool:
    types = pa.types
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_dictionary(kind))


def _text(cell: Any) -> str:
    """A cell as text; a null is an empty one."""
    value = cell.as_py()
    return "" if value is None else str(value)


def arrow_numbers(column: Any) -> np.ndarray[Any, Any]:
    """A column as numbers: float32 and float64 as they are, without a copy."""
    if _is_text(column.type):
        return arrow_texts(column).numbers
    if not (pa.types.is_float32(column.type) or pa.types.is_float64(column.type)):
        column = column.cast(pa.float64(), safe=False)
    return np.from_dlpack(column.fill_null(float("nan")) if column.null_count else column)


def arrow_texts(column: Any) -> Texts:
    """A column as codes and distinct texts."""
    if pa.types.is_integer(column.type) and not column.null_count and len(column):
        numbers = np.from_dlpack(column)
        low, high = int(numbers.min()), int(numbers.max())
        if high - low < len(numbers) and high < 1 << 62:  # close together: each is its own code
            return Texts(numbers.astype(np.int64) - low, [str(number) for number in range(low, high + 1)])
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    if pa.types.is_string(encoded.dictionary.type) and not column.null_count:
        return Texts(np.from_dlpack(encoded.indices), encoded.dictionary)
    values = [_text(value) for value in encoded.dictionary]
    indices = encoded.indices
    if indices.null_count:
        indices = indices.fill_null(len(values))
        values.append("")
    return Texts(np.from_dlpack(indices.cast(pa.int64())), values)
