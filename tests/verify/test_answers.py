"""A student's file set against the questions of a key."""

import pytest

from xent_cli.verify.answers import plain_name, read_answers
from xent_cli.verify.key import read_key

KEY = read_key("key", "ce 0 0.7,0.3\nkl 1,0 1,0 = 0\nentropy 1,0").questions
NAMED = read_key("key", "loss: ce 0 0.7,0.3\n2a: kl 1,0 1,0\n2b: entropy 1,0").questions


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("0.357\n0\n0", ["0.357", "0", "0"]),
        ("# Anna\n0.357 # one\n\n0\n0\n", ["0.357", "0", "0"]),
        ("ce 0 0.7,0.3 = 0.357\nD = 0\nH =0", ["0.357", "0", "0"]),
        ("0.357\n\n0", ["0.357", "", "0"]),
        ("0.357\n-\n0", ["0.357", "-", "0"]),
        ("1) 0.357\nQ2: 0\nH ≈ 0", ["0.357", "0", "0"]),
        ("0.357", ["0.357", "", ""]),
        ("", ["", "", ""]),
        ("0.357\n0\n0\n5", ["0.357", "0", "0", "5"]),
    ],
)
def test_the_kth_answer_belongs_to_the_kth_command(text: str, claims: list[str]) -> None:
    answers = read_answers("anna", text, KEY)
    assert [answer.claim for answer in answers] == claims
    assert [answer.command for answer in answers[:3]] == [question.line.command for question in KEY]


def test_answers_stand_in_the_lines_of_the_student() -> None:
    assert [answer.number for answer in read_answers("anna", "# Anna\n\n0.357\n\n0\n0", KEY)] == [3, 5, 6]
    assert [answer.number for answer in read_answers("anna", "# Anna\n0.357\n", KEY)] == [2, 2, 2]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("2b: 3\nloss = 1\n2a) 2", ["1", "2", "3"]),
        ("Loss: H = 1\n2b. 3.5", ["1", "", "3.5"]),
        ("(2a) 2\n3", ["", "2", "3"]),
        ("loss: 1\nloss: 1.5", ["1.5", "", ""]),
        ("1\n2\n3", ["1", "2", "3"]),
        ("loss:\n2a: ?\n2b: ln(2)", ["", "?", "ln(2)"]),
        ("2a ≈ 2", ["", "2", ""]),
        ("question 2a: 2", ["question 2a: 2", "", ""]),
        ("Q9: 5\nloss: 1", ["1", "", "", "Q9: 5"]),
        ("2b: 3\n4", ["", "", "3", "4"]),
    ],
)
def test_an_answer_belongs_to_the_question_that_it_names(text: str, claims: list[str]) -> None:
    assert [answer.claim for answer in read_answers("anna", text, NAMED)] == claims


def test_an_answer_too_many_has_no_command() -> None:
    assert [answer.command for answer in read_answers("anna", "0.357\n1\n2\n3", KEY)][3:] == [""]


@pytest.mark.parametrize("text", ["Q3", "q 3", "Question 3", "3.", "(3)", "Response 3", "Frage 3:", "No. 3", "#3"])
def test_one_name_written_in_many_ways(text: str) -> None:
    assert plain_name(text) == "3"


@pytest.mark.parametrize("text", ["3a", "3.1", "13", "loss", "quiz", "note"])
def test_other_names_stay_apart(text: str) -> None:
    assert plain_name(text) == text
