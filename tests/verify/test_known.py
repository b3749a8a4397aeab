"""The mistakes that are known of an answer are those that its diagnosis names."""

import shlex

import pytest

from xent_cli.app import outcome_of
from xent_cli.outcome import Outcome
from xent_cli.verify.apart import coincidences, namable, nearness
from xent_cli.verify.verdict import Both, Known, Rounding

CALLS = [
    "ce 2 0.7,0.2,0.1",
    "ce 0 2,1,0.1 --logits",
    "kl 0.5,0.3,0.2 0.7,0.2,0.1 --base 2",
    "grad ce 1 2,1,0.1 --logits",
    "bce 1,0,1 0.9,0.2,0.6",
    "gain '2,3;4,0;3,2'",
    "mi 0.3,0.2;0.1,0.4",
    "ppl 0.4,0.6,0.2",
    "huffman 0.4,0.3,0.2,0.1",
]


def outcome(line: str) -> Outcome:
    """What comes of a command line."""
    found: Outcome = outcome_of(shlex.split(line))
    return found


def by_name(line: str, name: str) -> Known:
    """The mistake of that name."""
    return next(one for one in outcome(line).known() if one.diagnosis.name == name)


def value(line: str) -> tuple[float, ...]:
    """The right answer."""
    judge = outcome(line).judge
    assert judge is not None
    right = judge("?").value
    return right if isinstance(right, tuple) else (right,)


@pytest.mark.parametrize("line", CALLS)
def test_each_known_mistake_is_named_where_its_number_is_claimed(line: str) -> None:
    found = outcome(line)
    assert found.judge is not None
    known = namable(found.known(), value(line), 6)
    assert len(known) > 5
    for one in known:
        verdict = found.judge(",".join(f"{x:.6f}" for x in one.values))
        assert verdict.accepted or verdict.diagnosis, one


def test_no_two_mistakes_at_once_are_among_them() -> None:
    assert not [one for line in CALLS for one in outcome(line).known() if isinstance(one.diagnosis, Both)]


def test_a_mistake_has_its_number_and_its_words() -> None:
    decimal = by_name("ce 0 0.7,0.2,0.1", "log10 taken instead of ln")
    assert decimal.values == pytest.approx((0.154902,), abs=1e-6)
    assert decimal.digits == 0
    assert "ln" in decimal.diagnosis.remedy


def test_what_is_rounded_on_the_way_is_known_as_such() -> None:
    roundings = [
        one.diagnosis.name for one in outcome("ce 0 2,1,0.1 --logits").known() if type(one.diagnosis) is Rounding
    ]
    assert "probabilities rounded to 2 decimals on the way" in roundings
    assert all("rounded to" in name for name in roundings)


def test_a_half_makes_of_1_minus_q_the_answer_itself() -> None:
    line = "ce 0 0.5,0.3,0.2"
    found = [one for one in coincidences(outcome(line).known(), value(line), 3) if one.one == "the answer"]
    assert {one.other: one.same for one in found}["logarithm of 1 - q instead of q"] is True


def test_numbers_that_differ_in_later_decimals_coincide_at_these() -> None:
    line = "ce 0 0.7,0.2,0.1"
    known, right = outcome(line).known(), value(line)
    at = [nearness(right, coincidences(known, right, decimals)) for decimals in (1, 3, 6)]
    assert at[0].at_these > at[1].at_these >= at[2].at_these == 0
