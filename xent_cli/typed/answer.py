"""A typed problem -> its answer: one vector worked, or a report of several rows."""

from dataclasses import replace

import numpy as np

from xent_cli.choices import Reduction
from xent_cli.core.answer import Grid, Head, Report, Value, Verification, WorkedAnswer
from xent_cli.core.exact_sum import exact_sum, ratio
from xent_cli.core.numerics import Array
from xent_cli.core.worked import Column, Step, Worked
from xent_cli.core.working import opening
from xent_cli.measures.measure import as_array
from xent_cli.typed.certainty import certify
from xent_cli.typed.problem import Problem

OUT_OF_RANGE = "the steps are in float64, where numbers end near 1e±308; the answer is from the digits typed"


def answer(problem: Problem, head: Head) -> WorkedAnswer | Report:
    """One vector worked step by step, or a report of several rows."""
    with np.errstate(all="ignore"):
        values = problem.measure.values(problem.target, problem.pred)
        mine = reduced(problem, values)
        certified = certify(problem, mine)
        certificate = None if certified is None else certified.certificate
        flat = mine if certificate is None else np.array([float(digits) for digits in certificate.digits])
        value = shaped(problem, flat + 0.0)
        if head.rows == 1 or problem.meaning.elementwise:
            own = WorkedAnswer(head, value, lambda: work(problem, flat), certificate)
            return verified(problem, flat, own)
        from xent_cli.typed.several import report

        return verified(problem, flat, report(problem, head, value, values, certified))


def reduced(problem: Problem, values: Array) -> Array:
    """The float64 answer as a flat array: reduced over rows as asked, in the unit of the answer."""
    flat = values.reshape(-1)
    scale = problem.log.ln if problem.measure.in_units else 1.0
    if not problem.measure.reduces:
        return flat / ((float(problem.denominator) if problem.measure.shared else 1.0) * scale)
    each, elements = problem.weighting, flat.size // problem.sample.count
    weights, denominators = (np.repeat(w, elements) for w in (as_array(each.weights), as_array(each.denominators)))
    weighted = np.where(weights == 0, 0.0, flat * weights)
    if problem.reduction is Reduction.NONE:
        return np.asarray(weighted / scale)
    numerator = exact_sum(weighted)
    total = ratio(numerator, 1 if problem.reduction is Reduction.SUM else exact_sum(denominators))
    return np.array([total / scale])


def shared(problem: Problem, worked: Worked, flat: Array) -> Worked:
    """The steps with a last column for the share of a mean, where that is not all of it."""
    if not problem.measure.shared or problem.denominator == 1:
        return worked
    symbol = f"share of the mean: / {float(problem.denominator):g}"
    return replace(worked, columns=(*worked.columns, Column("share", symbol, tuple(flat.tolist()))))


def verified(problem: Problem, flat: Array, answer: WorkedAnswer | Report) -> WorkedAnswer | Report:
    """The answer with an independent derivative beside each component, where that was asked."""
    if problem.measure.verified_by is None:
        return answer
    from xent_cli.typed.verification import verify

    found = verify(problem, flat.tolist(), problem.measure.verified_by)
    verdict = Verification(found.agrees, found.said)
    beside = (
        Column("derivative", "derivative", found.derivatives),
        Column("error", "error", found.errors),
    )
    if isinstance(answer, WorkedAnswer):
        worked = replace(answer.worked, columns=(*answer.worked.columns, *beside))
        return replace(answer, work=lambda: worked, verification=verdict)
    count, width = problem.values.shape
    place = (
        Column("row", "row", tuple(i + 1 for i in range(count) for _ in range(width))),
        Column("k", "k", tuple(range(width)) * count),
        Column("gradient", "gradient", tuple(flat.tolist())),
    )
    grid = Grid("derivatives", "against an independent derivative", (*place, *beside))
    return replace(answer, grids=(*answer.grids, grid), verification=verdict)


