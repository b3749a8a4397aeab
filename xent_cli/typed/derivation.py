"""The derivation of typed rows: every part of the formula with its values, in decimal where the answer is certified."""

import math
import sys
from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Any

import numpy as np

from xent_cli.answers.worked import Beyond, Column, Identity, Remark, Step, Worked
from xent_cli.core.numerics import Array
from xent_cli.formula.arithmetic import Arithmetic
from xent_cli.formula.expression import Formula, Over, plus
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import Symbol
from xent_cli.measures.derived import columns_of, steps_of
from xent_cli.measures.measure import Shown
from xent_cli.measures.problem import Problem
from xent_cli.typed.certainty import symbols, truths

TINY, HUGE = Decimal(sys.float_info.min), Decimal(sys.float_info.max)


def derivation(problem: Problem, values: Array, *, exactly: bool) -> Worked:
    """A row of classes, or all elements in turn, step by step.

    `values` are what was found for the row or for each of its numbers: where they are no matter of rounding, the
    steps are valued in decimal arithmetic (`exactly`) and these are certified.
    """
    if not exactly:
        with np.errstate(all="ignore"):
            return _derived(problem, _flat(problem).floats, values)
    from xent_cli.exact.arithmetic import decimal, ln, open_context
    from xent_cli.exact.certify import DIGITS, guard_of

    sample = problem.sample
    with localcontext(open_context(DIGITS + guard_of([*sample.pred, *sample.target]))):
        typed = [tuple(map(decimal, row)) for row in (*sample.pred, *sample.target)]
        beside = truths(problem, typed[sample.count :])
        truth = None if beside[0] is None else sum((row for row in beside if row), ())
        text = problem.letters.base
        ln_base = None if text == "e" else ln(Decimal(text))
        pred = problem.meaning.exact(sum(typed[: sample.count], ()))
        return _derived(problem, symbols(problem.measure, truth, pred, problem.values.size, ln_base), values)


def _flat(problem: Problem) -> Problem:
    """The one row of classes, or the elements of all rows in one."""
    truth = None if problem.target is None else problem.target.reshape(-1)
    values = problem.values.reshape(-1)
    return problem.but(values=values[np.newaxis], pred=problem.meaning.core(values), truth=truth)


def _derived(problem: Problem, a: Arithmetic, values: Array) -> Worked:
    measure, found = problem.measure, tuple((values + 0.0).tolist())
    columns = [_column(a, shown, found, problem) for shown in columns_of(problem)]
    steps = [step for shown in steps_of(problem) for step in _step(a, shown, found, problem)]
    identities = [_identity(a, *sides) for sides in measure.identities()]
    notes = (*measure.remarks(a, problem.letters.of["q"]), *_impossible(problem, values))
    checks = (*identities, *measure.checks(found))
    return Worked(measure.equation(), (_index(problem), *columns), tuple(steps), problem.letters, notes, checks)


def _index(problem: Problem) -> Column:
    """The column that tells the classes apart, or the elements."""
    count, width = problem.values.shape
    if not problem.elementwise:
        return Column("k", Symbol("k"), problem.sample.names or tuple(range(width)))
    several = min(count, width) > 1
    numbers = tuple(f"{i},{j}" for i in range(count) for j in range(width))
    return Column("k", Symbol("i"), numbers if several else tuple(range(count * width)))


def _column(a: Arithmetic, shown: Shown, found: tuple[float, ...], problem: Problem) -> Column:
    """A part of the formula, class by class; what is the answer has its value to the last bit."""
    if shown.part is None:
        return Column(shown.name, shown.written(), found)
    whole = shown.name == "term" and problem.elementwise
    values = found if whole else _floats(a.each(shown.part), problem.values.size)
    total = None
    if shown.summed:
        total = found[0] if shown.name == "term" and not whole else math.fsum(values)
    return Column(shown.name, shown.written(), values, total)


def _step(a: Arithmetic, shown: Shown, found: tuple[float, ...], problem: Problem) -> Iterator[Step]:
    """A line of the derivation; the share of nothing, or of something infinite, says nothing."""
    part = shown.part
    assert part is not None
    if isinstance(part, Over) and _float(a.one(part.parts[1])) in (0.0, math.inf):
        return
    value = found[0] if shown.name == "total" else _number(a.one(part))
    yield Step(shown.name, shown.title, shown.written(), value)


def _identity(a: Arithmetic, left: Formula, right: tuple[Formula, ...]) -> Identity:
    """Both sides, each valued by itself."""
    parts = right[0]
    for part in right[1:]:
        parts = plus(parts, part)
    return Identity(Equation(left, parts), _float(a.one(left)), tuple(_float(a.one(part)) for part in right))


def _impossible(problem: Problem, values: Array) -> Iterator[Remark]:
    """The remark on an infinite answer: what was held impossible and came true."""
    target, remedy = problem.target, "--eps 1e-7 would clamp it"
    if not problem.measure.reduces or target is None or not np.isinf(values).any():
        return
    if problem.elementwise:
        i = int(np.flatnonzero(np.isinf(values))[0])
        q, y = problem.pred.probs.reshape(-1)[i], target.reshape(-1)[i]
        yield Remark((f"element {i} is inf: ŷ is ", float(q), " where y is ", float(y), f"; {remedy}"))
        return
    (found,) = np.nonzero((target[0] > 0) & np.isinf(problem.pred.surprisal[0]))
    if found.size:
        k = problem.sample.names[found[0]] if problem.sample.names else found[0]
        letter = problem.letters.of["q"]
        yield Remark((f"inf because {letter}_{k} is 0 where p_{k} is ", float(target[0, found[0]]), f"; {remedy}"))


def _floats(values: Any, count: int) -> tuple[float, ...]:
    """Numbers of either arithmetic as a column's; one for all classes stands at each."""
    if isinstance(values, tuple):
        return tuple(map(_nearest, values))
    return tuple((np.broadcast_to(np.ravel(values), count) + 0.0).tolist())


def _nearest(value: Decimal) -> float:
    """The nearest double; where there is none with all its digits, what it stands for too."""
    beyond = value.is_finite() and value and not TINY <= abs(value) <= HUGE
    return Beyond(value) if beyond else _float(value)


def _number(value: Any) -> float:
    """A number of either arithmetic as a step's."""
    return _nearest(value) if isinstance(value, Decimal) else _float(value)


def _float(value: Any) -> float:
    return float(np.ravel(value)[0]) + 0.0 if isinstance(value, np.ndarray) else float(value) + 0.0
