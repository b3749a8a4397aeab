"""Intermediate results rounded on the way to the answer."""

from collections.abc import Callable

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import BinaryLogits, Probs
from xent_cli.verify.mistakes.altered import altered, at_face_value, predicting
from xent_cli.verify.mistakes.mistake import GRADIENTS, LOSSES, Mistake, Wrong, mistake
from xent_cli.verify.mistakes.solution import reduced, terms
from xent_cli.verify.problem import Problem

_DECIMALS = (4, 3, 2, 1)


def _rounded(what: str, wrong: Callable[[Problem, int], Wrong]) -> tuple[Mistake, ...]:
    """One mistake for each number of decimals that something may be rounded to."""
    of = LOSSES | GRADIENTS | {"softmax", "sigmoid"}

    def rounded_to(decimals: int) -> Mistake:
        name = f"{what} rounded to {decimals} decimal{'s' * (decimals > 1)} on the way"
        remedy = "keep all digits until the end, and round the answer only"
        return mistake(name, f"{{measure}} with {what} rounded: {{wrong}}", remedy, of=of)(
            lambda problem: wrong(problem, decimals)
        )

    return tuple(rounded_to(decimals) for decimals in _DECIMALS)


def _probs(problem: Problem, decimals: int) -> Wrong:
    return predicting(problem, at_face_value(problem.pred.probs.round(decimals)))


def _logarithms(problem: Problem, decimals: int) -> Wrong:
    def cut(nats: Array) -> Array:
        return np.round(nats / problem.log.ln, decimals) * problem.log.ln

    pred = problem.pred
    logs = {"surprisal": cut(pred.surprisal), "complement_surprisal": cut(pred.complement_surprisal)}
    return predicting(problem, altered(pred, **logs))


def _exponentials(problem: Problem, decimals: int) -> Wrong:
    if problem.kind is not InputKind.LOGITS:
        return None
    if isinstance(problem.pred, BinaryLogits):
        return predicting(problem, Probs(1.0 / (1.0 + np.exp(-problem.pred.values).round(decimals))))
    e = np.exp(problem.pred.values).round(decimals)
    return predicting(problem, Probs(e / e.sum(axis=-1, keepdims=True)))


def _terms(problem: Problem, decimals: int) -> Wrong:
    if problem.command in ("grad", "softmax", "sigmoid"):
        return None
    return reduced(problem, np.round(terms(problem) / problem.log.ln, decimals) * problem.log.ln)


ROUNDED_PROBS = _rounded("probabilities", _probs)
ROUNDED = (
    *ROUNDED_PROBS,
    *_rounded("logarithms", _logarithms),
    *_rounded("exponentials", _exponentials),
    *_rounded("terms", _terms),
)
