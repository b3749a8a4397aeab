import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import InputError, smooth_labels
from xent_cli.core import ce, smooth
from xent_cli.core.predictions import Logits

PRED = Logits(np.array([[0.3, -1.0, 2.0], [1.0, 0.0, 0.5]]))
LABELS = np.array([2, 1])
WEIGHTS = np.array([1.0, 2.0, 5.0])


@pytest.mark.parametrize(
    ("others", "smoothed"),
    [(False, [0.0625, 0.8125, 0.0625, 0.0625]), (True, [0.25 / 3, 0.75, 0.25 / 3, 0.25 / 3])],
)
def test_a_label(others: bool, smoothed: list[float]) -> None:
    assert smooth_labels(1, 0.25, classes=4, others=others).tolist() == smoothed


@given(st.floats(0, 1), st.integers(2, 20), st.booleans())
def test_a_smoothed_target_is_a_distribution(alpha: float, classes: int, others: bool) -> None:
    assert smooth_labels(0, alpha, classes=classes, others=others).sum() == pytest.approx(1.0)


def test_distributions_and_labels_alike() -> None:
    assert (smooth_labels(np.eye(3)[LABELS], 0.1) == smooth_labels(LABELS, 0.1, classes=3)).all()


def test_alpha_0_changes_nothing_and_1_leaves_nothing() -> None:
    assert smooth_labels([0.5, 0.5], 0.0).tolist() == [0.5, 0.5]
    assert smooth_labels([1.0, 0.0], 1.0).tolist() == [0.5, 0.5]


def test_binary_is_that_of_two_classes() -> None:
    assert smooth.smoothed_binary(np.array([0.0, 1.0]), 0.5).tolist() == [0.25, 0.75]


@pytest.mark.parametrize("others", [False, True])
def test_measures_are_those_of_cross_entropy_against_the_smoothed(others: bool) -> None:
    target = smooth.smoothed(LABELS, 0.1, 3, others)
    for ours, theirs in (
        (smooth.terms, ce.terms),
        (smooth.value, ce.value),
        (smooth.gradient, ce.gradient),
        (smooth.gradient_by_probs, ce.gradient_by_probs),
    ):
        assert (ours(LABELS, PRED, 0.1, WEIGHTS, others=others) == theirs(target, PRED, WEIGHTS)).all()


def test_alpha_is_a_share() -> None:
    with pytest.raises(InputError, match=r"alpha: 1\.5 is not from 0 to 1"):
        smooth_labels(0, 1.5, classes=2)
