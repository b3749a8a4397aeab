"""From a claim that was not accepted to what was done to get it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.choices import Reduction
from xent_cli.core.log_base import LogBase
from xent_cli.libraries.catalogue import Library, fitting
from xent_cli.measures.problem import Answer, Problem
from xent_cli.verify.claim import Claim, Claims
from xent_cli.verify.mistakes.catalogue import made_in
from xent_cli.verify.mistakes.mistake import Mistake, committed
from xent_cli.verify.mistakes.solution import answered
from xent_cli.verify.mistakes.sought import Sought
from xent_cli.verify.mistakes.wording import Steps, shown, worded
from xent_cli.verify.verdict import Diagnosis

_AT_MOST = 3  # with few digits many fit
_BASE_OF = {"nats": "e", "bits": "2", "hartleys": "10"}


def diagnose(claim: Claim | Claims, problem: Problem) -> tuple[Diagnosis, ...]:
    """The mistakes that give what was claimed, the simplest first; pairs only if no single one does."""
    parts = claim.parts if isinstance(claim, Claims) else (claim,)
    problem = _in_unit(problem, parts[-1].unit)
    sought = Sought(parts)
    if sought.is_met_by(problem.answer):
        return ()
    made = made_in(problem.measure)
    with np.errstate(all="ignore"):
        afters = committed([(mistake, problem) for mistake in made.singles])
        singles = {mistake: after for mistake, after in zip(made.singles, afters, strict=True) if after}
        found = list(_fitting(sought, (((mistake, problem, after),) for mistake, after in singles.items())))
        owned = [after.answer for *_, (made_last, _, after) in found if made_last.convention]
        of_libraries = _libraries(sought, problem, owned)
        if not of_libraries:
            found = found or list(_fitting(sought, _pairs(sought, problem, singles, made.pairs)))
        return (*map(worded, found), *of_libraries)[:_AT_MOST]


def _libraries(sought: Sought, problem: Problem, known: Sequence[Answer]) -> list[Diagnosis]:
    """The libraries whose call gives what was claimed, but for answers that are known already."""
    if problem.reduction is Reduction.NONE or not isinstance(problem.answer, float) or problem.ln_base != 1:
        return []
    said: list[Diagnosis] = []
    for rule in fitting(problem, Library.ALL):
        value = rule.value()
        seen = [problem.answer, *known, *(one.value for one in said)]
        if sought.is_met_by(value) and not any(_same(value, other) for other in seen):
            name = f"the number of {rule.library} {rule.version}"
            said.append(Diagnosis(name, f"{rule.call} = {value:.6g}", value, rule.differs, rule.library))
    return said


def nearest(claims: Claims, steps: Sequence[tuple[str, Any]], answer: Any) -> str | None:
    """Which of the steps (title, value) on our way to the answer the claim is; else the nearest single number.

    >>> from xent_cli.verify.claim import read_claims
    >>> nearest(read_claims("0.66"), [("probabilities", (0.659, 0.242)), ("surprisal", 0.417)], 0.417)
    'the claim is our step "probabilities" (0.659): a common sign of stopping early'
    """
    sought, several = Sought(claims.parts), len(claims.parts) > 1
    known = [(title, value) for title, value in steps if value is not None]
    values = known if several else [(title, x) for title, value in known for x in np.ravel(value).tolist()]
    for title, x in values:
        if sought.is_met_by(x) and np.isfinite(x).all() and x not in (0, 1) and not _same(x, answer):
            return f'the claim is our step "{title}" ({shown(x)}): a common sign of stopping early'
    if several:
        return None
    claim = claims.single()
    single = [(title, value) for title, value in steps if isinstance(value, float) and np.isfinite(value)]
    if not single or not claim.number.is_finite():
        return None
    title, x = min(single, key=lambda step: abs(step[1] - float(claim.number)))
    return f'the nearest of our steps is "{title}" ({shown(x)})'


def _in_unit(problem: Problem, unit: str | None) -> Problem:
    """The problem with its answer in the unit of the claim."""
    if unit is None or unit == problem.log.unit:
        return problem
    log = LogBase.of(_BASE_OF.get(unit, unit.removeprefix("base-")))
    return answered(problem.but(log=log), np.asarray(problem.answer) * (problem.ln_base / problem.measure.per(log.ln)))


def _pairs(
    sought: Sought, problem: Problem, singles: Mapping[Mistake, Problem], pairs: Iterable[tuple[Mistake, Mistake]]
) -> Iterator[Steps]:
    """The pairs that occur, where the first of them can be made; those that are seen to lead elsewhere left out."""
    made = [(first, then, singles[first]) for first, then in pairs if first in singles]
    near = [
        (first, then, between)
        for first, then, between in made
        if not then.factor or sought.is_near(between.answer, then.factor(between))
    ]
    afters = committed([(then, between) for _, then, between in near])
    for (first, then, between), after in zip(near, afters, strict=True):
        if after:
            yield (first, problem, between), (then, between, after)


def _fitting(sought: Sought, ways: Iterable[Steps]) -> Iterator[Steps]:
    """The ways that lead to what was claimed, one to each answer."""
    seen: list[Answer] = []
    for steps in ways:
        answer = steps[-1][-1].answer
        if sought.is_met_by(answer) and not any(_same(answer, other) for other in seen):
            seen.append(answer)
            yield steps


def _same(answer: ArrayLike, other: ArrayLike) -> bool:
    return np.shape(answer) == np.shape(other) and np.allclose(answer, other, rtol=1e-9, atol=0.0, equal_nan=True)
