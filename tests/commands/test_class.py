"""xent check KEY --answers: a class marked by the key's names, points and credit, its gradebook and its pages."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from xent_cli.app import run

KEY = """credit close=0.5 truncated=1
Q1: [2] ce 0 0.7,0.2,0.1   # How surprised is the model?
Q2: softmax 2,1,0.1
Q3: [2] ce 0 $Q2           # From your softmax.
"""
CLASS = "Name;Email;Q1;Q2;Q3\nAnna;a@x;0,515;0.66,0.24,0.1;0,416\nBen;b@x;0.357;0.6,0.3,0.1;0.511\nChloe;c@x;?;;0.9\n"

Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Check:
    """`xent check key.txt --answers …` with the key above and the table of a class: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "key.txt").write_text(KEY, encoding="utf-8")
    (tmp_path / "class.csv").write_text(CLASS, encoding="utf-8-sig")

    def called(*argv: str) -> tuple[int, str, str]:
        code = run(["check", "key.txt", "--answers", *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return called


def marked(check: Check, *argv: str) -> dict[str, Any]:
    """The object of a class that is not all right."""
    code, out, err = check(*argv, "--json")
    assert (code, err) == (1, "")
    found: dict[str, Any] = json.loads(out)
    return found


def test_points_of_each_answer(check: Check) -> None:
    lines = marked(check, "class.csv")["lines"]
    assert [(line["student"], line["question"], line["status"], line["points"]) for line in lines] == [
        ("Anna", "Q1", "wrong", 0),
        ("Anna", "Q2", "correct", 1),
        ("Anna", "Q3", "close", 1),
        ("Ben", "Q1", "correct", 2),
        ("Ben", "Q2", "close", pytest.approx(2.5 / 3)),
        ("Ben", "Q3", "wrong", 0),
        ("Chloe", "Q1", "missing", 0),
        ("Chloe", "Q2", "missing", 0),
        ("Chloe", "Q3", "wrong", 0),
    ]


def test_what_follows_from_ones_own_answer_is_right(check: Check) -> None:
    report = marked(check, "class.csv", "--follow-through")
    status = {(line["student"], line["question"]): line["status"] for line in report["lines"]}
    assert status["Ben", "Q3"] == "follows"
    assert status["Anna", "Q3"] == "follows"  # -ln 0.66
    assert status["Chloe", "Q3"] == "wrong"  # there is nothing that it could follow from
    ben = next(line for line in report["lines"] if (line["student"], line["question"]) == ("Ben", "Q3"))
    assert (ben["accepted"], ben["points"], ben["diagnosis"]) == (True, 2, [])
    assert ben["feedback"] == "right for the Q2 given"


def test_what_follows_has_its_own_credit(check: Check, tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text(KEY.replace("close=0.5", "follows=0.25"), encoding="utf-8")
    points = {
        (line["student"], line["question"]): line["points"]
        for line in marked(check, "class.csv", "--follow-through")["lines"]
    }
    assert points["Ben", "Q3"] == 0.5


def test_follow_through_in_the_unit_of_the_answer(check: Check, tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text("entropy 0.5,0.3,0.2\nsoftmax $Q1,1", encoding="utf-8")
    # 1 bit for the entropy, which is wrong: 0.693147 nats, and the softmax of that and 1.
    (tmp_path / "anna.txt").write_text("1.00 bits\n0.424,0.576", encoding="utf-8")
    report = marked(check, "anna.txt", "--follow-through")
    assert [line["status"] for line in report["lines"]] == ["wrong", "follows"]


def test_the_summary_of_each_question(check: Check) -> None:
    first, second, _ = marked(check, "class.csv")["questions"]
    assert (first["question"], first["asked"], first["right"], first["missing"]) == ("Q1", 3, 1, 1)
    assert first["mistakes"] == [{"name": "log2 taken instead of ln", "count": 1}]
    assert first["words"] == "How surprised is the model?"
    assert second["mistakes"] == [{"name": "close: rounded on the way?", "count": 1}]
    assert "1 log2 taken instead of ln" in check("class.csv")[1]


def test_how_the_table_was_read_is_said(check: Check) -> None:
    said = "class.csv: 3 students, columns parted by semicolons, a byte-order mark, decimal commas"
    assert marked(check, "class.csv")["notes"] == [said]
    assert said in check("class.csv")[1]


def test_the_gradebook_is_read_back(check: Check) -> None:
    _, out, _ = check("class.csv", "--format", "csv")
    rows = list(csv.DictReader(StringIO(out)))
    assert list(rows[0]) == ["student", "question", "claim", "verdict", "points", "feedback"]
    assert len(rows) == 9
    assert rows[1] == {
        **{"student": "Anna", "question": "Q2", "claim": "0.66,0.24,0.1", "verdict": "correct", "points": "1"},
        "feedback": "",
    }
    assert "log2 taken instead of ln" in rows[0]["feedback"]


def test_a_row_for_each_student_says_who_it_is(check: Check) -> None:
    _, out, _ = check("class.csv", "--format", "csv", "--no-steps")
    rows = list(csv.DictReader(StringIO(out)))
    assert rows[0] == {"student": "Anna", "Email": "a@x", "Q1": "0", "Q2": "1", "Q3": "1", "points": "2", "of": "5"}


def test_points_on_the_command_line(check: Check) -> None:
    report = marked(check, "class.csv", "--points", "1,0,0.5")
    assert [student["of_points"] for student in report["students"]] == [1.5] * 3
    assert report["students"][1]["points"] == 1


def test_a_student_alone_by_names(check: Check, tmp_path: Path) -> None:
    (tmp_path / "anna.txt").write_text("Q3: 0.417\nQ1 = 0.357\n", encoding="utf-8")
    report = marked(check, "anna.txt")
    assert report["students"][0]["student"] == "anna"
    assert [line["status"] for line in report["lines"]] == ["correct", "missing", "correct"]


def test_one_row_that_goes_wrong_hinders_no_other(check: Check, tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text("Name,Q1,Q2,Q3\nAnna,0.357,0.6,0.3,0.1\nBen,0.357,,\n", encoding="utf-8")
    report = marked(check, "class.csv", "nosuch.txt")
    assert [(s["student"], s["right"]) for s in report["students"]] == [("Anna", 0), ("Ben", 1), ("nosuch", 0)]
    assert "line 2: has 5 cells where the header has 4" in report["lines"][0]["message"]


def test_students_with_numbers_of_their_own(check: Check, tmp_path: Path) -> None:
    key = "student Anna Berg\nsoftmax 2,1\nce 0 $Q1\n\nstudent Ben\nsoftmax 1,2\nce 0 $Q1\n"
    (tmp_path / "key.txt").write_text(key, encoding="utf-8")
    (tmp_path / "class.csv").write_text('Name,Q1,Q2\nanna berg,"0.731,0.269",0.313\nBen,"0.3,0.7",1.204\nEve,1,2\n')
    (tmp_path / "Ben.txt").write_text("0.269,0.731\n0.313")
    report = marked(check, "class.csv", "Ben.txt", "--follow-through")
    assert [line["status"] for line in report["lines"]] == [
        *("correct", "correct"),
        *("correct", "follows"),  # of 0.3, as the student rounded it
        *("unusable", "unusable"),
        *("correct", "wrong"),
    ]
    assert report["lines"][4]["message"].startswith("key.txt: there are no questions for Eve")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("ce 0 0.7,0.3\nQ7: ce 0 $Q9", "key.txt, line 2, $Q9: there is no question Q9 above"),
        ("softmax 2,1\n\nkl $Q1 0.5,0.3,0.2", "key.txt, line 3: "),
        ("credit close=7\nce 0 1,0", "key.txt, line 1: credit close=7"),
        ("ce 0 1,0\n[x] ce 0 1,0", "key.txt, line 2: 'x' is no number of points"),
    ],
)
def test_a_fault_of_the_key_has_its_line(check: Check, tmp_path: Path, key: str, said: str) -> None:
    (tmp_path / "key.txt").write_text(key, encoding="utf-8")
    code, out, err = check("class.csv")
    assert (code, out) == (2, "")
    assert err.startswith(f"xent: {said}")


@pytest.mark.parametrize("option", [["--points", "1"], ["--follow-through"], ["--feedback", "x"], ["--force"]])
def test_options_of_a_class_need_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str]) -> None:
    (tmp_path / "sheet.txt").write_text("ce 0 1,0 = 0")
    assert run(["check", str(tmp_path / "sheet.txt"), *option]) == 2
    assert f"{option[0]}: there is no key to mark by" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("points", "said"), [("1,2", "--points: 2 numbers where the key has 3"), ("a", "--points: 'a'")]
)
def test_points_that_do_not_fit(check: Check, points: str, said: str) -> None:
    code, out, err = check("class.csv", "--points", points)
    assert (code, out) == (2, "")
    assert said in err


