"""Columns of lists, columns within records, and arrays in archives: as training libraries write them."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from xent_cli.core.errors import InputError
from xent_cli.inputs.archive import Bytes
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.table import open_table

Rows = Callable[..., list[Any]]
LOGITS = [[2.0, 1.0, 0.125], [0.5, 3.0, 1.0], [1.0, 0.25, 4.0]]
LABELS = [0, 1, 2]
EXPECTED = [(i + 1, label, row) for i, (label, row) in enumerate(zip(LABELS, LOGITS, strict=True))]

LISTS = {
    "list": pa.array(LOGITS),
    "float32": pa.array(LOGITS, pa.list_(pa.float32())),
    "large": pa.array(LOGITS, pa.large_list(pa.float64())),
    "fixed": pa.FixedSizeListArray.from_arrays(pa.array(np.array(LOGITS).ravel()), 3),
}


def write(folder: Path, kind: str, columns: dict[str, Any]) -> str:
    """A file of that kind, of one column of lists, or with records."""
    path = folder / f"preds.{kind}"
    table = pa.table(columns)
    if kind == "parquet":
        pq.write_table(table, path)
    elif kind == "feather":
        pyarrow.feather.write_feather(table, path)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in table.to_pylist()))
    return str(path)


KINDS = pytest.mark.parametrize("kind", ["parquet", "feather", "jsonl"])


@KINDS
@pytest.mark.parametrize("how", LISTS)
def test_a_column_of_lists_is_pred(tmp_path: Path, rows: Rows, kind: str, how: str) -> None:
    beside = {"label": LABELS, "loss": [0.5, 0.5, 0.5], "input_ids": [[7, 8], [9], []], "text": ["a", "b", "c"]}
    path = write(tmp_path, kind, {**beside, "logits": LISTS[how]})
    for layout in ({}, {"sums_to_1": False}, {"pred": "logits"}, {"pred": "5"}):
        assert rows(path, target="label", **layout) == EXPECTED
    [note, _] = open_table([path], Layout(target="label")).notes
    assert note == "PRED is the column of lists, whose entries are the classes: logits"


@KINDS
def test_its_entries_are_the_classes(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path, kind, {"label": ["cow", "cat"], "p": [[0.25, 0.75], [0.5, 0.5]]})
    table = open_table([path], Layout(target="label", classes=("cat", "cow")))
    assert (table.pred, table.classes) == (("p[0]", "p[1]"), ("cat", "cow"))
    [(_, labels)] = table.ordered(lambda block: block.target.tolist() if block.target is not None else None)
    assert labels == [1, 0]
    assert open_table([path], Layout(target="label")).classes == ("0", "1")


@KINDS
def test_columns_within_records_have_dotted_names(tmp_path: Path, rows: Rows, kind: str) -> None:
    records = [{"logits": row, "head": {"y": y}} for row, y in zip(LOGITS, LABELS, strict=True)]
    path = write(tmp_path, kind, {"other": [{"x": 1}] * 3, "output": records})
    assert open_table([path], Layout(target="output.head.y")).names == ("other.x", "output.logits", "output.head.y")
    assert rows(path, target="output.head.y", pred="output.logits") == EXPECTED
    assert rows(path, target="output.head.y", pred="output.log*") == EXPECTED


@KINDS
def test_lists_may_be_the_target(tmp_path: Path, rows: Rows, kind: str) -> None:
    path = write(tmp_path, kind, {"truth": [[1, 0], [0, 1]], "p": [[0.25, 0.75], [0.5, 0.5]]})
    assert rows(path, target="truth") == [(1, [1, 0], [0.25, 0.75]), (2, [0, 1], [0.5, 0.5])]


@KINDS
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ([0.5], "row 2 .*, column p: a list of length 1, where the first has 2"),
        ([], "row 2 .*, column p: a list of length 0, where the first has 2"),
        ([0.5, None], r"row 2 .*, column p\[1\]: the cell is empty"),
    ],
)
def test_a_list_that_cannot_be_used(
    tmp_path: Path, rows: Rows, kind: str, bad: Sequence[float | None], said: str
) -> None:
    path = write(tmp_path, kind, {"id": ["a", "b", "c"], "p": [[0.25, 0.75], bad, [0.5, 0.5]]})
    with pytest.raises(InputError, match=said.replace("row 2 .*", r"(row|line) 2 \(b\)")):
        rows(path, id="id")
    assert rows(path, skip_bad=True) == [(1, None, [0.25, 0.75]), (3, None, [0.5, 0.5])]


@KINDS
def test_a_missing_record_is_a_missing_list(tmp_path: Path, rows: Rows, kind: str) -> None:
    path = write(tmp_path, kind, {"output": [{"p": [0.25, 0.75]}, None, {"p": None}, {"p": [0.5, 0.5]}]})
    assert rows(path, pred="output.p", skip_bad=True) == [(1, None, [0.25, 0.75]), (4, None, [0.5, 0.5])]


@pytest.mark.parametrize(
    ("columns", "layout", "said"),
    [
        ({"p": [[0.5]], "q": [[0.5]]}, {}, "several columns may be PRED: p, q; name it, as in --pred p"),
        ({"e": [[0.5]], "z_0": [1.0], "z_1": [2.0]}, {}, "several columns may be PRED: e, z_0, z_1"),
        ({"p": [[0.5]], "q": [0.5]}, {"pred": "p,q"}, "--pred: column p holds a list in each row"),
        ({"p": [[0.5]], "q": [0.5]}, {"pred": "q", "id": "p"}, "--id: column p holds a list in each row"),
        ({"p": [["a"]], "q": [0.5]}, {"pred": "p"}, "column p holds list"),
        ({"p": [[[0.5]]], "q": [0.5]}, {"pred": "p"}, "column p holds list"),
        ({"p": [[]], "q": [0.5]}, {"pred": "p"}, "p"),
    ],
)
def test_lists_where_they_cannot_stand(
    tmp_path: Path, rows: Rows, columns: dict[str, Any], layout: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        rows(write(tmp_path, "parquet", columns), **layout)


def test_wide_lists_are_cut_into_few_rows(tmp_path: Path) -> None:
    path = str(tmp_path / "wide.parquet")
    wide = np.arange(64 * 50_000, dtype=np.float32).reshape(64, -1)
    pq.write_table(pa.table({"logits": pa.FixedSizeListArray.from_arrays(pa.array(wide.ravel()), 50_000)}), path)
    parts = [part for _, part in open_table([path], Layout(sums_to_1=False)).ordered(lambda b: b.pred.copy())]
    assert max(map(len, parts)) < 64
    assert (np.concatenate(parts) == wide).all()


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_arrays_in_an_archive(tmp_path: Path, rows: Rows, save: Any, order: Any) -> None:
    path = str(tmp_path / "a.npz")
    save(path, logits=np.array(LOGITS, order=order), labels=np.array(LABELS))
    assert rows(f"{path}:logits", target=f"{path}:labels") == EXPECTED
    for name in (path, f"{path}:nothing"):
        with pytest.raises(InputError, match=r"it has logits, labels; name one, as in .*a\.npz:logits"):
            rows(name)
    save(path, np.array(LOGITS))
    assert [row for _, _, row in rows(path)] == LOGITS


def test_an_archive_that_is_none(tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "a.npz"
    np.savez_compressed(path, a=np.eye(50))
    whole = path.read_bytes()
    for damaged in (b"", whole[:100], whole[:200] + b"\0" * 40 + whole[240:]):
        path.write_bytes(damaged)
        with pytest.raises(InputError, match=r"a\.npz"):
            rows(str(path))


def test_what_was_unpacked_is_given_back(tmp_path: Path) -> None:
    path = str(tmp_path / "a.npz")
    np.savez_compressed(path, a=np.eye(2))
    held = Bytes(path)
    with held.open() as file:
        pass
    held.__del__()
    assert file.closed
