from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xent_cli import InputError, entropy, entropy_from_logits, softmax

LOGITS = hnp.arrays(np.float64, st.integers(1, 20), elements=st.floats(-100, 100))
NEAR_ONE = [1.0 - 1e-16, 1e-17, 5e-324]


def textbook(p: list[float]) -> Decimal:
    with localcontext(prec=80):
        return sum((-Decimal(x) * Decimal(x).ln() for x in p if x), Decimal(0))


@pytest.mark.parametrize("p", [[0.7, 0.2, 0.1], [1 / 3] * 3, NEAR_ONE, [0.5, 0.5, 0.0], [1e-5] * 100_000])
def test_entropy_is_the_textbooks(p: list[float], within: Callable[..., bool]) -> None:
    assert within(entropy(p), textbook(p), 3)


def test_each_row_has_its_own() -> None:
    assert entropy([[[0.5, 0.5], [1.0, 0.0]]], base=2).tolist() == [[1.0, 0.0]]


def test_certainty_has_no_entropy_nor_a_minus_zero() -> None:
    assert not np.signbit(entropy([1.0, 0.0]))


@given(LOGITS)
def test_from_logits_as_from_their_softmax(z: np.ndarray) -> None:
    assert entropy_from_logits(z) == pytest.approx(entropy(softmax(z)), rel=1e-12, abs=1e-15)


@given(LOGITS)
def test_from_nothing_to_the_uniform(z: np.ndarray) -> None:
    assert 0.0 <= entropy_from_logits(z) <= np.log(len(z)) * (1 + 1e-15)


def test_logits_keep_what_probabilities_have_lost(within: Callable[..., bool]) -> None:
    with localcontext(prec=80):
        e = Decimal(-50).exp()
        q, rest = 1 / (1 + e), e / (1 + e)
        want = -q * q.ln() - rest * rest.ln()
    assert within(entropy_from_logits([50.0, 0.0]), want, 3)


@pytest.mark.parametrize("base", [0.0, 1.0, -2.0, np.inf, np.nan])
def test_no_base(base: float) -> None:
    with pytest.raises(InputError, match="no base"):
        entropy([0.5, 0.5], base=base)
