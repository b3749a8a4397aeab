"""Jeffreys divergence against its definition in decimal, and as the sum of both directions."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import InputError, jeffreys_divergence, kl_divergence

PAIRS = st.integers(2, 6).flatmap(lambda k: st.tuples(*[st.lists(st.integers(1, 99), min_size=k, max_size=k)] * 2))


def shares(counts: list[int]) -> list[float]:
    return [n / sum(counts) for n in counts]


def truth(p: list[float], q: list[float]) -> Decimal:
    """Σ (p - q) ln(p/q) of these doubles, in 60 digits."""
    with localcontext(prec=60):
        pairs = zip(map(Decimal, p), map(Decimal, q), strict=True)
        return sum(((a - b) * (a / b).ln() for a, b in pairs), Decimal(0))


def ulps(got: float, want: Decimal) -> float:
    return float(abs(Decimal(got) - want) / Decimal(math.ulp(float(want)))) if want else got


@given(PAIRS)
def test_within_four_ulp_of_its_definition(counts: tuple[list[int], list[int]]) -> None:
    p, q = map(shares, counts)
    assert ulps(float(jeffreys_divergence(p, q)), truth(p, q)) <= 4


@given(PAIRS, st.integers(-40, -10))
def test_near_distributions_do_not_cancel(counts: tuple[list[int], list[int]], power: int) -> None:
    p = shares(counts[0])
    q = [x * (1 + 2.0**power * (-1) ** k) for k, x in enumerate(p)]
    assert ulps(float(jeffreys_divergence(p, q)), truth(p, q)) <= 4


@given(PAIRS)
def test_both_directions(counts: tuple[list[int], list[int]]) -> None:
    p, q = map(shares, counts)
    both = float(kl_divergence(p, q) + kl_divergence(q, p))
    assert float(jeffreys_divergence(p, q)) == pytest.approx(both, rel=1e-9, abs=1e-15)
    assert float(jeffreys_divergence(p, q)) == pytest.approx(float(jeffreys_divergence(q, p)), rel=1e-14)


def test_zeros() -> None:
    assert jeffreys_divergence([[1, 0], [1, 0]], [[1, 0], [0.5, 0.5]]).tolist() == [0.0, np.inf]
    assert jeffreys_divergence([5e-324, 1.0], [1e-310, 1.0]) == pytest.approx(1.6e-309, rel=1e-2)
    with pytest.raises(InputError, match="2 classes against 3"):
        jeffreys_divergence([0.5, 0.25, 0.25], [0.5, 0.5])
