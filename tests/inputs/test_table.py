"""Tables of every format: the same rows, however they are stored, split and cut."""

import bz2
import csv
import gzip
import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xent_cli.core.errors import InputError
from xent_cli.inputs.arrow import arrow_texts
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.delimited import Delimited
from xent_cli.inputs.keys import Keys
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.stream import Stream
from xent_cli.inputs.table import open_table
from xent_cli.inputs.units import TextUnits

Write = Callable[..., str]
Rows = Callable[..., list[object]]
TEXT = "label,p_cat,p_dog\ncat,0.9,0.1\ndog,0.25,0.75\ncat,0.5,0.5\n"
EXPECTED = [(1, 0, [0.9, 0.1]), (2, 1, [0.25, 0.75]), (3, 0, [0.5, 0.5])]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.csv", TEXT),
        ("bom.csv", "\ufeff" + TEXT),
        ("crlf.csv", TEXT.replace("\n", "\r\n")),
        ("last.csv", TEXT.rstrip("\n")),
        ("quoted.csv", TEXT.replace("\ncat,", '\n"cat",')),
        ("comments.csv", '# made by "x\n\n' + TEXT.replace("dog,", "\ndog,", 1)),
        ("spaces.csv", TEXT.replace(",0.", ", 0.")),
        ("p.tsv", TEXT.replace(",", "\t")),
        ("semicolons.csv", TEXT.replace(",", ";")),
        ("p.csv.gz", gzip.compress(TEXT.encode(), mtime=0)),
        ("p.csv.bz2", bz2.compress(TEXT.encode())),
        ("hidden.csv", gzip.compress(TEXT.encode(), mtime=0)),
        ("order.csv", "p_cat,label,p_dog\n0.9,cat,0.1\n0.25,dog,0.75\n0.5,cat,0.5\n"),
        (
            "p.jsonl",
            '{"label":"cat","p_cat":0.9,"p_dog":0.1}\n{"p_dog":0.75,"label":"dog","p_cat":0.25}\n\n'
            '{"label":"cat","p_cat":0.5,"p_dog":0.5}',
        ),
    ],
)
def test_text_formats(write: Write, rows: Rows, name: str, content: str | bytes) -> None:
    assert rows(write(content, name), target="label") == EXPECTED


def test_columnar_formats(tmp_path: Path, rows: Rows) -> None:
    table = pa.table({"label": ["cat", "dog", "cat"], "p_cat": [0.9, 0.25, 0.5], "p_dog": [0.1, 0.75, 0.5]})
    pq.write_table(table, tmp_path / "p.parquet")
    pyarrow.feather.write_feather(table, tmp_path / "p.feather")
    for name in ("p.parquet", "p.feather"):
        assert rows(str(tmp_path / name), target="label") == EXPECTED


def test_a_matrix_and_an_array_of_labels(tmp_path: Path, rows: Rows) -> None:
    pred, labels = str(tmp_path / "pred.npy"), str(tmp_path / "labels.npy")
    np.save(pred, np.array([[0.9, 0.1], [0.25, 0.75], [0.5, 0.5]]))
    np.save(labels, np.array([0, 1, 0]))
    assert rows(pred, target=labels) == EXPECTED
    np.save(labels, np.array([0, 1]))
    with pytest.raises(InputError, match="has 2 rows, fewer than"):
        rows(pred, target=labels)


def test_float32_stays_float32(tmp_path: Path) -> None:
    path = str(tmp_path / "p.parquet")
    pq.write_table(pa.table({"a": np.ones(3, np.float32), "b": np.zeros(3, np.float32)}), path)
    [(_, kind)] = open_table([path], Layout()).ordered(lambda block: block.pred.dtype)
    assert kind == np.float32


@pytest.mark.parametrize("wide", [3, 99, 100, 250])
def test_order_of_memory(write: Write, wide: int) -> None:
    text = ",".join(f"p{i}" for i in range(wide)) + "\n" + (",".join(["0.5"] * wide) + "\n") * 20
    [(_, flags)] = open_table([write(text)], Layout()).ordered(lambda block: block.pred.flags)
    assert flags.f_contiguous if wide < 100 else flags.c_contiguous


def test_several_files_are_one_data_set(write: Write, rows: Rows) -> None:
    other = write("p_dog,p_cat,label\n0.7,0.3,dog\n", "b.csv")
    assert rows(write(TEXT), other, target="label") == [*EXPECTED, (4, 1, [0.3, 0.7])]
    with pytest.raises(InputError, match="has no column p_dog"):
        rows(write(TEXT), write("p_cat,label\n0.3,dog\n", "c.csv"), target="label")
    with pytest.raises(InputError, match=r"c\.csv, line 3, column p_dog: 'x'"):
        rows(write(TEXT), write("p_dog,p_cat,label\n0.7,0.3,dog\nx,1,cat\n", "c.csv"), target="label")


