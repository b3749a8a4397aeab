"""PRED left out: the columns that were meant, or an error; never a number with a column too many."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
LN2 = math.log(2)
COUNTER = ",id,0,1,2,3,label\n0,101,2,1,0,-1,0\n1,205,0,3,1,1,1\n2,317,1,0,0,2,2\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        path = tmp_path / "preds.csv"
        path.write_text(text)
        return str(path)

    return write


Write = Callable[[str], str]

# Two rows of four logits, or of three; the label is the first column of them, then the second.
NAMED = {
    "numbers": "label,0,1,2,id\n0,2,1,0,7\n1,0,3,1,9\n",
    "numbers that are not in a row": "label,3,7,12,id\n3,2,1,0,7\n7,0,3,1,9\n",
    "a prefix": "id,label,weight,z_cat,z_dog,z_eel,loss\n7,cat,2,2,1,0,5\n9,dog,2,0,3,1,5\n",
    "a suffix": "label,cat_logit,dog_logit,eel_logit,loss\ncat,2,1,0,5\ndog,0,3,1,5\n",
    "a prefix of numbers": "label,z0,z1,z2,w\n0,2,1,0,5\n1,0,3,1,5\n",
    "another family of losses": "label,z_a,z_b,z_c,train_loss,val_loss\na,2,1,0,5,5\nb,0,3,1,5,5\n",
    "labels": "label,cat,dog,eel,weight,id\ncat,2,1,0,1,1\ndog,0,3,1,1,1\n" + "eel,2,0,1,1,1\n",
}


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_logits_are_the_columns_named_alike(xent: Xent, write: Write, text: str) -> None:
    path = write(text)
    rows = [[2, 1, 0], [0, 3, 1], [2, 0, 1]][: text.count("\n") - 1]
    losses = [math.log(sum(map(math.exp, row))) - row[i] for i, row in enumerate(rows)]
    found = xent("ce", path, "-t", "label", "--logits", "--json").json
    assert found["value"] == pytest.approx(math.fsum(losses) / len(losses))
    assert found["classes"] == 3
    assert any(note.startswith("PRED is the columns named alike: ") for note in found["notes"])


DOUBTFUL = {
    "a counter": ("label,nr,a,b\n0,17,0.5,1.5\n1,4,2.5,1.25\n", "--pred a,b"),
    "no name": ("label,a,b,c\n0,2,1,0\n1,0,3,1\n", "--pred a,b,c"),
    "two families": ("label,z_a,z_b,p_a,p_b\na,2,1,1,0\nb,0,3,0,1\n", "--pred z_a,z_b"),
    "a weight in the family": ("label,z_a,z_b,z_weight\na,2,1,1\nb,0,3,1\n", "--pred z_a,z_b"),
    "a family of one": ("label,z_a,w\n0,2,1\n0,0,3\n", "--pred z_a,w"),
    "a class that no label names": ("label,cat,dog,eel\ncat,2,1,0\ndog,0,3,1\n", "--pred cat,dog,eel"),
    "a class and a counter": ("label,cat,dog,eel,id\ncat,2,1,0,1\ndog,0,3,1,2\n", "--pred cat,dog,eel"),
    "odd names": ("label,a b,c:d,e\n0,2,1,0\n1,0,3,1\n", "--pred 'a b,c:d,e'"),
}


@pytest.mark.parametrize(("text", "remedy"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_else_an_error_shows_what_to_say(xent: Xent, write: Write, text: str, remedy: str) -> None:
    path = write(text)
    ran = xent("ce", path, "-t", "label", "--logits", "-q")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "it is not clear which columns are PRED" in ran.err
    assert ran.err.endswith(f"{remedy}\n")
    said = remedy.removeprefix("--pred ").strip("'")
    assert xent("ce", path, "-t", "label", "--logits", "-q", "--pred", said).code == 0


@pytest.mark.parametrize(
    "argv", [["ce", "--logits"], ["ce", "--normalize"], ["focal", "--logits"], ["grad", "ce", "--logits"], ["bce"]]
)
def test_wherever_no_sum_can_tell(xent: Xent, write: Write, argv: list[str]) -> None:
    path = write("label,a,b,w\n0,1,0,0.5\n1,0,1,0.5\n")
    ran = xent(*argv, path, "-t", "label", "-q")
    assert (ran.code, ran.out) == (2, "")
    assert "as in --pred a,b,w" in ran.err


@pytest.mark.parametrize("argv", [["entropy", "--counts"], ["softmax"], ["sigmoid"], ["entropy", "--normalize"]])
def test_rows_alone_likewise(xent: Xent, write: Write, argv: list[str]) -> None:
    named = xent(argv[0], write("id,n_a,n_b\n7,1,1\n8,1,1\n"), *argv[1:], "-q")
    assert (named.code, named.err) == (0, "")
    assert xent(argv[0], write("w,a,b\n7,1,1\n8,1,1\n"), *argv[1:], "-q").code == 2
    unnamed = xent(argv[0], write("1,1\n1,1\n"), *argv[1:], "-q")
    assert unnamed.out == named.out


def test_a_counter_and_an_id_beside_numbered_columns(xent: Xent, write: Write) -> None:
    path = write(COUNTER)
    alone = xent("ce", path, "-t", "label", "-p", "0,1,2,3", "--logits", "-q")
    assert xent("ce", path, "-t", "label", "--logits", "-q").out == alone.out


def test_the_only_column_is_the_one(xent: Xent, write: Write) -> None:
    assert xent("bce", write("id,y,p\n1,1,0.5\n2,0,0.5\n"), "-t", "y", "-q").out == f"{LN2}\n"
    assert xent("bce", write("y,z\n1,0\n0,0\n"), "-t", "y", "--logits", "-q").out == f"{LN2}\n"
    ran = xent("bce", write("y,p,loss\n1,0.5,0.7\n0,0.5,0.7\n"), "-t", "y", "-q")
    assert (ran.code, "--pred p" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("argv", "row"), [([], "0.5,0.5"), (["--log-probs"], f"{-LN2},{-LN2}")], ids=["probs", "log-probs"]
)
@pytest.mark.parametrize(("name", "stray"), [("fold", "3"), ("w", "0.25"), ("loss", "0.7")])
def test_a_stray_column_is_found_by_the_sum(
    xent: Xent, write: Write, argv: list[str], row: str, name: str, stray: str
) -> None:
    path = write(f"label,a,b,{name}\na,{row},{stray}\n")
    ran = xent("ce", path, "-t", "label", "-q", *argv)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"without {name} the row would be a distribution: if that is no class, say --pred a,b" in ran.err


def test_several_stray_columns_are_found_by_the_names(xent: Xent, write: Write) -> None:
    path = write("label,fold,p_a,p_b,w\n0,3,0.5,0.5,2\n1,3,0.5,0.5,2\n")
    assert "without fold, w the row would be a distribution" in xent("ce", path, "-t", "label").err
    assert "fold" not in xent("ce", path, "-t", "label", "-p", "p_*").err
    named = write("label,fold,p_a,p_b,w\na,3,0.5,0.5,2\nb,3,0.5,0.5,2\n")
    err = xent("ce", named, "-t", "label").err
    assert "the label 'a' is unknown" in err
    assert err.endswith("if the others are no classes, say --pred p_a,p_b\n")
    broken = write("label,p_a,p_b\na,0.5,0.25\nb,0.5,0.5\n")
    assert "rescale with --normalize" in xent("ce", broken, "-t", "label").err


def test_formats_agree(xent: Xent, tmp_path: Path) -> None:
    columns = {"y": ["cat", "dog"] * 60, "cat": [2.0, 1.0] * 60, "dog": [0.5, 3.0] * 60, "weight": [1.0, 2.0] * 60}
    table = pa.table(columns)
    pq.write_table(table, tmp_path / "p.parquet")
    pyarrow.feather.write_feather(table, tmp_path / "p.feather")
    with pa.ipc.new_stream(tmp_path / "p.arrow", table.schema) as writer:
        writer.write_table(table)
    rows = list(zip(*columns.values(), strict=True))
    (tmp_path / "p.csv").write_text("y,cat,dog,weight\n" + "".join(f"{y},{a},{b},{w}\n" for y, a, b, w in rows))
    lines = (f'{{"y": "{y}", "cat": {a}, "dog": {b}, "weight": {w}}}\n' for y, a, b, w in rows)
    (tmp_path / "p.jsonl").write_text("".join(lines))
    names = ["p.csv", "p.jsonl", "p.parquet", "p.feather", "p.arrow"]
    found = [xent("ce", str(tmp_path / name), "-t", "y", "--logits", "--json").json for name in names]
    assert {(f["value"], f["rows"], f["classes"]) for f in found} == {(found[0]["value"], 120, 2)}
    np.save(tmp_path / "p.npy", np.array([[2.0, 0.5], [1.0, 3.0]] * 60))
    assert xent("ce", str(tmp_path / "p.csv"), str(tmp_path / "p.npy"), "--logits").code == 2
    (tmp_path / "labels.csv").write_text("y\n" + "0\n1\n" * 60)
    pair = xent("ce", str(tmp_path / "labels.csv"), str(tmp_path / "p.npy"), "--logits", "-q")
    assert float(pair.out) == found[0]["value"]


def test_classes_name_columns_in_their_order(xent: Xent, write: Write) -> None:
    path = write("label,w,dog,cat\n0,5,1,2\n1,5,3,0\n")
    found = xent("ce", path, "-t", "label", "--logits", "--classes", "cat,dog", "--json").json
    losses = [math.log(1 + math.exp(-1)), math.log(1 + math.exp(-3))]
    assert found["value"] == pytest.approx(sum(losses) / 2)


ROWS = "label,z_a,z_b\n0,0.75,0.25\n1,0.25,0.75\n"


@pytest.mark.parametrize(
    "argv",
    [
        ["ce", "FILE", "-t", "label", "--logits"],
        ["ce", "FILE", "-t", "label", "--logits", "--reduction", "none"],
        ["ce", "FILE", "-t", "label", "--logits", "--row", "1"],
        ["grad", "ce", "FILE", "-t", "label", "--logits"],
        ["ce", "0", "0.75,0.25", "--logits"],
        ["ce", "0,1", "0.75,0.25;0.25,0.75", "--logits"],
        ["entropy", "0.75,0.25", "--logits"],
    ],
)
def test_distributions_that_are_said_to_be_logits(xent: Xent, write: Write, argv: list[str]) -> None:
    argv = [write(ROWS) if token == "FILE" else token for token in argv]
    said = "every row is a distribution, though --logits was said"
    assert any(note.startswith(said) for note in xent(*argv, "--json").json["notes"])
    quiet = xent(*argv, "-q")
    assert (quiet.code, quiet.err.count("\n")) == (0, 1)
    assert quiet.err.startswith(f"xent: {said}")
    assert xent(*argv).err == ("" if "none" not in argv and argv[0] != "grad" else quiet.err)


@pytest.mark.parametrize("argv", [["ce", "0", "0.75,0.5", "--logits"], ["softmax", "0.5,0.5"], ["ce", "0", "0.5,0.5"]])
def test_logits_that_are_none_are_not_doubted(xent: Xent, argv: list[str]) -> None:
    assert xent(*argv, "-q").err == ""
    assert "--logits was said" not in xent(*argv).out


def test_one_row_of_logits_is_enough(xent: Xent, write: Write) -> None:
    assert xent("ce", write(ROWS + "0,3,1\n"), "-t", "label", "--logits", "-q").err == ""