def test_a_page_for_each_student(check: Check, tmp_path: Path) -> None:
    code, out, _ = check("class.csv", "--feedback", "pages", "--follow-through")
    assert code == 1
    assert "3 pages of feedback in pages" in out
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["Anna.html", "Ben.html", "Chloe.html"]
    anna, ben = ((tmp_path / "pages" / name).read_text(encoding="utf-8") for name in ("Anna.html", "Ben.html"))
    assert "How surprised is the model?" in anna
    assert "log2 taken instead of ln" in anna
    assert "<math" in anna
    assert "right for the Q2 given" in ben
    assert ben.count("<h2>Q3") == 0  # the fault is that of Q2, and shown there


def test_pages_in_markdown(check: Check, tmp_path: Path) -> None:
    check("class.csv", "--feedback", "pages", "--format", "markdown")
    page = (tmp_path / "pages" / "Anna.md").read_text(encoding="utf-8")
    assert page.startswith("### Anna: 1 of 3 right, 2 of 5 points\n")
    assert "**cross-entropy = 0.3566749439387324** nats" in page


def test_a_page_says_what_is_right_but_not_quite(check: Check, tmp_path: Path) -> None:
    (tmp_path / "anna.txt").write_text("0.356")
    check("anna.txt", "--feedback", "pages", "--format", "markdown")
    page = (tmp_path / "pages" / "anna.md").read_text(encoding="utf-8")
    assert "- ✓ Q1: 0.356 is 0.3566749439387324 nats cut off, not rounded" in page
    assert "# Q1" not in page
    assert "# Q2" in page


def test_no_page_is_written_over_unless_by_force(check: Check, tmp_path: Path) -> None:
    page = tmp_path / "Anna.html"
    page.write_text("mine")
    code, out, err = check("class.csv", "--feedback", ".")
    assert (code, out) == (2, "")
    assert "Anna.html: is there already; name another place, or write over it with --force" in err
    assert page.read_text() == "mine"
    assert not (tmp_path / "Ben.html").exists()
    assert check("class.csv", "--feedback", ".", "--force")[0] == 1
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_folder_that_cannot_be_made(check: Check) -> None:
    code, out, err = check("class.csv", "--feedback", "key.txt/pages")
    assert (code, out) == (2, "")
    assert "name a place that can be written" in err


def test_names_that_are_no_names_of_files(check: Check, tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text("Name,Q1\n../../up,1\n<b>,1\n<B>,1\n", encoding="utf-8")
    check("class.csv", "--feedback", "pages")
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["_.._up.html", "_B_ 2.html", "_b_.html"]
    assert "&lt;b&gt;" in (tmp_path / "pages" / "_b_.html").read_text(encoding="utf-8")
