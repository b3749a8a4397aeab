"""xent check with a key in which each student has numbers of their own, as xent make writes it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

KEY = """credit follows=0.5
student Anna Berg
Q1: [2] ce 0 0.7,0.3 = 0.357
Q2: mse 1 $Q1
student Ben
Q1: [2] ce 0 0.2,0.8 = 1.609
Q2: mse 1 $Q1
"""
Check = Callable[..., Ran]


@pytest.fixture
def check(tmp_path: Path, xent: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Check:
    """`xent check key --answers` of files by name and content."""
    monkeypatch.chdir(tmp_path)

    def called(files: dict[str, str], *options: str, key: str = KEY) -> Ran:
        Path("key").write_text(key, encoding="utf-8")
        for name, text in files.items():
            Path(name).write_text(text, encoding="utf-8")
        return xent("check", "key", "--answers", *files, "--json", *options)

    return called


def points(ran: Ran) -> dict[str, float]:
    """The points of each student."""
    return {student["student"]: student["points"] for student in ran.json["students"]}


def test_each_is_marked_by_their_own_questions(check: Check) -> None:
    ran = check({"Anna Berg.txt": "Q1: 0.357\nQ2: 0.414", "ben.txt": "Q1: 0.357\nQ2: ?"})
    assert points(ran) == {"Anna Berg": 3, "ben": 0}


def test_a_table_finds_them_by_name(check: Check) -> None:
    ran = check({"class.csv": "name,Q1,Q2\nBen,1.609,\nAnna Berg,0.699,\n"})
    assert points(ran) == {"Ben": 2, "Anna Berg": 0}


def test_what_follows_follows_from_their_own(check: Check) -> None:
    ran = check({"Ben.txt": "Q1: 0.699\nQ2: 0.091"}, "--follow-through")
    assert points(ran) == {"Ben": 0.5}


def test_who_has_no_questions_is_told_so_and_hinders_no_other(check: Check) -> None:
    ran = check({"Ben.txt": "1.609\n2", "Carl.txt": "1\n2"})
    assert points(ran)["Ben"] == 2
    assert "there are no questions for Carl" in ran.out


def test_a_fault_in_one_section_is_one_of_the_key(check: Check) -> None:
    ran = check({"Ben.txt": "1.609\n2"}, key=KEY.replace("0.7,0.3", "0.7,0.4"))
    assert (ran.code, ran.out) == (2, "")
    assert "key, line 3: " in ran.err
