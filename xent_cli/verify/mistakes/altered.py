"""Predictions as nobody should have them: each of their quantities can be changed by itself."""

from dataclasses import dataclass

import numpy as np

from xent_cli.core.numerics import Array, Labels, pick
from xent_cli.core.predictions import Prediction
from xent_cli.verify.problem import Problem


@dataclass(frozen=True, eq=False)
class Altered:
    """A prediction whose quantities need not belong together."""

    values: Array
    probs: Array
    complement: Array
    surprisal: Array
    complement_surprisal: Array

    def surprisal_of(self, labels: Labels) -> Array:
        return np.asarray(pick(self.surprisal, labels))

    def power(self, exponent: float) -> Array:
        return np.asarray(self.probs**exponent)

    def complement_power(self, exponent: float, labels: Labels | None = None) -> Array:
        return np.asarray((self.complement if labels is None else pick(self.complement, labels)) ** exponent)


def altered(pred: Prediction, **changes: Array) -> Altered:
    """The prediction with some of its quantities changed, and the others as they were."""
    names = ("values", "probs", "complement", "surprisal", "complement_surprisal")
    return Altered(**{name: changes[name] if name in changes else getattr(pred, name) for name in names})


def at_face_value(numbers: Array) -> Altered:
    """Any numbers taken for probabilities, -ln of which may be nan."""
    return Altered(numbers, numbers, 1.0 - numbers, -np.log(numbers), -np.log(1.0 - numbers))


def predicting(problem: Problem, pred: Prediction) -> Problem:
    """The problem with another prediction."""
    return problem.but(pred=pred)
