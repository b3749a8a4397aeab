import math
import statistics
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.core.spread import Moments, exact_products, root
from xent_cli.core.sums import Sums

KEYS = 2
any_double = st.floats(allow_nan=False, allow_infinity=False)
pairs = st.lists(st.tuples(any_double, any_double, st.integers(0, KEYS - 1)), min_size=1, max_size=20)


def spread(losses: list[Any], weights: list[float] | None = None) -> float:
    return next(moments_of(losses, weights)).standard_error


def moments_of(losses: list[Any], weights: list[float] | None = None) -> Iterator[Moments]:
    return Sums.of(np.array(losses, float), None if weights is None else np.array(weights)).moments()


@given(pairs)
def test_products_of_any_doubles_are_added_up_exactly(rows: list[tuple[float, float, int]]) -> None:
    x, y, keys = map(np.array, zip(*rows, strict=True))
    for left, right in ((x, y), (x, x)):
        expected = [Fraction(0)] * KEYS
        for a, b, key in zip(left.tolist(), right.tolist(), keys.tolist(), strict=True):
            expected[key] += Fraction(a) * Fraction(b)
        found = [Fraction(each.units, 1 << 2148) for each in exact_products(left, right, keys, KEYS)]
        assert found == expected


@given(st.lists(st.floats(-800, 800), min_size=2, max_size=30))
def test_the_error_of_a_mean_is_that_of_the_statistics_module(losses: list[float]) -> None:
    # which computes the variance of the exact numbers as they are
    variance = statistics.variance(map(Fraction, losses))
    assert spread(losses) == pytest.approx(math.sqrt(variance / len(losses)), rel=1e-15)


def test_nothing_cancels_where_the_losses_are_nearly_alike() -> None:
    near = [1e9, math.nextafter(1e9, 2e9)]
    assert spread(near) == (near[1] - near[0]) / 2
    assert spread([0.1] * 1000) == 0.0


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0.125, 10)), min_size=2, max_size=20))
def test_the_error_of_a_weighted_mean_is_that_of_its_linear_form(rows: list[tuple[float, float]]) -> None:
    n = len(rows)
    weights = [Fraction(s) for _, s in rows]
    weighted = [Fraction(loss * s) for loss, s in rows]
    mean = sum(weighted, Fraction(0)) / sum(weights, Fraction(0))
    scatter = sum(((x - mean * s) ** 2 for x, s in zip(weighted, weights, strict=True)), Fraction(0))
    expected = root(Fraction(n, n - 1) * scatter, sum(weights, Fraction(0)) ** 2)
    assert spread([loss for loss, _ in rows], [s for _, s in rows]) == expected


def test_equal_weights_are_none_and_rows_of_weight_zero_are_as_if_not_there() -> None:
    losses = [0.25, 3.0, 1.5, 0.1]
    assert spread(losses, [2.0] * 4) == spread(losses)
    assert spread([*losses, 7.0, math.inf], [1.0, 1.0, 1.0, 1.0, 0.0, 0.0]) == spread(losses)


def test_the_elements_of_a_row_are_not_independent_so_rows_count_by_their_mean() -> None:
    assert spread([[1, 3], [4, 8], [0, 1]]) == spread([2, 6, 0.5])
    assert spread([[1, 3], [4, 8], [0, 1]], [1.0, 2.0, 0.5]) == spread([2, 6, 0.5], [1.0, 2.0, 0.5])


def test_class_weights_count_in_the_sum_and_in_the_denominator() -> None:
    first, second = Sums.of(np.array([1.0, 2.0, 3.0, 5.0]), keys=np.array([0, 0, 1, 1]), count=2).moments()
    both = first.weighed(Fraction(1, 2), Fraction(1, 2)) + second.weighed(2, 2)
    # residuals w (x - m) of m = (½·1 + ½·2 + 2·3 + 2·5) / 5
    mean = Fraction(35, 10)
    half = Fraction(1, 2)
    scatter = sum(((w * (x - mean)) ** 2 for w, x in ((half, 1), (half, 2), (2, 3), (2, 5))), Fraction(0))
    assert both.standard_error == root(Fraction(4, 3) * scatter, 25)


def test_one_row_and_an_infinite_loss_tell_nothing() -> None:
    assert math.isnan(spread([1.0]))
    assert math.isnan(spread([1.0, 2.0, math.inf]))
    assert math.isnan(Moments().standard_error)


def test_a_class_that_weighs_nothing_may_be_infinite() -> None:
    infinite, finite = Sums.of(np.array([math.inf, 1.0, 3.0]), keys=np.array([0, 1, 1]), count=2).moments()
    assert (infinite.weighed(0, 0) + finite.weighed(1, 1)).standard_error == 1.0


@given(st.integers(0, 10**40), st.integers(1, 10**40))
def test_the_root_of_a_ratio(above: int, below: int) -> None:
    assert root(above, below) == pytest.approx(math.sqrt(Fraction(above, below)), rel=1e-15)


def test_the_root_of_a_square_is_exact_and_one_beyond_the_doubles_infinite() -> None:
    assert root(9 * 2**300, 4) == 1.5 * 2.0**150
    assert root(1 << 2200, 1) == math.inf
