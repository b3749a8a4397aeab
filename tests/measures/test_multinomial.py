"""Multinomial likelihood against exact integers, its identity and its optimum."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xent_cli import InputError, cross_entropy, multinomial_nll
from xent_cli.core import multinomial
from xent_cli.exact.arithmetic import ln_factorial

COUNTS = st.lists(st.integers(0, 400), min_size=2, max_size=5).filter(any)


def truth(counts: list[int], q: list[float]) -> tuple[Decimal, float]:
    """The value by integers and 60 digits, and its largest term."""
    with localcontext(prec=60):
        orders = Decimal(math.factorial(sum(counts)))
        for n in counts:
            orders /= math.factorial(n)
        crossed = -sum(n * Decimal(x).ln() for n, x in zip(counts, q, strict=True) if n)
        return crossed - orders.ln(), max(float(Decimal(math.factorial(sum(counts))).ln()), float(crossed))


@settings(deadline=None)
@given(COUNTS, st.data())
def test_within_four_ulp_of_its_largest_term(counts: list[int], data: st.DataObject) -> None:
    shares = data.draw(st.lists(st.integers(1, 99), min_size=len(counts), max_size=len(counts)))
    q = [n / sum(shares) for n in shares]
    want, largest = truth(counts, q)
    assert abs(Decimal(float(multinomial_nll(counts, q))) - want) <= 4 * Decimal(math.ulp(largest))


@given(COUNTS)
def test_the_shares_are_the_most_likely(counts: list[int]) -> None:
    shares = np.array(counts) / sum(counts)
    best = float(multinomial_nll(counts, shares))
    for other in (np.full(len(counts), 1 / len(counts)), (shares + 1 / len(counts)) / 2):
        assert float(multinomial_nll(counts, other)) >= best - 1e-9


@given(st.integers(0, 2))
def test_of_one_observation_it_is_cross_entropy(label: int) -> None:
    q = [0.5, 0.3, 0.2]
    assert float(multinomial_nll(np.eye(3)[label], q)) == float(cross_entropy(label, q))


@pytest.mark.parametrize("n", [0, 1, 2, 10, 255, 256, 257, 1000, 5000])
def test_factorials_are_exact(n: int) -> None:
    true = Fraction(math.factorial(n))
    with localcontext(prec=50):
        want = (Decimal(true.numerator)).ln()
        assert abs(ln_factorial(Decimal(n)) - want) <= abs(want) * Decimal("1e-48")
    assert abs(Decimal(float(multinomial.log_factorial(np.array(float(n))))) - want) <= 2 * Decimal(
        math.ulp(float(want))
    )


def test_huge_counts_by_the_series() -> None:
    """Γ(x + 1) = x Γ(x), where no factorial can be multiplied out."""
    with localcontext(prec=80):
        n = Decimal(2) ** 50
        assert abs(ln_factorial(n) - ln_factorial(n - 1) - n.ln()) < Decimal("1e-60")


def test_a_count_that_is_not_whole() -> None:
    with pytest.raises(InputError, match=r"1.5 is no whole count"):
        multinomial_nll([1.5, 0], [0.5, 0.5])
