"""Calibration by workers: T* of as many passes as it takes, to the same last bit."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xent_cli.inputs import spool

from .conftest import ROWS, Ran


@pytest.fixture(scope="session")
def drawn(folder: Path) -> None:
    """Logits twice too large, what came true, and the same of one column."""
    random = np.random.default_rng(16)
    z = random.normal(size=(ROWS, 3))
    y = (z + random.gumbel(size=(ROWS, 3))).argmax(1)
    table = pa.table({"label": y, **{f"z{k}": 2 * z[:, k] for k in range(3)}})
    pq.write_table(table, folder / "drawn.parquet", row_group_size=300)
    lines = [",".join(map(repr, row.values())) for row in table.to_pylist()]
    (folder / "drawn.csv").write_text("\n".join(["label,z0,z1,z2", *lines]))
    p = random.random(ROWS)
    lines = [f"{int(came)},{said!r}" for came, said in zip(random.random(ROWS) < 0.25 + p / 2, p.tolist(), strict=True)]
    (folder / "binary.csv").write_text("\n".join(["y,p", *lines]))
    lines[1500] = lines[2900] = "1,nan"
    (folder / "bad.csv").write_text("\n".join(["y,p", *lines]))
    (folder / "right.csv").write_text("y,p\n" + "1,0.75\n0,0.25\n" * 2000)


@pytest.mark.parametrize("block", [1 << 17, 1000])
@pytest.mark.parametrize(
    "call",
    [
        "drawn.csv drawn.parquet --target label --logits --json",
        "drawn.parquet --target label --logits --bins 7 --classwise --base 2",
        "binary.csv --target y --pred p --json --at-most 0.001",
        "bad.csv binary.csv --target y --pred p --skip-bad --json",
    ],
)
def test_workers_give_the_same_last_bit(
    both: Callable[..., tuple[Ran, Ran]], drawn: None, call: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "AT_ONCE", block)  # numbers that are looked at first
    here, there = both("calibration", *call.split())
    assert there == here
    assert "T*" in here[1] or json.loads(here[1])["temperature"] > 1.2


@pytest.mark.parametrize(
    "call",
    ["right.csv --target y --pred p", "bad.csv --target y --pred p", "binary.csv --target z --pred p"],
)
def test_what_has_no_temperature_and_what_cannot_be_read_is_told_as_here(
    both: Callable[..., tuple[Ran, Ran]], drawn: None, call: str
) -> None:
    here, there = both("calibration", *call.split())
    assert "there is no T*" in here[1] or here[0] == 2
    assert there == here


@pytest.mark.parametrize("more", ["--equal-mass", "--write=made.csv"])
def test_what_needs_the_rows_here_is_refused(both: Callable[..., tuple[Ran, Ran]], drawn: None, more: str) -> None:
    _, there = both("calibration", "binary.csv", "--target", "y", "--pred", "p", more)
    option = more.partition("=")[0]
    said = f"xent: {option}: is of rows that are put by here; leave it out, or --scheduler\n"
    assert there == (2, "", said)
