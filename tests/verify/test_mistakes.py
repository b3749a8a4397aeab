"""A wrong claim -> the mistake that gives it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import BinaryLogits, Logits, LogProbs, Prediction, Probs
from xent_cli.core.units import LogBase
from xent_cli.verify.claim import read_claims
from xent_cli.verify.mistakes import (
    conventions,
    diagnose,
    formulas,
    gradients,
    nearest,
    overflow,
    perplexity,
    readings,
    rounding,
    scales,
)
from xent_cli.verify.mistakes.catalogue import CATALOGUE, PAIRS, made_in
from xent_cli.verify.mistakes.mistake import Mistake, committed
from xent_cli.verify.mistakes.solution import quantity, solved
from xent_cli.verify.problem import Problem
from xent_cli.verify.verdict import Diagnosis


def problem(command: str, target: Any, values: Any, kind: str = "probs", base: str = "e", **more: Any) -> Problem:
    """A problem with its right answer; an integer target is the labels."""
    numbers = np.atleast_2d(np.asarray(values, dtype=np.float64))
    loss = more.pop("loss", command)
    elementwise = loss == "bce" or more.get("elementwise", False) or command == "sigmoid"
    labels = truth = None
    if target is not None:
        truth = np.atleast_1d(np.asarray(target))
        if not elementwise and truth.dtype.kind == "i" and (truth.ndim == 1 and len(truth) == len(numbers)):
            labels = truth.astype(np.int64)
            truth = np.eye(numbers.shape[-1])[labels]
        truth = np.atleast_2d(truth).astype(np.float64)
    unsolved = Problem(
        command=command,
        loss=loss,
        values=numbers,
        kind=InputKind(kind),
        pred=_predicted(numbers, kind, elementwise),
        target=truth,
        labels=labels,
        log=LogBase.of(base),
        reduction=more.pop("reduction", "mean"),
        answer=0.0,
        **{**more, "elementwise": elementwise},
    )
    return solved(unsolved)


def _predicted(numbers: Any, kind: str, elementwise: bool) -> Prediction:
    match kind:
        case "logits":
            return BinaryLogits(numbers) if elementwise else Logits(numbers)
        case "log-probs":
            return LogProbs(numbers)
        case "counts":
            return Probs(numbers / numbers.sum())
    return Probs(numbers)


def claimed(claim: str, of: Problem) -> tuple[Diagnosis, ...]:
    return diagnose(read_claims(claim), of)


P, Q, Z = [0.5, 0.3, 0.2], [0.7, 0.2, 0.1], [2, 1, 0.1]
CE = problem("ce", 0, Q)
CE_BITS = problem("ce", 0, Q, base="2")
CE_Z = problem("ce", 0, Z, "logits")
CE_ROWS = problem("ce", [0, 1], [[2, 1], [0, 3]], "logits")
CE_P = problem("ce", P, Q)
KL = problem("kl", P, Q)
BCE = problem("bce", [1, 0, 1], [0.9, 0.2, 0.6])
BCE_Z = problem("bce", [1], [3], "logits")
ZERO = problem("bce", [1], [0])
WEIGHTED = problem("ce", [1, 0], [[3, 4], [6, 9]], "logits", class_weight=np.array([0.4, 0.36]))
SMOOTH = problem("smooth", 0, Z, "logits", alpha=0.1)
SMOOTHED = problem("smooth", None, [1, 0, 0], alpha=0.1)
BINARY_SMOOTH = problem("smooth", [1], [0.9], alpha=0.1, elementwise=True)
IGNORED = problem("ce", [1, 2], [[0.05, 0.95, 0], [0.1, 0.8, 0.1]], ignored=1)
OVERFLOW = problem("ce", 1, [1000, 1], "logits")
TOKENS = problem("ce", [0] * 10, [[0.91, 0.09]] * 9 + [[0.01, 0.99]])
FOCAL = problem("focal", [0], [0.3], alpha=0.25, elementwise=True)
FOCAL_1 = problem("focal", [1], [0.9], elementwise=True)
GRAD = problem("grad", 0, Z, "logits", loss="ce")
GRAD_4 = problem("grad", [0, 1, 2, 0], [Z, [0, 1, 2], [1, 1, 1], [3, 0, 1]], "logits", loss="ce")
POS = problem("bce", [0], [1.5], "logits", pos_weight=3.0)
COUNTS = problem("entropy", None, [9, 5], "counts", "2")


@pytest.mark.parametrize(
    ("of", "claim", "name"),
    [
        (CE, "0.155", "log10 taken instead of ln"),
        (CE, "0.515", "log2 taken instead of ln"),
        (CE, "0.155 nats", "log10 taken instead of ln"),
        (CE, "0.357 bits", "ln taken instead of log2"),
        (CE_BITS, "0.1549", "log10 taken instead of log2"),
        (CE_BITS, "0.3567", "ln taken instead of log2"),
        (CE_Z, "0.8021", "softmax applied twice"),
        (problem("ce", 0, [0.659001, 0.242433, 0.098566]), "0.8021", "probabilities taken for logits"),
        (problem("softmax", None, Z, "logits"), "0.4484,0.2956,0.2560", "softmax applied twice"),
        (BCE, "0.8393", "sum instead of mean"),
        (replace(BCE, reduction="sum", answer=0.83933), "0.2798", "mean instead of sum"),
        (BCE_Z, "0.3262", "sigmoid applied twice"),
        (problem("bce", [1], [0.952574]), "0.3262", "probabilities taken for logits"),
        (KL, "0.0307", "mean over the elements instead of the rows"),
        (KL, "0.0851", "true and predicted swapped"),
        (CE_P, "0.8869", "true and predicted swapped"),
        (CE, "-0.357", "minus sign missing"),
        (problem("ce", 2, Z, "logits"), "2.3026", "logits used as probabilities"),
        (WEIGHTED, "0.6661", "weighted sum divided by N instead of the sum of the weights"),
        (SMOOTH, "0.5620", "α/(K - 1) on the other classes"),
        (replace(SMOOTH, smoothing="others", answer=0.56203), "0.5137", "α/K on every class"),
        (SMOOTH, "0.5415", "α/K added without the α taken off"),
        (SMOOTH, "0.4170", "smoothing forgotten"),
        (SMOOTHED, "0.9,0.05,0.05", "α/(K - 1) on the other classes"),
        (SMOOTHED, "1.0,0.0333,0.0333", "α/K added without the α taken off"),
        (SMOOTHED, "1.2333,0.3333,0.3333", "1/K added instead of α/K"),
        (SMOOTHED, "1.2,0.3,0.3", "(1 - α)/K added instead of α/K"),
        (SMOOTHED, "1,0,0", "smoothing forgotten"),
        (FOCAL, "0.0080", "α on both classes"),
        (problem("focal", [1], [0.3], alpha=0.25, elementwise=True), "0.4425", "α reversed"),
        (FOCAL, "0.0321", "α left out"),
        (problem("focal", [0], [0.3], elementwise=True), "0.0241", "α = 0.25 that was not asked for"),
        (BCE, "0.2054", "only the term of y = 1"),
        (problem("bce", [[1, 0, 1]], [[2, 1, 0.1]], "logits"), "2.7340", "softmax taken instead of sigmoid"),
        (problem("bce", [[1], [0], [1]], [[2], [1], [0.1]], "logits"), "2.7340", "softmax taken instead of sigmoid"),
        (problem("ce", 2, [-1.2, 0.12, 4.8], "logits"), "6.0117", "class 0 taken instead of 2"),
        (problem("ce", 2, [-1.2, 0.12, 4.8], "logits"), "4.6917", "class 1 taken instead of 2"),
        (problem("ce", 0, [0.1, 0.2, 0.05, 0.65]), "0.4308", "class 3 taken instead of 0"),
        (problem("ce", 0, [0.1, 0.2, 0.65, 0.05]), "0.4308", "most probable class taken instead of the label"),
        (problem("bce", [1], [0.8]), "1.6094", "y and 1 - y exchanged"),
        (CE_ROWS, "0.1269", "softmax over the wrong axis"),
        (COUNTS, "-40.139", "not normalised"),
        (problem("entropy", None, [0.5, 0.5009]), "0.69315", "rescaled to sum to 1"),
        (CE_Z, "0.4155", "probabilities rounded to 2 decimals on the way"),
        (CE_P, "1.140", "logarithms rounded to 1 decimal on the way"),
        (CE_Z, "0.4144", "exponentials rounded to 1 decimal on the way"),
        (CE_P, "1.1200", "terms rounded to 2 decimals on the way"),
        (ZERO, "16.1181", "probabilities clipped to 1e-07"),
        (ZERO, "15.9424", "probabilities clipped to 1.19e-07"),
        (ZERO, "15.4249", "1e-07 added inside the logarithm, after clipping to 1e-07"),
        (ZERO, "15.3332", "1e-07 added inside the logarithm, after clipping to 1.19e-07"),
        (ZERO, "34.5388", "probabilities clipped to 1e-15"),
        (ZERO, "36.0437", "probabilities clipped to 2.22e-16"),
        (ZERO, "100", "logarithms clamped at -100"),
        (problem("ce", 0, [0, 1]), "16.118", "probabilities clipped to 1e-07"),
        (GRAD, "0.341,-0.242,-0.099", "sign flipped"),
        (GRAD_4, ",".join(f"{4 * x:.4f}" for x in np.ravel(GRAD_4.answer)), "sum instead of mean"),
        (GRAD_4, ",".join(f"{x / 4:.5f}" for x in np.ravel(GRAD_4.answer)), "1/N applied twice"),
        (
            problem("grad", 2, [1, 2, 3], "logits", loss="ce"),
            "0.0900,0.2447,-0.6652",
            "-q instead of q - 1 at the true class",
        ),
        (GRAD, "-1.5174,0,0", "by the probabilities instead of the logits"),
        (
            problem("grad", 0, Z, "logits", loss="ce", wrt="probs"),
            "-0.341,0.242,0.099",
            "by the logits instead of the probabilities",
        ),
        (GRAD, "-0.341,0,0", "only the diagonal of the softmax's Jacobian"),
        (GRAD, "0.6590,-0.7576,0.0986", "class 1 taken instead of 0"),
        (KL, "-1.4597", "probabilities where log-probabilities are expected"),
        (CE_Z, "-0.6590", "logarithm forgotten"),
        (CE, "0.2284", "binary cross-entropy of a one-hot target"),
        (CE_Z, "0.1269", "sigmoid taken instead of softmax"),
        (CE_P, "0.8018", "entropy of the prediction"),
        (CE, "4.2687", "-ln q summed over all classes"),
        (KL, "1.1217", "cross-entropy instead of divergence"),
        (KL, "1.0297", "entropy of the target"),
        (KL, "2.1513", "entropy added instead of subtracted"),
        (CE_P, "0.0920", "divergence instead of cross-entropy"),
        (FOCAL_1, "0.0211", "γ as a factor instead of an exponent"),
        (FOCAL_1, "0.0853", "q^γ instead of (1 - q)^γ"),
        (
            problem("focal", [1], [3], "logits", elementwise=True),
            "0.1943",
            "the logit in place of the probability",
        ),
        (OVERFLOW, "inf", "logarithm of a softmax or sigmoid that was rounded to 0 or 1"),
        (
            OVERFLOW,
            "-inf",
            "logarithm of a softmax or sigmoid that was rounded to 0 or 1, and minus sign missing",
        ),
        (OVERFLOW, "nan", "e^z out of the range of float64, and 0 · ln 0 computed as nan"),
        (problem("ce", 0, [1000, 1], "logits"), "nan", "e^z out of the range of float64"),
        (problem("softmax", None, [1000, 1], "logits"), "nan,0", "e^z out of the range of float64"),
        (problem("softmax", None, [100, 1], "logits"), "nan,0", "e^z out of the range of float32"),
        (problem("sigmoid", None, [1000], "logits"), "nan", "e^z out of the range of float64"),
        (problem("grad", 0, [1000, 1], "logits", loss="ce"), "nan,0", "e^z out of the range of float64"),
        (problem("entropy", None, [1, 0]), "nan", "0 · ln 0 computed as nan"),
        (problem("ce", 0, [1, 0]), "nan", "0 · ln 0 computed as nan"),
        (problem("kl", [1.0, 0.0], [0.5, 0.5]), "nan", "0 · ln 0 computed as nan"),
        (problem("bce", [1, 0], [1, 0.2]), "nan", "0 · ln 0 computed as nan"),
        (CE, "1.4286", "perplexity"),
        (problem("entropy", None, [0.5, 0.25, 0.25], base="2"), "2.828", "perplexity"),
        (problem("entropy", None, [0.5, 0.25, 0.25]), "2.056", "perplexity with base 2 of a logarithm to the base e"),
        (
            problem("entropy", None, [0.5, 0.25, 0.25], base="2"),
            "4.482",
            "perplexity with base e of a logarithm to the base 2",
        ),
        (TOKENS, "1.7253", "perplexity"),
        (TOKENS, "233.7", "perplexity without the N-th root"),
        (TOKENS, "10.989", "mean of 1/q"),
        (IGNORED, "0.7846", "ignored rows kept in the denominator"),
        (BINARY_SMOOTH, "0.1054", "smoothing forgotten"),
        (BINARY_SMOOTH, "0.3251", "α/(K - 1) on the other classes"),
        (problem("smooth", None, [1, 0], alpha=0.1, elementwise=True), "1,0", "smoothing forgotten"),
        (
            problem("ce", 0, [40, 0], "logits"),
            "0",
            "logarithm of a softmax or sigmoid that was rounded to 0 or 1",
        ),
        (POS, "5.1042", "pos_weight on both terms"),
        (
            problem("bce", [1, 0], [0.9, 0.2], pos_weight=3.0),
            "0.3874",
            "pos_weight on the wrong term",
        ),
        (problem("ce", [1.0, 0.0, 0.0], Q), "0.7743", "one-hot target read as class indices"),
        (BCE, "0.3645", "sum instead of mean, and log10 taken instead of ln"),
        (BCE, "0.6162", "only the term of y = 1, and sum instead of mean"),
        (KL, "0.0370", "true and predicted swapped, and log10 taken instead of ln"),
        (CE_Z, "0.3484", "softmax applied twice, and log10 taken instead of ln"),
        (CE_Z, "1.2187", "softmax applied twice, and class 1 taken instead of 0"),
        (CE_Z, "0.1805", "probabilities rounded to 2 decimals on the way, and log10 taken instead of ln"),
    ],
)
def test_claim_is_named(of: Problem, claim: str, name: str) -> None:
    assert name in [diagnosis.name for diagnosis in claimed(claim, of)]


@pytest.mark.parametrize(
    ("of", "claim", "formula"),
    [
        (CE, "0.155", "H(p, q) = 0.356675 with ln; with log10: 0.154902"),
        (BCE, "0.8393", "0.279777 · 3 = 0.83933"),
        (CE_Z, "0.8021", "softmax(0.659001, 0.242433, 0.0985659) = 0.448377, 0.295617, 0.256006; H(p, q) = 0.802121"),
        (
            KL,
            "0.0370",
            "p = 0.7, 0.2, 0.1, q = 0.5, 0.3, 0.2; D(p‖q) = 0.0851228; "
            "D(p‖q) = 0.0851228 with ln; with log10: 0.0369684",
        ),
    ],
)
def test_formula_has_the_numbers_put_in(of: Problem, claim: str, formula: str) -> None:
    assert claimed(claim, of)[0].formula == formula


@pytest.mark.parametrize(
    ("of", "claim", "owner"),
    [
        (WEIGHTED, "0.6661", "Keras"),
        (SMOOTH, "0.5620", "fairseq"),
        (replace(SMOOTH, smoothing="others", answer=0.56203), "0.5137", "PyTorch and Keras"),
        (ZERO, "100", "PyTorch's BCELoss"),
        (ZERO, "16.1181", "Keras"),
        (ZERO, "36.0437", "scikit-learn"),
        (ZERO, "34.5388", "scikit-learn before 1.3"),
        (IGNORED, "0.7846", "Keras"),
        (problem("focal", [0], [0.3], elementwise=True), "0.0241", "torchvision's sigmoid_focal_loss"),
        (CE, "0.155", None),
    ],
)
def test_a_convention_has_its_owner(of: Problem, claim: str, owner: str | None) -> None:
    assert claimed(claim, of)[0].convention == owner


def test_single_mistakes_come_before_pairs() -> None:
    assert [diagnosis.name for diagnosis in claimed("0.155", CE)] == ["log10 taken instead of ln"]


def test_few_digits_fit_several_but_three_are_named() -> None:
    assert [diagnosis.name for diagnosis in claimed("0.1", CE_Z)] == [
        "log10 taken instead of ln",
        "mean over the elements instead of the rows",
        "sigmoid taken instead of softmax",
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
    *(SMOOTHED, BINARY_SMOOTH, IGNORED, OVERFLOW, TOKENS),
    *(POS, COUNTS, problem("ce", 0, np.log(Q), "log-probs"), problem("kl", P, Z, "logits", "2")),
    problem("sigmoid", None, [1, -2], "logits"),
    problem("entropy", None, Z, "logits", "10"),
    problem("grad", [1], [0.3], loss="focal", elementwise=True),
    problem("focal", [0, 2], [[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]], reduction="none", alpha=[0.2, 0.3, 0.5]),
)


@pytest.mark.parametrize("of", EXAMPLES)
@pytest.mark.parametrize("digits", [1, 2, 4, 10])
def test_a_right_answer_is_never_diagnosed(of: Problem, digits: int) -> None:
    assert claimed(",".join(f"{x:.{digits}f}" for x in np.ravel(of.answer)), of) == ()
    assert claimed(",".join(map(repr, np.ravel(of.answer).tolist())), of) == ()


@pytest.mark.parametrize("of", EXAMPLES)
def test_every_mistake_that_is_found_has_words(of: Problem) -> None:
    with np.errstate(all="ignore"):
        wrongs = committed([(mistake, of) for mistake in made_in(quantity(of)).singles])
    for wrong in wrongs:
        if wrong is None or not np.isfinite(wrong.answer).all():
            continue
        for diagnosis in claimed(",".join(map(repr, np.ravel(wrong.answer).tolist())), of):
            assert "{" not in diagnosis.name + diagnosis.formula + diagnosis.remedy


@pytest.mark.parametrize("of", EXAMPLES)
def test_mistakes_are_solved_together_as_one_by_one(of: Problem) -> None:
    made = [(mistake, of) for mistake in made_in(quantity(of)).singles]
    with np.errstate(all="ignore"):
        for together, alone in zip(committed(made), (committed([one])[0] for one in made), strict=True):
            assert (together is None) == (alone is None)
            if together and alone:
                np.testing.assert_allclose(together.answer, alone.answer, rtol=1e-14)


def test_every_mistake_is_in_the_catalogue_once() -> None:
    rooms = (conventions, formulas, gradients, overflow, perplexity, readings, rounding, scales)
    named = [thing for room in rooms for thing in vars(room).values()]
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
        ("-0.5", 'the nearest of our steps is "ln q" (-0.41703)'),
    ],
)
def test_nearest_step(claim: str, text: str) -> None:
    assert nearest(read_claims(claim).single(), STEPS) == text


def test_nothing_is_near() -> None:
    assert nearest(read_claims("1").single(), []) is None
    assert nearest(read_claims("inf").single(), STEPS) is None
