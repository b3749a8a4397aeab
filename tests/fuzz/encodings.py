"""A table's rows as the bytes of a file."""

import bz2
import csv
import gzip
import io
import json
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet

DELIMITERS = {"csv": ",", "tsv": "\t", "txt": ","}
TEXTS = (*DELIMITERS, "jsonl", "ndjson", "json")


def text_of(names: list[str], rows: list[list[Any]], ending: str) -> bytes:
    """Delimited text under a header, or JSON lines."""
    if ending in DELIMITERS:
        return delimited([names, *rows], DELIMITERS[ending])
    return "".join(json.dumps(dict(zip(names, row, strict=False))) + "\n" for row in rows).encode()


def oddly_delimited(r: Random, names: list[str], rows: list[list[Any]], ending: str) -> bytes:
    """Text parted by something else, quoted more than it needs, or without a header."""
    delimiter = r.choice((*[DELIMITERS[ending]] * 8, ";", "\t"))
    quoting: Any = r.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC))
    return delimited(rows if r.random() < 0.08 else [names, *rows], delimiter, quoting)


def delimited(rows: list[list[Any]], delimiter: str, quoting: Any = csv.QUOTE_MINIMAL) -> bytes:
    """The rows as lines."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def compressed(data: bytes, ending: str) -> bytes:
    """The bytes as the ending of a file's name says."""
    match ending.rpartition(".")[2]:
        case "gz":
            return gzip.compress(data, mtime=0)
        case "bz2":
            return bz2.compress(data)
        case "zst":
            sink = pa.BufferOutputStream()
            with pa.CompressedOutputStream(sink, "zstd") as file:
                file.write(data)
            return bytes(sink.getvalue())
    return data


def inflated(data: bytes) -> bytes:
    """What `compressed` made smaller; other bytes, and those that were cut, as they are."""
    codec = {b"\x1f\x8b": "gzip", b"BZ": "bz2", b"\x28\xb5": "zstd"}.get(data[:2])
    try:
        return pa.CompressedInputStream(pa.BufferReader(data), codec).read() if codec else data
    except (pa.ArrowException, OSError):
        return data


def binary(names: list[str], rows: list[list[Any]], ending: str) -> bytes:
    """A file of typed columns: Parquet, Arrow, or the matrix of the numbers alone."""
    if ending == "npy":
        return npy(np.array([row[0] for row in rows] if len(names) == 1 else rows))
    out = io.BytesIO()
    columns = [_column(list(cells)) for cells in zip(*rows, strict=True)] if rows else []
    table = pa.Table.from_arrays(columns, names=names)
    if ending == "parquet":
        pyarrow.parquet.write_table(table, out, compression="none")
    elif ending == "feather":
        pyarrow.feather.write_feather(table, out, compression="uncompressed")
    else:
        with pa.ipc.new_file(out, table.schema) as file:
            file.write_table(table)
    return out.getvalue()


def npy(array: Any) -> bytes:
    """The file that np.save writes."""
    out = io.BytesIO()
    np.save(out, array)
    return out.getvalue()


def _column(cells: list[Any]) -> Any:
    """The cells as the type that holds them all."""
    try:
        return pa.array(cells)
    except (pa.ArrowException, OverflowError):
        return pa.array([None if cell is None else str(cell) for cell in cells])
