"""Text of the user's that a terminal or a spreadsheet would obey, or that is endless, is shown and cut."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
CLEAR, CLIPBOARD, BELL, C1, REVERSED = "\x1b[2J", "\x1b]52;c;eA==\x07", "\x07", "\x9b2J", "\u202e"
HOSTILE = f"{CLEAR}{CLIPBOARD}{C1}{REVERSED}"
LOOKS = [[], ["--format", "markdown"], ["--reduction", "none"], ["--reduction", "none", "--format", "markdown"]]


def harmless(text: str) -> bool:
    return text.replace("\n", "").isprintable() and REVERSED not in text


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "hostile.csv"
    header = f'y,"p_a{HOSTILE}","p_b{HOSTILE}x","g{HOSTILE}"\n'
    rows = f'"a{HOSTILE}",0.5,0.5,"k{HOSTILE}"\n"b{HOSTILE}x",0.25,0.75,z\n'
    path.write_text(header + rows, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("look", LOOKS)
def test_names_labels_and_keys_reach_no_terminal(xent: Xent, table: str, look: list[str]) -> None:
    by = ["--by", f"g{HOSTILE}"] if "none" not in look else []
    ran = xent("ce", table, "--target", "y", "--pred", "p_*", *by, *look)
    assert ran.code == 0, ran.err
    assert r"\x1b[2J" in ran.out.replace("\\\\", "\\").replace("\\[", "[")
    assert harmless(ran.out)


def test_json_and_csv_are_exact(xent: Xent, table: str) -> None:
    argv = ["ce", table, "--target", "y", "--pred", "p_*", "--by", f"g{HOSTILE}"]
    assert {group["key"] for group in xent(*argv, "--json").json["groups"]} == {f"k{HOSTILE}", "z"}
    cells = [line[0] for line in csv.reader(io.StringIO(xent(*argv, "--format", "csv").out, newline=""))]
    assert set(cells) == {"key", f"k{HOSTILE}", "z"}


@pytest.mark.parametrize(
    "argv",
    [
        [HOSTILE],
        ["ce", HOSTILE, "0.5,0.5"],
        ["ce", "0", f"0.5,{HOSTILE}"],
        ["ce", f"{HOSTILE}.csv"],
        ["ce", "0", "0.5,0.5", "--classes", f"a,{HOSTILE}", "--expect", HOSTILE],
        ["ce", "b", "0.5,0.5", "--classes", f"a,{HOSTILE}"],
        ["ce", "0", "0.5,0.5", f"--{HOSTILE}"],
        ["ce", "0", "0.5,0.5", "--format", HOSTILE],
        ["ce", "0", "0.5,0.5", "--base", HOSTILE],
        ["ce", "0", "0.5,0.5", "--class-weight", HOSTILE],
        ["grad", HOSTILE, "0", "0.5,0.5"],
    ],
)
def test_messages_reach_no_terminal(xent: Xent, argv: list[str]) -> None:
    ran = xent(*argv)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert harmless(ran.err)


@pytest.mark.parametrize("argv", [["ce", "0", "0.5,0.5", "--classes", f"{HOSTILE},b"], ["ce", "0", "0.5,0.5", "-q"]])
def test_claims_reach_no_terminal(xent: Xent, argv: list[str], tmp_path: Path) -> None:
    ran = xent(*argv, "--expect", "0.5", "--digits", "3")
    assert ran.code == 1
    assert harmless(ran.out + ran.err)
    sheet = tmp_path / f"sheet{CLEAR}.txt"
    sheet.write_text(f"ce 0 0.5,0.5{CLEAR} = 0.69\nce 0 0.5,0.5 = 1{CLIPBOARD}\nkl 1,0 1,0 = 7\n")
    for look in ([], ["--format", "markdown"], ["-q"]):
        marked = xent("check", str(sheet), *look)
        assert marked.code == 1
        assert harmless(marked.out + marked.err)


LONG = "0.1, 0.2,\n" * 3000


@pytest.mark.parametrize(
    "argv",
    [
        [LONG],
        ["ce", "0", LONG + "x"],
        ["ce", LONG + "x", "0.5,0.5"],
        ["ce", "0", "0.5,0.5", LONG],
        ["ce", "0", "0.5,0.5", "--classes", LONG],
        ["ce", "0", "0.5,0.5", "--class-weight", LONG],
        ["ce", "0", "0.5,0.5", "--sample-weight", LONG + "x"],
        ["ce", "0", "0.5,0.5", "--base", LONG],
        ["ce", "0", "0.5,0.5", "--expect", LONG + "x"],
        ["ce", "0", "0.5,0.5", "--expect", "9" * 50_000],
        ["ce", "0", "0.5,0.5", "--format", LONG],
        ["ce", "0", "0.5,0.5", f"--{LONG}"],
        ["ce", LONG, "--target", LONG],
        ["grad", LONG, "0", "0.5,0.5"],
        ["check", LONG],
    ],
)
def test_a_message_is_one_line_that_can_be_read(xent: Xent, argv: list[str]) -> None:
    ran = xent(*argv)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert len(ran.err) < 1000


def test_what_is_wrong_stands_at_the_end_and_is_kept(xent: Xent) -> None:
    err = xent("ce", "0", "0.5,0.5", LONG).err
    assert "3 operands where TARGET and PRED was expected" in err
    assert "(30000 characters)" in err


FORMULAS = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_safe_csv_holds_no_formula(xent: Xent, tmp_path: Path, formula: str) -> None:
    path = tmp_path / "groups.csv"
    path.write_text(f'y,p,g\n1,0.5,"{formula}"\n0,0.5,"{formula}"\n1,0.25,-7\n', newline="")
    argv = ["bce", str(path), "--target", "y", "--pred", "p", "--by", "g", "--base", "2", "--format", "csv"]
    plain, safe = (list(csv.reader(io.StringIO(xent(*argv, *more).out, newline=""))) for more in ([], ["--safe-csv"]))
    assert {line[0] for line in plain} == {"key", formula, "-7"}
    assert {line[0] for line in safe} == {"key", f"'{formula}", "-7"}
    assert [line[1:] for line in safe] == [line[1:] for line in plain]


def test_the_numbers_of_a_safe_csv_are_numbers(xent: Xent) -> None:
    argv = ["grad", "ce", "0", "0.5,0.5", "--format", "csv"]
    assert xent(*argv, "--safe-csv").out == xent(*argv).out


def test_only_csv_can_be_safe(xent: Xent) -> None:
    ran = xent("ce", "0", "0.5,0.5", "--safe-csv", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("xent: --safe-csv: ")
