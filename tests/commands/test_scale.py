"""Long texts and wide tables: ten times as long takes ten times as long, not a hundred.

The bounds are those of a slow machine; what grew with the square took longer many times over.
"""

import json
import math
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
LN2 = f"{math.log(2)}\n"
BLANKS = " " * 60_000
COLUMNS = 20_000


@contextmanager
def within(seconds: float) -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < seconds


@pytest.mark.parametrize(
    "text",
    [
        f"0.5{BLANKS}0.5",
        f"0.5{BLANKS},{BLANKS}0.5",
        f"1{BLANKS}/{BLANKS}2 1/2{BLANKS}",
        f"array({BLANKS}[0.5,{BLANKS}0.5]{BLANKS})",
        f"array([0.5, 0.5],{BLANKS}dtype=float32)",
    ],
)
def test_blanks(xent: Xent, text: str) -> None:
    with within(2):
        assert xent("entropy", text, "-q").out == LN2


@pytest.mark.parametrize("text", [f"0.5{BLANKS}x", "array(" * 20_000, "array(" + "," * 60_000, "np.float64(" * 10_000])
def test_what_is_no_number(xent: Xent, text: str) -> None:
    with within(2):
        ran = xent("entropy", text, "-q")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    "text",
    [",".join(["1e-5"] * 10**5), "1/2 " * 50_000, "0.5" + " " * 10**6 + "0.5", f"[{','.join(['[0.5,0.5]'] * 50_000)}]"],
    ids=["numbers", "fractions", "blanks", "rows"],
)
def test_a_megabyte_of_text(xent: Xent, tmp_path: Path, text: str) -> None:
    path = tmp_path / "long.txt"
    path.write_text(text)
    with within(6):
        assert xent("entropy", str(path), "--normalize", "-q").code == 0


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same rows of many columns in every format, and once more in another order of columns."""
    folder = tmp_path_factory.mktemp("wide")
    names = [f"p{i}" for i in range(COLUMNS)]
    row = {"label": "1", **dict.fromkeys(names, 1 / COLUMNS)}
    mixed = random.Random(0).sample([*row], len(row))
    for name, order in (("p.csv", [*row]), ("q.csv", mixed)):
        lines = [",".join(order), *[",".join(str(row[key]) for key in order)] * 3]
        (folder / name).write_text("\n".join(lines) + "\n")
    (folder / "p.jsonl").write_text((json.dumps(row) + "\n") * 3)
    pq.write_table(pa.table({name: [value] * 3 for name, value in row.items()}), folder / "p.parquet")
    np.save(folder / "p.npy", np.full((3, COLUMNS), 1 / COLUMNS))
    return folder


@pytest.mark.parametrize("names", [["p.csv"], ["p.csv", "q.csv"], ["p.jsonl"], ["p.parquet"]])
@pytest.mark.parametrize("more", [[], ["--logits"], ["-p", "p*"]], ids=["all", "logits", "glob"])
def test_many_columns(xent: Xent, wide: Path, names: list[str], more: list[str]) -> None:
    with within(9):
        ran = xent("ce", *(str(wide / name) for name in names), "-t", "label", "-q", *more)
    assert float(ran.out) == pytest.approx(math.log(COLUMNS))


def test_many_columns_without_names(xent: Xent, wide: Path) -> None:
    with within(9):
        ran = xent("ce", "1", str(wide / "p.npy"), "-q")
    assert float(ran.out) == pytest.approx(math.log(COLUMNS))


def test_many_columns_by_name(xent: Xent, wide: Path) -> None:
    listed = ",".join(f"p{i}" for i in range(COLUMNS))
    with within(9):
        ran = xent("ce", str(wide / "p.csv"), "-t", "label", "-p", listed, "-q")
    assert float(ran.out) == pytest.approx(math.log(COLUMNS))
