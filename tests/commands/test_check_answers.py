"""xent check KEY --answers: files of answers, through the command line."""

import json
from pathlib import Path

import pytest

from .conftest import Check

KEY = "ce 0 0.7,0.2,0.1 = 0.1 # not so\nentropy 1/2,1/4,1/4 --base=2\nbce 1,0,1 0.9,0.2,0.6\n"


def test_a_student_who_cannot_be_read_does_not_stop_the_class(check: Check, tmp_path: Path) -> None:
    (tmp_path / "ben").write_bytes(b"\xff\xfe0\x00")
    (tmp_path / "key").write_text(KEY, encoding="utf-8")
    (tmp_path / "anna").write_text("0.357\n1.5\n0.280\n", encoding="utf-8")
    code, out, _ = check("key", "--answers", "anna", "ben", "--json")
    report = json.loads(out)
    assert code == 1
    assert [(f["file"], f["right"], f["of"]) for f in report["files"]] == [("anna", 3, 3), ("ben", 0, 3)]
    assert "is not UTF-8" in report["lines"][-1]["message"]
    assert sum("ben: is not UTF-8" in line for line in check("key", "--answers", "anna", "ben")[1].splitlines()) == 4


def test_a_fault_in_the_key_is_the_keys(check: Check) -> None:
    code, out, err = check("--answers", key="ce 0 0.7,0.3\n# two\nentropy 1/2,1/3\n", anna="0.357\n1.5")
    assert (code, out) == (2, "")
    assert err.startswith("xent: key, line 3: ")
    assert "sums to 0.8333" in err


def test_answers_are_marked_by_the_key(check: Check) -> None:
    code, out, _ = check("--answers", key=KEY, anna="0.357\n1.5\n0.280\n", ben="# Ben\n0.155\n?\n0.839")
    assert code == 1
    table = [line.split() for line in out.splitlines()]
    assert ["anna", "3", "3", "100.0%"] in table
    assert ["ben", "0", "3", "0.0%"] in table
    assert "ben:3: entropy 1/2,1/4,1/4 --base=2: no answer" in out
    assert "anna:" not in out


def test_answers_in_json(check: Check) -> None:
    code, out, _ = check("--answers", "--json", key=KEY, anna="0.357\n1.5\n0.280\n", chloe="")
    report = json.loads(out)
    assert (code, report["value"]) == (1, 0.5)
    assert [(f["file"], f["right"], f["of"], f["share"]) for f in report["files"]] == [
        ("anna", 3, 3, 1.0),
        ("chloe", 0, 3, 0.0),
    ]
    assert [line["status"] for line in report["lines"]] == ["correct"] * 3 + ["missing"] * 3


@pytest.mark.parametrize(
    ("files", "said"), [({"key": KEY}, "no answers"), ({"key": "# none\n", "anna": "1"}, "no line holds a command")]
)
def test_answers_need_a_key_and_students(check: Check, files: dict[str, str], said: str) -> None:
    code, out, err = check("--answers", **files)
    assert (code, out) == (2, "")
    assert said in err
