"""How many rows an operand has is known without reading all of it, and no row is lost by looking."""

from collections.abc import Callable, Generator
from typing import TypeVar

import numpy as np
import pytest

from xent_cli.inputs.block import Block, Source
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.faults import Place, Record
from xent_cli.inputs.side import Side

R = TypeVar("R")


class Blocks:
    """An operand of one column that counts its rows, in blocks of three; `read` are those handed out."""

    name = "PRED"

    def __init__(self, rows: int) -> None:
        self.rows, self.read = rows, 0

    def ordered(self, work: Callable[[Block], R]) -> Generator[tuple[Place, R], None, None]:
        """Every block, worked."""
        source = Source(("1",), Roles((0,)), lambda row: Record(row + 1, ()))
        for start in range(0, self.rows, 3):
            numbers = np.arange(start, min(start + 3, self.rows), dtype=np.float64)[:, np.newaxis]
            self.read += 1
            yield Place("PRED", start), work(Block(numbers, None, None, (), None, len(numbers), 0, (), source))


@pytest.mark.parametrize(
    ("rows", "count", "read"), [(1, 1, 1), (2, 1, 1), (3, 3, 1), (4, 3, 2), (99, 3, 2), (99, 7, 3)]
)
def test_it_has_so_many_rows_or_not(rows: int, count: int, read: int) -> None:
    blocks = Blocks(rows)
    side = Side(blocks, lambda block: block)
    assert side.has(count) == (rows == count)
    assert blocks.read == read
    taken = []
    while rows > 1 and (ahead := side.ahead()):
        taken += side.take(ahead).values[:, 0].tolist()
    assert taken == (list(range(rows)) if rows > 1 else [])
