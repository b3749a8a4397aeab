from decimal import Decimal
from fractions import Fraction

import pytest
from xent_cli.exact.smooth import smooth

from xent_cli.exact import bce, ce, focal, kl
from xent_cli.exact.arithmetic import ONE, ZERO, total
from xent_cli.exact.certify import certify_each
from xent_cli.exact.derivative import gradient_by_logits, gradient_by_probs
from xent_cli.exact.predictions import BinaryLogits, Logits, Probs

GAMMA, ALPHA, WEIGHT = Decimal("1.5"), Decimal("0.25"), Decimal(3)
CAT = (ZERO, ONE, ZERO, ZERO)
SOFT = (Decimal("0.5"), Decimal("0.2"), Decimal("0.3"), Decimal(0))
Z = [Decimal("1.2"), Fraction(-1, 3), Decimal(-40), Decimal("0.7")]
FAR = [Decimal(-730), Decimal(0), Decimal(-300), Decimal("-Infinity")]
HUGE = [Decimal("1e308"), Decimal("1e308"), Decimal(0), Decimal(-5)]
Q = [Decimal("0.6"), Decimal("1e-9"), Fraction(1, 7), Decimal("0.1")]
EDGE = [Decimal("1e-300"), Decimal(1), Decimal("0.2"), Decimal(0)]

CATEGORICAL = {
    "ce": (ce.cross_entropy, ce.cross_entropy_by_logits, ce.cross_entropy_by_probs),
    "kl": (kl.kl, kl.kl_by_logits, kl.kl_by_probs),
    "smooth": (
        lambda y, q: ce.cross_entropy(smooth(y, ALPHA), q),
        lambda y, q: ce.cross_entropy_by_logits(smooth(y, ALPHA), q),
        lambda y, q: ce.cross_entropy_by_probs(smooth(y, ALPHA), q),
    ),
    "focal": (
        lambda y, q: focal.focal(y, q, GAMMA),
        lambda y, q: focal.focal_by_logits(y, q, GAMMA),
        lambda y, q: focal.focal_by_probs(y, q, GAMMA),
    ),
}
BINARY = {
    "bce": (
        lambda y, q: total(bce.binary_cross_entropy(y, q, WEIGHT)),
        lambda y, q: bce.binary_cross_entropy_by_logits(y, q, WEIGHT),
        lambda y, q: bce.binary_cross_entropy_by_probs(y, q, WEIGHT),
    ),
    "focal": (
        lambda y, q: total(focal.binary_focal(y, q, GAMMA, ALPHA)),
        lambda y, q: focal.binary_focal_by_logits(y, q, GAMMA, ALPHA),
        lambda y, q: focal.binary_focal_by_probs(y, q, GAMMA, ALPHA),
    ),
}


def assert_same(differences, closed):
    assert [float(d) for d in differences] == pytest.approx([c.value for c in closed], rel=3e-16, abs=5e-324)


@pytest.mark.parametrize("y", [CAT, SOFT])
@pytest.mark.parametrize("measure", CATEGORICAL)
class TestCategorical:
    @pytest.mark.parametrize("z", [Z, HUGE])
    def test_by_logits(self, measure, y, z):
        loss, by_logits, _ = CATEGORICAL[measure]
        closed = certify_each(lambda z: by_logits(y, Logits(z)), z)
        assert_same(gradient_by_logits(lambda z: loss(y, Logits(z)), z), closed)

    def test_by_logits_with_a_temperature(self, measure, y):
        loss, by_logits, _ = CATEGORICAL[measure]
        closed = certify_each(lambda z: by_logits(y, Logits(z, WEIGHT)), Z)
        assert_same(gradient_by_logits(lambda z: loss(y, Logits(z, WEIGHT)), Z), closed)

    def test_by_probs(self, measure, y):
        loss, _, by_probs = CATEGORICAL[measure]
        closed = certify_each(lambda q: by_probs(y, Probs(q)), Q)
        assert_same(gradient_by_probs(lambda q: loss(y, Probs(q)), Q), closed)


@pytest.mark.parametrize("measure", BINARY)
class TestBinary:
    @pytest.mark.parametrize("z", [Z, [Decimal(-700), Decimal(-700), Decimal(700), Decimal("1e308")]])
    def test_by_logits(self, measure, z):
        loss, by_logits, _ = BINARY[measure]
        closed = certify_each(lambda z: by_logits(SOFT, BinaryLogits(z)), z)
        assert_same(gradient_by_logits(lambda z: loss(SOFT, BinaryLogits(z)), z), closed)

    def test_by_probs(self, measure):
        loss, _, by_probs = BINARY[measure]
        closed = certify_each(lambda q: by_probs(SOFT, Probs(q)), Q)
        assert_same(gradient_by_probs(lambda q: loss(SOFT, Probs(q)), Q), closed)


@pytest.mark.parametrize("measure", ["ce", "kl"])
def test_tiny_components(measure):
    loss, by_logits, _ = CATEGORICAL[measure]
    closed = certify_each(lambda z: by_logits(CAT, Logits(z)), FAR)
    assert closed[0].value == 9.226315e-318
    assert_same(gradient_by_logits(lambda z: loss(CAT, Logits(z)), FAR), closed)


@pytest.mark.parametrize("measure", ["ce", "kl"])
def test_probabilities_at_the_edge(measure):
    loss, _, by_probs = CATEGORICAL[measure]
    closed = certify_each(lambda q: by_probs(SOFT, Probs(q)), EDGE)
    assert [c.value for c in closed] == [-5e299, -0.2, -1.5, 0.0]
    assert_same(gradient_by_probs(lambda q: loss(SOFT, Probs(q)), EDGE), closed)


def test_undefined_on_one_side_is_nan():
    slope = gradient_by_probs(lambda q: ce.cross_entropy(q, Probs(q)), [Decimal(0)])
    assert slope[0].is_nan()


def test_closed_forms_at_certain_and_impossible():
    impossible = certify_each(lambda q: ce.cross_entropy_by_probs(CAT, Probs(q)), [ONE, ZERO, ZERO, ZERO])
    assert [c.value for c in impossible] == [0.0, float("-inf"), 0.0, 0.0]
    certain = certify_each(lambda q: focal.focal_by_probs(CAT, Probs(q), GAMMA), [ZERO, ONE, ZERO, ZERO])
    assert [c.value for c in certain] == [0.0, 0.0, 0.0, 0.0]


def test_even_logits_and_target_give_an_exact_zero():
    thirds = [Fraction(1, 3)] * 3
    closed = certify_each(lambda y, z: ce.cross_entropy_by_logits(y, Logits(z)), thirds, [Decimal(2)] * 3)
    assert [c.digits for c in closed] == [0, 0, 0]
