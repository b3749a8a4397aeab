"""What the options of a table do, and what is said of one that cannot be used."""

import csv
import gzip
import io
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
TABLE = """label,p_cat,p_dog,p_eel,w,g,h
cat,0.5,0.25,0.25,1,a,x
dog,0.25,0.5,0.25,2,a,y
eel,0.25,0.25,0.5,0,b,x
cat,0.125,0.5,0.375,4,b,x
dog,1,0,0,1,a,x
"""
LN2 = math.log(2)


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return str(path)


@pytest.fixture
def finite(tmp_path: Path) -> str:
    path = tmp_path / "finite.csv"
    path.write_text("".join(TABLE.splitlines(keepends=True)[:-1]))
    return str(path)


def options(*more: str) -> list[str]:
    return ["--target", "label", "--pred", "p_*", *more]


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ([], 6 / 4),
        (["--reduction", "sum"], 6),
        (["--base", "2", "--reduction", "sum"], 6 / LN2),
        (["--sample-weight", "w"], (1 + 2 + 0 + 4 * 3) / 7),
        (["--ignore", "cat"], 1),
        (["--class-weight", "1,2,5"], (1 + 2 + 5 + 3) / (1 + 2 + 5 + 1)),
        (["--class-weight", "dog=2,eel=5"], (1 + 2 + 5 + 3) / (1 + 2 + 5 + 1)),
        (["--class-weight", "balanced"], (2 / 3 * (1 + 3) + 4 / 3 + 4 / 3) / (2 / 3 * 2 + 4 / 3 + 4 / 3)),
        (["--class-weight", "1,2,5", "--sample-weight", "w"], (1 + 4 + 0 + 12) / (1 + 4 + 0 + 4)),
        (["--row", "4"], 3),
    ],
)
def test_rows_are_weighted_left_out_and_reduced(xent: Xent, finite: str, more: list[str], value: float) -> None:
    ran = xent("ce", finite, *options("-q", *more))
    assert ran.code == 0, ran.err
    scale = 1 if "--base" in more else LN2
    assert float(ran.out) == pytest.approx(value * scale if "--base" not in more else value * LN2, rel=1e-14)


def test_infinite_rows_are_counted_and_named(xent: Xent, table: str) -> None:
    found = xent("ce", table, *options("--json")).json
    assert (found["value"], found["infinite"]) == ("Infinity", 1)
    assert any("row 5 is inf" in note and "--eps" in note for note in found["notes"])
    assert xent("ce", table, *options("--eps", "1e-7", "-q")).out != "inf\n"


def test_worst_rows_come_by_number_highest_first(xent: Xent, table: str) -> None:
    worst = xent("ce", table, *options("--worst", "2", "--json")).json["worst"]
    assert worst == [{"row": 5, "value": "Infinity"}, {"row": 4, "value": 3 * LN2}]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--by", "g"], {"a": 1, "b": 2}),
        (["--by", "g,h"], {"a, x": 1, "a, y": 1, "b, x": 2}),
        (["--by", "g", "--sample-weight", "w"], {"a": 1, "b": 3}),
        (["--by", "g", "--class-weight", "1,2,5"], {"a": 1, "b": 8 / 6}),
        (["--by", "g", "--class-weight", "balanced"], {"a": 1, "b": (4 / 3 + 2) / (4 / 3 + 2 / 3)}),
        (["--by", "g", "--reduction", "sum"], {"a": 2, "b": 4}),
        (["--by", "g", "--ignore", "cat"], {"a": 1, "b": 1}),
    ],
)
def test_groups_have_values_of_their_own(xent: Xent, finite: str, more: list[str], expected: dict[str, float]) -> None:
    groups = xent("ce", finite, *options("--json", *more)).json["groups"]
    assert {g["key"]: g["value"] for g in groups} == pytest.approx({k: v * LN2 for k, v in expected.items()})


def test_a_stream_has_a_line_per_row(xent: Xent, finite: str) -> None:
    out = xent("ce", finite, *options("--reduction", "none", "--format", "csv", "--ignore", "dog")).out
    head, *rows = csv.reader(io.StringIO(out))
    assert head == ["row", "label", "value"]
    assert [(row, label) for row, label, _ in rows] == [("1", "cat"), ("3", "eel"), ("4", "cat")]
    assert [float(value) for *_, value in rows] == [LN2, LN2, 3 * LN2]
    plain = xent("ce", finite, *options("--reduction", "none", "-q", "--ignore", "dog")).out
    assert plain.split() == [value for *_, value in rows]
    found = xent("ce", finite, *options("--reduction", "none", "--json", "--ignore", "dog")).json
    assert (found["rows"], found["value"]) == (3, [LN2, LN2, 3 * LN2])


