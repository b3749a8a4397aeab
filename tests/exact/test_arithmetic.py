from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from xent_cli.exact.arithmetic import decimal, expectation, expm1, in_base, log1p, open_context, others


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


def test_expectation_does_not_look_where_there_is_no_weight():
    assert expectation((Decimal(0), Decimal(2)), lambda k: Decimal("Infinity") if k == 0 else Decimal(3)) == 6


def test_a_fraction_has_the_working_precision_and_a_decimal_its_own():
    assert decimal(Fraction(1, 3)) == Decimal("0." + "3" * 60)
    long = Decimal("0." + "3" * 90)
    assert decimal(long) is long


def test_in_base():
    assert in_base(Decimal(8).ln(), Decimal(2)).quantize(Decimal("1e-50")) == 3
    assert in_base(Decimal(8), "e") == 8
