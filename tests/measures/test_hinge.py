"""Hinge losses against exact fractions, and the laws that they obey."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import InputError, crammer_singer_loss, hinge_loss, weston_watkins_loss
from xent_cli.core import hinge
from xent_cli.core.numerics import Array

SCORES = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=6)


def terms(label: int, scores: list[float], margin: float = 1.0) -> list[Fraction]:
    own = Fraction(scores[label])
    return [max(Fraction(margin) + Fraction(s) - own, Fraction(0)) for k, s in enumerate(scores) if k != label]


@given(SCORES, st.data())
def test_within_one_rounding_of_the_definition(scores: list[float], data: st.DataObject) -> None:
    label = data.draw(st.integers(0, len(scores) - 1))
    each = terms(label, scores)
    assert float(weston_watkins_loss(label, scores)) == pytest.approx(float(sum(each)), rel=3e-16, abs=0)
    assert float(crammer_singer_loss(label, scores)) == pytest.approx(float(max(each)), rel=3e-16, abs=0)


@given(SCORES, st.data())
def test_the_nearest_never_costs_more_than_all(scores: list[float], data: st.DataObject) -> None:
    label = data.draw(st.integers(0, len(scores) - 1))
    nearest, together = float(crammer_singer_loss(label, scores)), float(weston_watkins_loss(label, scores))
    assert nearest <= together <= nearest * (len(scores) - 1) * (1 + 1e-15)


@given(st.floats(-1e6, 1e6), st.sampled_from([0, 1]))
def test_of_one_column(score: float, label: int) -> None:
    want = max(1 - (2 * label - 1) * Fraction(score), Fraction(0))
    assert float(hinge_loss(label, score)) == float(want)
    assert float(hinge_loss(2 * label - 1, score)) == float(want)


@pytest.mark.parametrize("gradient", [hinge.weston_watkins_gradient, hinge.crammer_singer_gradient])
@pytest.mark.parametrize("squared", [False, True])
def test_gradients_sum_to_0_and_are_shared_by_equals(gradient: Callable[..., Array], squared: bool) -> None:
    slopes = gradient(np.array([0, 1]), np.array([[3.0, 5.0, 5.0], [0.0, 9.0, 1.0]]), 1.0, squared=squared)
    assert slopes.sum(axis=-1).tolist() == [0.0, 0.0]
    assert slopes[0, 1] == slopes[0, 2] > 0
    assert slopes[1].tolist() == [0.0, 0.0, 0.0]


def test_a_label_that_is_none() -> None:
    with pytest.raises(InputError, match="2 is no label of two classes"):
        hinge_loss(2, 0.5)
    with pytest.raises(InputError, match="3 is no class"):
        weston_watkins_loss(3, [1.0, 2.0, 3.0])
