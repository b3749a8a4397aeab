"""Predictions as nobody should have them: each of their quantities can be changed by itself."""

from functools import cached_property, lru_cache

import numpy as np

from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Logits, Prediction, Probs
from xent_cli.measures.problem import Problem

_NEAR = 8.0  # of such gaps, 1 - q keeps 12 digits


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


@lru_cache(maxsize=1)
def roughly(problem: Problem) -> Problem:
    """The problem with such a softmax in place of one to the last bit, where the logits are near to one another."""
    z = np.asarray(problem.pred.values, np.float64)
    if (
        not isinstance(problem.pred, Logits)
        or np.maximum.reduce(z, axis=None) - np.minimum.reduce(z, axis=None) > _NEAR
    ):
        return problem
    q = softmax(z).probs
    logarithms = {"surprisal": -np.log(q), "complement_surprisal": -np.log1p(-q)}
    return predicting(problem, Altered(problem.pred, probs=q, complement=1.0 - q, **logarithms))


def predicting(problem: Problem, pred: Prediction | Altered) -> Problem:
    """The problem with another prediction."""
    return problem.but(pred=pred)
