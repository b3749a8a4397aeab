"""A typed problem -> its answer: one vector worked, or a report of several rows and the steps of each."""

import math
from collections.abc import Iterator

import numpy as np

from xent_cli.answers.answer import Fact, Head, Report, Value, WorkedAnswer
from xent_cli.answers.worked import Column, Step, Worked
from xent_cli.choices import Reduction
from xent_cli.core.errors import InputError
from xent_cli.core.exact_sum import exact_sum, ratio
from xent_cli.core.numerics import Array
from xent_cli.formula.expression import Number, Over
from xent_cli.formula.functions import Sum
from xent_cli.formula.symbols import Named
from xent_cli.measures.measure import as_floats
from xent_cli.measures.problem import Problem
from xent_cli.typed.certainty import certify
from xent_cli.typed.derivation import derivation

LOSSES = Sum(Named("loss", Number(0), indexed=False))


def answer(problem: Problem, head: Head) -> WorkedAnswer | Report:
    """One vector worked step by step, or a report of several rows."""
    with np.errstate(all="ignore"):
        values = problem.measure.kernel(problem.truth, problem.pred)
        mine = reduced(problem, values)
    if np.isnan(mine).any():
        raise InputError(
            "the loss is infinite here, so this has no value", "", "keep the probabilities off 0 with --eps 1e-7"
        )
    certified = certify(problem, mine)
    certificate = None if certified is None else certified.certificate
    flat = mine if certificate is None else np.array([float(digits) for digits in certificate.digits])
    flat = flat + 0.0
    if head.rows == 1 or problem.elementwise:
        each = values.reshape(-1) / problem.ln_base if certified is None else certified.losses

        def work() -> Worked:
            worked = derivation(problem, each, exactly=certified is not None)
            worked = shared(problem, weighed(problem, worked, flat), flat)
            return worked._replace(notes=(*worked.notes, *problem.sample.notes, *problem.sum_notes))

        own = WorkedAnswer(head, shaped(problem, flat), work, certificate, facts=tuple(spread(problem, values)))
        return verified(problem, flat, own)
    from xent_cli.typed.several import report

    return verified(problem, flat, report(problem, head, shaped(problem, flat), values, certified))


def spread(problem: Problem, values: Array) -> Iterator[Fact]:
    """The standard error of the mean of several samples."""
    count = problem.sample.count
    if not problem.measure.reduces or problem.reduction is not Reduction.MEAN or count == 1:
        return
    weights = as_floats(problem.weighting.weights) if problem.weighting.weighs_rows else None
    from xent_cli.core.sums import Sums

    (moments,) = Sums.of(values.reshape(count, -1), weights).moments()
    if not math.isnan(error := moments.standard_error / problem.ln_base):
        yield Fact("standard_error", "standard error", error)


def reduced(problem: Problem, values: Array) -> Array:
    """The float64 answer as a flat array: reduced over rows as asked, in the unit of the answer."""
    flat = values.reshape(-1)
    if not problem.measure.reduces:
        share = float(problem.denominator) if problem.measure.shared else 1.0
        return flat / (share * problem.ln_base)
    each, elements = problem.weighting, flat.size // problem.sample.count
    weights, denominators = (np.repeat(w, elements) for w in (as_floats(each.weights), as_floats(each.denominators)))
    weighted = np.where(weights == 0, 0.0, flat * weights)
    if problem.reduction is Reduction.NONE:
        return np.asarray(weighted / problem.ln_base)
    numerator = exact_sum(weighted)
    total = ratio(numerator, 1 if problem.reduction is Reduction.SUM else exact_sum(denominators))
    return np.array([total / problem.ln_base])


def shaped(problem: Problem, flat: Array) -> Value:
    """A flat answer as what was asked: a number, one a row, a vector, or a vector a row."""
    many = not problem.measure.reduces or problem.reduction is Reduction.NONE
    if not many:
        return float(flat[0])
    rows = flat.reshape(problem.sample.count, -1).tolist()
    if len(rows[0]) == 1 and (problem.measure.reduces or problem.elementwise):
        rows = [[row[0] for row in rows]]
    if len(rows) == 1:
        return tuple(rows[0])
    return tuple(map(tuple, rows))


def weighed(problem: Problem, worked: Worked, flat: Array) -> Worked:
    """The steps from the losses to the answer: their sum, their weights, what the mean divides by."""
    each, count = problem.weighting, problem.values.size
    if not problem.measure.reduces:
        return worked
    if {*each.weights, *each.denominators} == {1}:
        steps = tuple(sum_and_mean(problem, worked, flat)) if problem.elementwise else ()
        return worked._replace(steps=(*worked.steps, *steps))
    columns, steps, by = worked.columns, worked.steps, float(problem.denominator)
    if {*each.weights} != {1}:
        weights = tuple(np.repeat(as_floats(each.weights), count // problem.sample.count).tolist())
        if problem.elementwise:
            columns = (*columns, Column("weight", "s", weights))
        if problem.reduction is Reduction.NONE and problem.elementwise:
            return worked._replace(columns=(*columns, Column("weighted", "s·loss", tuple(flat.tolist()))))
        if problem.reduction is Reduction.NONE:
            return worked._replace(steps=(*steps, Step("weighted", "weighted", "s·loss", float(flat[0]))))
        steps = (*steps, Step("weighted", "weighted sum", "Σ s·loss", float(flat[0]) * by))
    if problem.reduction is Reduction.MEAN:
        steps = (*steps, Step("mean", "mean", f"divided by {by:g} = {each.said}", float(flat[0])))
    return worked._replace(columns=columns, steps=steps)


def sum_and_mean(problem: Problem, worked: Worked, flat: Array) -> list[Step]:
    """The sum of the elements' losses, and their mean where it was asked."""
    if problem.reduction is Reduction.NONE:
        return []
    count = problem.values.size
    total = next(column.total for column in worked.columns if column.name == "term")
    steps = [Step("sum", "sum", LOSSES, float(flat[0]) if problem.reduction is Reduction.SUM else total)]
    if problem.reduction is Reduction.MEAN:
        steps.append(Step("mean", "mean", Over(LOSSES, Number(count)), float(flat[0])))
    return steps


def shared(problem: Problem, worked: Worked, flat: Array) -> Worked:
    """The steps with a last column for the share of a mean, where that is not all of it."""
    if not problem.measure.shared or problem.denominator == 1:
        return worked
    symbol = f"share of the mean: / {float(problem.denominator):g}"
    return worked._replace(columns=(*worked.columns, Column("share", symbol, tuple(flat.tolist()))))


def verified(problem: Problem, flat: Array, answer: WorkedAnswer | Report) -> WorkedAnswer | Report:
    """The answer with an independent derivative beside each component, where that was asked."""
    from xent_cli.measures.gradient import Gradient

    if not (isinstance(problem.measure, Gradient) and problem.measure.verify):
        return answer
    from xent_cli.typed.verification import beside

    return beside(problem, problem.measure, flat, answer)
