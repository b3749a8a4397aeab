from decimal import Decimal
from fractions import Fraction

import pytest

from xent_cli.choices import Smoothing
from xent_cli.exact.arithmetic import total
from xent_cli.exact.certify import certify, certify_each
from xent_cli.exact.predictions import Logits, Probs
from xent_cli.measures.smooth import Smooth, SmoothedTarget

from ..formula import truth

CAT = [Decimal(1), Decimal(0), Decimal(0)]


def smooth(y, alpha="0.1"):
    return truth.value(SmoothedTarget(alpha=alpha), None, Probs(y))


def smooth_others(y):
    return truth.value(SmoothedTarget(alpha="0.1", smoothing=Smoothing.OTHERS), None, Probs(y))


def test_smooth_of_a_label():
    digits = [result.digits for result in certify_each(lambda y: smooth(y, "3/10"), CAT)]
    assert digits == [Decimal("0.8"), Decimal("0.1"), Decimal("0.1")]
    digits = [result.digits for result in certify_each(smooth_others, CAT)]
    assert digits == [Decimal("0.9"), Decimal("0.05"), Decimal("0.05")]


@pytest.mark.parametrize("smoothing", [smooth, smooth_others])
def test_a_soft_target_keeps_its_sum(smoothing):
    soft = [Fraction(1, 7), Fraction(2, 7), Fraction(4, 7)]
    assert certify(lambda y: total(smoothing(y)), soft).digits == 1


def test_one_class_keeps_its_mass():
    assert certify_each(smooth, [Decimal(1)])[0].digits == 1


def test_the_two_conventions_of_the_loss():
    z = [Decimal(2), Decimal(1), Decimal("0.1")]
    loss = certify(lambda y, z: truth.value(Smooth(), y, Logits(z)), CAT, z)
    assert round(loss.value, 6) == 0.513697
    loss = certify(lambda y, z: truth.value(Smooth(smoothing=Smoothing.OTHERS), y, Logits(z)), CAT, z)
    assert round(loss.value, 6) == 0.56203
