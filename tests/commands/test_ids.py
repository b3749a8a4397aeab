"""What --id calls the rows: in --worst, row by row, and where a row cannot be used."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
TABLE = "image,label,p_cat,p_dog\na.png,cat,0.9,0.1\nb.png,cow,0.5,0.5\nc.png,dog,0.75,0.25\nd.png,cat,0.5,0.5\n"


@pytest.fixture
def preds(tmp_path: Path) -> str:
    path = tmp_path / "preds.csv"
    path.write_text(TABLE.replace("cow", "dog"))
    return str(path)


def test_the_worst_rows_have_their_names(xent: Xent, preds: str) -> None:
    asked = ("ce", preds, "-t", "label", "--id", "image", "--worst", "2")
    worst = xent(*asked, "--json").json["worst"]
    assert [(line["row"], line["id"]) for line in worst] == [(3, "c.png"), (2, "b.png")]
    assert "row  id         loss\n" in xent(*asked).out
    lines = list(csv.DictReader(io.StringIO(xent(*asked, "--format", "csv").out)))
    assert [line["id"] for line in lines] == ["c.png", "b.png"]


def test_names_of_rows_behind_those_left_out(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "preds.csv"
    path.write_text(TABLE)
    found = xent("ce", str(path), "-t", "label", "--id", "image", "--worst", "3", "--skip-bad", "--json").json
    assert [(line["row"], line["id"]) for line in found["worst"]] == [(3, "c.png"), (4, "d.png"), (1, "a.png")]
    assert found["skipped_by_kind"][0]["first"] == f"{path}, line 3 (b.png), column label"


def test_rows_by_themselves_have_their_names(xent: Xent, preds: str) -> None:
    asked = ("ce", preds, "-t", "label", "--id", "image", "--reduction", "none")
    assert [line.split()[:3] for line in xent(*asked).out.splitlines()[1:3]] == [
        ["row", "id", "label"],
        ["1", "a.png", "cat"],
    ]
    assert xent(*asked, "--json").json["ids"] == ["a.png", "b.png", "c.png", "d.png"]
    assert xent(*asked, "--format", "csv").out.startswith("row,id,label,value\n1,a.png,cat,0.1053")
    assert "ids" not in xent(*asked[:4], "--reduction", "none", "--json").json


@pytest.mark.parametrize(
    ("bad", "where"),
    [("cow,0.5,0.5", "column label"), ("cat,x,0.5", "column p_cat"), ("cat,0.5,0.75", "")],
)
def test_a_row_that_cannot_be_used_is_called_by_its_name(xent: Xent, tmp_path: Path, bad: str, where: str) -> None:
    path = tmp_path / "preds.csv"
    path.write_text(TABLE.replace("cow,0.5,0.5", bad))
    ran = xent("ce", str(path), "-t", "label", "--id", "image")
    assert (ran.code, ran.out) == (2, "")
    assert "line 3 (b.png)" in ran.err
    assert where in ran.err


def test_an_id_is_no_prediction(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "preds.csv"
    path.write_text("label,number,a,b\n0,71,0.75,0.25\n1,72,0.5,0.5\n")
    assert xent("ce", str(path), "-t", "label").code == 2
    by_name = xent("ce", str(path), "-t", "label", "-p", "a,b", "-q").out
    assert xent("ce", str(path), "-t", "label", "--id", "number", "-q").out == by_name


def test_typed_rows_and_two_files_have_none(xent: Xent, preds: str) -> None:
    assert "--id: is for tables" in xent("ce", "0", "0.5,0.5", "--id", "x").err
    ran = xent("kl", preds, preds, "--id", "image")
    assert ran.code == 2
    assert "--id" in ran.err
    assert "--id: 2 columns are named; name one" in xent("ce", preds, "-t", "label", "--id", "image,label").err
