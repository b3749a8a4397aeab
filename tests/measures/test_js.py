"""Jensen-Shannon divergence against its definition in decimal, its identities and its edges."""

import math
from decimal import Decimal, localcontext
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xent_cli import InputError, jensen_shannon_distance, jensen_shannon_divergence, kl_divergence
from xent_cli.core import js


def shares(counts: list[int]) -> list[float]:
    return [n / sum(counts) for n in counts]


PAIRS = st.integers(2, 6).flatmap(
    lambda k: st.tuples(*[st.lists(st.integers(0, 99), min_size=k, max_size=k).filter(any)] * 2)
)


def truth(p: list[float], q: list[float], weights: tuple[float, float] = (0.5, 0.5)) -> Decimal:
    """w₁ D(p‖m) + w₂ D(q‖m) of these doubles, in 60 digits."""
    with localcontext(prec=60):
        w, v = map(Decimal, weights)
        total = Decimal(0)
        for a, b in zip(map(Decimal, p), map(Decimal, q), strict=True):
            m = w * a + v * b
            total += (w * a * (a / m).ln() if a else 0) + (v * b * (b / m).ln() if b else 0)
        return total


def ulps(got: float, want: Decimal) -> float:
    return float(abs(Decimal(got) - want) / Decimal(math.ulp(float(want)))) if want else got


@settings(deadline=None)
@given(PAIRS)
def test_within_six_ulp_of_its_definition(counts: tuple[list[int], list[int]]) -> None:
    p, q = map(shares, counts)
    assert ulps(float(js.value((np.array(p), np.array(q)))), truth(p, q)) <= 6


@settings(deadline=None)
@given(PAIRS, st.integers(-40, -10))
def test_near_distributions_do_not_cancel(counts: tuple[list[int], list[int]], power: int) -> None:
    p = shares(counts[0])
    q = [x * (1 + 2.0**power * (-1) ** k) for k, x in enumerate(p)]
    # Of what is asymmetric (Σp differs from Σq) the definition itself leaves the difference, which is not ours.
    rest = truth(p, q) - sum(
        (Decimal(a) + Decimal(b)) / 2 - (Decimal(a) + Decimal(b)) / 2 for a, b in zip(p, q, strict=True)
    )
    assert ulps(float(js.value((np.array(p), np.array(q)))), rest) <= 6


@given(PAIRS)
def test_symmetric_bounded_and_zero_only_of_equals(counts: tuple[list[int], list[int]]) -> None:
    p, q = map(shares, counts)
    divergence = float(jensen_shannon_divergence(p, q))
    assert divergence == pytest.approx(float(jensen_shannon_divergence(q, p)), rel=1e-14)
    assert 0 <= divergence <= math.log(2) * (1 + 1e-15)
    assert (divergence == 0) == (p == q)


@given(PAIRS)
def test_the_mean_of_both_divergences_from_the_mixture(counts: tuple[list[int], list[int]]) -> None:
    p, q = map(np.array, map(shares, counts))
    mixture = (p + q) / 2
    both = (kl_divergence(p, mixture) + kl_divergence(q, mixture)) / 2
    assert float(jensen_shannon_divergence(p, q)) == pytest.approx(float(both), rel=1e-9, abs=1e-16)


@given(st.lists(PAIRS, min_size=1, max_size=1), st.integers(0, 99))
def test_the_distance_is_a_metric(pairs: list[tuple[list[int], list[int]]], shift: int) -> None:
    p, q = map(shares, pairs[0])
    r = shares([n + shift + 1 for n in pairs[0][0]])
    path = sum(float(jensen_shannon_distance(a, b)) for a, b in pairwise((p, r, q)))
    assert float(jensen_shannon_distance(p, q)) <= path + 1e-12


def test_disjoint_and_rows() -> None:
    assert jensen_shannon_divergence([[1, 0], [0.5, 0.5]], [0, 1], base=2).tolist() == pytest.approx(
        [1, 0.311278], 1e-5
    )
    assert jensen_shannon_divergence([1, 0], [0, 1], weights=(1, 0)).tolist() == 0


@pytest.mark.parametrize("weights", [(0.5,), (0.7, 0.7), (-1, 2)])
def test_weights_are_two_that_sum_to_1(weights: tuple[float, ...]) -> None:
    with pytest.raises(InputError, match="no weights of two distributions"):
        jensen_shannon_divergence([1, 0], [0, 1], weights=weights)
