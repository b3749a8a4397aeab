import math

import numpy as np
import pytest

from xent_cli.core.predictions import BinaryLogits, Logits, LogProbs, Prediction, Probs

Q = np.array([[0.7, 0.2, 0.1], [1e-12, 0.5, 0.5 - 1e-12]])
KINDS: list[Prediction] = [
    Probs(Q),
    LogProbs(np.log(Q)),
    Logits(np.log(Q) + 3.0),
    BinaryLogits(np.log(Q / (1 - Q))),
]
AT_0 = [Probs(np.zeros(1)), LogProbs(np.array([-np.inf])), BinaryLogits(np.array([-np.inf]))]
AT_1 = [Probs(np.ones(1)), LogProbs(np.zeros(1)), BinaryLogits(np.array([800.0])), Logits(np.array([5.0]))]


@pytest.mark.parametrize("pred", KINDS, ids=lambda pred: type(pred).__name__)
def test_every_kind_says_the_same(pred: Prediction) -> None:
    assert pred.probs == pytest.approx(Q, rel=1e-14)
    assert pred.complement == pytest.approx(1 - Q, rel=1e-14)
    assert pred.surprisal == pytest.approx(-np.log(Q), rel=1e-14)
    assert pred.complement_surprisal == pytest.approx(-np.log1p(-Q), rel=1e-14)
    assert pred.surprisal_of(np.array([2, 0])) == pytest.approx(-np.log(Q[[0, 1], [2, 0]]), rel=1e-14)


@pytest.mark.parametrize("pred", AT_0, ids=lambda pred: type(pred).__name__)
def test_an_impossible_outcome(pred: Prediction) -> None:
    assert [*pred.probs, *pred.complement, *pred.surprisal] == [0, 1, math.inf]
    assert pred.complement_surprisal == [0]


@pytest.mark.parametrize("pred", AT_1, ids=lambda pred: type(pred).__name__)
def test_a_certain_outcome_has_no_surprise_and_no_minus_zero(pred: Prediction) -> None:
    assert [*pred.probs, *pred.complement, *pred.surprisal] == [1, 0, 0]
    assert not np.signbit(pred.surprisal).any()
    assert pred.complement_surprisal > 700


def test_a_logit_far_ahead_leaves_a_complement() -> None:
    pred = Logits(np.array([40.0, 0.0]))
    assert pred.probs[0] == 1.0
    assert pred.complement.tolist() == [4.248354255291589e-18, 1.0]
    assert pred.surprisal.tolist() == [4.248354255291589e-18, 40.0]
    assert pred.complement_surprisal.tolist() == [40.0, 4.248354255291589e-18]


def test_two_maxima_count_twice() -> None:
    pred = Logits(np.array([1000.0, 1000.0, -np.inf]))
    assert pred.probs.tolist() == [0.5, 0.5, 0.0]
    assert pred.complement.tolist() == [0.5, 0.5, 1.0]
    assert pred.surprisal.tolist() == [math.log(2), math.log(2), math.inf]


def test_a_probability_rounded_above_1_is_certain() -> None:
    pred = Probs(np.array([1.0 + 1e-9]))
    assert [*pred.complement, *pred.complement_surprisal] == [0.0, math.inf]


def test_float32_is_widened() -> None:
    half = np.array([0.5], dtype=np.float32)
    for pred in (Probs(half), LogProbs(-half), Logits(half), BinaryLogits(half)):
        assert pred.surprisal.dtype == pred.probs.dtype == pred.complement.dtype == np.float64


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0, 2.0, 5.0])
def test_powers_of_q_and_of_its_complement(exponent: float) -> None:
    z = np.array([[2.0, 1.0, 0.1], [40.0, 0.0, -np.inf]])
    q = Logits(z).probs
    for pred in (Logits(z), Probs(q), LogProbs(-Logits(z).surprisal), BinaryLogits(z)):
        assert pred.power(exponent) == pytest.approx(pred.probs**exponent, rel=1e-13)
        assert pred.complement_power(exponent) == pytest.approx(pred.complement**exponent, rel=1e-13, abs=1e-15)
        labels = np.array([2, 0])
        of_labels = np.take_along_axis(pred.complement_power(exponent), labels[:, np.newaxis], axis=1)[:, 0]
        assert pred.complement_power(exponent, labels).tolist() == of_labels.tolist()
