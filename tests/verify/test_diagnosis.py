"""What is named of the mistakes that fit, and that nothing else is."""

import math
from importlib import import_module
from pkgutil import iter_modules

import numpy as np
import pytest

from xent_cli.measures.problem import Problem
from xent_cli.verify import mistakes
from xent_cli.verify.claim import read_claims
from xent_cli.verify.mistakes import step_claimed
from xent_cli.verify.mistakes.catalogue import CATALOGUE, PAIRS, made_in
from xent_cli.verify.mistakes.mistake import Mistake, committed

from .problems import (
    BCE,
    BCE_Z,
    BINARY_SMOOTH,
    CE,
    CE_BITS,
    CE_P,
    CE_ROWS,
    CE_Z,
    CLAMPED,
    COUNTS,
    FOCAL,
    FOCAL_1,
    GRAD,
    GRAD_4,
    IGNORED,
    KL,
    OVERFLOW,
    POS,
    POSITIVE,
    SAMPLED,
    SMOOTH,
    SMOOTHED,
    TOKENS,
    WARM,
    WARM_GRAD,
    WEIGHTED,
    P,
    Q,
    Z,
    claimed,
    problem,
)


def test_single_mistakes_come_before_pairs() -> None:
    assert [diagnosis.name for diagnosis in claimed("0.155", CE)] == ["log10 taken instead of ln"]


def test_few_digits_fit_several_but_three_are_named() -> None:
    assert [diagnosis.name for diagnosis in claimed("0.1", CE_Z)] == [
        "mean over the elements instead of the rows",
        "sigmoid taken instead of softmax",
        "log10 taken instead of ln",
    ]


def test_a_wrong_answer_is_named_once() -> None:
    """The sum over two classes and the sum over two rows are one number."""
    found = claimed("0.3618", CE_ROWS)
    assert [diagnosis.value for diagnosis in found] == [pytest.approx(0.361849, abs=1e-6)]


def test_a_part_of_a_vector_that_fits_is_not_enough() -> None:
    assert claimed("0.341,-0.242,0.5", GRAD) == ()
    assert claimed("0.341,-0.242", GRAD) == ()


@pytest.mark.parametrize("claim", ["7.7777", "1e400", "-inf", "pi"])
def test_an_odd_number_has_no_diagnosis(claim: str) -> None:
    assert claimed(claim, KL) == ()


EXAMPLES = (
    *(CE, CE_BITS, CE_Z, CE_ROWS, CE_P, KL, BCE, BCE_Z, WEIGHTED, SMOOTH, FOCAL, FOCAL_1, GRAD, GRAD_4),
    *(SMOOTHED, BINARY_SMOOTH, IGNORED, OVERFLOW, TOKENS, SAMPLED, WARM, WARM_GRAD, POSITIVE, CLAMPED),
    *(POS, COUNTS, problem("ce", 0, np.log(Q), "log-probs"), problem("kl", P, Z, "logits", "2")),
    *(problem("js", P, Q), problem("js", P, Z, "logits", distance=True), problem("jeffreys", P, Q, base="2")),
    problem("sigmoid", None, [1, -2], "logits"),
    problem("entropy", None, Z, "logits", "10"),
    problem("grad", [1], [0.3], loss="focal", one_column=True),
    problem("focal", [0, 2], [[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]], reduction="none", alpha="0.2,0.3,0.5"),
)


@pytest.mark.parametrize("of", EXAMPLES)
@pytest.mark.parametrize("digits", [1, 2, 4, 10])
def test_a_right_answer_is_never_diagnosed(of: Problem, digits: int) -> None:
    assert claimed(",".join(f"{x:.{digits}f}" for x in np.ravel(of.answer)), of) == ()
    assert claimed(",".join(map(repr, np.ravel(of.answer).tolist())), of) == ()


