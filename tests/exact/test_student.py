import math
from fractions import Fraction

import pytest

from xent_cli.exact.student import student_quantile

# scipy.stats.t.ppf((1 + confidence) / 2, freedom) of scipy 1.17
KEPT = [
    ("0.95", "1", 12.706204736174694),
    ("0.95", "2", 4.302652729749462),
    ("0.95", "10", 2.228138851986274),
    ("0.95", "29", 2.045229642132703),
    ("0.95", "449", 1.9652614680903735),
    ("0.95", "999999", 1.9599663568164791),
    ("0.95", "12.345", 2.1720786542260293),
    ("0.5", "3", 0.7648923284043444),
    ("0.999", "7", 5.407882520861828),
]


@pytest.mark.parametrize(("confidence", "freedom", "expected"), KEPT)
def test_it_agrees_with_scipy(confidence: str, freedom: str, expected: float) -> None:
    assert student_quantile(Fraction(confidence), Fraction(freedom)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("confidence", ["0.1", "0.5", "0.95", "0.999999"])
def test_one_and_two_degrees_have_closed_forms(confidence: str) -> None:
    share = float(Fraction(confidence))
    assert student_quantile(Fraction(confidence), Fraction(1)) == pytest.approx(math.tan(math.pi * share / 2), rel=1e-9)
    of_two = share * math.sqrt(2 / (1 - share**2))
    assert student_quantile(Fraction(confidence), Fraction(2)) == pytest.approx(of_two, rel=1e-9)


def test_with_many_degrees_it_is_the_normal_one() -> None:
    assert student_quantile(Fraction("0.95"), Fraction(10**12)) == pytest.approx(1.959963984540054, rel=1e-11)
