from decimal import Decimal

import pytest

from xent_cli.exact.arithmetic import total
from xent_cli.exact.certify import certify, certify_each
from xent_cli.exact.predictions import BinaryLogits, Logits
from xent_cli.formula.functions import NaturalLn
from xent_cli.formula.symbols import q
from xent_cli.measures.softmax import STEPS, Sigmoid, Softmax
from xent_cli.typed.certainty import symbols

from ..formula import truth

INF = float("inf")
LN_HALF = "-0.69314718055994530941723212145817656807550013436026"


def softmax(z, *temperature):
    return truth.value(Softmax(), None, Logits(z, *temperature))


def log_softmax(z):
    return symbols(Softmax(), None, Logits(z), len(z)).each(NaturalLn(q))


def logsumexp(z):
    (step,) = [step for step in STEPS if step.name == "logsumexp"]
    return symbols(Softmax(), None, Logits(z), len(z)).one(step.part)


def sigmoid(z, *temperature):
    return truth.value(Sigmoid(), None, BinaryLogits(z, *temperature))


def values(measure, logits, *knobs):
    return [result.value for result in certify_each(lambda z: measure(z, *knobs), list(map(Decimal, logits)))]


@pytest.mark.parametrize("logits", ["2 1 0.1", "-700 3 1e-30", "1e308 -1e308 0", "5", "-Infinity 0 0.5"])
def test_sums_to_one(logits):
    z = [Decimal(logit) for logit in logits.split()]
    assert certify(lambda z: total(softmax(z)), z).digits == 1
    assert certify(lambda z: total(tuple(v.exp() for v in log_softmax(z))), z).digits == 1


def test_softmax():
    assert values(softmax, ["0", "0"]) == [0.5, 0.5]
    assert values(softmax, ["0", "-744"]) == [1.0, 1e-323]
    assert values(softmax, ["1e308", "-Infinity", "3"]) == [1.0, 0.0, 0.0]


def test_log_softmax():
    assert values(log_softmax, ["1000", "1"]) == [0.0, -999.0]
    assert values(log_softmax, ["0", "-40"]) == [-4.248354255291589e-18, -40.0]
    assert values(log_softmax, ["0", "-Infinity"]) == [0.0, -INF]


def test_temperature():
    assert values(softmax, ["2", "1"], Decimal(2)) == values(softmax, ["1", "0.5"])
    assert values(sigmoid, ["2"], Decimal(2)) == values(sigmoid, ["1"])


@pytest.mark.parametrize(
    ("logits", "value"),
    [
        (["0", "0"], 0.6931471805599453),
        (["1000", "1000"], 1000.6931471805599),
        (["-Infinity", "3"], 3.0),
        ([LN_HALF, LN_HALF], -4.7458793199905065e-51),
    ],
)
def test_logsumexp(logits, value):
    assert certify(logsumexp, [Decimal(logit) for logit in logits]).value == value


def test_sigmoid():
    expected = [0.5, 1e-323, 0.0, 1.0, 1.0, 0.0]
    assert values(sigmoid, ["0", "-744", "-1e308", "1e308", "40", "-Infinity"]) == expected
