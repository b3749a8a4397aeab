"""Logits at a temperature against their definition in decimals: z/T is no double, and what it loses is not lost."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xent_cli.core.cooled import BinaryCooled, Cooled
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import BinaryLogits, Logits

SCORES = st.floats(-60, 60)
TEMPERATURES = st.decimals("0.3", "30", places=3).map(Fraction)
DIGITS = 300  # 1 + e^-400 is not 1


def ulps(got: float, wanted: Decimal) -> Decimal:
    """How many units in the last place a number is off."""
    return abs(Decimal(got) - wanted) / Decimal(math.ulp(float(wanted)))


def divided(z: list[float], temperature: Fraction) -> list[Decimal]:
    return [Decimal(x) * temperature.denominator / temperature.numerator for x in z]


@given(st.lists(SCORES, min_size=2, max_size=5), TEMPERATURES)
@example([68.1, 0.0], Fraction("1.7"))
def test_softmax_within_three_ulp(z: list[float], temperature: Fraction) -> None:
    q = Cooled(np.array([z]), temperature)
    with localcontext(prec=DIGITS):
        exact = divided(z, temperature)
        top = max(range(len(z)), key=exact.__getitem__)
        e = [(x - exact[top]).exp() for x in exact]
        others = sum(e[:top] + e[top + 1 :])
        for k in range(len(z)):
            assert ulps(q.probs[0, k], e[k] / (1 + others)) <= 3
            assert ulps(q.surprisal[0, k], exact[top] - exact[k] + (1 + others).ln()) <= 3
            assert q.surprisal_of(np.array([k]))[0] == q.surprisal[0, k]


@given(SCORES, TEMPERATURES)
@example(68.1, Fraction("1.7"))
def test_sigmoid_within_three_ulp(z: float, temperature: Fraction) -> None:
    q = BinaryCooled(np.array([z]), temperature)
    with localcontext(prec=DIGITS):
        (exact,) = divided([z], temperature)
        ways = ((q.probs, q.surprisal, -exact), (q.complement, q.complement_surprisal, exact))
        for probability, surprisal, x in ways:
            assert ulps(probability[0], 1 / (1 + x.exp())) <= 3
            assert ulps(surprisal[0], (1 + x.exp()).ln()) <= 3


@pytest.mark.parametrize("kind", [(Cooled, Logits), (BinaryCooled, BinaryLogits)])
def test_at_1_it_is_as_it_was(kind: tuple[type[Cooled], type[Logits]]) -> None:
    z: Array = np.array([[0.5, -700.0, 30.25], [1.0, 1.0, -np.inf]])
    cooled, plain = kind[0](z, Fraction(1)), kind[1](z)
    for name in ("probs", "complement", "surprisal", "complement_surprisal"):
        np.testing.assert_array_max_ulp(getattr(cooled, name), getattr(plain, name), 2)
    for exponent in (0.5, 2.0, 5.0):
        np.testing.assert_array_max_ulp(cooled.power(exponent), plain.power(exponent), 2)
        np.testing.assert_array_max_ulp(cooled.complement_power(exponent), plain.complement_power(exponent), 2)


def test_what_leaves_the_doubles_is_right() -> None:
    z: Array = np.array([[1e10, 2e10, -np.inf]])
    q = Cooled(z, Fraction(1, 10**300))
    assert q.probs.tolist() == [[0.0, 1.0, 0.0]]
    assert q.surprisal.tolist() == [[np.inf, 0.0, np.inf]]