def shaped(problem: Problem, flat: Array) -> Value:
    """A flat answer as what was asked: a number, one a row, a vector, or a vector a row."""
    many = not problem.measure.reduces or problem.reduction is Reduction.NONE
    if not many:
        return float(flat[0])
    rows = flat.reshape(problem.sample.count, -1).tolist()
    if len(rows[0]) == 1 and (problem.measure.reduces or problem.meaning.elementwise):
        rows = [[row[0] for row in rows]]
    if len(rows) == 1:
        return tuple(rows[0])
    return tuple(map(tuple, rows))


def work(problem: Problem, flat: Array) -> Worked:
    """The worked steps, and all that is to be noted."""
    with np.errstate(all="ignore"):
        worked = steps(problem)
    if np.isfinite(worked.value).all() != np.isfinite(flat).all():
        worked = replace(worked, notes=(OUT_OF_RANGE,), identities=())
    worked = settled(weighed(problem, worked, flat), flat)
    notes = (*worked.notes, *problem.sample.notes, *problem.sum_notes)
    return shared(problem, replace(worked, notes=notes), flat)


def weighed(problem: Problem, worked: Worked, flat: Array) -> Worked:
    """The steps that lead to the answer where rows or classes have weights."""
    each = problem.weighting
    alike = {*each.weights, *each.denominators} == {1}
    if alike or not problem.measure.reduces:
        return worked
    columns, by = worked.columns, float(problem.denominator)
    steps = [step for step in worked.steps if step.title not in ("sum", "mean")]
    if {*each.weights} != {1}:
        weights = np.repeat(as_array(each.weights), len(columns[-1].values) // len(each.weights))
        columns += (Column("weight", "s", tuple(weights.tolist())),) if problem.meaning.elementwise else ()
        if problem.reduction is Reduction.NONE and problem.meaning.elementwise:
            return replace(worked, columns=(*columns, Column("weighted", "s·loss", tuple(flat.tolist()))))
        if problem.reduction is Reduction.NONE:
            return replace(worked, steps=(*steps, Step("weighted", "s·loss", float(flat[0]))))
        steps.append(Step("weighted sum", "Σ s·loss", float(flat[0]) * by))
    if problem.reduction is Reduction.MEAN:
        steps.append(Step("mean", f"divided by {by:g} = {each.said}", float(flat[0])))
    return replace(worked, columns=columns, steps=tuple(steps))


def settled(worked: Worked, flat: Array) -> Worked:
    """The steps with the certified answer for its float64 twin: the total is the answer to the last bit."""
    if flat.size > 1:
        settle = [replace(c, values=tuple(flat.tolist())) if is_twin(c, flat) else c for c in worked.columns]
        return replace(worked, columns=tuple(settle))
    answer, mine = float(flat[0]), worked.value
    if flat.size != 1 or not isinstance(mine, float) or not np.isclose(mine, answer, rtol=1e-9, atol=0):
        return worked
    columns = tuple(replace(c, total=answer) if c.total == mine else c for c in worked.columns)
    steps = tuple(replace(s, value=answer) if s.value == mine else s for s in worked.steps)
    return replace(worked, columns=columns, steps=steps)


def is_twin(column: Column, flat: Array) -> bool:
    """Whether a column is the answer, but for rounding."""
    values = column.values
    floats = len(values) == flat.size and all(isinstance(x, float) for x in values)
    return floats and np.allclose(np.array(values, np.float64), flat, rtol=1e-9, atol=0.0)


def steps(problem: Problem) -> Worked:
    """The worked steps of the measure: of the one row, or of all elements in turn."""
    target, names, values = problem.target, problem.sample.names, problem.values
    if problem.meaning.elementwise:
        count, width = values.shape
        names = tuple(f"{i},{j}" for i in range(count) for j in range(width)) if min(count, width) > 1 else ()
        flat = problem.meaning.core(values.reshape(-1))
        truth = None if target is None else target.reshape(-1)
        return problem.measure.work(truth, flat, opening(names, flat), problem.log)
    row = problem.meaning.core(values[0])
    return problem.measure.work(None if target is None else target[0], row, opening(names, row), problem.log)
