from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from xent_cli.exact.arithmetic import decimal, expm1, ln, ln_ratio, log1p, open_context, others


@pytest.fixture(autouse=True)
def _sixty_digits():
    with localcontext(open_context(60)):
        yield


@pytest.mark.parametrize("x", ["1e-4", "-9.9e-4", "1.001e-3", "-0.5", "3"])
def test_log1p_and_expm1_undo_each_other(x):
    assert abs(expm1(log1p(Decimal(x))) / Decimal(x) - 1) < Decimal("1e-55")


def test_log1p_and_expm1_of_what_one_would_swallow():
    tiny = Decimal("1e-200")
    assert log1p(tiny) == expm1(tiny) == tiny
    assert log1p(Decimal(0)) == expm1(Decimal(0)) == 0


def test_log1p_and_expm1_at_the_ends():
    assert log1p(Decimal(-1)) == Decimal("-Infinity")
    assert expm1(Decimal("-Infinity")) == -1
    assert log1p(Decimal("NaN")).is_nan()


def test_others_keeps_what_is_small_beside_the_largest():
    tiny = Decimal("1e-300")
    assert others((Decimal(1), tiny)) == (tiny, 1)
    assert others((Decimal(7),)) == (0,)


@pytest.mark.parametrize(("a", "b"), [("3", "2"), ("0.5", "0.5004"), ("1", "1")])
def test_ln_ratio_is_the_logarithm_of_the_quotient(a, b):
    a, b = Decimal(a), Decimal(b)
    assert abs(ln_ratio(a, b, a - b) - ln(a / b)) < Decimal("1e-58")


def test_ln_ratio_keeps_what_the_quotient_would_swallow():
    tiny = Decimal("1e-80")
    assert ln_ratio(Decimal(1), Decimal(1), tiny) == tiny
    assert ln_ratio(Decimal(0), Decimal(2), Decimal(-2)) == Decimal("-Infinity")


def test_a_fraction_has_the_working_precision_and_a_decimal_its_own():
    assert decimal(Fraction(1, 3)) == Decimal("0." + "3" * 60)
    long = Decimal("0." + "3" * 90)
    assert decimal(long) is long