def test_skipped_rows_are_counted_by_kind_with_the_first(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("label,p0,p1\n0,0.5,0.5\n0,x,0.5\n0,0.5\n1,0.5,0.4\n7,0.5,0.5\n0,y,1\n1,0.5,0.5\n")
    found = xent("ce", str(path), "-t", "label", "--skip-bad", "--json").json
    assert (found["value"], found["rows"], found["skipped"]) == (LN2, 2, 5)
    assert [
        (kind["kind"], kind["rows"], kind["first"].removeprefix(f"{path}, ")) for kind in found["skipped_by_kind"]
    ] == [
        ("not a number", 2, "line 3, column p0"),
        ("ragged line", 1, "line 4"),
        ("unknown label", 1, "line 6, column label"),
        ("sum not 1", 1, "line 5"),
    ]


BAD = {
    "0,nan,0.5": "line 3, column p0: 'nan' is a missing value",
    "0,abc,0.5": "line 3, column p0: 'abc' is not a number",
    "0,0.5": "line 3: has 2 fields where 3 are expected",
    "0,-0.5,1.5": "line 3, column p0: -0.5 is no probability",
    "0,0.5,0.4": "line 3: sums to 0.9, not 1",
    "5,0.5,0.5": "line 3, column label: the label '5' is unknown",
    "cow,0.5,0.5": "line 3, column label: the label 'cow' is unknown",
    ",0.5,0.5": "line 3, column label: the label is empty",
    '"0,0.5,0.5': "line 3: a quote in this line goes wrong",
    "0,\udcff,0.5": "line 3: holds bytes that are not UTF-8",
}


@pytest.mark.parametrize(("row", "said"), BAD.items())
def test_the_first_bad_row_ends_it_with_its_line_and_nothing_on_stdout(
    xent: Xent, tmp_path: Path, row: str, said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(f"label,p0,p1\n1,0.5,0.5\n{row}\n0,zzz,1\n", encoding="utf-8", errors="surrogateescape")
    for more in ([], ["--reduction", "none"], ["--json"]):
        ran = xent("ce", str(path), "-t", "label", *more)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"xent: {path}, {said}")
        assert "; " in ran.err
        assert ran.err.count("\n") == 1


UNUSABLE = {
    "empty.csv": (b"", "is empty"),
    "header.csv": (b"label,p0,p1\n", "has no rows"),
    "mac.csv": (b"label,p0,p1\r0,1,0\r", "carriage return"),
    "zeros.csv": (b"\0\1\2\n\0", "is not text"),
    "bad.parquet": (b"PAR1 and no footer", "is cut short, damaged or of another format"),
    "bad.npy": (b"\x93NUMPY", "is cut short"),
    "cut.csv.gz": (gzip.compress(TABLE.encode() * 50)[:-20], "is cut short or damaged"),
    "all.csv": (b"label,p0,p1\n0,x,1\n", "'x' is not a number"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_file_that_cannot_be_used_is_said_in_a_sentence(xent: Xent, tmp_path: Path, name: str) -> None:
    content, said = UNUSABLE[name]
    path = tmp_path / name
    path.write_bytes(content)
    ran = xent("ce", str(path), "-t", "1" if name.endswith(("parquet", "npy")) else "label", "--pred", "2:3")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert name in ran.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["-t", "lable"], "did you mean 'label'?"),
        (["-t", "label", "-p", "q_*"], "no column matches 'q_*'"),
        (["-t", "label", "--delimiter", ";;"], "cannot separate columns"),
        (["-t", "label", "--row", "9"], "there are only 5 rows"),
        (["-t", "label", "--class-weight", "1,2"], "2 weights for 3 classes"),
        (["-t", "label", "--class-weight", "cow=2"], "'cow'"),
        (["-t", "label", "-p", "p_*", "--sample-weight", "v"], "there is no column 'v'"),
        (["-p", "p_*"], "needs the truth"),
        (["-t", "p_cat,p_dog", "-p", "p_*"], "is in PRED and has another role too"),
        (["-t", "w,g", "-p", "p_*"], "TARGET has 2 columns, PRED has 3"),
    ],
)
def test_options_that_do_not_fit_the_table(xent: Xent, table: str, argv: list[str], said: str) -> None:
    pred = [] if "-p" in argv else ["-p", "p_*"]
    ran = xent("ce", table, *argv, *pred)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


@pytest.mark.parametrize("more", [[], ["--sample-weight", "w"], ["--reduction", "sum"], ["--skip-bad"], ["--by", "g"]])
@pytest.mark.parametrize("measure", ["ce", "focal", "brier", "bce"])
def test_the_value_alone_is_the_value_of_the_report(xent: Xent, finite: str, measure: str, more: list[str]) -> None:
    asked = [measure, finite, *options(*more)]
    if measure == "bce":
        asked = [measure, finite, "--target", "p_cat", "--pred", "p_dog", *more]
    report = xent(*asked, "--json").json
    assert float(xent(*asked, "--quiet").out) == report["value"]
