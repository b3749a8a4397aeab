"""Ranges: what is drawn is what was asked for, by the same numbers on any machine."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.core.errors import InputError
from xent_cli.exercises.ranges import filled, has_ranges, names_in, recalled

SEEDS = st.integers(0, 2**32)


def drawn(text: str, seed: object = 1) -> str:
    """The text with numbers in it."""
    return filled(text, random.Random(f"{seed}").random, {})


@given(SEEDS)
def test_a_grid_is_from_its_first_number_to_its_last(seed: int) -> None:
    assert drawn("{0..2}", seed) in {"0", "1", "2"}
    assert float(drawn("{-3..3 step 0.5}", seed)) in {k / 2 for k in range(-6, 7)}
    assert drawn("{0.1..0.3}", seed) in {"0.1", "0.2", "0.3"}


@given(SEEDS, st.integers(1, 8), st.integers(1, 4))
def test_probabilities_are_above_0_and_sum_to_1(seed: int, width: int, rows: int) -> None:
    lines = drawn(f"{{probs {rows}x{width} step 0.05}}", seed).split(";")
    assert len(lines) == rows
    for line in lines:
        hundredths = [round(100 * float(x)) for x in line.split(",")]
        assert len(hundredths) == width
        assert min(hundredths) >= 5
        assert sum(hundredths) == 100


@given(SEEDS)
def test_logits_differ(seed: int) -> None:
    assert len(set(drawn("{logits 5}", seed).split(","))) == 5


@given(SEEDS)
def test_counts_are_whole_and_seen(seed: int) -> None:
    assert all(1 <= int(x) <= 10 for x in drawn("{counts 4}", seed).split(","))
    assert all(5 <= int(x) <= 7 for x in drawn("{counts 4 5..7}", seed).split(","))


def test_all_of_a_range_comes() -> None:
    assert {drawn("{cat|dog|fish}", seed) for seed in range(60)} == {"cat", "dog", "fish"}
    assert {drawn("{0..9}", seed) for seed in range(200)} == set("0123456789")


def test_the_same_seed_draws_the_same() -> None:
    text = "ce {0..2} {probs 3 step 0.1} {logits 3} {counts 2x2}"
    assert drawn(text, 5) == drawn(text, 5) == "ce 1 0.6,0.2,0.2 3,-2.5,-1 10,8;7,2"
    assert drawn(text, 5) != drawn(text, 6)


def test_a_range_with_a_name_is_recalled_by_it() -> None:
    called: dict[str, str] = {}
    text = filled("kl {probs 3 as p} {p}", random.Random("1").random, called)
    assert re.fullmatch(r"kl (\S+) \1", text)
    assert recalled(r"of {p}: \frac{1}{n}", called) == rf"of {called['p']}: \frac{{1}}{{n}}"


def test_what_is_no_range_is_left_alone() -> None:
    assert drawn("ce ${Q1} 0.7,0.3") == "ce ${Q1} 0.7,0.3"
    assert not has_ranges("ce ${Q1} 0.7,0.3")
    assert names_in("kl {probs 3 as p} {q} {0..2} ${Q1}") == {"p", "q"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{probz 3}", "there are no probz (did you mean probs?)"),
        ("{probs 3 step 0.3}", "steps of 0.3 do not lead from 0 to 1"),
        ("{probs 30 step 0.1}", "30 probabilities in steps of 0.1 are more than 1"),
        ("{probs 3 0..2}", "probabilities go from 0 to 1"),
        ("{}", "is no range"),
        ("{p}", "nothing is called p"),
        ("{0..2 as p} {0..3 as p}", "two ranges are called p"),
        ("{5..1}", "1 is below 5"),
        ("{0..1 step 0}", "a step of 0"),
        ("{0..1 step 1e}", "is no range"),
        ("{0..9 step 0.000001}", "9000000 steps"),
        ("{logits 20}", "20 different numbers of 13"),
        ("{numbers 3}", "from where to where?"),
        ("{cat|}", "a word is missing"),
        ("{counts 0}", "0 numbers"),
        ("{counts 99999}", "99999 numbers"),
    ],
)
def test_a_range_that_is_none_says_why(text: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)) as raised:
        drawn(text)
    assert raised.value.remedy
    assert raised.value.where.startswith("{")
