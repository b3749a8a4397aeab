"""Columns of Parquet and Arrow files that hold a list in each row."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.inputs.arrow import arrow_numbers
from xent_cli.inputs.columnar import Columnar
from xent_cli.inputs.columns import LISTS, select
from xent_cli.inputs.formats import COLUMNAR
from xent_cli.inputs.storage import STDIN
from xent_cli.inputs.stream import check_readable

ROWS = 1 << 10  # lists may be long


class Listed(NamedTuple):
    """A row: where it stands, the numbers of its list, how many of them were null, and other columns by name."""

    place: str
    values: NDArray[np.float64]
    nulls: int
    found: dict[str, Any]


def holds_lists(path: str, column: str | None) -> bool:
    """Whether a column of a file is one of lists."""
    if column is None or path == STDIN or not path.lower().endswith(COLUMNAR) or path.lower().endswith(".npy"):
        return False
    check_readable(path, by_position=True)
    file = Columnar(path)
    header = file.header
    file.close()
    return header.kinds[select(column, header.names, "--pred")[0]] in LISTS


def read_lists(paths: Sequence[str], column: str, others: Sequence[str]) -> Iterator[Listed]:
    """Every row of the files in turn, with these other columns."""
    for path in paths:
        file = Columnar(path)
        names = file.header.names
        columns = [select(name, names, option)[0] for name, option in ((column, "--pred"), *((o, "") for o in others))]
        row = 0
        for batch in file.batches(columns, ROWS):
            beside = [batch.column(i + 1).to_pylist() for i in range(len(others))]
            for k, (values, nulls) in enumerate(_lists(batch.column(0))):
                row += 1
                found = {name: cells[k] for name, cells in zip(others, beside, strict=True)}
                yield Listed(f"{path}, row {row}", values, nulls, found)
        file.close()


def _lists(column: Any) -> Iterator[tuple[NDArray[np.float64], int]]:
    """The numbers of each list, without those that are null; an absent list is an empty one."""
    flat = column.flatten()
    missing = np.asarray(flat.is_null().to_pylist(), np.bool_) if flat.null_count else None
    numbers = arrow_numbers(flat).astype(np.float64, copy=False)
    end = 0
    for length in column.value_lengths().to_pylist():
        start, end = end, end + (length or 0)
        values = numbers[start:end]
        nulls = 0
        if missing is not None and (nulls := int(missing[start:end].sum())):
            values = values[~missing[start:end]]
        yield values, nulls
