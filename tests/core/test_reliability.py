"""Bins, their edges and ties; calibration errors and the Brier score's parts, by hand and against each other."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import (
    InputError,
    binary_expected_calibration_error,
    brier_decomposition,
    expected_calibration_error,
    reliability,
)

HUNDREDTHS = st.integers(0, 100).map(lambda k: k / 100)
PAIRS = st.lists(st.tuples(HUNDREDTHS, st.integers(0, 1)), min_size=1, max_size=40)
# Bins of 1, 4 and 5 with confidence .55, .6675 and .896, and accuracy 1, .5 and 1.
CONFIDENCE = [0.55, 0.61, 0.65, 0.69, 0.72, 0.82, 0.86, 0.9, 0.93, 0.97]
RIGHT = [1, 1, 0, 1, 0, 1, 1, 1, 1, 1]


def test_a_table_worked_by_hand() -> None:
    rows = reliability(RIGHT, CONFIDENCE, bins=5)
    assert rows.rows.tolist() == [0, 0, 1, 4, 5]
    assert rows.confidence[2:].tolist() == pytest.approx([0.55, 0.6675, 0.896])
    assert rows.accuracy[2:].tolist() == [1, 0.5, 1]
    assert binary_expected_calibration_error(RIGHT, CONFIDENCE, bins=5) == pytest.approx(0.164, abs=1e-15)
    q = np.stack([1 - np.array(CONFIDENCE), CONFIDENCE], axis=1)
    assert expected_calibration_error(RIGHT, q, bins=5) == pytest.approx(0.164, abs=1e-15)


def test_an_edge_belongs_to_the_bin_below_and_0_to_the_first() -> None:
    edges = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert reliability([1] * 6, edges, bins=5).rows.tolist() == [2, 1, 1, 1, 1]
    assert reliability([1] * 3, [3 / 10, 6 / 10, 7 / 10], bins=10).rows.tolist() == [0, 0, 1, 0, 0, 1, 1, 0, 0, 0]


def test_equal_mass_keeps_equal_probabilities_together() -> None:
    found = reliability([0, 1, 0, 1, 1, 1], [0.1, 0.2, 0.2, 0.2, 0.5, 0.9], bins=3, equal_mass=True)
    assert found.rows.tolist() == [4, 0, 2]
    assert (found.lower[0], found.upper[-1]) == (0.1, 0.9)


def test_equal_mass_is_of_as_many_each() -> None:
    p = np.random.default_rng(3).permutation(np.arange(1, 101) / 101)
    assert reliability(np.ones(100), p, bins=8, equal_mass=True).rows.tolist() == [13, 12, 13, 12, 13, 12, 13, 12]


def test_of_equally_probable_classes_the_first_counts() -> None:
    assert expected_calibration_error([0], [[0.5, 0.5]]) == 0.5
    assert expected_calibration_error([1], [[0.5, 0.5]]) == 0.5
    assert expected_calibration_error([0, 1], [[0.5, 0.5], [0.5, 0.5]]) == 0.0


@given(PAIRS, st.integers(1, 20), st.booleans())
def test_the_parts_add_up_to_the_score(pairs: list[tuple[float, int]], bins: int, equal_mass: bool) -> None:
    p, y = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    parts = brier_decomposition(y, p, bins=bins, equal_mass=equal_mass)
    assert parts.total == pytest.approx(((p - y) ** 2).mean(), abs=1e-14)
    assert parts.reliability >= 0
    assert 0 <= parts.resolution <= parts.uncertainty + 1e-14


@given(st.lists(st.tuples(HUNDREDTHS, HUNDREDTHS), min_size=1, max_size=30), st.integers(1, 20))
def test_they_do_for_soft_outcomes_too(pairs: list[tuple[float, float]], bins: int) -> None:
    p, y = (np.array(column) for column in zip(*pairs, strict=True))
    assert brier_decomposition(y, p, bins=bins).total == pytest.approx(((p - y) ** 2).mean(), abs=1e-14)


@given(PAIRS, st.integers(1, 20), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    pairs: list[tuple[float, int]], bins: int, equal_mass: bool, random: Random
) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)
    one, other = (
        binary_expected_calibration_error([y for _, y in rows], [p for p, _ in rows], bins=bins, equal_mass=equal_mass)
        for rows in (pairs, shuffled)
    )
    assert one == other


def test_one_bin_tells_the_means_apart() -> None:
    assert binary_expected_calibration_error([1, 0], [0.75, 0.5], bins=1) == 0.125


def test_what_cannot_be_binned() -> None:
    with pytest.raises(InputError, match="bins"):
        reliability([1], [0.5], bins=0)
    with pytest.raises(InputError, match="a y for each p"):
        reliability([1, 0], [0.5])
    with pytest.raises(InputError, match="no probability"):
        reliability([1], [1.5])
