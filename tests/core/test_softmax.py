import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xent_cli import InputError, log_sigmoid, log_softmax, logsumexp, sigmoid, softmax

LOGITS = hnp.arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 12)), elements=st.floats(-1e3, 1e3))


@given(LOGITS)
def test_a_softmax_is_a_distribution(z: np.ndarray) -> None:
    assert softmax(z).sum(axis=-1) == pytest.approx(1.0, rel=1e-14)


@given(LOGITS)
def test_its_logarithm_is_what_logsumexp_leaves(z: np.ndarray) -> None:
    assert log_softmax(z) == pytest.approx(z - logsumexp(z)[:, np.newaxis], rel=1e-12, abs=1e-12)


@given(LOGITS)
def test_a_power_of_two_shifts_nothing(z: np.ndarray) -> None:
    whole = np.rint(z)
    assert (softmax(whole + 1024.0) == softmax(whole)).all()
    assert (log_softmax(whole + 1024.0) == log_softmax(whole)).all()


@given(LOGITS)
def test_sigmoid_is_a_softmax_against_0(z: np.ndarray) -> None:
    pair = np.stack([z, np.zeros_like(z)], axis=-1)
    assert sigmoid(z) == pytest.approx(softmax(pair)[..., 0], rel=1e-14, abs=0)
    assert log_sigmoid(z) == pytest.approx(log_softmax(pair)[..., 0], rel=1e-14, abs=0)


def test_certainty_has_no_minus_zero() -> None:
    assert not np.signbit(log_softmax([0.0, -np.inf])[0])
    assert not np.signbit(log_sigmoid(1000.0))


@pytest.mark.parametrize(
    ("logits", "message"),
    [
        ([0.0, np.nan], r"logits\[1\]: not a number"),
        ([[0.0, 1.0], [np.inf, 0.0]], r"logits\[1\]\[0\]: inf is no logit"),
        ([-np.inf, -np.inf], "logits: all logits are -inf"),
        ([], "logits: there are no numbers"),
        ([[1.0], [1.0, 2.0]], "logits: not an array of numbers"),
    ],
)
def test_no_logits(logits: list[float], message: str) -> None:
    with pytest.raises(InputError, match=message):
        softmax(logits)
