"""Mean squared error against exact arithmetic."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import InputError, brier_score, mean_squared_error

REALS = st.floats(-1e9, 1e9)


@given(st.lists(st.tuples(REALS, REALS), min_size=1, max_size=6))
def test_within_three_ulp_of_its_definition(pairs: list[tuple[float, float]]) -> None:
    y, predicted = zip(*pairs, strict=True)
    want = sum(((Fraction(a) - Fraction(b)) ** 2 for a, b in pairs), Fraction(0)) / len(pairs)
    got = float(mean_squared_error(y, predicted))
    assert abs(Fraction(got) - want) <= 3 * Fraction(math.ulp(float(want)))


def test_of_probabilities_it_is_the_brier_score_over_the_classes() -> None:
    assert float(mean_squared_error([1, 0, 0], [0.7, 0.2, 0.1])) == float(brier_score(0, [0.7, 0.2, 0.1])) / 3


def test_numbers_must_be_finite_and_as_many() -> None:
    with pytest.raises(InputError, match=r"y\[1\]: inf is no finite number"):
        mean_squared_error([1.0, math.inf], [1.0, 2.0])
    with pytest.raises(InputError, match="2 classes against 3"):
        mean_squared_error([1.0, 2.0, 3.0], [1.0, 2.0])
