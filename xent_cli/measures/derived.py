"""What is shown of a problem on the way to its answer: the columns and lines of the measure, and those before them."""

from collections.abc import Iterable

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.formula.symbols import Symbol
from xent_cli.measures.measure import Shown
from xent_cli.measures.problem import Problem
from xent_cli.measures.softmax import LOGIT, OPENING, STEPS


def columns_of(problem: Problem) -> Iterable[Shown]:
    """What is shown of each class or element: the numbers as given, what a softmax makes of them, and the rest."""
    target = problem.target
    hard = target is not None and bool(((target == 0.0) | (target == 1.0)).all())
    return (*_opening(problem), *problem.measure.columns(hard=hard))


def steps_of(problem: Problem) -> Iterable[Shown]:
    """What is shown line by line."""
    softmax = STEPS if _softmax(problem) and not problem.measure.shared else ()
    return (*softmax, *problem.measure.steps())


def parts_of(problem: Problem) -> Iterable[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """The values of all this in float64."""
    a = problem.floats_in_unit
    for shown in (*columns_of(problem), *steps_of(problem)):
        if shown.part is not None:
            yield np.ravel(a.each(shown.part))


def _softmax(problem: Problem) -> bool:
    """Whether the probabilities are made of logits by a softmax."""
    return problem.meaning.checked_as is InputKind.LOGITS and not problem.elementwise


def _opening(problem: Problem) -> tuple[Shown, ...]:
    if _softmax(problem):
        return OPENING
    if problem.meaning.kind is InputKind.LOGITS:
        return (Shown("logit", LOGIT),)
    if problem.meaning.kind is InputKind.LOG_PROBS:
        return (Shown("log_prob", Symbol("l", not problem.elementwise)),)
    return ()
