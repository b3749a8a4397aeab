from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xent_cli.inputs.block import Block
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.table import open_table

Rows = Callable[..., list[Any]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write a file and return its path."""

    def write(content: str | bytes, name: str = "preds.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def rows() -> Rows:
    """Read a whole table: (row number, target, pred) of every row, in order."""

    def read(*paths: str, **layout: Any) -> list[Any]:
        def work(block: Block) -> list[Any]:
            targets = [None] * block.rows if block.target is None else block.target.tolist()
            numbers = [int(block.row_numbers(i)) for i in range(block.rows)]
            return list(zip(numbers, targets, block.pred.tolist(), strict=True))

        table = open_table(paths, Layout(**layout))
        return [
            (place.rows + number, target, pred) for place, part in table.ordered(work) for number, target, pred in part
        ]

    return read
