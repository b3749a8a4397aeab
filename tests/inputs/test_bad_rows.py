"""Every kind of bad input: one error, with its line, its column and the text found."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xent_cli.core.errors import InputError
from xent_cli.inputs.block import Block
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.table import open_table

Write = Callable[..., str]
HEADER = "label,p_cat,p_dog\n"


def error(path: str, **layout: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        list(open_table([path], Layout(**layout)).ordered(lambda block: block.rows))
    return caught.value


@pytest.mark.parametrize(
    ("bad", "line", "column", "what"),
    [
        ("cat,abc,0.2", 4, "p_cat", "'abc' is not a number"),
        ("cat,nan,0.2", 4, "p_cat", "'nan' is a missing value"),
        ("cat,0.8,", 4, "p_dog", "the cell is empty"),
        ("cow,0.8,0.2", 4, "label", "the label 'cow' is unknown"),
        (",0.8,0.2", 4, "label", "the label is empty"),
        ("cat,0.8", 4, "", "has 2 fields where 3 are expected"),
        ("cat,0.8,0.1,0.1", 4, "", "has 4 fields where 3 are expected"),
        ('"cat,0.8,0.2', 4, "", "a quote in this line goes wrong"),
        ('"cat"x,0.8,0.2', 4, "", "a quote in this line goes wrong"),
        ("cat,1_0,0.2", 4, "p_cat", "'1_0' is not a number"),
        ("cat,70%,0.2", 4, "p_cat", "'70%' is not a number"),
        ("cat,\xff,0.2", 4, "p_cat", "is not a number"),
        ("\n\ncat,x,0.2", 6, "p_cat", "'x' is not a number"),
        ("# a remark\n\ncat,x,0.2", 4, "", "--comment '#' leaves out lines that start so"),
        ('# a "remark\ncat,x,0.2', 4, "", "--comment '#' leaves out lines that start so"),
        ('"cat",0.8,0.2\n"dog",x,1', 5, "p_cat", "'x' is not a number"),
        ("dog,0.5,0.5\r\ncat,x,0.2\r", 5, "p_cat", "'x' is not a number"),
    ],
)
def test_the_first_bad_row_is_named(write: Write, bad: str, line: int, column: str, what: str) -> None:
    path = write(f"{HEADER}cat,0.9,0.1\ndog,0.2,0.8\n{bad}\ncat,zzz,0\n")
    found = error(path, target="label")
    assert what in found.what
    assert found.where == f"{path}, line {line}" + (f", column {column}" if column else "")
    assert found.remedy


def test_a_bad_row_far_in_stands_at_its_line(write: Write) -> None:
    good = "cat,0.12345678901234567,0.87654321098765433\n"
    path = write(HEADER + good * 100_000 + "cat,oops,1\n" + good * 60_000 + "cow,0,1\n")
    found = error(path, target="label")
    assert found.where == f"{path}, line 100002, column p_cat"


def test_lines_count_newlines_within_quotes(write: Write) -> None:
    path = write('label,note,p_cat,p_dog\ncat,"two\nlines",0.9,0.1\ncat,,x,1\n')
    assert error(path, target="label", pred="p_*").where == f"{path}, line 4, column p_cat"


def test_a_stray_quote_swallows_no_rows(write: Write) -> None:
    rows = "".join(f"{i},0.5,0.5\n" for i in range(50))
    path = write('note,p_cat,p_dog\n"oops,0.5,0.5\n' + rows + 'x",0.5,0.5\n' + rows)
    # These quotes pair up: what they hold is one legal cell.
    table = open_table([path], Layout(pred="p_*"))
    assert sum(n for _, n in table.ordered(lambda block: block.rows)) == 51
    path = write('note,p_cat,p_dog\n"oops,0.5,0.5\n' + rows)
    assert error(path, pred="p_*").where == f"{path}, line 2"


def test_a_fault_found_by_the_work_names_line_and_column(write: Write) -> None:
    path = write(f"{HEADER}cat,0.9,0.1\n\n\ndog,-0.2,1.2\ncat,zzz,0\n")

    def work(block: Block) -> int:
        bad = (block.pred < 0).any(axis=1)
        if bad.any():
            raise block.fault(int(bad.argmax()), "-0.2 is below 0", "use --logits", column=0)
        return block.rows

    with pytest.raises(InputError) as caught:
        list(open_table([path], Layout(target="label")).ordered(work))
    found = caught.value
    assert (found.what, found.where) == ("-0.2 is below 0", f"{path}, line 5, column p_cat")


def test_skip_bad_counts_by_kind_with_the_first_of_each(write: Write) -> None:
    path = write(f"{HEADER}cat,0.9,0.1\ncat,x\ncat,x,1\ncow,0.5,0.5\ndog,0.2,0.8\ncat,,1\ncat,y,1\n")
    table = open_table([path], Layout(target="label", skip_bad=True))
    [(place, block)] = table.ordered(lambda block: block)
    assert block.kept is not None
    assert block.kept.tolist() == [0, 4]
    assert block.seen == 7
    assert [(s.kind, len(s.rows), place.spot(s.line, s.column).text, s.text) for s in block.skipped] == [
        ("ragged line", 1, f"{path}, line 3", ""),
        ("not a number", 2, f"{path}, line 4, column p_cat", "x"),
        ("unknown label", 1, f"{path}, line 5, column label", "cow"),
        ("missing value", 1, f"{path}, line 7, column p_cat", ""),
    ]


def test_rows_are_left_out_by_the_work_too(write: Write) -> None:
    path = write(f"{HEADER}cat,0.9,0.1\ncat,0.5,0.1\ncat,0.8,0.2\n")
    table = open_table([path], Layout(target="label", skip_bad=True))
    [(_, block)] = table.ordered(lambda b: b.without({"sum": abs(b.pred.sum(axis=1) - 1) > 0.01}))
    assert block.row_numbers(np.arange(2)).tolist() == [1, 3]
    [skip] = block.skipped
    assert (skip.kind, skip.rows.tolist(), skip.line) == ("sum", [1], 2)


def test_a_file_cut_in_the_middle_of_a_row(write: Write) -> None:
    found = error(write(f"{HEADER}cat,0.9,0.1\ncat,0.9"), target="label")
    assert "end in the middle of a row" in found.what


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("empty.csv", b"", "is empty"),
        ("header.csv", HEADER.encode(), "has no rows"),
        ("binary.csv", b"\x7fELF\0\0\1\2,\n\0", "is not text"),
        ("utf16.csv", "label,p0\n0,1\n".encode("utf-16"), "UTF-16"),
        ("parquet.csv", b"PAR1abc", "a Parquet file"),
        ("cut.parquet", b"PAR1abc", "is cut short, damaged"),
        ("cut.arrow", b"ARROW1\0\0abc", "is cut short, damaged"),
        ("empty.parquet", b"", "is empty"),
        ("cut.npy", b"\x93NUMPY\1\0", "is cut short"),
        ("latin.csv", b"label,p_\xe9t\xe9,p_b\n0,0.5,0.5\n", "bytes that are not UTF-8"),
        ("list.jsonl", b"[1, 2]\n", "is one JSON array"),
        ("number.jsonl", b"1\n", "does not start with a JSON object"),
    ],
)
def test_an_unusable_file_is_one_error(write: Write, name: str, content: bytes, what: str) -> None:
    assert what in error(write(content, name)).what


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.999])
def test_a_truncated_gzip(write: Write, cut: float) -> None:
    rng = np.random.default_rng(0)
    text = HEADER + "".join(f"cat,{p!r},{1 - p!r}\n" for p in rng.random(50_000).tolist())
    whole = gzip.compress(text.encode(), 1)
    path = write(whole[: int(cut * len(whole))], "p.csv.gz")
    assert "cut short or damaged" in error(path, target="label").what


def test_missing_files_and_directories(tmp_path: Path) -> None:
    assert error(str(tmp_path / "none.csv")).what == "no such file or directory"
    assert "is a directory" in error(str(tmp_path)).what


def test_rows_of_a_parquet_are_counted(tmp_path: Path) -> None:
    path = str(tmp_path / "p.parquet")
    pred = np.full(40_000, 0.5)
    pred[30_000] = np.nan
    pq.write_table(pa.table({"label": pa.array([0] * 40_000), "a": pred, "b": pred}), path)
    assert error(path, target="label").where == f"{path}, row 30001, column a"


def test_json_lines(write: Write) -> None:
    path = write('{"y": 0, "a": 0.5, "b": 0.5}\n\n{"y": 0, "a": "x", "b": 1}\n', "p.jsonl")
    assert error(path, target="y").where == f"{path}, line 3, column a"
    path = write('{"y": 0, "a": 0.5, "b": 0.5}\n{"y": 0, "a": 1}\n', "p.jsonl")
    assert error(path, target="y").where == f"{path}, line 2, column b"
    path = write('{"y": 0, "a": 0.5, "b": 0.5}\n{"y": 0, "a"\n', "p.jsonl")
    assert error(path, target="y").where == f"{path}, line 2"