@pytest.mark.parametrize("of", EXAMPLES)
def test_every_mistake_that_is_found_has_words(of: Problem) -> None:
    with np.errstate(all="ignore"):
        wrongs = list(committed([(mistake, of) for mistake in made_in(of.measure).singles]))
    for wrong in wrongs:
        if not np.isfinite(wrong.answer).all():
            continue
        for diagnosis in claimed(",".join(map(repr, np.ravel(wrong.answer).tolist())), of):
            assert "{" not in diagnosis.name + diagnosis.formula + diagnosis.remedy


@pytest.mark.parametrize("of", EXAMPLES)
def test_mistakes_are_solved_together_as_one_by_one(of: Problem) -> None:
    made = [(mistake, of) for mistake in made_in(of.measure).singles]
    with np.errstate(all="ignore"):
        alone = [single for one in made for single in committed([one])]
        for together, single in zip(committed(made), alone, strict=True):
            assert together.mistake is single.mistake
            np.testing.assert_allclose(together.answer, single.answer, rtol=1e-14)


def test_every_mistake_is_in_the_catalogue_once() -> None:
    rooms = [import_module(f"{mistakes.__name__}.{room.name}") for room in iter_modules(mistakes.__path__)]
    named = [thing for room in rooms if room.__name__ != made_in.__module__ for thing in vars(room).values()]
    listed = [mistake for group in named if isinstance(group, tuple) for mistake in group]
    defined = {mistake for mistake in (*named, *listed) if isinstance(mistake, Mistake)}
    assert set(CATALOGUE) == defined
    assert len(CATALOGUE) == len(defined)
    assert {mistake for pair in PAIRS for mistake in pair} <= defined


STEPS: list[tuple[str, tuple[float, ...] | float | None]] = [
    ("softmax", (0.659, 0.242, 0.0986)),
    ("ln q", -0.41703),
    ("ŷ", None),
]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("0.66", 'the claim is our step "softmax" (0.659): a common sign of stopping early'),
        ("0.659 nats", 'the claim is our step "softmax" (0.659): a common sign of stopping early'),
        ("0.65", None),  # which is cut off
        ("-0.5", None),
        ("0.417", None),
        (
            "0.659,0.242,0.099",
            'the claim is our step "softmax" (0.659, 0.242, 0.0986): a common sign of stopping early',
        ),
        ("0.66,0.24,0.1,0.1", None),
    ],
)
def test_a_claim_that_is_a_step_of_ours(claim: str, text: str | None) -> None:
    assert step_claimed(read_claims(claim), [*STEPS, ("answer", (0.417,))], 0.417) == text


def test_no_claim_is_a_step_of_none() -> None:
    assert step_claimed(read_claims("1"), [], math.nan) is None
    assert step_claimed(read_claims("inf"), STEPS, math.nan) is None


def test_what_fits_by_rounding_comes_before_what_fits_by_cutting_off() -> None:
    names = [diagnosis.name for diagnosis in claimed("0.14", CE)]
    assert names == ["squared error instead of cross-entropy"]
    values = [diagnosis.value for diagnosis in claimed("0.1", CE)]
    rounded = [float(np.round(np.ravel(value)[0], 1)) == 0.1 for value in values]
    assert rounded == sorted(rounded, reverse=True)


@pytest.mark.parametrize(
    ("of", "claim", "named"),
    [
        (CE_Z, "0.4155", True),  # -ln 0.66 = 0.41552
        (CE_Z, "0.415", False),  # cut off
        (CE_Z, "0.416", True),
        (CE_Z, "0.36", False),  # -ln 0.7 of two digits
        (CE_Z, "0.357", True),
        (CE_Z, "0.35", False),  # a pair, of two digits
        (CE_Z, "0.348", False),  # a pair that few make
        (CE_Z, "0.3484", True),
        (BCE, "0.365", True),  # and one that many make: the sum, and log10
    ],
)
def test_what_is_rare_needs_digits_that_are_rounded(of: Problem, claim: str, named: bool) -> None:
    assert bool(claimed(claim, of)) is named


def test_a_mistake_made_in_single_precision_is_named() -> None:
    single = float(np.float32(3) * np.float32(BCE.answer))
    assert [diagnosis.name for diagnosis in claimed(repr(single), BCE)] == ["sum instead of mean"]
