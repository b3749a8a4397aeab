"""Another prediction, held within [ε, 1-ε]."""

import math
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import Array, Labels
from xent_cli.core.predictions import Prediction
from xent_cli.record import record


@record
class Clamped:
    """The probabilities of another prediction, clamped.

    Every form of q rises or falls with q, so each is clamped by itself: made from a clamped q, what lies within the
    bounds would lose the digits that the other prediction has beyond those of q.
    """

    prediction: Prediction
    eps: float

    @property
    def values(self) -> NDArray[np.floating]:
        return self.prediction.values

    @cached_property
    def probs(self) -> Array:
        return np.clip(self.prediction.probs, self.eps, 1.0 - self.eps)

    @cached_property
    def complement(self) -> Array:
        return np.clip(self.prediction.complement, self.eps, 1.0 - self.eps)

    @cached_property
    def surprisal(self) -> Array:
        return self._clamped_surprisal(self.prediction.surprisal)

    @cached_property
    def complement_surprisal(self) -> Array:
        return self._clamped_surprisal(self.prediction.complement_surprisal)

    def surprisal_of(self, labels: Labels) -> Array:
        return self._clamped_surprisal(self.prediction.surprisal_of(labels))

    def power(self, exponent: float) -> Array:
        return self._clamped_power(self.prediction.power(exponent), exponent)

    def complement_power(self, exponent: float, labels: Labels | None = None) -> Array:
        return self._clamped_power(self.prediction.complement_power(exponent, labels), exponent)

    def _clamped_surprisal(self, surprisal: Array) -> Array:
        most = -math.log(self.eps) if self.eps else math.inf
        return np.clip(surprisal, 0.0 - math.log1p(-self.eps), most)

    def _clamped_power(self, power: Array, exponent: float) -> Array:
        # log1p keeps what 1 - ε has rounded away.
        return np.clip(power, self.eps**exponent, math.exp(exponent * math.log1p(-self.eps)))
