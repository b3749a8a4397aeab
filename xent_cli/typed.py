"""A typed problem -> its answer: one vector worked, or a report of several rows."""

from dataclasses import replace

import numpy as np

from xent_cli.certainty import certify
from xent_cli.core.answer import Answer, Certificate, Grid, Head, Report, Value, WorkedAnswer
from xent_cli.core.exact_sum import exact_sum, ratio
from xent_cli.core.numerics import Array, Labels
from xent_cli.core.totals import Totals
from xent_cli.core.worked import Column, Worked
from xent_cli.core.working import opening
from xent_cli.inputs.literal import Number
from xent_cli.inputs.sample import Sample
from xent_cli.options import Reduction
from xent_cli.problem import Problem
from xent_cli.report import Tally, facts, per_class


def answer(problem: Problem, head: Head) -> Answer:
    """One vector worked step by step, or a report of several rows."""
    with np.errstate(all="ignore"):
        values = problem.measure.values(problem.target, problem.pred)
        mine = reduced(problem, values)
        certificate = certify(problem, mine)
        flat = mine if certificate is None else np.array([float(digits) for digits in certificate.digits])
        value = shaped(problem, flat + 0.0)
        if head.rows == 1 or problem.meaning.elementwise:
            worked = work(problem)
            notes = (*worked.notes, *problem.sample.notes)
            return WorkedAnswer(head, value, replace(worked, notes=notes), certificate)
        return report(problem, head, value, values, certificate)


def reduced(problem: Problem, values: Array) -> Array:
    """The float64 answer as a flat array: reduced over rows as asked, in the unit of the answer."""
    flat = values.reshape(-1)
    scale = problem.log.ln if problem.measure.in_units else 1.0
    if not problem.measure.reduces or problem.reduction is Reduction.NONE:
        return flat / scale
    each, elements = problem.weighting, flat.size // problem.sample.count
    weights, denominators = (np.repeat(w, elements) for w in (floats(each.weights), floats(each.denominators)))
    numerator = exact_sum(np.where(weights == 0, 0.0, flat * weights))
    total = ratio(numerator, 1 if problem.reduction is Reduction.SUM else exact_sum(denominators))
    return np.array([total / scale])


def shaped(problem: Problem, flat: Array) -> Value:
    """A flat answer as what was asked: a number, one a row, a vector, or a vector a row."""
    many = not problem.measure.reduces or problem.reduction is Reduction.NONE
    if not many:
        return float(flat[0])
    rows = flat.reshape(problem.sample.count, -1).tolist()
    if problem.measure.reduces and len(rows[0]) == 1:
        rows = [[row[0] for row in rows]]
    if len(rows) == 1:
        return tuple(rows[0]) if len(rows[0]) > 1 or not problem.measure.reduces else float(rows[0][0])
    return tuple(map(tuple, rows))


def work(problem: Problem) -> Worked:
    """The worked steps: of the one row, or of all elements in turn."""
    target, names, values = problem.target, problem.sample.names, problem.values
    if problem.meaning.elementwise:
        count, width = values.shape
        names = tuple(f"{i},{j}" for i in range(count) for j in range(width)) if min(count, width) > 1 else ()
        flat = problem.meaning.core(values.reshape(-1))
        truth = None if target is None else target.reshape(-1)
        return problem.measure.work(truth, flat, opening(names, flat), problem.log)
    row = problem.meaning.core(values[0])
    return problem.measure.work(None if target is None else target[0], row, opening(names, row), problem.log)


def report(problem: Problem, head: Head, value: Value, values: Array, certificate: Certificate | None) -> Report:
    """Several typed rows: a line for each, and for a reduced measure what a table's report says."""
    sample, log = problem.sample, problem.log
    numbers = np.arange(1, len(values) + 1, dtype=np.int64)
    label = [Column("label", "label", label_names(sample))] if sample.labelled else []
    opening = (Column("row", "row", tuple(numbers.tolist())), *label)
    scaled = values / (log.ln if problem.measure.in_units else 1.0)
    if not problem.measure.reduces:
        names = sample.names or tuple(map(str, range(values.shape[1])))
        vectors = (Column(name, name, tuple(v.tolist())) for name, v in zip(names, scaled.T, strict=True))
        return Report(head, value, (), (Grid("values", "by row", (*opening, *vectors)),), sample.notes, certificate)
    tally = tallied(problem, values, numbers)
    lines = Grid("values", "by row", (*opening, Column("value", "value", tuple(scaled.tolist()))))
    grids = (lines, per_class(tally)) if sample.labelled else (lines,)
    return Report(head, value, tuple(facts(tally)), grids, sample.notes, certificate)


def tallied(problem: Problem, values: Array, numbers: Labels) -> Tally:
    """The totals of typed rows, as those of a table."""
    width = problem.values.shape[1]
    labels = problem.target if problem.sample.labelled else None
    weights = problem.class_weights
    totals = Totals.of(
        values,
        numbers,
        labels=labels,
        classes=1 if labels is None else width,
        correct=None if labels is None else problem.values.argmax(axis=1) == labels,
        weights=floats(problem.weighting.weights),
    )
    return Tally(
        totals,
        problem.log,
        problem.sample.names,
        width,
        denominator=problem.weighting.said,
        denominator_weights=tuple(map(float, weights)) if weights and problem.sample.labelled else None,
        perplexity=problem.measure.perplexity,
        labelled=labels is not None,
    )


def floats(numbers: tuple[Number, ...]) -> Array:
    """Exact numbers as doubles."""
    return np.array([float(number) for number in numbers])


def label_names(sample: Sample) -> tuple[str, ...]:
    """The labels of the rows, by name where they have one."""
    return tuple(sample.names[k] if sample.names else str(k) for k in sample.labels)
