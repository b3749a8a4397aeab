import math
from decimal import Decimal
from fractions import Fraction

import pytest

from xent_cli.exact.certify import UncertifiedError, certify, certify_each

LN2 = Decimal("0.69314718055994530941723212145817656807550013436026")
TENTHS = [Decimal("0.1"), Decimal("0.2"), Decimal("0.3")]


def test_fifty_digits_and_the_nearest_double():
    result = certify(lambda x: x[0].ln(), [Decimal(2)])
    assert result.digits == LN2
    assert result.value == math.log(2)


def test_a_decimal_is_what_was_typed():
    assert certify(lambda x: x[0] + x[1] - x[2], TENTHS).value == 0.0


def test_thirds_sum_to_one():
    assert certify(lambda x: sum(x, Decimal(0)), [Fraction(1, 3)] * 3).digits == 1


def test_the_precision_grows_where_digits_cancel():
    root = certify(lambda x: (x[0] * x[0] + x[1]).sqrt() - x[0], [Decimal("1e60"), Decimal(1)])
    assert root.value == 5e-61


def test_rounding_that_falls_with_the_precision_is_a_zero():
    assert certify(lambda x: x[0] * 3 - 1, [Fraction(1, 3)]).digits == 0
    assert math.copysign(1, certify(lambda x: x[0] * 3 - 1, [Fraction(1, 3)]).value) == 1


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5e-324", 5e-324),
        ("2.4703282292062327e-324", 0.0),
        ("2.4703282292062328e-324", 5e-324),
        ("2.2250738585072011e-308", 2.2250738585072011e-308),
        ("1.7976931348623158e308", 1.7976931348623157e308),
        ("1.797693134862315809e308", math.inf),
        ("1e99999", math.inf),
        ("-1e-999999", 0.0),
        ("-Infinity", -math.inf),
        ("9007199254740993", 9007199254740992.0),
        ("9007199254740993.000000000000000000000001", 9007199254740994.0),
    ],
)
def test_typed_to_nearest_double(typed, value):
    assert certify(lambda x: x[0], [Decimal(typed)]).value == value


def test_a_span_of_inputs_beyond_the_digits():
    near_one = Fraction(10**300 - 1, 10**300)
    assert certify(lambda x: 1 - x[0], [near_one]).digits == Decimal("1e-300")
    assert certify(lambda x: x[0] + x[1] - x[0], [Decimal(1), Decimal("1e-250")]).digits == Decimal("1e-250")


def test_several_results_of_several_inputs():
    results = certify_each(lambda x, y: (x[0] / y[0], y[0] / x[0]), [Decimal(1)], [Decimal(4)])
    assert [result.value for result in results] == [0.25, 4.0]


def test_a_nan_is_never_certified():
    with pytest.raises(UncertifiedError):
        certify(lambda x: x[0] / x[0], [Decimal(0)])
