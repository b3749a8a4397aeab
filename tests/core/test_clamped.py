"""A clamp leaves what it does not clamp as it was, and gives what it clamps the bound, in every form."""

import math
from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xent_cli.core.clamped import Clamped
from xent_cli.core.predictions import BinaryLogits, Logits, LogProbs, Prediction, Probs
from xent_cli.exact import predictions as exact
from xent_cli.exact.arithmetic import open_context

EPSILONS = st.sampled_from(["0", "1e-300", "1e-20", "1e-12", "1e-7", "1e-3", "0.1", "0.4999"])
Within = Callable[[float, Decimal, float], bool]


def decimals(*numbers: float) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, numbers))


def check(pred: Prediction, truth: Callable[[], exact.Prediction], eps: str, within: Within) -> None:
    """Every form, and those of labels, against 60 digits."""
    clamped, label = Clamped(pred, float(eps)), np.array(0)
    with localcontext(open_context(60)):
        want = exact.Clamped(truth(), Decimal(eps))
        q, complement = want.probs[0], want.complement[0]
        assert within(clamped.probs[0], q, 3)
        assert within(clamped.complement[0], complement, 3)
        for surprisal in (clamped.surprisal[0], float(clamped.surprisal_of(label))):
            assert surprisal == math.inf if q == 0 else within(surprisal, want.surprisal(0), 3)
        opposite = clamped.complement_surprisal[0]
        assert opposite == math.inf if complement == 0 else within(opposite, want.complement_surprisal(0), 3)
        for power in (clamped.complement_power(2.0)[0], float(clamped.complement_power(2.0, label))):
            assert within(power, complement**2, 6)
        assert within(clamped.power(2.0)[0], q**2, 6)


@given(z=st.floats(-60, 60), eps=EPSILONS)
@example(z=20.0, eps="1e-12")
@example(z=-20.0, eps="1e-12")
@example(z=30.0, eps="1e-20")
def test_log_odds(z: float, eps: str, within: Within) -> None:
    check(BinaryLogits(np.array([z])), lambda: exact.BinaryLogits(decimals(z)), eps, within)


@given(z=st.floats(-60, 60), other=st.floats(-60, 60), eps=EPSILONS)
@example(z=20.0, other=0.0, eps="1e-12")
def test_logits(z: float, other: float, eps: str, within: Within) -> None:
    check(Logits(np.array([z, other])), lambda: exact.Logits(decimals(z, other)), eps, within)


@given(v=st.floats(-60, -1e-14), eps=EPSILONS)
@example(v=-1e-9, eps="1e-12")
@example(v=-1e-9, eps="1e-7")
def test_log_probs(v: float, eps: str, within: Within) -> None:
    check(LogProbs(np.array([v])), lambda: exact.LogProbs(decimals(v)), eps, within)


@given(q=st.floats(0, 1), eps=EPSILONS)
@example(q=0.9999999, eps="1e-7")
@example(q=1.0, eps="1e-20")
@example(q=0.0, eps="1e-20")
def test_probabilities(q: float, eps: str, within: Within) -> None:
    check(Probs(np.array([q])), lambda: exact.Probs(decimals(q)), eps, within)


@pytest.mark.parametrize(
    "pred",
    [Probs(np.array([0.7, 0.2, 0.1])), LogProbs(np.array([-1e-9, -21.0])), Logits(np.array([20.0, 0.0, -1.5]))],
    ids=lambda pred: type(pred).__name__,
)
def test_what_it_does_not_touch_is_the_same_to_the_last_bit(pred: Prediction) -> None:
    clamped = Clamped(pred, 1e-12)
    assert clamped.probs.tolist() == pred.probs.tolist()
    assert clamped.complement.tolist() == pred.complement.tolist()
    assert clamped.surprisal.tolist() == pred.surprisal.tolist()
    assert clamped.complement_surprisal.tolist() == pred.complement_surprisal.tolist()
    assert clamped.power(5.0).tolist() == pred.power(5.0).tolist()
    assert clamped.complement_power(5.0).tolist() == pred.complement_power(5.0).tolist()
