from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from xent_cli.exact.arithmetic import Vector, expm1, total
from xent_cli.exact.derivative import gradient_by_logits, gradient_by_probs
from xent_cli.exact.predictions import Logits, Probs


def floats(slopes: Vector) -> list[float]:
    return [float(slope) for slope in slopes]


@pytest.mark.parametrize(
    ("loss", "slope"),
    [
        (lambda x: x[0] * x[0], lambda x: 2 * x[0]),
        (lambda x: x[0].exp(), lambda x: x[0].exp()),
        (lambda x: expm1(x[0]), lambda x: x[0].exp()),
    ],
)
@pytest.mark.parametrize("at", [Decimal("-0.7"), Fraction(1, 3), Decimal(-300), Decimal("40.5")])
def test_the_slopes_of_the_school(
    loss: Callable[[Vector], Decimal], slope: Callable[[Vector], Decimal], at: Decimal | Fraction
) -> None:
    point = (Decimal(at) if isinstance(at, Decimal) else Decimal(at.numerator) / at.denominator,)
    assert floats(gradient_by_logits(loss, [at])) == pytest.approx([float(slope(point))], rel=3e-16)


def test_an_infinite_logit_moves_nothing() -> None:
    z = [Decimal(1), Decimal("-Infinity")]
    assert floats(gradient_by_logits(lambda z: Logits(z).surprisal(0), z)) == [0.0, 0.0]


def test_an_undefined_side_is_nan() -> None:
    slopes = gradient_by_probs(lambda q: q[0] * Probs(q).surprisal(0), [Decimal(0)])
    assert slopes[0].is_nan()


def test_steps_are_small_beside_the_distance_of_a_probability_from_0_and_1() -> None:
    q = [Decimal("1e-300"), Decimal("0.5")]
    assert floats(gradient_by_probs(lambda q: total(tuple(map(Probs(q).surprisal, (0, 1)))), q)) == [-1e300, -2.0]
