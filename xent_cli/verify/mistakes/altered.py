"""Predictions as nobody should have them: each of their quantities can be changed by itself."""

from functools import cached_property

import numpy as np

from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Prediction, Probs
from xent_cli.measures.problem import Problem


class Altered:
    """A prediction some quantities of which are changed; the others are as they were."""

    values: Array
    probs: Array
    complement: Array
    surprisal: Array
    complement_surprisal: Array

    def __init__(self, pred: Prediction, **changes: Array) -> None:
        self._pred = pred
        vars(self).update(changes)

    def __getattr__(self, name: str) -> Array:
        unchanged: Array = getattr(self._pred, name)
        return unchanged


class FaceValue(Probs):
    """Any numbers taken for probabilities, -ln of which may be nan."""

    @cached_property
    def complement(self) -> Array:
        return 1.0 - self.probs

    @cached_property
    def surprisal(self) -> Array:
        return -np.log(self.probs)

    @cached_property
    def complement_surprisal(self) -> Array:
        return -np.log(self.complement)


def softmax(z: Array) -> Probs:
    """The softmax by its definition, which is near enough for a mistake."""
    e = np.exp(z - np.maximum.reduce(z, axis=-1, keepdims=True))
    return Probs(e / np.add.reduce(e, axis=-1, keepdims=True))


def predicting(problem: Problem, pred: Prediction | Altered) -> Problem:
    """The problem with another prediction."""
    return problem.but(pred=pred)
