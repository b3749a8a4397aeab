"""The key of a sheet: text -> questions with names, points and words, and what answers are worth."""

import pytest

from xent_cli.core.errors import InputError
from xent_cli.verify.key import Question, read_key


def question(text: str) -> Question:
    """The one question of a key."""
    (only,) = read_key("key", text).questions
    return only


@pytest.mark.parametrize(
    ("text", "name", "points", "command", "claim", "words"),
    [
        ("ce 0 0.7,0.3", "Q1", 1, "ce 0 0.7,0.3", None, ""),
        ("Q3: ce 0 0.7,0.3 = 0.357", "Q3", 1, "ce 0 0.7,0.3", "0.357", ""),
        ("Q3:ce 0 p.csv:a", "Q3", 1, "ce 0 p.csv:a", None, ""),
        ("[2] ce 0 0.7,0.3", "Q1", 2, "ce 0 0.7,0.3", None, ""),
        ("Q3: [2] ce 0 0.7,0.3 # the cat's loss", "Q3", 2, "ce 0 0.7,0.3", None, "the cat's loss"),
        ("[0.5 points] 3a: ce 0 0.7,0.3", "3a", 0.5, "ce 0 0.7,0.3", None, ""),
        ("[1,5]ce 0 0.7,0.3", "Q1", 1.5, "ce 0 0.7,0.3", None, ""),
        ("loss-2 :  ce 0 0.7,0.3 --pred p0:p1", "loss-2", 1, "ce 0 0.7,0.3 --pred p0:p1", None, ""),
        ("ce 'a: b' 0.7,0.3 --classes 'a: b,c'", "Q1", 1, "ce 'a: b' 0.7,0.3 --classes 'a: b,c'", None, ""),
        ("credit: ce 0 0.7,0.3", "credit", 1, "ce 0 0.7,0.3", None, ""),
        ("Q1: ce {0..2} {probs 3 step 0.1}", "Q1", 1, "ce {0..2} {probs 3 step 0.1}", None, ""),
    ],
)
def test_a_question(text: str, name: str, points: float, command: str, claim: str | None, words: str) -> None:
    read = question(text)
    assert (read.name, read.points, read.line.command, read.line.claim, read.words) == (
        name,
        points,
        command,
        claim,
        words,
    )


def test_the_credit_and_the_places_of_lines() -> None:
    key = read_key("key", "# a key\ncredit truncated=1, close=.5\ncredit entry=0\n\nce 0 1,0\nkl 1,0 1,0")
    assert key.credit == {"truncated": 1.0, "close": 0.5, "entry": 0.0}
    assert [(question.name, question.line.number) for question in key.questions] == [("Q1", 5), ("Q2", 6)]


def test_an_answer_stands_for_its_name() -> None:
    _, second = read_key("key", "a: softmax 2,1\nb: kl '$a' ${a} --eps=$a").questions
    assert second.uses == ("a",)
    assert second.arguments({"a": "0.7, 0.3"}) == ("kl", "0.7, 0.3", "0.7, 0.3", "--eps=0.7, 0.3")


OWN = "credit close=0.5\n[2] ce 0 0.7,0.3\nstudent Anna Berg\nb: kl 1,0 1,0\n\nstudent Ben\nb: kl 1,0 0.5,0.5 = 0.693\n"


def test_students_may_have_questions_of_their_own() -> None:
    key = read_key("key", OWN)
    assert [question.line.command for question in key.questions] == ["ce 0 0.7,0.3", "kl 1,0 1,0"]
    assert key.of("anna-berg") == key.of("Anna Berg") == key.questions
    assert [question.line.command for question in key.of("Ben")] == ["ce 0 0.7,0.3", "kl 1,0 0.5,0.5"]
    assert [question.points for question in key.pointed([3, 4]).of("Ben")] == [3, 4]
    assert read_key("key", str(key)).of("Ben")[1].line.claim == "0.693"
    with pytest.raises(InputError, match=r"key: there are no questions for Bert"):
        key.of("Bert")


def test_a_key_without_students_is_that_of_each() -> None:
    key = read_key("key", "ce 0 0.7,0.3")
    assert key.of("Anna") == key.questions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student\nce 0 1,0", "line 1: which student?"),
        ("student Anna\nce 0 1,0\nstudent anna\nce 0 1,0", "line 3: anna has questions above"),
        ("student Anna\nce 0 1,0\nstudent Ben\n[2] ce 0 1,0", "Anna and Ben have questions of other names"),
        ("student Anna\nce 0 1,0\nstudent Ben", "Anna and Ben have questions of other names"),
        ("student Anna\ncredit close=1\nce 0 1,0", "line 2: credit is said below"),
        ("student Anna", "no line holds a command"),
    ],
)
def test_sections_of_students_that_do_not_fit_say_why(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_key("key", text)


def test_a_key_is_written_as_it_is_read() -> None:
    key = read_key("key", "credit close=0.5\nQ1: [2] ce 0 0.7,0.3 = 0.357  # one\nentropy $Q1,0.5")
    again = read_key("key", str(key))
    assert str(again) == str(key)
    assert again.credit == key.credit
    assert [q.line.claim for q in again.questions] == ["0.357", None]


def test_points_for_all_or_each() -> None:
    key = read_key("key", "ce 0 1,0\n[3] kl 1,0 1,0")
    assert [q.points for q in key.pointed([2]).questions] == [2, 2]
    assert [q.points for q in key.pointed([2, 1]).questions] == [2, 1]
    with pytest.raises(InputError, match="3 numbers where the key has 2 questions"):
        key.pointed([1, 2, 3])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# nothing", "key: no line holds a command"),
        ("ce 0 1,0\nQ1: ce 0 1,0", "key, line 2: two questions are called Q1"),
        ("a: ce 0 1,0\nA: ce 0 1,0", "key, line 2: two questions are called A"),
        ("Question 3: ce 0 1,0", "key, line 1: 'Question 3' cannot name a question; write one word"),
        ("Q1:", "key, line 1: no command stands behind the name; write Q1: COMMAND"),
        ("[2]", "key, line 1: no command"),
        ("[two] ce 0 1,0", "key, line 1: 'two' is no number of points"),
        ("[-1] ce 0 1,0", "key, line 1: '-1' is no number of points"),
        ("ce 0 1,0\ncredit close=1", "key, line 2: credit is said below a question"),
        ("credit\nce 0 1,0", "key, line 1: credit for what?"),
        ("credit clsoe=1\nce 0 1,0", "key, line 1: credit of 'clsoe' (did you mean close?)"),
        ("credit close=2\nce 0 1,0", "key, line 1: credit close=2; write a share from 0 to 1"),
        ("credit close\nce 0 1,0", "key, line 1: credit close"),
        ("ce 0 $Q2\nce 0 1,0", "key, line 1, $Q2: there is no question Q2 above"),
        ("loss: ce 0 1,0\nce 0 $los", "key, line 2, $los: there is no question los above (did you mean loss?)"),
    ],
)
def test_a_fault_of_the_key_has_its_line(text: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        read_key("key", text)
    assert str(error.value).startswith(said)
