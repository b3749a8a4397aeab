import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.core.errors import InputError
from xent_cli.core.exact_sum import ExactSum, exact_counts, exact_sum, exact_sums, ratio

EXTREMES = [5e-324, -5e-324, 2.2250738585072014e-308, 1e308, -1e308, 1.7976931348623157e308, 1e16, 0.1, -0.0]
finite = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(EXTREMES)
losses = st.floats(min_value=0, max_value=800)
any_values = st.lists(finite, max_size=40) | st.lists(losses, max_size=40)
keyed = st.lists(st.tuples(st.floats(), st.integers(0, 3)), max_size=40)


def as_fraction(total: ExactSum) -> Fraction:
    return Fraction(total.units) / 2**1074


def same(one: ExactSum, other: ExactSum) -> bool:
    return one == other or (one.units == other.units and math.isnan(one.special) and math.isnan(other.special))


@given(any_values)
def test_finite_values_add_up_exactly(values: list[float]) -> None:
    assert as_fraction(exact_sum(np.array(values, float))) == sum(map(Fraction, values))


def test_a_long_block_adds_up_exactly() -> None:
    values = np.random.default_rng(1).standard_normal(20_000) ** 9
    assert as_fraction(exact_sum(values)) == sum(map(Fraction, values.tolist()))


@given(st.lists(finite, max_size=40), st.data())
def test_cut_and_shuffled_anyhow_the_sum_is_the_same(values: list[float], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(values))
    cut = data.draw(st.integers(0, len(values)))
    first, second = (exact_sum(np.array(part, float)) for part in (shuffled[:cut], shuffled[cut:]))
    assert first + second == second + first == exact_sum(np.array(values, float))


@given(st.lists(finite, min_size=1, max_size=40))
def test_mean_is_correctly_rounded(values: list[float]) -> None:
    exact = sum(map(Fraction, values)) / len(values)
    assert ratio(exact_sum(np.array(values)), len(values)) == float(exact)


@given(any_values, st.lists(losses, min_size=1))
def test_ratio_of_two_sums_is_correctly_rounded(above: list[float], below: list[float]) -> None:
    weight = sum(map(Fraction, below))
    if weight:
        try:
            expected = float(sum(map(Fraction, above)) / weight)
        except OverflowError:
            expected = math.inf if sum(map(Fraction, above)) > 0 else -math.inf
        assert ratio(exact_sum(np.array(above, float)), exact_sum(np.array(below))) == expected


@given(keyed)
def test_a_key_has_the_sum_of_its_own_values(rows: list[tuple[float, int]]) -> None:
    values, keys = np.array([v for v, _ in rows], float), np.array([k for _, k in rows], int)
    for key, total in enumerate(exact_sums(values, keys, 4)):
        assert same(total, exact_sum(values[keys == key]))


@given(keyed, st.integers(0, 40))
def test_keyed_sums_merge(rows: list[tuple[float, int]], cut: int) -> None:
    values, keys = np.array([v for v, _ in rows], float), np.array([k for _, k in rows], int)
    merged = exact_sums(values[cut:], keys[cut:], 4) + exact_sums(values[:cut], keys[:cut], 4)
    assert all(map(same, merged, exact_sums(values, keys, 4)))
    assert same(merged.total(), exact_sum(values))


weight_lists = st.lists(
    losses | st.fractions(min_value=0, max_denominator=1000),
    min_size=4,
    max_size=4,
)


@given(st.lists(st.tuples(finite, st.integers(0, 3))), weight_lists)
def test_weighted_total_is_exact(rows: list[tuple[float, int]], weights: list[float | Fraction]) -> None:
    values, keys = np.array([v for v, _ in rows], float), np.array([k for _, k in rows], int)
    total = exact_sums(values, keys, 4).total(weights)
    assert as_fraction(total) == sum(Fraction(weights[k]) * Fraction(v) for v, k in rows)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.0, math.inf], math.inf),
        ([-math.inf, 1e308], -math.inf),
        ([math.inf, -math.inf], math.nan),
        ([math.inf, math.nan], math.nan),
        ([1e308, 1e308], math.inf),
        ([-1e308, -1e308], -math.inf),
        ([1e308, 1e308, -1e308], 1e308),
        ([], 0.0),
    ],
)
def test_sum_at_the_edges(values: list[float], expected: float) -> None:
    np.testing.assert_equal(ratio(exact_sum(np.array(values, float))), expected)


def test_weight_zero_silences_an_infinite_sum() -> None:
    sums = exact_sums(np.array([math.inf, 3.0]), np.array([0, 1]), 2)
    assert ratio(sums.total([0.0, 2.0])) == 6.0
    assert ratio(sums.total([0.5, 2.0])) == math.inf


def test_float32_is_widened_before_it_is_added() -> None:
    values = np.full(1000, 0.1, np.float32)
    assert as_fraction(exact_sum(values)) == 1000 * Fraction(float(np.float32(0.1)))


def test_counts_are_whole_numbers() -> None:
    assert [ratio(n) for n in exact_counts(np.array([0, 3, 7]))] == [0.0, 3.0, 7.0]


def test_the_values_given_are_left_alone() -> None:
    values = np.array([1.0, math.inf, 1e308, 1e-300])
    exact_sum(values)
    assert values.tolist() == [1.0, math.inf, 1e308, 1e-300]


def test_a_denominator_of_zero_is_an_error() -> None:
    with pytest.raises(InputError, match="nothing to average"):
        ratio(ExactSum(1), 0)
