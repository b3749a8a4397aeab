from decimal import Decimal
from fractions import Fraction

import pytest

from xent_cli.exact.arithmetic import one_hot
from xent_cli.exact.certify import certify
from xent_cli.exact.predictions import Clamped, Logits, LogProbs, Probs, Shares
from xent_cli.measures.ce import CrossEntropy

from ..formula import truth


def of_label(label, kind, values):
    return certify(lambda q: truth.value(CrossEntropy(), one_hot(label, len(q)), kind(q)), values)


def decimals(text):
    return [Decimal(number) for number in text.split()]


@pytest.mark.parametrize(
    ("label", "logits", "value"),
    [
        (0, "2 1 0.1", 0.4170300162778335),
        (0, "0 -40", 4.248354255291589e-18),
        (0, "0 -740", 4.2e-322),
        (0, "0 -750", 0.0),
        (1, "0 -750", 750.0),
        (1, "1e308 -1e307", 1.1e308),
        (1, "1e99999 -1e-999999", float("inf")),
        (0, "3 -Infinity", 0.0),
        (1, "3 -Infinity", float("inf")),
        (0, "-7", 0.0),
    ],
)
def test_label_and_logits(label, logits, value):
    assert of_label(label, Logits, decimals(logits)).value == value


def test_all_digits_of_a_gap_of_750():
    assert of_label(0, Logits, decimals("0 -750")).digits == Decimal(
        "1.9016849634750064399954562367340163752329734347849E-326"
    )


@pytest.mark.parametrize(
    ("label", "probs", "value"),
    [
        (0, "0.7 0.2 0.1", 0.35667494393873237),
        (0, "1", 0.0),
        (1, "1 0", float("inf")),
        (0, "1 0", 0.0),
        (1, "1 1e-999999", 2302582.7904089526),
        (1, "1 5e-324", 744.4281322176367),
    ],
)
def test_label_and_probabilities(label, probs, value):
    assert of_label(label, Probs, decimals(probs)).value == value


def test_within_1e_300_of_one():
    assert of_label(0, Probs, [1 - Fraction(1, 10**300)]).value == 1e-300
    assert of_label(0, Shares, decimals("1 1e-300")).value == 1e-300


@pytest.mark.parametrize(("label", "eps", "value"), [(1, "1e-7", 16.11809565095832), (0, "1e-300", 1e-300)])
def test_clamped_to_eps(label, eps, value):
    assert of_label(label, lambda q: Clamped(Probs(q), Decimal(eps)), decimals("1 0")).value == value


def test_temperature_divides_the_logits():
    hot = certify(lambda z: truth.value(CrossEntropy(), one_hot(0, 3), Logits(z, Fraction(1, 3))), decimals("2 1 0.1"))
    assert hot.digits == of_label(0, Logits, decimals("6 3 0.3")).digits


def test_log_softmax_as_log_probabilities_and_probabilities_as_shares_agree():
    assert of_label(1, Shares, decimals("2 3 5")).digits == of_label(1, Probs, decimals("0.2 0.3 0.5")).digits
    assert of_label(1, LogProbs, decimals("-1 -0.25")).digits == Decimal("0.25")


def test_class_weights_are_on_the_terms():
    weights, probs = decimals("1 2 5"), decimals("0.2 0.3 0.5")
    loss = certify(lambda w, q: truth.value(CrossEntropy().reweighted(w), one_hot(1, 3), Probs(q)), weights, probs)
    assert loss.digits == Decimal("2.4079456086518719852454924355236770059072218616120")  # -2 ln 0.3


def test_a_hundred_thousand_classes():
    assert of_label(7, Probs, [Fraction(1, 100_000)] * 100_000).value == 11.512925464970229
    assert of_label(7, Logits, [Decimal(3)] * 100_000).value == 11.512925464970229
