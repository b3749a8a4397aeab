"""What was claimed, as what a mistake has to give."""

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from xent_cli.core.numerics import Array
from xent_cli.measures.problem import Answer
from xent_cli.verify.claim import Claim
from xent_cli.verify.judge import fits

# A claim that means exact is met by a sum of doubles, too; and one of many digits by what single precision makes.
_NOISE = 1e-6


class Sought:
    """The numbers claimed, in the unit of the answers that they are held against."""

    def __init__(self, parts: Sequence[Claim]) -> None:
        self._parts = [replace(part, unit=None) for part in parts]
        self._bounds = [_bounds(part) for part in parts]

    @cached_property
    def significant(self) -> float:
        """The digits typed of all entries together; without end where one means exact."""
        exact = any(part.digits is None for part in self._parts)
        return math.inf if exact else sum(part.significant for part in self._parts)

    @property
    def bounds(self) -> tuple[float, float]:
        """Beyond these the one number is not what was claimed."""
        (bounds,) = self._bounds
        return bounds

    def is_met_by(self, answer: Answer, *, cut: bool = True) -> bool:
        """Whether all that was claimed would be right, were this the answer; `cut` off will do, or only rounded."""
        if not self.is_near(answer, 1.0):
            return False
        values = answer if isinstance(answer, tuple) else (answer,)
        return all(fits(part, x, None, cut=cut) for part, x in zip(self._parts, values, strict=True))

    def is_among(self, numbers: Array) -> bool:
        """Whether one of these may be what was claimed, or all of them are."""
        if len(self._bounds) > 1:
            return self.is_near(tuple(numbers.tolist()), 1.0)
        ((low, high),) = self._bounds
        return any(low <= x <= high for x in numbers.tolist())

    def is_near(self, answer: Answer, factor: float | None) -> bool:
        """Whether the answer times a factor may be what was claimed; without a factor it is nothing at all."""
        if factor is None:
            return False
        values = answer if isinstance(answer, tuple) else (answer,)
        if len(values) != len(self._bounds):
            return False
        for x, (low, high) in zip(values, self._bounds, strict=True):
            if not low <= x * factor <= high and not (x != x and low != low):  # nan is near to nan
                return False
        return True


def _bounds(claim: Claim) -> tuple[float, float]:
    """Beyond these no value rounds to what was claimed."""
    number = float(claim.number)
    if not claim.number.is_finite():
        return number, number
    margin = _NOISE * abs(number) + (0.0 if claim.digits is None else float(Decimal((0, (1,), -claim.digits))))
    return number - margin, number + margin
