"""A table of labels and numbers, written block after block as its name ends: CSV, or Parquet."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from xent_cli.core.errors import InputError
from xent_cli.outputs.files import whole

Take = Callable[[Sequence[str], NDArray[np.float64]], None]
ENDINGS = (".csv", ".parquet")


def refuse_ending(path: str, option: str) -> None:
    """Refuse a name that says no format."""
    if not path.lower().endswith(ENDINGS):
        raise InputError("the name says no format", f"{option} {path}", "end it in .csv or .parquet")


@contextmanager
def written(path: str, label: str | None, names: Sequence[str]) -> Iterator[Take]:
    """Takes labels, where they have a column, and numbers (n, K), until the file is whole."""
    texts = [] if label is None else [(label, pa.string())]
    schema = pa.schema([*texts, *((name, pa.float64()) for name in names)])
    with whole(path) as beside, _writer(beside, schema, parquet=path.lower().endswith(".parquet")) as writer:

        def take(labels: Sequence[str], numbers: NDArray[np.float64]) -> None:
            texts = [] if label is None else [pa.array(labels, pa.string())]
            columns = [*texts, *map(as_arrow, np.ascontiguousarray(numbers.T))]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))

        yield take


def _writer(path: str, schema: Any, *, parquet: bool) -> Any:
    """What writes the format."""
    if parquet:
        from pyarrow.parquet import ParquetWriter

        return ParquetWriter(path, schema)
    from pyarrow.csv import CSVWriter, WriteOptions

    return CSVWriter(path, schema, write_options=WriteOptions(quoting_style="needed"))


def as_arrow(numbers: NDArray[np.float64]) -> Any:
    """The numbers in Arrow's hands; `pa.array` would load pandas to look at them."""
    return pa.Array.from_buffers(pa.float64(), len(numbers), [None, pa.py_buffer(numbers)])
