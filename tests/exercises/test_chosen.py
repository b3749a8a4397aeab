"""Exercises: what is chosen keeps the answer and the mistakes apart, by the diagnosis itself."""

import shlex

import pytest

from xent_cli.app import outcome_of
from xent_cli.core.errors import InputError
from xent_cli.exercises.chosen import chosen, different, near, together
from xent_cli.exercises.solution import Solver
from xent_cli.verify.key import Question, read_key
from xent_cli.verify.verdict import Rounding

QUESTIONS = [
    "ce {0..2} {probs 3 step 0.1}",
    "ce {0..2} {logits 3 step 0.5} --logits",
    "entropy {probs 4} --base 2",
    "kl {probs 3} {probs 3}",
    "grad ce {0..2} {logits 3} --logits",
    "gain '{counts 2x2}'",
]


def questions(text: str) -> tuple[Question, ...]:
    """The questions of a key."""
    return read_key("key", text).questions


def solver(decimals: int = 3) -> Solver:
    """One that runs the commands."""
    return Solver(lambda argv: outcome_of(list(argv)), decimals)


@pytest.mark.parametrize("command", QUESTIONS)
@pytest.mark.parametrize("decimals", [3])
def test_each_mistake_that_is_made_is_the_one_that_is_named(command: str, decimals: int) -> None:
    for (solution,) in chosen(questions(command), solver(decimals), "1", 5):
        assert near((solution,)).at_these == 0
        judge = outcome_of(shlex.split(solution.question.line.command)).judge
        assert judge(solution.claim).accepted
        unit = 10.0**-decimals
        for known in solution.named:
            if isinstance(known.diagnosis, Rounding):
                continue
            off = max(abs(x - y) for x, y in zip(known.values, solution.answered.values, strict=True))
            verdict = judge(",".join(f"{x:.{decimals}f}" for x in known.values))
            if off < unit / 100:  # it is the answer by another name, whatever is drawn
                continue
            assert not verdict.accepted, known
            first = verdict.diagnosis[0].value
            named = first if isinstance(first, tuple) else (first,)
            assert max(abs(x - y) for x, y in zip(known.values, named, strict=True)) < unit / 100, known


def test_an_exercise_comes_once() -> None:
    found = list(different(questions("ce {0..1} 0.7,0.3"), solver(), "1", 50))
    assert sorted(solution.question.line.command for (solution,) in found) == ["ce 0 0.7,0.3", "ce 1 0.7,0.3"]


def test_more_students_change_nothing_for_the_first() -> None:
    few, many = (chosen(questions(QUESTIONS[0]), solver(), "1", count) for count in (3, 9))
    assert [s.question for (s,) in few] == [s.question for (s,) in many][:3]


def test_another_seed_draws_others() -> None:
    one, other = (chosen(questions(QUESTIONS[1]), solver(), seed, 5) for seed in "12")
    assert [s.question for (s,) in one] != [s.question for (s,) in other]


def test_small_answers_are_avoided() -> None:
    for (solution,) in chosen(questions("gain '{counts 2x2}'"), solver(3), "1", 5):
        assert abs(solution.answered.values[0]) >= 0.1


def test_questions_that_share_numbers_or_answers_are_drawn_together() -> None:
    asked = questions(
        "a: entropy {probs 3 as p}\nb: ce 0 0.7,0.3\nc: kl {p} {probs 3}\nd: entropy {counts 2} --counts\ne: ppl $d,0.5"
    )
    assert sorted([question.name for question in group] for group in together(asked)) == [["a", "c"], ["b"], ["d", "e"]]


def test_what_has_a_name_is_the_same_in_each_question_and_in_their_words() -> None:
    ((first, second),) = chosen(questions("entropy {probs 3 as p} # of {p}\nkl {p} {probs 3}"), solver(), "1", 1)
    drawn = first.question.line.command.split()[1]
    assert second.question.line.command.split()[1] == drawn
    assert first.question.words == f"of {drawn}"


def test_the_digits_of_a_claim_are_those_asked() -> None:
    found = solver(3).solutions(questions("ce 0 0.7,0.3 = 0.00\nce 0 0.7,0.3\nce 0 0.7,0.3 = ?"))
    assert [solution.claim for solution in found] == ["0.36", "0.357", "0.357"]


def test_an_answer_that_is_used_has_all_its_digits() -> None:
    *_, last = solver(6).solutions(questions("Q1: ce 0 0.7,0.3\nQ2: ppl 0.5,${Q1}"))
    assert last.answered.values[0] == pytest.approx((0.5 * 0.35667494393873245) ** -0.5, rel=1e-12)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("ce 0 {probs 3 step 0.3}", "key, line 1: {probs 3 step 0.3}: steps of 0.3"),
        ("# one\nce {3..4} 0.7,0.3", "key, line 2: ce 3 0.7,0.3: "),
        ("foo {0..1}", "there is no command 'foo'"),
        ("ce {p} 0.7,0.3", "nothing is called p"),
    ],
)
def test_a_fault_of_the_key_has_its_line(key: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        chosen(questions(key), solver(), "1", 1)
    assert said in str(raised.value)
