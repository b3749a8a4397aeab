"""What --id calls the rows: in --worst, row by row, where a row cannot be used, and where one is infinite."""

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


def parted(folder: Path, *, named: tuple[bool, bool]) -> list[str]:
    """The labels and the predictions in files of their own, with or without the names of the rows."""
    lines = [line.split(",") for line in TABLE.replace("cow", "dog").splitlines()]
    paths = [folder / "labels.csv", folder / "preds.csv"]
    for path, columns, has_names in zip(paths, (slice(1, 2), slice(2, 4)), named, strict=True):
        path.write_text("".join(",".join(line[:has_names] + line[columns]) + "\n" for line in lines))
    return list(map(str, paths))


@pytest.mark.parametrize("named", [(True, False), (False, True), (True, True)])
def test_rows_of_two_files_are_named_by_either(xent: Xent, tmp_path: Path, named: tuple[bool, bool]) -> None:
    files = parted(tmp_path, named=named)
    worst = xent("ce", *files, "--id", "image", "--worst", "2", "--json").json["worst"]
    assert [(line["row"], line["id"]) for line in worst] == [(3, "c.png"), (2, "b.png")]
    each = xent("ce", *files, "--id", "image", "--reduction", "none", "--json").json
    assert each["ids"] == ["a.png", "b.png", "c.png", "d.png"]
    assert (
        xent("ce", *files, "--id", "image", "-q").out == xent("ce", *parted(tmp_path, named=(False, False)), "-q").out
    )


def test_typed_labels_beside_a_file_with_names(xent: Xent, tmp_path: Path) -> None:
    _, preds = parted(tmp_path, named=(False, True))
    worst = xent("ce", "0,1,1,0", preds, "--id", "image", "--worst", "1", "--json").json["worst"]
    assert (worst[0]["row"], worst[0]["id"]) == (3, "c.png")


def test_two_files_that_name_a_row_otherwise_are_refused(xent: Xent, tmp_path: Path) -> None:
    labels, preds = parted(tmp_path, named=(True, True))
    Path(preds).write_text(Path(preds).read_text().replace("b.png", "x.png"))
    ran = xent("ce", labels, preds, "--id", "image")
    assert (ran.code, ran.out) == (2, "")
    assert f"row 2 is b.png in {labels} and x.png in {preds}" in ran.err


@pytest.mark.parametrize("reduction", ["mean", "none"])
def test_an_infinite_row_is_called_by_its_name(xent: Xent, preds: str, reduction: str) -> None:
    table = Path(preds)
    table.write_text(table.read_text().replace("0.75,0.25", "1,0"))
    ran = xent("ce", preds, "-t", "label", "--id", "image", "--reduction", reduction, "--json")
    assert "row 3 (c.png) is inf" in " ".join(ran.json["notes"])


def test_typed_rows_have_no_names_and_a_column_must_be_there(xent: Xent, preds: str, tmp_path: Path) -> None:
    assert "--id: 2 columns are named; name one" in xent("ce", preds, "-t", "label", "--id", "image,label").err
    assert "--id: is for tables" in xent("ce", "0", "0.5,0.5", "--id", "x").err
    ran = xent("ce", *parted(tmp_path, named=(False, False)), "--id", "image")
    assert (ran.code, ran.out) == (2, "")
    assert "--id: there is no column 'image'" in ran.err
