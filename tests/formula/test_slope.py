"""Every slope of a formula is the derivative of its value, and is what was worked out by hand."""

from decimal import Decimal
from fractions import Fraction
from math import inf

import pytest

from xent_cli.exact.arithmetic import ONE, ZERO, Number, Vector
from xent_cli.exact.certify import Certified, certify_each
from xent_cli.exact.derivative import gradient_by_logits, gradient_by_probs
from xent_cli.exact.predictions import BinaryLogits, Logits, Probs
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import BinaryFocal, Focal
from xent_cli.measures.kl import Divergence
from xent_cli.measures.loss import Loss
from xent_cli.measures.smooth import Smooth

from .truth import gradient, whole

WEIGHT = Decimal(3)
CAT = (ZERO, ONE, ZERO, ZERO)
SOFT = (Decimal("0.5"), Decimal("0.2"), Decimal("0.3"), Decimal(0))
Z = [Decimal("1.2"), Fraction(-1, 3), Decimal(-40), Decimal("0.7")]
FAR = [Decimal(-730), Decimal(0), Decimal(-300), Decimal("-Infinity")]
HUGE = [Decimal("1e308"), Decimal("1e308"), Decimal(0), Decimal(-5)]
Q = [Decimal("0.6"), Decimal("1e-9"), Fraction(1, 7), Decimal("0.1")]
EDGE = [Decimal("1e-300"), Decimal(1), Decimal("0.2"), Decimal(0)]

CATEGORICAL: dict[str, Loss] = {
    "ce": CrossEntropy(),
    "kl": Divergence(),
    "smooth": Smooth(alpha="0.25"),
    "focal": Focal(gamma="1.5"),
}
BINARY: dict[str, Loss] = {
    "bce": BinaryCrossEntropy(pos_weight="3"),
    "focal": BinaryFocal(gamma="1.5", alpha="0.25"),
}


def assert_same(differences: Vector, closed: tuple[Certified, ...]) -> None:
    assert [float(d) for d in differences] == pytest.approx([c.value for c in closed], rel=3e-16, abs=5e-324)


@pytest.mark.parametrize("y", [CAT, SOFT])
@pytest.mark.parametrize("name", CATEGORICAL)
class TestCategorical:
    @pytest.mark.parametrize("z", [Z, HUGE])
    def test_by_logits(self, name: str, y: Vector, z: list[Number]) -> None:
        loss = CATEGORICAL[name]
        closed = certify_each(lambda z: gradient(loss, y, Logits(z)), z)
        assert_same(gradient_by_logits(lambda z: whole(loss, y, Logits(z)), z), closed)

    def test_by_logits_with_a_temperature(self, name: str, y: Vector) -> None:
        loss = CATEGORICAL[name]
        closed = certify_each(lambda z: gradient(loss, y, Logits(z, WEIGHT)), Z)
        assert_same(gradient_by_logits(lambda z: whole(loss, y, Logits(z, WEIGHT)), Z), closed)

    def test_by_probs(self, name: str, y: Vector) -> None:
        loss = CATEGORICAL[name]
        closed = certify_each(lambda q: gradient(loss, y, Probs(q), to_logits=False), Q)
        assert_same(gradient_by_probs(lambda q: whole(loss, y, Probs(q)), Q), closed)


@pytest.mark.parametrize("name", BINARY)
class TestBinary:
    @pytest.mark.parametrize("z", [Z, [Decimal(-700), Decimal(-700), Decimal(700), Decimal("1e308")]])
    def test_by_logits(self, name: str, z: list[Number]) -> None:
        loss = BINARY[name]
        closed = certify_each(lambda z: gradient(loss, SOFT, BinaryLogits(z)), z)
        assert_same(gradient_by_logits(lambda z: whole(loss, SOFT, BinaryLogits(z)), z), closed)

    def test_by_probs(self, name: str) -> None:
        loss = BINARY[name]
        closed = certify_each(lambda q: gradient(loss, SOFT, Probs(q), to_logits=False), Q)
        assert_same(gradient_by_probs(lambda q: whole(loss, SOFT, Probs(q)), Q), closed)


@pytest.mark.parametrize("name", ["ce", "kl"])
def test_tiny_components(name: str) -> None:
    loss = CATEGORICAL[name]
    closed = certify_each(lambda z: gradient(loss, CAT, Logits(z)), FAR)
    assert closed[0].value == 9.226315e-318
    assert_same(gradient_by_logits(lambda z: whole(loss, CAT, Logits(z)), FAR), closed)


@pytest.mark.parametrize("name", ["ce", "kl"])
def test_probabilities_at_the_edge(name: str) -> None:
    loss = CATEGORICAL[name]
    closed = certify_each(lambda q: gradient(loss, SOFT, Probs(q), to_logits=False), EDGE)
    assert [c.value for c in closed] == [-5e299, -0.2, -1.5, 0.0]
    assert_same(gradient_by_probs(lambda q: whole(loss, SOFT, Probs(q)), EDGE), closed)


def test_undefined_on_one_side_is_nan() -> None:
    (slope,) = gradient_by_probs(lambda q: whole(CrossEntropy(), q, Probs(q)), [Decimal(0)])
    assert slope.is_nan()


def test_certain_and_impossible() -> None:
    def by_probs(loss: Loss, q: list[Number]) -> list[float]:
        return [c.value for c in certify_each(lambda q: gradient(loss, CAT, Probs(q), to_logits=False), q)]

    assert by_probs(CrossEntropy(), [ONE, ZERO, ZERO, ZERO]) == [0.0, -inf, 0.0, 0.0]
    assert by_probs(Focal(gamma="1.5"), [ZERO, ONE, ZERO, ZERO]) == [0.0, 0.0, 0.0, 0.0]


def test_even_logits_and_target_give_an_exact_zero() -> None:
    thirds = [Fraction(1, 3)] * 3
    closed = certify_each(lambda y, z: gradient(CrossEntropy(), y, Logits(z)), thirds, [Decimal(2)] * 3)
    assert [c.digits for c in closed] == [0, 0, 0]
