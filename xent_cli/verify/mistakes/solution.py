"""A problem solved by its formula in float64, so that whatever is changed in it changes the answer.

Predictions may have one more axis, the first: of variants that are solved at once.
"""

import numpy as np

from xent_cli.choices import Reduction
from xent_cli.core.numerics import Array
from xent_cli.formula.expression import Formula, Minus
from xent_cli.formula.floats import Floats
from xent_cli.formula.functions import Sum
from xent_cli.measures.measure import as_floats
from xent_cli.measures.problem import Answer, Problem


def solved(problem: Problem) -> Problem:
    """The problem with the answer to it."""
    return answered(problem, listed(answer_to(problem)))


def answered(problem: Problem, answer: Answer) -> Problem:
    """The problem with another answer."""
    return problem.but(answer=answer)


def listed(answer: Array | float) -> Answer:
    """A number, or numbers; rows of vectors are laid end to end."""
    return float(answer) if isinstance(answer, float) else tuple(np.ravel(answer).tolist())


def answer_to(problem: Problem, a: Floats | None = None) -> Array | float:
    """A number, or one to each variant; where rows or vectors are asked for, an array of them."""
    return of_nats(problem, problem.measure.value(a or problem.floats))


def of_nats(problem: Problem, nats: Array) -> Array | float:
    """The answer that is asked for, of the formula's values in nats."""
    if problem.measure.reduces:
        return reduced(problem, nats)
    return averaged(problem, nats) if problem.measure.shared else nats / problem.ln_base


def reduced(problem: Problem, nats: Array) -> Array | float:
    """The losses of the rows (or elements), in nats, as the answer that is asked for."""
    rows = as_floats(problem.weighting.weights) if problem.weighting.weighs_rows else None
    if rows is not None:
        each = rows[:, np.newaxis] if problem.elementwise else rows
        nats = np.where(each == 0, 0.0, nats * each)
    if problem.reduction is Reduction.NONE:
        return np.asarray(nats / problem.ln_base)
    total: Array | float = averaged(problem, nats.sum(axis=(-2, -1) if problem.elementwise else -1))
    return total


def averaged(problem: Problem, nats: Array) -> Array:
    """Each part's share of the mean, if a mean is asked for, in the problem's unit."""
    share = denominator(problem) if problem.reduction is Reduction.MEAN else 1.0
    return nats / (share * problem.ln_base)


def denominator(problem: Problem) -> float:
    """What a mean divides by: elements, rows, or the sum of their weights and of those of their labels."""
    by_row, by_class, labels = problem.weighting.weights, problem.loss.class_weight, problem.labels
    if problem.elementwise:
        return float(sum(by_row) * problem.values.shape[-1])
    if by_class is not None and labels is not None:
        return float((as_floats(by_row) * as_floats(by_class)[labels]).sum())
    return float(sum(by_row)) if problem.weighting.weighs_rows else float(len(by_row))


def terms(problem: Problem) -> Array:
    """What is added up to a row's loss, class by class, in nats; element by element for a binary loss."""
    return np.asarray(problem.floats.each(summand(problem.measure.formula)))


def summand(formula: Formula) -> Formula:
    """What a sum over the classes is of, with its sign; what is no such sum is one term."""
    match formula:
        case Minus(parts=(Sum(parts=(of,)),)):
            return Minus(of)
        case Sum(parts=(Formula() as of,)):
            return of
    return formula


def target_of(problem: Problem) -> Array:
    """The true numbers; of a target by itself, those typed."""
    return problem.values if problem.target is None else problem.target


def classes(problem: Problem) -> int:
    """K; one column stands for two classes."""
    return int(max(problem.values.shape[-1], 2))
