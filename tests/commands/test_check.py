"""xent check: files of claims and files of answers, through the command line."""

import json
import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from xent_cli.app import run

from .conftest import Check, Ran

RIGHT = "ce 0 0.7,0.2,0.1 = 0.357\n"
SHEET = f"# one\n{RIGHT}\nxent kl 0.5,0.3,0.2 0.7,0.2,0.1 = 0.0851 # swapped\nfoo 1 = 2\nce 0 0.7,0.3\n"
KEY = "ce 0 0.7,0.2,0.1 = 0.1 # not so\nentropy 1/2,1/4,1/4 --base=2\nbce 1,0,1 0.9,0.2,0.6\n"


def lines_of(out: str) -> list[dict[str, Any]]:
    """The lines of a JSON report."""
    lines: list[dict[str, Any]] = json.loads(out)["lines"]
    return lines


def test_all_accepted_is_exit_0(check: Check) -> None:
    code, out, err = check(sheet=RIGHT + "ce 0 0.7,0.2,0.1 = 0.356\n")
    assert (code, err) == (0, "")
    assert "✓ 2 of 2 accepted: 1 correct, 1 truncated" in out


def test_every_line_is_reported_and_one_that_is_off_is_exit_1(check: Check) -> None:
    code, out, err = check(sheet=SHEET)
    assert (code, err) == (1, "")
    assert "✗ 1 of 4 accepted: 1 correct, 1 wrong, 2 unusable" in out
    assert "sheet:4: xent kl 0.5,0.3,0.2 0.7,0.2,0.1 = 0.0851 is wrong" in out
    assert "swapped" in out
    assert "there is no command 'foo'" in out
    assert "sheet:6: ce 0 0.7,0.3: no claim" in out


def test_json_has_a_record_for_each_line(check: Check) -> None:
    code, out, _ = check("--json", sheet=SHEET)
    report = json.loads(out)
    assert code == 1
    assert (report["command"], report["value"], report["rows"]) == ("check", 0.25, 4)
    assert report["files"] == [{"file": "sheet", "right": 1, "of": 4, "share": 0.25}]
    first, swapped, unknown, unclaimed = report["lines"]
    assert (first["file"], first["line"], first["claim"], first["digits"]) == ("sheet", 2, "0.357", 3)
    assert (first["status"], first["accepted"], first["diagnosis"]) == ("correct", True, [])
    assert first["value"] == 0.3566749439387324
    assert "swapped" in swapped["diagnosis"][0]["name"]
    assert (unknown["status"], unknown["line"]) == ("unusable", 5)
    assert (unclaimed["claim"], unclaimed["accepted"]) == (None, False)


def test_csv_has_a_line_for_each_claim(check: Check) -> None:
    _, out, _ = check("--format", "csv", sheet=RIGHT + "softmax 1,1 = 0.5,0.1\n")
    assert out.splitlines()[:2] == [
        "file,line,command,claim,value,status,accepted,diagnosis",
        'sheet,1,"ce 0 0.7,0.2,0.1",0.357,0.3566749439387324,correct,true,',
    ]
    assert out.splitlines()[2].startswith('sheet,2,"softmax 1,1","0.5,0.1","0.5,0.5",wrong,false,')


def test_markdown_and_plain(check: Check) -> None:
    _, out, _ = check("--format", "markdown", sheet=RIGHT)
    assert "| sheet | 1 | 0.357 | 0.356675 | correct |" in out
    assert check("-q", sheet=SHEET)[1] == "0.25\n"


def test_no_steps_leaves_the_explanations_out(check: Check) -> None:
    _, out, _ = check("--no-steps", sheet=SHEET)
    assert "→" not in out
    assert "swapped" in out


def test_a_long_sheet_lists_what_is_not_accepted(check: Check) -> None:
    _, out, _ = check(sheet=RIGHT * 300 + "ce 0 0.7,0.2,0.1 = 0.155\n")
    assert "✗ 300 of 301 accepted" in out
    assert sum(line.startswith("sheet ") for line in out.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "statuses", "code"),
    [
        ([], ["truncated", "close"], 1),
        (["--strict"], ["truncated", "close"], 1),
        (["--lenient"], ["truncated", "close"], 0),
        (["--tol", "0.01"], ["correct", "correct"], 0),
        (["--rtol", "0.0001"], ["wrong", "wrong"], 1),
    ],
)
def test_the_rules_hold_for_all_lines(check: Check, options: Sequence[str], statuses: list[str], code: int) -> None:
    exit_code, out, _ = check(*options, "--json", sheet="ce 0 0.7,0.2,0.1 = 0.356\nce 0 0.7,0.2,0.1 = 0.358\n")
    assert ([line["status"] for line in lines_of(out)], exit_code) == (statuses, code)


