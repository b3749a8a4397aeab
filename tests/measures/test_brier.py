"""Brier score against its definition, within 3 ulp of exact arithmetic."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import InputError, brier_score, brier_score_from_logits, softmax

COUNTS = st.lists(st.integers(0, 99), min_size=2, max_size=6).filter(any)


@given(COUNTS, st.data())
def test_within_three_ulp_of_its_definition(counts: list[int], data: st.DataObject) -> None:
    label = data.draw(st.integers(0, len(counts) - 1))
    q = [n / sum(counts) for n in counts]
    want = sum((Fraction(x) - (k == label)) ** 2 for k, x in enumerate(q))
    got = float(brier_score(label, q))
    assert abs(Fraction(got) - want) <= 3 * Fraction(math.ulp(float(want)))


@given(COUNTS, st.data())
def test_a_label_is_its_one_hot(counts: list[int], data: st.DataObject) -> None:
    label = data.draw(st.integers(0, len(counts) - 1))
    q = [n / sum(counts) for n in counts]
    assert float(brier_score(label, q)) == float(brier_score(np.eye(len(q))[label], q))
    assert 0 <= float(brier_score(label, q)) <= 2


def test_from_logits() -> None:
    z = np.array([2.0, 1.0, 0.1])
    assert float(brier_score_from_logits(0, z)) == pytest.approx(float(brier_score(0, softmax(z))), rel=1e-15)
    assert float(brier_score_from_logits(0, [400.0, 0.0])) == pytest.approx(2 * math.exp(-400) ** 2, rel=1e-13)
    assert float(brier_score_from_logits(1, [800.0, 0.0])) == 2.0


def test_many_classes_and_a_label_that_is_none() -> None:
    assert float(brier_score(7, np.full(10**5, 1e-5))) == pytest.approx(1 - 1e-5, rel=1e-15)
    with pytest.raises(InputError, match="3 is no class"):
        brier_score(3, [0.7, 0.2, 0.1])
