"""Tables that are not quite what they seem: a wrong number is never given for them."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.ipc
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
LN2 = math.log(2)


@pytest.mark.parametrize(
    ("text", "argv", "said"),
    [
        ("y,a,b,c\na,0.5,nan,0.5\n", ["ce", "-t", "y"], "line 2, column b: 'nan' is a missing value"),
        ("y,a,b,c\na,0.5,,0.5\n", ["ce", "-t", "y"], "line 2, column b: the cell is empty"),
        ("1,nan,2\n", ["softmax"], "line 1, column 2: 'nan' is a missing value"),
        ("x,0.5,0.5\n0.2,0.3,0.5\n", ["entropy"], "line 1: 'x' is not a number"),
        ("cat,0.5,0.5\ndog,0.2,0.8\n", ["ce", "-t", "1"], "--no-header if rows hold texts too"),
        ("0.5,0.3,O.2", ["entropy"], "line 1: 'O.2' is not a number"),
        ("y;a;b\na;0,7;0,3\n", ["ce", "-t", "y"], "decimal commas, such as '0,7'"),
        ("a,b,c,d\n1,0,0.5,0.5\n", ["ce", "-t", "a,b", "-p", "c,d", "--ignore", "a"], "these rows have no labels"),
        ("p\n0.5\n0.25\n", ["entropy"], "needs a column for each class"),
        ("y,a,b\na,0.5,0.5\n", ["ce", "-t", "y", "-p", "2:7"], "there is no column 7"),
        ("y,a,b\n0,1,1\n", ["ce", "-t", "q"], "no column 'q'; the columns"),
        (
            "y,a,b\na,0.5,0.5\nc,0.5,0.5\n",
            ["ce", "-t", "y", "--row", "2"],
            "line 3, column y: the label 'c' is unknown",
        ),
        ("y,a,b\na,0.5,0.5\n", ["ce", "-t", "y", "--reduction", "none", "--by", "y"], "--by: needs a mean or a sum"),
        ("y,a,b\na,0.5,0.5\nb,1,0\n", ["ce", "-t", "y", "--reduction", "none", "--at-most", "1"], "--at-most"),
    ],
)
def test_what_is_odd_is_said(xent: Xent, tmp_path: Path, text: str, argv: list[str], said: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(text)
    ran = xent(argv[0], str(path), *argv[1:])
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_classes_may_be_called_by_floats(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "floats.csv"
    path.write_text("y,0.0,1.0\n1.0,0.5,0.5\n0.0,0.5,0.5\n")
    assert xent("ce", str(path), "-t", "y", "-q").out == f"{LN2}\n"


def test_an_unnamed_empty_column_is_nothing(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "trailing.csv"
    path.write_text("y,a,b,\na,0.5,0.5,\nb,0.5,0.5,\n")
    assert xent("ce", str(path), "-t", "y", "-q").out == f"{LN2}\n"


@pytest.mark.parametrize("rows", [2, 20_000])
def test_semicolons_part_columns_whatever_the_length(xent: Xent, tmp_path: Path, rows: int) -> None:
    path = tmp_path / "logits.csv"
    path.write_text("2;1;0.1\n" * rows)
    lines = xent("softmax", str(path), "-q").out.splitlines()
    assert len(lines) == rows
    assert lines[0].count(",") == 2


def test_a_line_of_many_classes_is_worked(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(["0.00001"] * 100_000))
    assert float(xent("entropy", str(path), "-q").out) == pytest.approx(math.log(100_000))


def test_indices_are_no_distribution(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "preds.csv"
    path.write_text("a,b,c\n0.5,0.25,0.25\n0.25,0.5,0.25\n0.25,0.25,0.5\n")
    assert xent("ce", "0,1,2", str(path), "-q").out == f"{LN2}\n"


def test_columns_in_another_order_are_not_compared(xent: Xent, tmp_path: Path) -> None:
    first, second, both = tmp_path / "p.csv", tmp_path / "q.csv", tmp_path / "both.csv"
    first.write_text("a,b,c\n0.7,0.2,0.1\n0.7,0.2,0.1\n")
    second.write_text("b,a,c\n0.2,0.7,0.1\n0.2,0.7,0.1\n")
    both.write_text("y_a,y_b,p_b,p_a\n1,0,0.5,0.5\n1,0,0.5,0.5\n")
    for argv in ([str(first), str(second)], [str(both), "-t", "y_*", "-p", "p_*"]):
        ran = xent("kl", *argv)
        assert (ran.code, ran.out) == (2, "")
        assert "in another order" in ran.err
    assert xent("kl", str(both), "-t", "y_*", "-p", "p_a,p_b", "-q").out == f"{LN2}\n"


def test_a_typed_row_is_a_column_of_binary_labels(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("p\n0.5\n0.5\n")
    assert xent("bce", "1,0", str(path), "-q").out == f"{LN2}\n"


def test_numbers_that_a_cut_leaves_are_not_other_columns(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "preds.csv"
    path.write_text("y,p1,p10,p11\n0,0.7,0.2,0.1\n10,0.7,0.2,0.1\n")
    ran = xent("ce", str(path), "-t", "y")
    assert ran.code == 2
    assert "the label '0' is unknown" in ran.err


def test_an_arrow_stream_cut_between_batches_is_damaged(xent: Xent, tmp_path: Path) -> None:
    table = pa.table({"y": ["a", "b"], "a": [0.5, 0.25], "b": [0.5, 0.75]})
    path = tmp_path / "stream.arrow"
    with pa.ipc.new_stream(path, table.schema) as writer:
        writer.write_table(table)
    assert xent("ce", str(path), "-t", "y", "-q").code == 0
    path.write_bytes(path.read_bytes()[:-8])
    ran = xent("ce", str(path), "-t", "y", "-q")
    assert (ran.code, ran.out) == (2, "")
    assert "the end of its stream is missing" in ran.err


def test_a_label_beside_an_array_is_blamed_on_its_own_file(xent: Xent, tmp_path: Path) -> None:
    logits, labels = tmp_path / "logits.npy", tmp_path / "labels.npy"
    np.save(logits, np.zeros((2, 3)))
    np.save(labels, np.array([0, 5]))
    assert f"column {labels}: the label '5' is unknown" in xent("ce", str(logits), "-t", str(labels), "--logits").err


def test_what_was_left_out_shows_without_steps(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("y,a,b\na,0.5,0.5\nb,x,1\na,0.5,0.5\nb,0.5,0.5\n")
    out = xent("ce", str(path), "-t", "y", "--skip-bad", "--ignore", "b", "--no-steps").out
    assert "skipped rows" in out or "ignored rows" in out
    assert "no row has the label 'c' of --ignore" in xent("ce", str(path), "-t", "y", "--skip-bad", "--ignore", "c").out


def test_a_quote_that_is_never_closed_costs_no_square_of_time(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text("y,a,b\n" + "a,0.5,0.5\n" * 5 + '"open,0.5,0.5\n' + "b,0.5,0.5\n" * 60_000)
    ran = xent("ce", str(path), "-t", "y", "--skip-bad", "--json")
    assert (ran.json["rows"], ran.json["skipped"]) == (60_005, 1)


def test_a_stream_may_keep_no_row(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("y,a,b\na,x,1\n")
    for more in (["-q"], [], ["--format", "csv"], ["--json"]):
        assert xent("grad", "ce", str(path), "-t", "y", "-p", "a,b", "--skip-bad", *more).code == 0


def test_an_empty_operand_beside_a_file(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "preds.csv"
    path.write_text("a,b\n0.5,0.5\n0.5,0.5\n")
    ran = xent("ce", "", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert "TARGET: there is no number in it" in ran.err


def test_labels_alone_in_several_columns(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("a,b\ncat,dog\ndog,cat\n")
    ran = xent("smooth", str(path), "--classes", "cat,dog")
    assert (ran.code, ran.out) == (2, "")
    assert "name one with --pred" in ran.err
    assert xent("smooth", str(path), "--classes", "cat,dog", "--pred", "b", "-q").out.count("\n") == 2
    assert xent("smooth", str(path), "--classes", "cat,dog", "--pred", "b", "--row", "1", "-q").out == "0.05,0.95\n"


def test_a_fault_in_a_second_file_leaves_nothing_on_stdout(xent: Xent, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("z_a,z_b\n0.5,0.5\n")
    bad.write_text("z_a,z_b\n0.5,0.5\n0.5,x\n")
    ran = xent("softmax", str(good), str(bad))
    assert (ran.code, ran.out) == (2, "")
    assert "bad.csv, line 3, column z_b" in ran.err


def test_a_row_that_starts_with_a_number_sign_counts(xent: Xent, tmp_path: Path) -> None:
    path, labels, preds = tmp_path / "ids.csv", tmp_path / "y.csv", tmp_path / "p.csv"
    path.write_text("id,y,a,b\n#1,0,0.25,0.75\n7,0,0.5,0.5\n")
    assert xent("ce", str(path), "-t", "y", "-p", "a,b", "--json").json["rows"] == 2
    assert xent("ce", str(path), "-t", "y", "-p", "a,b", "--comment", "#", "-q").out == f"{LN2}\n"
    labels.write_text("# truth\ny\n#a\nb\n")
    preds.write_text("# predictions\np,q\n0.5,0.5\n0.5,0.5\n")
    assert xent("ce", str(labels), str(preds), "--classes", "#a,b", "--json").json["rows"] == 2
    ran = xent("ce", "0", "0.5,0.5", "--comment", "#")
    assert (ran.code, "--comment: is for tables" in ran.err) == (2, True)
