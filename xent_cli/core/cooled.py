"""Logits divided by a temperature: what z/T loses is kept, for where a gap is large e^(z/T) would err by it."""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import Array, Labels, below_top, pick, sigmoid
from xent_cli.core.powers import Parts, quotient, sigmoid_power
from xent_cli.core.predictions import BinaryLogits, Logits


class Cooled(Logits):
    """Scores that are divided: q is the softmax of z/T over the last axis."""

    def __init__(self, logits: NDArray[np.floating], temperature: Fraction | Decimal) -> None:
        self._logits, self._divisor = logits.astype(np.float64, copy=False), two_floats(temperature)
        super().__init__(quotient((self._logits, np.zeros(())), self._divisor)[0])

    @cached_property
    def _top(self) -> Labels:
        return np.asarray(self._logits.argmax(axis=-1)[..., np.newaxis])

    @cached_property
    def _gap(self) -> Parts:
        return quotient(below_top(self._logits, self._top), self._divisor)

    def surprisal_of(self, labels: Labels) -> Array:
        return np.asarray(pick(self.surprisal, labels), dtype=np.float64)


class BinaryCooled(BinaryLogits):
    """Log-odds that are divided: q is the sigmoid of z/T, element by element."""

    def __init__(self, logits: NDArray[np.floating], temperature: Fraction | Decimal) -> None:
        ratio, self._lost = quotient((logits.astype(np.float64, copy=False), np.zeros(())), two_floats(temperature))
        super().__init__(ratio)

    @cached_property
    def probs(self) -> Array:
        return super().probs * (1.0 + self._lost * sigmoid(-self._log_odds))

    @cached_property
    def complement(self) -> Array:
        return super().complement * (1.0 - self._lost * sigmoid(self._log_odds))

    @cached_property
    def surprisal(self) -> Array:
        return super().surprisal - self._lost * sigmoid(-self._log_odds)

    @cached_property
    def complement_surprisal(self) -> Array:
        return super().complement_surprisal + self._lost * sigmoid(self._log_odds)

    def power(self, exponent: float) -> Array:
        return super().power(exponent) * (1.0 + exponent * self._lost * sigmoid(-self._log_odds))

    def complement_power(self, exponent: float, labels: Labels | None = None) -> Array:
        z, lost = self._log_odds, self._lost
        if labels is not None:
            z, lost = np.asarray(pick(z, labels), np.float64), np.asarray(pick(lost, labels), np.float64)
        return sigmoid_power(-z, exponent) * (1.0 - exponent * lost * sigmoid(z))


def two_floats(exact: Fraction | Decimal) -> Parts:
    """A number as a double, and what that lost."""
    near = float(exact)
    return np.asarray(near), np.asarray(float(Fraction(exact) - Fraction(near)))
