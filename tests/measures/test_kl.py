from decimal import Decimal
from fractions import Fraction

import pytest

from xent_cli.exact.certify import certify
from xent_cli.exact.predictions import Logits, LogProbs, Probs, Shares
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.kl import Divergence

from ..formula import truth

P = [Decimal("0.5"), Decimal("0.3"), Decimal("0.2"), Decimal(0)]
Q = [Decimal("0.6"), Decimal("0.2"), Decimal("0.1"), Decimal("0.1")]
Z = [Decimal("1.2"), Decimal(-30), Decimal("0.1"), Decimal(700)]


def kl(p, q):
    return truth.value(Divergence(), p, q)


@pytest.mark.parametrize(("kind", "values"), [(Probs, Q), (LogProbs, Z), (Logits, Z), (Shares, Q), (Probs, P)])
def test_cross_entropy_is_entropy_and_divergence(kind, values):
    def rest(p, q):
        crossed, entropy = truth.value(CrossEntropy(), p, kind(q)), truth.value(Entropy(), None, Probs(p))
        return crossed - entropy - kl(p, kind(q))

    assert certify(rest, P, values).digits == 0


def test_two_vectors_close_together():
    half = [Decimal("0.5")] * 2
    near = certify(lambda p, q: kl(p, Probs(q)), half, [Decimal("0.5000000001"), Decimal("0.4999999999")])
    assert near.digits == Decimal("2.0000000000000000000400000000000000000010666666667E-20")
    nearer = [Fraction(1, 2) + Fraction(1, 10**140), Fraction(1, 2) - Fraction(1, 10**140)]
    assert certify(lambda p, q: kl(p, Probs(q)), half, nearer).digits == Decimal("2e-280")


def test_equal_is_zero():
    thirds = [Fraction(1, 3)] * 3
    assert certify(lambda p, z: kl(p, Logits(z)), thirds, [Decimal(5)] * 3).value == 0
    sevenths = [Fraction(1, 7), Fraction(2, 7), Fraction(4, 7)]
    assert certify(lambda p, w: kl(p, Shares(w)), sevenths, [Decimal(k) for k in (3, 6, 12)]).value == 0


def test_a_missing_class_is_infinite():
    assert certify(lambda p, q: kl(p, Probs(q)), Q, P).digits == Decimal("Infinity")


def test_a_logit_too_low_for_its_probability_is_not():
    p, z = [Decimal("0.5"), Decimal("0.5")], [Decimal(0), Decimal("-1e300")]
    assert certify(lambda p, z: kl(p, Logits(z)), p, z).value == 5e299


def test_sums_that_differ_may_give_a_negative():
    assert certify(lambda p, q: kl(p, Probs(q)), [Decimal("0.5")], [Decimal(1)]).value == -0.34657359027997264
