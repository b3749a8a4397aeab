"""From a claim that was not accepted to what was done to get it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core.units import LogBase
from xent_cli.verify.claim import Claim, Claims
from xent_cli.verify.judge import fits
from xent_cli.verify.mistakes.catalogue import CATALOGUE, PAIRS
from xent_cli.verify.mistakes.solution import answered
from xent_cli.verify.mistakes.wording import Steps, shown, worded
from xent_cli.verify.problem import Problem
from xent_cli.verify.verdict import Diagnosis

_AT_MOST = 3  # with few digits many fit
_BASE_OF = {"nats": "e", "bits": "2", "hartleys": "10"}


def diagnose(claim: Claim | Claims, problem: Problem) -> tuple[Diagnosis, ...]:
    """The mistakes that give what was claimed, the simplest first; pairs only if no single one does."""
    parts = claim.parts if isinstance(claim, Claims) else (claim,)
    problem = _in_unit(problem, parts[-1].unit)
    parts = tuple(replace(part, unit=None) for part in parts)
    if _fit(parts, problem.answer):
        return ()
    with np.errstate(all="ignore"):
        singles = _singles(problem)
        found = list(_fitting(parts, singles)) or _fitting(parts, _pairs(problem, singles))
        return tuple(worded(steps) for steps in islice(found, _AT_MOST))


def nearest(claim: Claim, steps: Sequence[tuple[str, ArrayLike | None]]) -> str | None:
    """Which of the steps (title, value) on our way to the answer the claim is, or is nearest to.

    >>> from xent_cli.verify.claim import read_claims
    >>> nearest(read_claims("0.66").single(), [("probabilities", (0.659, 0.242)), ("surprisal", 0.417)])
    'the claim is our step "probabilities" (0.659): a common sign of stopping early'
    """
    bare = replace(claim, unit=None)
    values = [(title, x) for title, value in steps if value is not None for x in np.ravel(value).tolist()]
    finite = [(title, x) for title, x in values if np.isfinite(x)]
    for title, x in finite:
        if fits(bare, x, None):
            return f'the claim is our step "{title}" ({shown(x)}): a common sign of stopping early'
    if not finite or not bare.number.is_finite():
        return None
    title, x = min(finite, key=lambda step: abs(step[1] - float(bare.number)))
    return f'the nearest of our steps is "{title}" ({shown(x)})'


def _in_unit(problem: Problem, unit: str | None) -> Problem:
    """The problem with its answer in the unit of the claim."""
    if unit is None or unit == problem.log.unit:
        return problem
    log = LogBase.of(_BASE_OF.get(unit, unit.removeprefix("base-")))
    return answered(replace(problem, log=log), np.asarray(problem.answer) * (problem.log.ln / log.ln))


def _singles(problem: Problem) -> list[Steps]:
    """Every mistake that can be made in the problem."""
    made = ((mistake, mistake.commit(problem)) for mistake in CATALOGUE)
    return [((mistake, problem, after),) for mistake, after in made if after is not None]


def _pairs(problem: Problem, singles: Sequence[Steps]) -> Iterator[Steps]:
    """The pairs that occur, where the first of them can be made."""
    made = {mistake: after for ((mistake, _, after),) in singles}
    for first, then in PAIRS:
        between = made.get(first)
        after = between and then.commit(between)
        if between and after:
            yield (first, problem, between), (then, between, after)


def _fitting(parts: Sequence[Claim], ways: Iterable[Steps]) -> Iterator[Steps]:
    """The ways that lead to what was claimed, one to each answer."""
    seen: list[ArrayLike] = []
    for steps in ways:
        answer = steps[-1][-1].answer
        if _fit(parts, answer) and not any(_same(answer, other) for other in seen):
            seen.append(answer)
            yield steps


def _fit(parts: Sequence[Claim], answer: float | tuple[float, ...]) -> bool:
    """Whether all that was claimed would be right, were this the answer."""
    values = answer if isinstance(answer, tuple) else (answer,)
    return len(parts) == len(values) and all(map(_fits, parts, values))


def _fits(part: Claim, value: float) -> bool:
    # Most candidates are far off, and seen to be so without decimal arithmetic.
    last_digit = 0.0 if part.digits is None else float(Decimal((0, (1,), -part.digits)))
    number = float(part.number)
    near = value == number or abs(value - number) <= last_digit + 1e-9 * abs(number)
    return near and fits(part, value, None)


def _same(answer: ArrayLike, other: ArrayLike) -> bool:
    return np.shape(answer) == np.shape(other) and np.allclose(answer, other, rtol=1e-9, atol=0.0)
