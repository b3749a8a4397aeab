"""Probabilities and logarithms kept within bounds that nobody asked for, as libraries do."""

from functools import lru_cache

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import Probs
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.measure import Information
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.altered import Altered, predicting
from xent_cli.verify.mistakes.mistake import Mistake, Wrong, mistake

_KERAS = 1e-7
_FLOAT32 = float(np.finfo(np.float32).eps)
_FLOAT64 = float(np.finfo(np.float64).eps)
_REMEDY = "clip nothing that --eps does not ask for: where q is 0, the loss is infinite"


@lru_cache(maxsize=1)
def nearest_to_an_end(problem: Problem) -> float:
    """How near to 0 or 1 the probabilities come."""
    q = problem.pred.probs
    return float(min(q.min(), 1.0 - q.max()))


def _clipped(eps: float, owner: str) -> Mistake:
    """Probabilities kept off 0 and 1."""

    @mistake(
        f"probabilities clipped to {eps:.3g}",
        f"q = {{q}} kept within {eps:.3g} and 1 - {eps:.3g}: {{wrong}}",
        _REMEDY,
        of=(Information,),
        convention=owner,
    )
    def clipped(problem: Problem) -> Wrong:
        if problem.meaning.kind is InputKind.REALS or nearest_to_an_end(problem) >= eps:
            return None
        return predicting(problem, Probs(np.clip(problem.pred.probs, eps, 1.0 - eps)))

    return clipped


def _clipped_and_added(eps: float, owner: str) -> Mistake:
    """Clipped, and then 1e-7 added inside the logarithm."""

    @mistake(
        f"{_KERAS:.3g} added inside the logarithm, after clipping to {eps:.3g}",
        f"ln(q + {_KERAS:.3g}), with q = {{q}} kept within {eps:.3g} and 1 - {eps:.3g}: {{wrong}}",
        _REMEDY,
        of=(BinaryCrossEntropy,),
        convention=owner,
    )
    def added(problem: Problem) -> Wrong:
        q = np.maximum(problem.pred.probs, eps)
        complement = np.maximum(problem.pred.complement, eps)
        logs = {"surprisal": -np.log(q + _KERAS), "complement_surprisal": -np.log(complement + _KERAS)}
        return predicting(problem, Altered(problem.pred, **logs))

    return added


@mistake(
    "logarithms clamped at -100",
    "-ln q at most 100, with q = {q}: {wrong}",
    _REMEDY,
    of=(BinaryCrossEntropy,),
    convention="PyTorch's BCELoss",
)
def clamped_at_100(problem: Problem) -> Wrong:
    names = ("surprisal", "complement_surprisal")
    if nearest_to_an_end(problem) > 1e-15:
        return None
    logs = {name: np.minimum(getattr(problem.pred, name), 100.0) for name in names}
    return predicting(problem, Altered(problem.pred, **logs))


CLIPPED = (
    clamped_at_100,
    _clipped(_KERAS, "Keras"),
    _clipped(_FLOAT64, "scikit-learn"),
    _clipped(1e-15, "scikit-learn before 1.3"),
    _clipped(_FLOAT32, "scikit-learn (float32)"),
    _clipped_and_added(_KERAS, "Keras"),
    _clipped_and_added(_FLOAT32, "Keras (float32)"),
)
