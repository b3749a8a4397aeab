"""Gaussians in closed form against decimals, and their identity."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import InputError, gaussian_cross_entropy, gaussian_entropy, gaussian_kl_divergence

MEANS, SPREADS = st.floats(-1e3, 1e3), st.floats(1e-2, 1e2)


def truth(m: float, s: float, n: float, t: float) -> Decimal:
    """D of N(m, s²) from N(n, t²), in 80 digits."""
    with localcontext(prec=80):
        v, w = Decimal(s) ** 2, Decimal(t) ** 2
        return (v / w - 1 - (v / w).ln() + (Decimal(m) - Decimal(n)) ** 2 / w) / 2


def off(got: float, want: Decimal) -> float:
    return float(abs(Decimal(got) - want) / Decimal(math.ulp(float(want)))) if want else got


@given(MEANS, SPREADS, MEANS, SPREADS)
def test_divergence_within_four_ulp(m: float, s: float, n: float, t: float) -> None:
    assert off(float(gaussian_kl_divergence([m], [s], [n], [t])), truth(m, s, n, t)) <= 4


@given(SPREADS, st.integers(-45, -3))
def test_near_equal_ones_nothing_cancels(s: float, power: int) -> None:
    t = s * (1 + 2.0**power)
    assert off(float(gaussian_kl_divergence([0.0], [s], [0.0], [t])), truth(0, s, 0, t)) <= 4


@given(MEANS, SPREADS, MEANS, SPREADS)
def test_cross_entropy_is_entropy_and_divergence(m: float, s: float, n: float, t: float) -> None:
    both = float(gaussian_entropy([s])) + float(gaussian_kl_divergence([m], [s], [n], [t]))
    assert float(gaussian_cross_entropy([m], [s], [n], [t])) == pytest.approx(both, rel=1e-12, abs=1e-12)


def test_dimensions_are_added_up() -> None:
    each = [float(gaussian_kl_divergence([m], [1.0], [0.0], [2.0])) for m in (1.0, -3.0)]
    assert float(gaussian_kl_divergence([1.0, -3.0], [1.0, 1.0], [0.0, 0.0], [2.0, 2.0])) == pytest.approx(sum(each))
    assert gaussian_entropy(np.ones((2, 3))).tolist() == [3 * float(gaussian_entropy([1.0]))] * 2


def test_a_spread_that_is_none() -> None:
    with pytest.raises(InputError, match="not above 0"):
        gaussian_entropy([0.0])