@pytest.mark.parametrize("compress", [bytes, gzip.compress, bz2.compress])
def test_standard_input(rows: Rows, compress: Callable[[bytes], bytes]) -> None:
    content = compress(TEXT.encode())
    reading, writing = os.pipe()
    saved = os.dup(0)
    os.dup2(reading, 0)

    def write() -> None:
        for i in range(0, len(content), 7):
            os.write(writing, content[i : i + 7])
        os.close(writing)

    try:
        writer = Thread(target=write)
        writer.start()
        assert rows("-", target="label") == EXPECTED
        writer.join()
    finally:
        os.dup2(saved, 0)
        os.close(saved)
        os.close(reading)


def test_no_header(write: Write, rows: Rows) -> None:
    text = "0,0.9,0.1\n1,0.25,0.75\n0,0.5,0.5\n"
    assert rows(write(text), target="1") == EXPECTED
    named = "cat,0.9,0.1\ndog,0.25,0.75\ncat,0.5,0.5\n"
    assert rows(write(named), target="1", header=False, classes=("cat", "dog")) == EXPECTED


def test_a_distribution_is_a_target_of_numbers(write: Write, rows: Rows) -> None:
    path = write("y0,y1,p0,p1\n1,0,0.9,0.1\n0.5,0.5,0.5,0.5\n")
    assert rows(path, target="y*", pred="p*") == [(1, [1, 0], [0.9, 0.1]), (2, [0.5, 0.5], [0.5, 0.5])]


def test_weights_groups_and_ignored_labels(write: Write) -> None:
    path = write("label,p0,p1,w,g,h\n0,0.5,0.5,2,a,x\n-100,nan,0.5,1,b,x\n1,0.5,0.5,3,b,y\n")
    layout = Layout(target="label", pred="p*", weight="w", by="g,h", ignore=("-100",))
    [(_, block)] = open_table([path], layout).ordered(lambda block: block)
    assert block.weight is not None
    assert block.weight.tolist() == [2, 3]
    keys = Keys()
    assert keys.number([block.group]).tolist() == [0, 1]
    assert keys.columns() == [["a", "b"], ["x", "y"]]
    assert (block.ignored, block.row_numbers(1)) == (1, 3)


def test_results_come_in_order_and_reading_stops_early(write: Write) -> None:
    path = write("p0,p1\n" + "".join(f"{i},0\n" for i in range(800_000)))
    table = open_table([path], Layout())
    firsts = [(place.rows, first) for place, first in table.ordered(lambda block: float(block.pred[0, 0]), 3)]
    assert all(before == first for before, first in firsts)
    assert table.bytes_done == table.bytes_total
    table = open_table([path], Layout())
    blocks = table.ordered(lambda block: block.rows, workers=1)
    next(blocks)
    blocks.close()
    assert table.bytes_total is not None
    assert table.bytes_done < table.bytes_total


odd_notes = st.sampled_from(["", "a,b", 'say "x"', "two\nlines", "#no", "é", 'a"b'])
notes = odd_notes | st.text('ab"\n, #', max_size=4)
typed_rows = st.lists(st.tuples(notes, st.integers(0, 99)), min_size=1, max_size=12)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=typed_rows, unit=st.integers(1, 60), crlf=st.booleans(), data=st.data())
def test_cuts_anywhere_give_the_rows_of_the_csv_module(
    write: Write, lines: list[tuple[str, int]], unit: int, crlf: bool, data: st.DataObject
) -> None:
    end = "\r\n" if crlf else "\n"
    path = write("")
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator=end, quoting=csv.QUOTE_MINIMAL)
        writer.writerow(["n", "note", "p"])
        for i, (note, number) in enumerate(lines):
            file.write(data.draw(st.sampled_from(["", end, f'# "remark, {i}{end}'])))
            writer.writerow([i, note, number])
    reader, roles, scratch = (
        Delimited(TextUnits(Stream(path), unit), Layout(comment="#")),
        Roles((0, 2), by=(1,)),
        Scratch(),
    )
    found = []
    newlines = reader.lines
    while (part := reader.take(scratch, roles)) is not None:
        parsed = reader.parse(part, roles)
        notes = [parsed.texts[0].listed[code] for code in parsed.texts[0].codes]
        found += list(zip(*(column.tolist() for column in parsed.numbers), notes, strict=True))
        newlines += parsed.lines
    reader.close()
    assert found == [(i, number, note) for i, (note, number) in enumerate(lines)]
    with open(path, "rb") as whole:
        assert newlines == whole.read().count(b"\n")


@pytest.mark.parametrize(
    "numbers",
    [
        pa.array([-128, 127, 3] * 100, pa.int8()),
        pa.array([255, 0] * 200, pa.uint8()),
        pa.array([2**64 - 1, 2**64 - 2] * 5, pa.uint64()),
        pa.array([-(2**63), 5, 7]),
        pa.array([4, None, 5]),
        pa.array([], pa.int64()),
    ],
)
def test_whole_numbers_as_texts(numbers: pa.Array) -> None:
    texts = arrow_texts(numbers)
    assert [texts.listed[code] for code in texts.codes] == ["" if x is None else str(x) for x in numbers.to_pylist()]
