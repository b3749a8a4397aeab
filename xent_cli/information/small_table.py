"""A small table of numbers whose first column holds names: read whole, each cell as it is written."""

from collections.abc import Sequence
from typing import NamedTuple

from xent_cli.core.errors import InputError
from xent_cli.information.counting import open_columns
from xent_cli.information.joint import numbered
from xent_cli.information.reading import Reading
from xent_cli.inputs.block import Block
from xent_cli.inputs.literal import Number, read_number
from xent_cli.inputs.sample import is_number

MOST = 1_000_000  # cells


class SmallTable(NamedTuple):
    """Its cells, with the names of rows and columns: of the first column and of the header, else their numbers."""

    name: str
    cells: list[list[Number]]
    rows: Sequence[str]
    columns: Sequence[str]
    headed: bool


def read_small(paths: Sequence[str], reading: Reading, remedy: str, too_large: str = "") -> SmallTable:
    """The table; InputError with the remedy where a cell is no number."""
    table = open_columns(paths, "*", reading, "")
    rows: list[list[str]] = []
    for _, some in table.ordered(texts, workers=1):
        rows += some
        if len(rows) * len(table.names) > MOST:
            raise InputError(f"has more than {MOST:,} cells".replace(",", " "), table.name, too_large or remedy)
    first = int(table.named or not all(is_number(row[0]) for row in rows))
    heads = table.names[first:]
    cells = [
        [number(x, f"{table.name}, row {i}, column {head}", remedy) for head, x in zip(heads, row[first:], strict=True)]
        for i, row in enumerate(rows, 1)
    ]
    names = [row[0] for row in rows] if first else numbered(len(rows))
    return SmallTable(table.name, cells, names, heads if table.named else numbered(len(heads)), table.named)


def texts(block: Block) -> list[list[str]]:
    """The cells of a block as they are written."""
    columns = [(column.codes.tolist(), column.listed) for column in block.group]
    return [[values[codes[row]] for codes, values in columns] for row in range(block.rows)]


def number(text: str, place: str, remedy: str) -> Number:
    """A cell."""
    try:
        return read_number(text)
    except InputError as error:
        raise InputError(error.what, place, remedy) from None
