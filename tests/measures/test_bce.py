from decimal import Decimal

import pytest

from xent_cli.exact.certify import certify, certify_each
from xent_cli.exact.predictions import BinaryLogits, Logits, Probs
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy

from ..formula import truth


def values(y, q, kind=Probs, **knobs):
    typed = [Decimal(v) for v in y], [Decimal(v) for v in q]
    results = certify_each(lambda y, q: truth.value(BinaryCrossEntropy(**knobs), y, kind(q)), *typed)
    return [result.value for result in results]


def test_three_samples():
    expected = [0.1053605156578263, 0.22314355131420976, 0.5108256237659907]
    assert values("101", ["0.9", "0.2", "0.6"]) == expected


def test_edges_of_probability():
    assert values("1010", "1001") == [0.0, 0.0, float("inf"), float("inf")]
    assert values("01", ["1e-300", "5e-324"]) == [1e-300, 744.4281322176367]


@pytest.mark.parametrize(
    ("y", "z", "value"),
    [
        ("0", "-800", 0.0),
        ("0", "-700", 9.85967654375977e-305),
        ("1", "-1e308", 1e308),
        ("1", "3", 0.04858735157374206),
    ],
)
def test_logits(y, z, value):
    assert values([y], [z], BinaryLogits) == [value]


def test_pos_weight_is_on_the_positive_part():
    assert values("0", ["1.5"], BinaryLogits, pos_weight="3") == [1.7014132779827524]
    assert values(["0.5"], ["0.5"], pos_weight="3") == [1.3862943611198906]


def test_one_logit_is_two_classes_of_which_one_has_logit_zero():
    def difference(y, z):
        two_classes = truth.value(CrossEntropy(), (y[0], 1 - y[0]), Logits((z[0], Decimal(0))))
        return truth.value(BinaryCrossEntropy(), y, BinaryLogits(z))[0] - two_classes

    assert certify(difference, [Decimal("0.3")], [Decimal("2.5")]).digits == 0
