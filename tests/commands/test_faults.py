"""Input that once was a fault of xent: now a sentence, or the answer."""

import gzip
import math
import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
LN2 = f"{math.log(2)}\n"
TEXT = "y,a,b\na,0.5,0.5\nb,0.5,0.5\n"
LINE = '{"y": "a", "a": 0.5, "b": 0.5}\n'


def refused(ran: Ran, said: str) -> bool:
    return (ran.code, ran.out, ran.err.count("\n"), said in ran.err) == (2, "", 1, True)


@pytest.mark.parametrize("name", ["p.npy", "p.parquet", "p.feather", "p.jsonl"])
def test_a_table_without_columns(xent: Xent, tmp_path: Path, name: str) -> None:
    path, nothing = tmp_path / name, pa.table({"a": [1, 2]}).select([])
    match path.suffix:
        case ".npy":
            np.save(path, np.zeros((2, 0)))
        case ".parquet":
            pq.write_table(nothing, path)
        case ".feather":
            pyarrow.feather.write_feather(nothing, path)
        case _:
            path.write_text("{}\n{}\n")
    for argv in (["softmax", str(path)], ["ce", str(path), "-t", "y"], ["ce", "0", str(path)]):
        assert refused(xent(*argv), "has no columns")


@pytest.mark.parametrize("before", [0, 200])
@pytest.mark.parametrize("depth", [5_000, 500_000])
def test_json_of_any_depth(xent: Xent, tmp_path: Path, before: int, depth: int) -> None:
    path = tmp_path / "deep.jsonl"
    nested = "[" * depth + "]" * depth
    path.write_text(LINE * before + LINE.replace("0.5}", f"{nested}}}") + LINE)
    ran = xent("ce", str(path), "-t", "y", "-p", "a,b", "-q")
    assert refused(ran, f"line {before + 1}") or refused(ran, "holds")
    path.write_text(LINE * before + LINE.replace("0.5}", f'0.5, "c": {nested}}}') + LINE)
    ran = xent("ce", str(path), "-t", "y", "-p", "a,b", "-q")
    assert ran.out == LN2 or refused(ran, f"line {before + 1}")


@pytest.mark.parametrize("option", ["--pred", "--target", "--by", "--sample-weight"])
def test_a_position_of_5000_digits(xent: Xent, tmp_path: Path, option: str) -> None:
    path = tmp_path / "p.csv"
    path.write_text(TEXT)
    for position in ("9" * 5000, "1:" + "9" * 5000, "0" * 5000):
        ran = xent("ce", str(path), "--target", "y", option, position)
        assert refused(ran, "there is no column")
        assert len(ran.err) < 6000
    path.write_text(TEXT.replace("b", "9" * 5000))
    assert xent("ce", str(path), "-t", "y", "-p", "a," + "9" * 5000, "-q").out == LN2


@pytest.mark.parametrize("name", ["p.npy", "p.parquet", "p.feather"])
def test_a_pipe_that_is_named_like_a_file(xent: Xent, tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    os.mkfifo(path)
    assert refused(xent("softmax", path), "is a pipe or a device")
    assert refused(xent("ce", str(tmp_path / "p.npy"), "-t", path), "is a pipe") or name != "p.npy"


def test_a_named_pipe_of_text_is_read(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    os.mkfifo(path)
    writer = Thread(target=path.write_text, args=(TEXT,))
    writer.start()
    ran = xent("ce", str(path), "-t", "y", "-q")
    writer.join()
    assert (ran.out, ran.err) == (LN2, "")


def test_gzip_may_be_padded(xent: Xent, tmp_path: Path) -> None:
    path, whole = tmp_path / "p.csv.gz", gzip.compress(TEXT.encode())
    path.write_bytes(whole + bytes(1000))
    assert xent("ce", str(path), "-t", "y", "-q").out == LN2
    path.write_bytes(whole + b"more")
    assert refused(xent("ce", str(path), "-t", "y", "-q"), "is cut short or damaged")


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        pa.ArrowMemoryError("malloc of size 64 failed"),
        pa.ArrowException("Unknown error: Failed to launch worker thread: Resource temporarily unavailable"),
    ],
)
def test_memory_that_runs_out(xent: Xent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    path = tmp_path / "p.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    monkeypatch.setattr("xent_cli.inputs.delimited.Delimited._arrow", fail)
    assert refused(xent("ce", str(path), "-t", "y", "-q"), "there is not enough memory")
    if isinstance(error, MemoryError):
        monkeypatch.setattr("xent_cli.inputs.gunzip.Gunzip.readinto", fail)
        assert refused(xent("ce", str(path), "-t", "y", "-q"), "there is not enough memory")
        pq.write_table(pa.table({"z_a": [1.0], "z_b": [2.0]}), tmp_path / "p.parquet")
        monkeypatch.setattr("xent_cli.inputs.columnar._parquet", fail)
        assert refused(xent("softmax", str(tmp_path / "p.parquet"), "-q"), "there is not enough memory")
