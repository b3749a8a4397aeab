"""Seeded tables to measure with: predictions of ten classes, binary ones, a wide table of a thousand classes,
and tables to learn from."""

import argparse
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow.csv import CSVWriter
from pyarrow.parquet import ParquetWriter

BLOCK = 10_000


def blocks(rows: int, classes: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """Labels and logits; the labels are drawn from the softmax of the logits (Gumbel's trick)."""
    rng = np.random.default_rng(0)
    for start in range(0, rows, BLOCK):
        logits = 2 * rng.standard_normal((min(BLOCK, rows - start), classes))
        yield (logits + rng.gumbel(size=logits.shape)).argmax(1), logits


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Along the last axis; the logits are small."""
    probs = np.exp(logits)
    return np.asarray(probs / probs.sum(1, keepdims=True))


def table(labels: NDArray[np.int64], letter: str, values: NDArray[np.floating]) -> pa.Table:
    """The labels, then a column per class."""
    names = [f"{letter}{k}" for k in range(values.shape[1])]
    return pa.table([labels, *np.ascontiguousarray(values.T)], names=["label", *names])


def probs(rows: int) -> Iterator[pa.Table]:
    """Ten probabilities a row."""
    return (table(labels, "p", softmax(logits)) for labels, logits in blocks(rows, 10))


def logits(rows: int) -> Iterator[pa.Table]:
    """Ten logits a row."""
    return (table(labels, "z", logits) for labels, logits in blocks(rows, 10))


def binary(rows: int) -> Iterator[pa.Table]:
    """The probability of one of two classes."""
    return (pa.table({"y": labels, "p": softmax(logits)[:, 1]}) for labels, logits in blocks(rows, 2))


def wide(rows: int) -> Iterator[pa.Table]:
    """A thousand logits a row, in single precision."""
    return (table(labels, "z", logits.astype(np.float32)) for labels, logits in blocks(rows, 1000))


def training(rows: int) -> Iterator[pa.Table]:
    """Twenty features, and which of two classes a logistic model of them drew."""
    rng = np.random.default_rng(0)
    weights = rng.standard_normal(20) / 2
    for start in range(0, rows, BLOCK):
        features = rng.standard_normal((min(BLOCK, rows - start), 20))
        labels = (features @ weights + rng.logistic(size=len(features)) > 0).astype(np.int64)
        yield table(labels, "x", features)


def words(rows: int) -> Iterator[pa.Table]:
    """Sixteen features of one of 100,000 classes, which all occur."""
    rng = np.random.default_rng(0)
    places = rng.standard_normal((100_000, 16))
    labels = rng.permutation(np.arange(rows) % len(places))
    for start in range(0, rows, BLOCK):
        some = labels[start : start + BLOCK]
        yield table(some, "x", places[some] + rng.standard_normal((len(some), 16)) / 2)


def write_csv(path: Path, tables: Iterator[pa.Table]) -> None:
    """A text table, compressed as its name says."""
    first = next(tables)
    with pa.output_stream(path, compression="detect") as sink, CSVWriter(sink, first.schema) as writer:
        writer.write_table(first)
        for block in tables:
            writer.write_table(block)


def write_parquet(path: Path, tables: Iterator[pa.Table]) -> None:
    """A row group per block, and no dictionaries: no two predictions are the same."""
    first = next(tables)
    with ParquetWriter(path, first.schema, use_dictionary=False) as writer:
        writer.write_table(first)
        for block in tables:
            writer.write_table(block)


def generate(folder: Path, rows: int, only: Collection[str] = ()) -> None:
    """Write what is not there yet, all or only some: a file is whole once it has its name."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {
        "probs.csv": probs(rows),
        "probs.csv.gz": probs(rows),
        "probs.csv.zst": probs(rows),
        "probs.parquet": probs(rows),
        "logits.csv": logits(rows),
        "logits.parquet": logits(rows),
        "binary.csv": binary(5 * rows),
        "binary.parquet": binary(5 * rows),
        "wide.parquet": wide(rows // 10),
        "training.parquet": training(rows),
        "more-training.parquet": training(4 * rows),
        "words.parquet": words(max(100_000, rows // 10)),
    }
    for name, tables in wanted.items():
        if not (folder / name).exists() and (not only or name in only):
            part = folder / f"part.{name}"
            (write_parquet if name.endswith(".parquet") else write_csv)(part, tables)
            part.rename(folder / name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="*", default=(), help="the tables that are wanted")
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.rows, arguments.only)
