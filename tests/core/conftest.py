"""How near a double comes to the textbook's number."""

import math
from collections.abc import Callable
from decimal import Decimal

import pytest


@pytest.fixture(scope="session")
def within() -> Callable[[float, Decimal, float], bool]:
    """Is the double at most so many units in the last place away from the number?"""

    def within(got: float, want: Decimal, ulps: float) -> bool:
        return abs(Decimal(float(got)) - want) <= Decimal(ulps) * Decimal(math.ulp(float(want)))

    return within
