from decimal import Decimal
from operator import sub

import pytest

from xent_cli.exact.arithmetic import one_hot
from xent_cli.exact.certify import certify, certify_each
from xent_cli.exact.predictions import BinaryLogits, Logits, Probs
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import BinaryFocal, Focal

from ..formula import truth

SOFT = [Decimal("0.5"), Decimal("0.3"), Decimal("0.2")]
Z = [Decimal(2), Decimal(-1), Decimal("0.1")]


def test_gamma_zero_is_cross_entropy():
    def differences(y, z):
        yield truth.value(Focal(gamma="0"), y, Logits(z)) - truth.value(CrossEntropy(), y, Logits(z))
        each = (truth.value(loss, y, BinaryLogits(z)) for loss in (BinaryFocal(gamma="0"), BinaryCrossEntropy()))
        yield from map(sub, *each)

    assert [result.digits for result in certify_each(differences, SOFT, Z)] == [0] * 4


@pytest.mark.parametrize(
    ("y", "q", "alpha", "value"),
    [
        ("1", "0.9", None, 0.001053605156578263),
        ("0", "0.3", "0.25", 0.024075558715864434),
        ("0", "0.3", None, 0.032100744954485914),
        ("1", "1", None, 0.0),
        ("1", "0", None, float("inf")),
        ("0", "0", "0.25", 0.0),
        ("0", "1e-300", None, 0.0),
        ("0", "1e-100", None, 1e-300),
    ],
)
def test_binary(y, q, alpha, value):
    loss = BinaryFocal(gamma="2", alpha=alpha)
    result = certify_each(lambda y, q: truth.value(loss, y, Probs(q)), [Decimal(y)], [Decimal(q)])
    assert result[0].value == value


def test_soft_is_both_parts():
    loss = BinaryFocal(gamma="2", alpha="0.25")

    def difference(q):
        soft, yes, no = (truth.value(loss, (Decimal(y),), Probs(q))[0] for y in ("0.3", "1", "0"))
        return soft - (Decimal("0.3") * yes + Decimal("0.7") * no)

    assert certify(difference, [Decimal("0.6")]).digits == 0


def test_label_of_two_classes_is_binary_without_alpha():
    def difference(z):
        two_classes = truth.value(Focal(gamma="2"), one_hot(0, 2), Logits((z[0], Decimal(0))))
        return two_classes - truth.value(BinaryFocal(gamma="2"), (Decimal(1),), BinaryLogits(z))[0]

    assert certify(difference, [Decimal("-37.5")]).digits == 0


@pytest.mark.parametrize(
    ("label", "logits", "gamma", "value"),
    [
        (0, ["5"], "2", 0.0),
        (0, ["0", "-400"], "0.5", 2.6503965530043108e-261),
        (1, ["1e308", "0"], "2", 1e308),
    ],
)
def test_label_and_logits(label, logits, gamma, value):
    z = [Decimal(logit) for logit in logits]
    loss = certify(lambda z: truth.value(Focal(gamma=gamma), one_hot(label, len(z)), Logits(z)), z)
    assert loss.value == value
