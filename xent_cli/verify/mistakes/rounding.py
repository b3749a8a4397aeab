"""Intermediate results rounded on the way to the answer."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from xent_cli.core.errors import counted
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import BinaryLogits, Probs
from xent_cli.formula.functions import Ln
from xent_cli.formula.symbols import p, q
from xent_cli.measures.focal import Fading
from xent_cli.measures.jeffreys import Jeffreys
from xent_cli.measures.kl import Divergence
from xent_cli.measures.loss import Loss
from xent_cli.measures.problem import Problem
from xent_cli.measures.softmax import Sigmoid, Softmax
from xent_cli.verify.mistakes.altered import Altered, FaceValue, predicting
from xent_cli.verify.mistakes.mistake import LOSSES, ODD, RARE, Family, Mistake, Wrong, mistake
from xent_cli.verify.mistakes.solution import answer_to, reduced, terms

_DECIMALS = (4, 3, 2, 1)
_OF_RATIOS = (Divergence, Jeffreys)  # in whose formulas ln(p/q) stands
_POWERS = np.reshape([10.0**decimals for decimals in _DECIMALS], (-1, 1, 1))


def _cut(numbers: Array) -> Array:
    """Numbers (N, K) rounded to each of so many decimals, along a new first axis."""
    return np.asarray(np.rint(numbers * _POWERS) / _POWERS)


def _rounded(
    what: str, of: Family, in_gradients: Family, wrong: Callable[[Problem], Wrong], digits: int = RARE
) -> tuple[Mistake, ...]:
    """One mistake for each number of decimals that something may be rounded to; all are solved at once."""

    @lru_cache(maxsize=1)
    def answers(problem: Problem) -> Array | float | None:
        made = wrong(problem)
        return answer_to(made) if isinstance(made, Problem) else made

    def rounded_to(place: int, decimals: int) -> Mistake:
        name = f"{what} rounded to {counted(decimals, 'decimal')} on the way"
        remedy = "keep all digits until the end, and round the answer only"

        formula = f"{{measure}} with {what} rounded: {{wrong}}"

        @mistake(name, formula, remedy, of=of, in_gradients=in_gradients, digits=digits, rounds=True)
        def rounded(problem: Problem) -> Wrong:
            made = answers(problem)
            # What the rounding does not reach has no answer for each number of decimals.
            if not isinstance(made, np.ndarray) or made.size != len(_DECIMALS) * np.size(problem.answer):
                return None
            return np.asarray(made[place])

        return rounded

    return tuple(rounded_to(place, decimals) for place, decimals in enumerate(_DECIMALS))


def _probs(problem: Problem) -> Wrong:
    return predicting(problem, FaceValue(_cut(problem.pred.probs)))


def _logarithms(problem: Problem) -> Wrong:
    def cut(nats: Array) -> Array:
        return _cut(nats / problem.log.ln) * problem.log.ln

    pred = problem.pred
    logs = {"surprisal": cut(pred.surprisal), "complement_surprisal": cut(pred.complement_surprisal)}
    if isinstance(problem.loss, _OF_RATIOS):
        problem = problem.exchanged(Ln(p / q), Ln(p) - Ln(q))
    return predicting(problem, Altered(pred, **logs))


def _exponentials(problem: Problem) -> Wrong:
    if problem.meaning.kind is not InputKind.LOGITS:
        return None
    if isinstance(problem.pred, BinaryLogits):
        return predicting(problem, Probs(1.0 / (1.0 + _cut(np.exp(-problem.pred.values)))))
    e = _cut(np.exp(problem.pred.values))
    return predicting(problem, Probs(e / e.sum(axis=-1, keepdims=True)))


def _terms(problem: Problem) -> Wrong:
    cut = _cut(terms(problem) / problem.ln_base) * problem.ln_base
    return reduced(problem, cut if problem.elementwise else cut.sum(axis=-1))


_ALL: Family = (*LOSSES, Softmax, Sigmoid)

ROUNDED_PROBS = _rounded("probabilities", _ALL, (Loss,), _probs)
ROUNDED = (
    *ROUNDED_PROBS,
    *_rounded("logarithms", LOSSES, (Fading,), _logarithms),  # the gradients of others have no logarithm in them
    *_rounded("exponentials", _ALL, (Loss,), _exponentials, ODD),
    *_rounded("terms", LOSSES, (), _terms, ODD),
)
