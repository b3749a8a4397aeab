import math
from decimal import Decimal

import pytest

from xent_cli.core.errors import InputError
from xent_cli.verify.derivative import MOST, check_size, compare


@pytest.mark.parametrize(
    ("component", "derivative", "agrees"),
    [
        (0.25, "0.25", True),
        (0.25, "0.25000000000001", True),
        (0.25, "0.2500000001", False),
        (1e-26, "0", True),
        (1e-20, "0", False),
        (-0.25, "0.25", False),
    ],
)
def test_a_relative_1e_12_or_an_absolute_1e_25_is_agreement(component: float, derivative: str, agrees: bool) -> None:
    assert compare([component], [Decimal(derivative)]).agrees is agrees


def test_one_that_is_off_is_enough_and_is_said() -> None:
    found = compare([0.25, 0.5], [Decimal("0.25"), Decimal("0.75")])
    assert found.errors == (0.0, 0.25)
    assert found.said.endswith("does NOT agree with the central difference in decimal arithmetic: largest error 0.25")


def test_what_has_no_derivative_is_not_compared() -> None:
    found = compare([-math.inf, 0.5], [Decimal("NaN"), Decimal("0.5")])
    assert found.agrees
    assert math.isnan(found.errors[0])
    assert "no derivative" in compare([math.inf], [Decimal("NaN")]).said


def test_not_too_many() -> None:
    check_size(MOST)
    with pytest.raises(InputError, match="101 components"):
        check_size(MOST + 1)