def test_a_line_may_set_its_own_rules(check: Check) -> None:
    assert check("--tol", "0.001", sheet="ce 0 0.7,0.2,0.1 --tol 0.1 = 0.3\n")[0] == 0


def test_negative_numbers_open_operands_and_claims(check: Check) -> None:
    _, out, _ = check("--json", sheet="softmax -1.2,0.5 = -0.1545,0.8455\nce 0 -1,2 --logits = -3.05\n")
    assert [line["status"] for line in lines_of(out)] == ["wrong", "wrong"]


@pytest.mark.parametrize(
    "line", ["ce", "ce --logits", "ce -", "ce --help", "check sheet", "ce nosuch.csv", "--version", "xent"]
)
def test_a_line_that_cannot_be_run_is_unusable(check: Check, line: str) -> None:
    code, out, err = check("--json", sheet=f"{line} = 1\n{RIGHT}")
    assert ([each["status"] for each in lines_of(out)], code, err) == (["unusable", "correct"], 1, "")


def test_a_table_is_a_claim_like_any_other(check: Check, tmp_path: Path) -> None:
    (tmp_path / "preds.csv").write_text("label,p0,p1\n0,0.5,0.5\n1,0.5,0.5\n", encoding="utf-8")
    code, out, _ = check("--json", sheet="ce preds.csv --target label --base 2 = 1\n")
    assert (code, lines_of(out)[0]["status"]) == (0, "correct")


def test_several_files_have_a_score_each(check: Check) -> None:
    code, out, _ = check(anna=RIGHT, ben="ce 0 0.7,0.2,0.1 = 0.155\n")
    assert code == 1
    assert ["anna", "1", "1", "100.0%"] in [line.split() for line in out.splitlines()]
    assert ["ben", "0", "1", "0.0%"] in [line.split() for line in out.splitlines()]


@pytest.mark.parametrize("operands", [[], ["-"]])
def test_standard_input(check: Check, tmp_path: Path, operands: list[str]) -> None:
    (tmp_path / "piped").write_text(RIGHT.replace("\n", "\r\n"), encoding="utf-8-sig")
    ours = os.dup(0)
    with (tmp_path / "piped").open() as piped:
        os.dup2(piped.fileno(), 0)
    try:
        code, out, _ = check(*operands)
    finally:
        os.dup2(ours, 0)
        os.close(ours)
    assert code == 0
    assert "standard input" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"", "no line holds a claim"), (b"ce 0 0.7,0.3\n", "no line holds a claim"), (b"\xff\xfea\x00", "not UTF-8")],
)
def test_a_file_without_claims_is_exit_2(check: Check, tmp_path: Path, text: bytes, said: str) -> None:
    (tmp_path / "sheet").write_bytes(text)
    code, out, err = check("sheet")
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("name", ["nosuch.txt", "."])
def test_a_file_that_cannot_be_read_is_exit_2(check: Check, name: str) -> None:
    code, out, err = check(name)
    assert (code, out) == (2, "")
    assert err.startswith(f"xent: {name}: ")


@pytest.mark.parametrize("name", ["nosuch.txt", "."])
def test_a_file_that_cannot_be_read_does_not_stop_the_others(check: Check, name: str) -> None:
    code, out, err = check(name, sheet=RIGHT)
    assert (code, err) == (1, "")
    assert "✗ 1 of 1 accepted: 1 correct, 1 unusable" in out
    assert f"✗ {name}: " in out


def test_help_is_there_after_a_sheet(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    check(sheet=RIGHT)
    assert run(["ce", "--help"]) == 0
    assert "Usage: xent ce" in capsys.readouterr().out


def test_values_agree_with_the_commands_own(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random(1)
    calls = [f"ce 0 {p},{1 - p}" for p in (rng.randint(1, 9) / 10 for _ in range(5))]
    _, out, _ = check("--json", sheet="".join(f"{call} = 0.5\n" for call in calls))
    for call, line in zip(calls, lines_of(out), strict=True):
        run([*call.split(), "-q"])
        assert float(capsys.readouterr().out) == line["value"]


def test_a_line_at_which_xent_itself_fails_ends_no_sheet(
    xent: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> object:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("xent_cli.core.kl.value", fail)
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("ce 0 0.5,0.5 = 0.693\nkl 0.5,0.5 0.25,0.75 = 0.144\nce 0 0.5,0.5 = 0.7\n")
    ran = xent("check", str(sheet), "--json")
    assert ran.code == 1
    assert [line["status"] for line in ran.json["lines"]] == ["correct", "unusable", "correct"]
    assert ran.json["lines"][1]["message"] == "a fault of xent: ZeroDivisionError('by nothing'); please report it"
