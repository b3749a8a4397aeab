"""What the user wrote never moves a terminal, and never breaks a message into lines."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
WILD = "\x1b[2J\x1b]52;c;aGk=\x07"
FORMATS = [["--format", name] for name in ("table", "markdown", "latex", "html")]


@pytest.fixture
def table(tmp_path: Path) -> str:
    """A table whose column, group and label names hold escapes."""
    path = tmp_path / "wild.csv"
    path.write_text(f"label,who,p_{WILD},p_b\n{WILD},x{WILD},0.7,0.3\nb,y,0.4,0.6\n{WILD},y,0.9,0.1\n")
    return str(path)


@pytest.mark.parametrize("looks", FORMATS)
@pytest.mark.parametrize("how", [["--by", "who", "--worst", "2"], ["--row", "1"]])
def test_tables_are_drawn_without_them(xent: Xent, table: str, looks: list[str], how: list[str]) -> None:
    done = xent("ce", table, "-t", "label", "-p", "p_*", *how, *looks)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "\x07" not in done.out
    assert "x1b" in done.out


@pytest.mark.parametrize("looks", [[], ["--format", "markdown"]])
def test_streams_and_sheets_too(xent: Xent, table: str, looks: list[str], tmp_path: Path) -> None:
    streamed = xent("ce", table, "-t", "label", "-p", "p_*", "--reduction", "none", *looks)
    sheet = tmp_path / "sheet.txt"
    sheet.write_text(f"ce 0 0.7,0.3 = 0.{WILD}\nce 0 0.7,0.3 --classes a{WILD},b = 0.357\n")
    for done in (streamed, xent("check", str(sheet), *looks)):
        assert "x1b" in done.out
        assert "\x1b" not in done.out + done.err


def test_json_and_csv_stay_exact(xent: Xent, table: str) -> None:
    groups = xent("ce", table, "-t", "label", "-p", "p_*", "--by", "who", "--json").out
    assert json.loads(groups)["groups"][0]["key"] == f"x{WILD}"
    lines = csv.reader(io.StringIO(xent("ce", table, "-t", "label", "-p", "p_*", "--by", "who", "--format", "csv").out))
    assert [line[0] for line in lines] == ["key", f"x{WILD}", "y"]


@pytest.mark.parametrize(
    "argv",
    [
        ["ce", "0", "0.7,0,3x;" * 5000],
        ["ce", "0", "\n".join(["0.7 x"] * 3000)],
        ["ce", WILD, "0.7,0.3"],
        ["ce", "0", "0.7,0.3", "--expect", "1\n" * 900],
        ["ce", f"{WILD}.csv", "-t", "y"],
        [WILD],
        ["ce", f"--{WILD}"],
        ["ce", "0", "0.7,0.3", "--classes", "a," * 4000],
    ],
)
def test_a_message_is_one_short_line(xent: Xent, argv: list[str]) -> None:
    done = xent(*argv)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "\x1b" not in done.err
    assert len(done.err) < 700


def test_safe_csv_holds_no_formula(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "formulas.csv"
    path.write_text("label,who,p_a,p_b\na,=1+1,0.7,0.3\nb,@x,0.4,0.6\na,plain,0.9,0.1\n")
    call = ("ce", str(path), "-t", "label", "-p", "p_*", "--by", "who", "--format", "csv")
    assert [line.split(",")[0] for line in xent(*call).out.splitlines()[1:]] == ["=1+1", "@x", "plain"]
    safe = xent(*call, "--safe-csv").out.splitlines()[1:]
    assert [line.split(",")[0] for line in safe] == ["'=1+1", "'@x", "plain"]
    claim = xent("ce", "0", "0.7,0.3", "--expect", "-0.357", "--format", "csv", "--safe-csv").out
    assert "-0.357,wrong" in claim
