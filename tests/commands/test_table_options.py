"""Columns in several roles, classes by any name, streams: what the options of a table do together."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
LN2 = math.log(2)


def test_a_column_may_have_several_roles(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "binary.csv"
    path.write_text("y,p\n1,0.5\n0,0.5\n1,0.25\n")
    groups = xent("bce", str(path), "-t", "y", "-p", "p", "--by", "y", "--json").json["groups"]
    assert {g["key"]: g["value"] for g in groups} == pytest.approx({"0": LN2, "1": 1.5 * LN2})
    by_pred = xent("bce", str(path), "-t", "y", "-p", "p", "--by", "p", "--json").json["groups"]
    assert {g["key"]: g["rows"] for g in by_pred} == {"0.25": 1, "0.5": 2}


@pytest.fixture
def indexed(tmp_path: Path) -> str:
    path = tmp_path / "indexed.csv"
    path.write_text("y,p_cat,p_dog,s\n0,0.5,0.5,1\n1,0.75,0.25,2\n1,0.5,0.5,0\n")
    return str(path)


@pytest.mark.parametrize(
    ("more", "value"),
    [
        (["--class-weight", "dog=3"], (1 + 6 + 3) / 7),
        (["--ignore", "dog"], 1),
        (["--ignore", "1"], 1),
        (["--ignore", "p_dog"], 1),
    ],
)
def test_a_class_goes_by_any_of_its_names(xent: Xent, indexed: str, more: list[str], value: float) -> None:
    ran = xent("ce", indexed, "-t", "y", "-p", "p_*", "-q", *more)
    assert ran.code == 0, ran.err
    assert float(ran.out) == pytest.approx(value * LN2)


def test_ignored_rows_are_counted(xent: Xent, indexed: str) -> None:
    found = xent("ce", indexed, "-t", "y", "-p", "p_*", "--ignore", "1", "--json").json
    assert (found["rows"], found["ignored"]) == (1, 2)


def test_a_table_of_one_row_with_a_weight_is_reported(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("y,p_cat,p_dog,s\n0,0.5,0.5,3\n")
    options = [str(path), "-t", "y", "-p", "p_*", "--json"]
    weighted = xent("ce", *options, "--sample-weight", "s", "--reduction", "sum").json
    assert weighted["value"] == pytest.approx(3 * LN2)
    assert xent("ce", *options, "--worst", "1").json["worst"] == [{"row": 1, "value": LN2}]
    worked = xent("ce", *options, "--class-weight", "cat=2", "--reduction", "sum").json
    assert worked["value"] == pytest.approx(2 * LN2)
    assert "labels were matched to columns by index" in worked["notes"]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["ce", "--class-weight", "balanced", "--reduction", "none"], "balanced weights are known only when all rows"),
        (["ce", "--class-weight", "balanced", "--worst", "1"], "too late for this"),
        (["smooth", "--class-weight", "balanced"], "smooth cannot find balanced weights"),
        (["grad", "ce", "--reduction", "mean"], "each row's own gradient"),
        (["grad", "ce", "--verify"], "--row 1"),
    ],
)
def test_what_a_stream_cannot_know(xent: Xent, indexed: str, argv: list[str], said: str) -> None:
    command = argv[: 2 if argv[0] == "grad" else 1]
    ran = xent(*command, indexed, "-t", "y", "-p", "p_*", *argv[len(command) :])
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_rows_by_themselves_are_weighted_too(xent: Xent, indexed: str) -> None:
    options = ["-t", "y", "-p", "p_*", "--reduction", "none", "-q"]
    rows = xent("ce", indexed, *options, "--sample-weight", "s").out.split()
    assert [float(x) for x in rows] == pytest.approx([LN2, 4 * LN2, 0])
    typed = xent("ce", "0,1,1", "0.5,0.5;0.75,0.25;0.5,0.5", "--sample-weight", "1,2,0", "--reduction", "none", "-q")
    assert [float(x) for x in typed.out.split()] == pytest.approx([LN2, 4 * LN2, 0])


def test_a_stream_tells_at_its_end_what_was_left_out(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("y,a,b\na,0.5,0.5\nb,x,1\nb,1,0\nb,0.5,0.25\n")
    options = ["ce", str(path), "-t", "y", "--skip-bad"]
    found = xent(*options, "--reduction", "none", "--json").json
    assert (found["rows"], found["skipped"], found["infinite"]) == (2, 2, 1)
    assert [(s["kind"], s["rows"]) for s in found["skipped_by_kind"]] == [("not a number", 1), ("sum not 1", 1)]
    assert any("row 3 is inf" in note for note in found["notes"])
    for more in (["-q"], ["--reduction", "none"], ["--format", "csv"]):
        assert xent(*options, *more).err == "xent: rows were left out: 1 not a number, 1 sum not 1\n"


@pytest.mark.parametrize("delimiter", [" ", ";", "|", "\\t"])
def test_any_character_parts_columns(xent: Xent, tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "parted.txt"
    path.write_text("y,a,b\n0,0.5,0.5\n1,0.75,0.25\n".replace(",", "\t" if len(delimiter) > 1 else delimiter))
    ran = xent("ce", str(path), "-t", "y", "--delimiter", delimiter, "-q")
    assert float(ran.out) == pytest.approx(1.5 * LN2)


def test_numbers_that_name_columns_are_names_throughout(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "numbered.csv"
    path.write_text("y,2,11,3\n2,0.5,0.25,0.25\n3,0.5,0.25,0.25\n")
    by_name = xent("ce", str(path), "-t", "y", "-p", "2:3", "--json").json
    assert by_name["value"] == pytest.approx(1.5 * LN2)
    assert any("read as names of columns" in note for note in by_name["notes"])
    assert xent("ce", str(path), "-t", "1", "-p", "2:4", "--json").json["value"] == pytest.approx(1.5 * LN2)
