"""Parquet and Arrow (Feather) files: record batches, of which only the columns with a role are read."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from xent_cli.core.errors import InputError
from xent_cli.inputs.arrow import (
    Leaf,
    arrow_lists,
    arrow_numbers,
    arrow_texts,
    is_text,
    kind_of,
    leaves,
    text_of,
    texts_of,
)
from xent_cli.inputs.columns import LISTS, Header, Roles
from xent_cli.inputs.faults import Record
from xent_cli.inputs.parsed import Parsed
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.storage import is_address, open_at, size_of

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
        self._source = _source(path)
        self._size = size_of(path)
        self._file = _open(path, self._source)
        self._leaves = self._file.leaves
        kinds = tuple(kind_of(leaf.type) for leaf in self._leaves)
        widths = tuple(self._entries(i) if kind in LISTS else 1 for i, kind in enumerate(kinds))
        self.header = Header(path, tuple(leaf.name for leaf in self._leaves), kinds, widths=widths)
        self._batches: Iterator[Any] | None = None
        self._groups: Sequence[int] | None = None

    def narrow(self, start: int, stop: int | None) -> None:
        """Read these row groups of the file alone."""
        self._groups = range(start, self._file.groups if stop is None else stop)

    @property
    def bytes_done(self) -> int:
        """How far into the file the reading has come."""
        return self._size if self._source.closed else int(self._source.tell())

    def close(self) -> None:
        """Close the file."""
        self._source.close()

    def _entries(self, column: int) -> int:
        """How long the first list of a column is."""
        try:
            for batch in self._file.read([column], SAMPLE):
                if lengths := [len(cell) for cell in batch.column(0) if cell.is_valid]:
                    return lengths[0]
        except (pa.ArrowException, OSError) as error:
            raise _damaged(self._path, error) from None
        return 0

    def firsts(self, column: int) -> set[str]:
        """The texts of a column in the first rows."""
        self._refuse(column, as_number=False)
        for batch in self._file.read([column], SAMPLE):
            return {text_of(cell) for cell in batch.column(0)}
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
            width = len(self._leaves) + sum(roles.lists.values())
            self._batches = self._file.read(columns, min(ROWS, max(1, CELLS // max(1, width))), self._groups)
        try:
            return next((batch for batch in self._batches if batch.num_rows), None)
        except MemoryError:
            raise
        except (pa.ArrowException, OSError) as error:
            raise _damaged(self._path, error) from None

    def _refuse(self, column: int, *, as_number: bool) -> None:
        """Refuse a column of a type that is neither number nor text."""
        kind = self._leaves[column].type
        listed = as_number and kind_of(kind) in LISTS
        countable = kind_of(kind) != "text" or is_text(kind) or kind in (pa.bool_(), pa.null())
        if listed and not self.header.widths[column]:
            what = f"the first lists of column {self.header.names[column]} are empty"
            raise InputError(what, self._path, "give every row a list with a number for each class")
        if (pa.types.is_nested(kind) and not listed) or (as_number and not countable):
            remedy = "give a column of numbers for each class" if as_number else "give a column of texts or numbers"
            raise InputError(f"column {self.header.names[column]} holds {kind}", self._path, remedy)

    def parse(self, batch: Any, roles: Roles) -> Parsed:
        """The batch's columns as arrays; a null is NaN."""
        count = len(roles.numbers)
        columns = [*roles.numbers, *roles.texts]
        numbers = [
            arrow_lists(column, roles.lists[i]) if i in roles.lists else arrow_numbers(column)
            for i, column in zip(columns, batch.columns[:count], strict=False)
        ]
        texts = [arrow_texts(column) for column in batch.columns[count:]]

        def record(row: int) -> Record:
            return Record(row + 1, {c: texts_of(batch.column(i)[row]) for i, c in enumerate(columns)})

        return Parsed(batch.num_rows, batch.num_rows, numbers, texts, record)


class _Opened(NamedTuple):
    """A file's columns, and how to read some of them, in their order, in batches of so many rows, of some groups."""

    leaves: Sequence[Leaf]
    read: Callable[..., Iterator[Any]]
    groups: int = 1


def _source(path: str) -> Any:
    """The file as Arrow reads it fastest."""
    return open_at(path) if is_address(path) else pa.OSFile(path)


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
    names, found = schema.names, leaves(schema)  # names are made anew at every call

    def read(columns: Sequence[int], rows: int, groups: Sequence[int] | None = None) -> Iterator[Any]:
        wanted = list(dict.fromkeys(found[i].name for i in columns))  # one name may stand for several columns
        there, asked = _occurrences(names), None
        # Arrow's own threads would contend with the workers for the cores.
        for batch in file.iter_batches(rows, groups, columns=wanted, use_threads=False):
            if asked is None:
                held = {occurrence: i for i, occurrence in enumerate(_occurrences(batch.schema.names))}
                asked = [held[there[found[i].top]] for i in columns]
            yield _picked(batch.select(asked), [found[i] for i in columns])

    return _Opened(found, read, metadata.num_row_groups)


def row_groups(path: str) -> list[int]:
    """How many bytes each row group of a Parquet file has."""
    import pyarrow.parquet as pq

    with open_at(path) as file:
        metadata = pq.read_metadata(file)
    return [metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups)]


def _picked(batch: Any, wanted: Sequence[Leaf]) -> Any:
    """The leaves, of a batch of the columns they stand in."""
    if all(len(leaf.path) == 1 for leaf in wanted):
        return batch
    found = [leaf.within(column) for leaf, column in zip(wanted, batch.columns, strict=True)]
    return pa.RecordBatch.from_arrays(found, names=[leaf.name for leaf in wanted])


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

    found = leaves(opened().schema)

    def read(columns: Sequence[int], rows: int, groups: None = None) -> Iterator[Any]:
        file, wanted = opened(), [found[i] for i in columns]
        for batch in map(file.get_batch, range(file.num_record_batches)) if is_file else file:
            for start in range(0, batch.num_rows, rows):
                yield _picked(batch.select([leaf.top for leaf in wanted]).slice(start, rows), wanted)

    return _Opened(found, read)


def _damaged(path: str, error: Exception) -> InputError:
    """A file that Arrow cannot read; its messages run on over several lines."""
    if not size_of(path):
        return InputError("is empty", path, "give a table with a row for each prediction")
    what = str(error).splitlines()[0].rstrip(". ")
    return InputError(f"is cut short, damaged or of another format ({what})", path, "write it again")
