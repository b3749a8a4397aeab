"""A table's value does not depend on how its rows are cut, ordered, stored or handed over."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xent_cli.app import run
from xent_cli.inputs import columnar, matrix, units
from xent_cli.inputs.stream import STDIN

ROWS, CLASSES = 300, 5
LABELS = ["cat", "dog", "eel", "fox", "gnu"]


def xent(*argv: str) -> Any:
    with redirect_stdout(StringIO()) as out:
        assert run([*argv, "--json"]) == 0
    return json.loads(out.getvalue())


@contextmanager
def standard_input(path: Path) -> Iterator[None]:
    """Let descriptor 0 be a file."""
    kept = os.dup(0)
    with path.open("rb") as file:
        os.dup2(file.fileno(), 0)
    try:
        yield
    finally:
        os.dup2(kept, 0)
        os.close(kept)


@pytest.fixture(scope="module")
def table() -> pa.Table:
    rng = np.random.default_rng(5)
    probs = rng.dirichlet(np.full(CLASSES, 0.3), ROWS)
    columns = dict(zip([f"p_{name}" for name in LABELS], probs.T, strict=True))
    labels = [LABELS[k] for k in rng.integers(0, CLASSES, ROWS)]
    extra = {"s": rng.random(ROWS), "g": [f"group {k}" for k in rng.integers(0, 20, ROWS)]}
    return pa.table({"label": labels, **columns, **extra})


OPTIONS = ["--target", "label", "--pred", "p_*"]


def written(table: pa.Table, path: Path) -> str:
    pyarrow.csv.write_csv(table, path)
    return str(path)


def test_formats_splits_and_standard_input_agree_to_the_last_bit(table: pa.Table, tmp_path: Path) -> None:
    whole = tmp_path / "whole.csv"
    expected = xent("ce", written(table, whole), *OPTIONS)
    halves = [written(half, tmp_path / f"{half.num_rows}.csv") for half in (table[:100], table[100:])]
    parquet = tmp_path / "whole.parquet"
    pyarrow.parquet.write_table(table, parquet, row_group_size=70)
    probs = np.stack([table[f"p_{name}"].to_numpy() for name in LABELS], axis=1)
    np.save(tmp_path / "probs.npy", probs)
    np.save(tmp_path / "labels.npy", np.array([LABELS.index(label.as_py()) for label in table["label"]]))
    arrays = str(tmp_path / "labels.npy"), str(tmp_path / "probs.npy")
    found = {
        "halves": xent("ce", *halves, *OPTIONS),
        "halves the other way round": xent("ce", *halves[::-1], *OPTIONS),
        "parquet": xent("ce", str(parquet), *OPTIONS),
        "npy": xent("ce", arrays[1], "--target", arrays[0]),
        "two operands": xent("ce", *arrays),
    }
    with standard_input(whole):
        found["standard input"] = xent("ce", STDIN, *OPTIONS)
    assert {name: report["value"] for name, report in found.items()} == dict.fromkeys(found, expected["value"])
    assert {name: report["sum"] for name, report in found.items()} == dict.fromkeys(found, expected["sum"])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(0, 99), unit=st.integers(200, 20_000), rows=st.integers(1, 400))
def test_any_order_and_any_unit_give_the_same_report(
    table: pa.Table, tmp_path: Path, seed: int, unit: int, rows: int
) -> None:
    options = [*OPTIONS, "--sample-weight", "s", "--by", "g", "--class-weight", "balanced"]
    expected = xent("ce", written(table, tmp_path / "whole.csv"), *options)
    shuffled = table.take(np.random.default_rng(seed).permutation(ROWS))
    path = written(shuffled, tmp_path / "shuffled.csv")
    pyarrow.parquet.write_table(shuffled, tmp_path / "shuffled.parquet")
    with (
        patch.object(units.TextUnits.__init__, "__defaults__", (unit,)),
        patch.object(columnar, "ROWS", rows),
        patch.object(matrix, "ROWS", rows),
    ):
        for file in (path, str(tmp_path / "shuffled.parquet")):
            found = xent("ce", file, *options)
            assert found == expected
