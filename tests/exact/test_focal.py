from decimal import Decimal
from operator import sub

import pytest
from xent_cli.exact.bce import binary_cross_entropy
from xent_cli.exact.ce import cross_entropy, one_hot
from xent_cli.exact.focal import binary_focal, focal

from xent_cli.exact.certify import certify, certify_each
from xent_cli.exact.predictions import BinaryLogits, Logits, Probs

TWO, QUARTER = Decimal(2), Decimal("0.25")
SOFT = [Decimal("0.5"), Decimal("0.3"), Decimal("0.2")]
Z = [Decimal(2), Decimal(-1), Decimal("0.1")]


def test_gamma_zero_is_cross_entropy():
    def differences(y, z):
        zero = Decimal(0)
        yield focal(y, Logits(z), zero) - cross_entropy(y, Logits(z))
        yield from map(sub, binary_focal(y, BinaryLogits(z), zero), binary_cross_entropy(y, BinaryLogits(z)))

    assert [result.digits for result in certify_each(differences, SOFT, Z)] == [0] * 4


@pytest.mark.parametrize(
    ("y", "q", "alpha", "value"),
    [
        ("1", "0.9", None, 0.001053605156578263),
        ("0", "0.3", QUARTER, 0.024075558715864434),
        ("0", "0.3", None, 0.032100744954485914),
        ("1", "1", None, 0.0),
        ("1", "0", None, float("inf")),
        ("0", "0", QUARTER, 0.0),
        ("0", "1e-300", None, 0.0),
        ("0", "1e-100", None, 1e-300),
    ],
)
def test_binary(y, q, alpha, value):
    result = certify_each(lambda y, q: binary_focal(y, Probs(q), TWO, alpha), [Decimal(y)], [Decimal(q)])
    assert result[0].value == value


def test_soft_is_both_parts():
    def difference(q):
        soft, yes, no = (binary_focal((Decimal(y),), Probs(q), TWO, QUARTER)[0] for y in ("0.3", "1", "0"))
        return soft - (Decimal("0.3") * yes + Decimal("0.7") * no)

    assert certify(difference, [Decimal("0.6")]).digits == 0


def test_label_of_two_classes_is_binary_without_alpha():
    def difference(z):
        two_classes = focal(one_hot(0, 2), Logits((z[0], Decimal(0))), TWO)
        return two_classes - binary_focal((Decimal(1),), BinaryLogits(z), TWO)[0]

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
    loss = certify(lambda z: focal(one_hot(label, len(z)), Logits(z), Decimal(gamma)), z)
    assert loss.value == value
