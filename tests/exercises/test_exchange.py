"""Moodle's XML and GIFT, read back: what is typed gets the points and the words that the key and the diagnosis give."""

from collections.abc import Callable

import pytest

from xent_cli.app import outcome_of
from xent_cli.core.errors import InputError
from xent_cli.exercises.answers import CUT, NEAR, Exported, exported, said
from xent_cli.exercises.gift import gift
from xent_cli.exercises.moodle import moodle
from xent_cli.exercises.solution import Solution, Solver
from xent_cli.verify.key import read_key

from .quiz import Quiz, from_gift, from_xml

KEY = (
    "credit truncated=1 close=0.5\n"
    "Q1: [2] ce 0 0.7,0.2,0.1 = 0.000 # How {surprised} = ~#: is <it> & \\why?\n"
    "ce 0 2,1,0.1 --logits\n"
    "Slope: [3] grad ce 0 2,1,0.1 --logits\n"
    "entropy 1/2,1/4,1/4 --base 2 = 0.0000\n"
    "Low: kl 0.5,0.3,0.2 0.7,0.2,0.1 = 0.000\n"
)
READERS = [(moodle, from_xml), (gift, from_gift)]
Read = Callable[[str], list[Quiz]]
Write = Callable[[str, list[Exported]], str]


def solutions(key: str = KEY) -> tuple[Solution, ...]:
    """The questions of a key, solved."""
    return Solver(lambda argv: outcome_of(list(argv)), 3).solutions(read_key("key", key).questions)


def questions(key: str = KEY) -> list[Exported]:
    """The questions as they are exported."""
    credit = read_key("key", key).credit
    return [question for solution in solutions(key) for question in exported(solution, credit)]


def quiz(name: str, key: str = KEY) -> Quiz:
    """A question that went through Moodle's XML."""
    return next(one for one in from_xml(moodle("homework", questions(key))) if one.name == name)


@pytest.mark.parametrize(("write", "read"), READERS)
def test_what_is_written_is_read_again(write: Write, read: Read) -> None:
    for question, again in zip(questions(), read(write("a/b", questions())), strict=True):
        assert (again.name, again.text, again.general) == (question.name, question.text, question.general)
        for answer, other in zip(question.answers, again.answers, strict=True):
            assert (float(answer.number), float(answer.tolerance)) == (other.number, other.tolerance)
            assert (float(answer.grade), answer.feedback) == (other.fraction, other.feedback)


@pytest.mark.parametrize(("write", "read"), READERS)
def test_each_mistake_gets_its_own_words(write: Write, read: Read) -> None:
    (solution, *_) = solutions()
    (again, *_) = read(write("homework", questions()))
    told = [again.marked(f"{known.values[0]:.3f}") for known in solution.named]
    right = solution.claim
    for known, (fraction, feedback) in zip(solution.named, told, strict=True):
        typed = f"{known.values[0]:.3f}"
        same = [said(one.diagnosis) for one in solution.named if f"{one.values[0]:.3f}" == typed]
        assert (fraction, feedback) in ([(100, "")] if typed == right else [(0, same[0])])


def test_the_tolerance_is_what_the_digits_imply() -> None:
    first = quiz("Q1")
    assert first.points == 2
    assert first.marked("0.357") == (100, "")
    assert first.marked("0.35667494") == (100, "")
    assert first.marked("0.356") == (100, CUT)
    assert first.marked("0.358") == (50, NEAR)
    assert first.marked("0.345") == (0, "")


def test_credit_is_that_of_the_key() -> None:
    key = "credit truncated=0.33 close=0\nce 0 0.7,0.2,0.1"
    assert quiz("Q1", key).marked("0.356") == (33.33333, CUT)
    assert quiz("Q1", key).marked("0.358") == (0, NEAR)
    assert quiz("Q1", "ce 0 0.7,0.2,0.1").marked("0.356") == (100, CUT)


def test_what_coincides_is_left_out() -> None:
    for question in questions():
        decimals = 4 if question.name == "Q4" else 3
        numbers = [f"{float(answer.number):.{decimals}f}" for answer in question.answers if answer.feedback != NEAR]
        assert len(numbers) == len(set(numbers))


def test_a_vector_is_a_question_for_each_entry() -> None:
    names = [question.name for question in questions()]
    assert names == ["Q1", "Q2", "Slope.1", "Slope.2", "Slope.3", "Q4", "Low"]
    assert (quiz("Slope.2").points, quiz("Slope.2").marked("0.242")) == (1, (100, ""))
    assert quiz("Slope.2").marked("-0.242")[1].startswith("sign flipped")
    assert "(entry 2 of 3, to 3 decimals, in nats)" in quiz("Slope.2").text


def test_the_question_says_how_to_answer() -> None:
    assert quiz("Q1").text.endswith("(to 3 decimals, in nats)")
    assert quiz("Q4").text == "xent entropy 1/2,1/4,1/4 --base 2 (to 4 decimals, in bits)"


def test_what_is_infinite_is_no_question_for_moodle() -> None:
    with pytest.raises(InputError, match="line 1: ce 0 0,1 is infinite"):
        questions("ce 0 0,1")
