"""From a claim that was not accepted to what was done to get it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core.log_base import LogBase
from xent_cli.measures.derived import parts_of
from xent_cli.measures.problem import Problem
from xent_cli.measures.totalled import Totalled
from xent_cli.verify.claim import Claim, Claims
from xent_cli.verify.mistakes.altered import roughly
from xent_cli.verify.mistakes.catalogue import Made, made_in
from xent_cli.verify.mistakes.elsewhere import of_libraries
from xent_cli.verify.mistakes.misread import misread
from xent_cli.verify.mistakes.mistake import ODD, RARE, Committed, Mistake, committed
from xent_cli.verify.mistakes.slips import exchanged_digits
from xent_cli.verify.mistakes.solution import answered, listed
from xent_cli.verify.mistakes.sought import Sought
from xent_cli.verify.mistakes.together import ROWS
from xent_cli.verify.mistakes.wording import Steps, shown, worded
from xent_cli.verify.verdict import Diagnosis, Known

_AT_MOST = 3  # with few digits many fit
_BASE_OF = {"nats": "e", "bits": "2", "hartleys": "10"}


def diagnose(claim: Claim | Claims, problem: Problem) -> tuple[Diagnosis, ...]:
    """The mistakes that give what was claimed, the simplest first; pairs only if no single one does."""
    parts = claim.parts if isinstance(claim, Claims) else (claim,)
    problem = _in_unit(problem, parts[-1].unit)
    sought = Sought(parts)
    if sought.is_met_by(problem.answer):
        return ()
    with np.errstate(all="ignore"):
        made, singles = _tried(problem, sought)
        found = _fitting(sought, ((single,) for single in singles.values()))
        owned = [last.answer for *_, last in found if last.mistake.convention]
        theirs = [] if isinstance(problem, Totalled) else of_libraries(sought, problem, owned)
        if not (found or theirs) and sought.significant >= RARE:
            pairs = made.pairs if sought.significant >= ODD else made.common_pairs
            found = _fitting(sought, _pairs(sought, singles, pairs)) or _odd(sought, parts, problem)
        return (*map(worded, found[: _AT_MOST - len(theirs[:1])]), *theirs)[:_AT_MOST]


def known(problem: Problem) -> tuple[Known, ...]:
    """Every single mistake that can be made here, with the number that it leads to, in the order of the diagnosis."""
    with np.errstate(all="ignore"):
        singles = _singles(problem).values()
        return tuple(Known(worded((single,)), single.mistake.digits) for single in singles)


def _tried(problem: Problem, sought: Sought) -> tuple[Made, Mapping[Mistake, Committed]]:
    """The mistakes that may have led to what is sought, and what comes of each by itself."""
    if problem in ROWS:
        together, row = ROWS[problem]
        made = together.leading_to(sought, row)
        return made, _committed(problem, made)
    return _made_in(problem), _singles(problem)


@lru_cache(maxsize=200)
def _singles(problem: Problem) -> Mapping[Mistake, Committed]:
    """All mistakes that can be made in a problem, and what comes of them."""
    return _committed(problem, _made_in(problem))


def _committed(problem: Problem, made: Made) -> Mapping[Mistake, Committed]:
    rough = roughly(problem)
    return {single.mistake: single for single in committed([(mistake, rough) for mistake in made.singles])}


def _made_in(problem: Problem) -> Made:
    return made_in(problem.measure, of_totals=isinstance(problem, Totalled))


def may_be_a_step(claims: Claims, problem: Problem) -> bool:
    """Whether the claim is near a step of ours, in its own unit or that of the claim."""
    sought = Sought(claims.parts)
    with np.errstate(all="ignore"):
        if problem in ROWS:
            together, row = ROWS[problem]
            return together.may_be_a_step(sought, row)
        return any(sought.is_among(numbers) for numbers in parts_of(roughly(problem)))


def step_claimed(claims: Claims, steps: Sequence[tuple[str, Any]], answer: Any) -> str | None:
    """Which of the steps (title, value) on our way to the answer the claim is.

    >>> from xent_cli.verify.claim import read_claims
    >>> step_claimed(read_claims("0.66"), [("probabilities", (0.659, 0.242)), ("surprisal", 0.417)], 0.417)
    'the claim is our step "probabilities" (0.659): a common sign of stopping early'
    """
    sought, several = Sought(claims.parts), len(claims.parts) > 1
    known = [(title, value) for title, value in steps if value is not None]
    values = known if several else [(title, x) for title, value in known for x in np.ravel(value).tolist()]
    for title, x in values:
        if sought.is_met_by(x, cut=False) and np.isfinite(x).all() and x not in (0, 1) and not _same(x, answer):
            return f'the claim is our step "{title}" ({shown(x)}): a common sign of stopping early'
    return None


def _in_unit(problem: Problem, unit: str | None) -> Problem:
    """The problem with its answer in the unit of the claim."""
    if unit is None or unit == problem.log.unit:
        return problem
    log = LogBase.of(_BASE_OF.get(unit, unit.removeprefix("base-")))
    answer = np.asarray(problem.answer) * (problem.ln_base / problem.measure.per(log.ln))
    return answered(problem.but(log=log), listed(answer if answer.ndim else float(answer)))


def _pairs(
    sought: Sought, singles: Mapping[Mistake, Committed], pairs: Iterable[tuple[Mistake, Mistake]]
) -> Iterator[Steps]:
    """The pairs that occur, where the first of them can be made; those that are seen to lead elsewhere left out."""
    made = [(singles[first], then) for first, then in pairs if first in singles]
    near = {
        first.after: (first, then)
        for first, then in made
        if not then.factor or sought.is_near(first.answer, then.factor(first.instead))
    }
    for second in committed([(then, between) for between, (_, then) in near.items()]):
        yield near[second.before][0], second


def _odd(sought: Sought, parts: Sequence[Claim], problem: Problem) -> list[Steps]:
    """What anyone may do once: a slip of the pen, or a label misread, if only one of them leads to the claim."""
    slip = exchanged_digits(parts[0], problem) if len(parts) == 1 else None
    if slip:
        return [slip]
    found = _fitting(sought, () if isinstance(problem, Totalled) else misread(sought, problem))
    return found if len(found) == 1 else []


def _fitting(sought: Sought, ways: Iterable[Steps]) -> list[Steps]:
    """The ways that lead to what was claimed, one to each answer: by rounding before those by cutting off.

    Nobody is accused of a rare mistake by a number cut off, or of few digits.
    """
    rounded: list[Steps] = []
    cut: list[Steps] = []
    for steps in ways:
        answer = steps[-1].answer
        if not sought.is_near(answer, 1.0):
            continue  # most are far off, and seen to be so at once
        needed = _digits(steps)
        if sought.significant < needed or not sought.is_met_by(answer, cut=needed < RARE):
            continue
        if not any(_same(answer, other[-1].answer) for other in (*rounded, *cut)):
            (rounded if sought.is_met_by(answer, cut=False) else cut).append(steps)
    return rounded + cut


def _digits(steps: Steps) -> int:
    """How many digits a claim must have to be laid to these mistakes."""
    alone = max(step.mistake.digits for step in steps)
    return alone if len(steps) == 1 else max(alone, RARE)


def _same(answer: ArrayLike, other: ArrayLike) -> bool:
    return np.shape(answer) == np.shape(other) and np.allclose(answer, other, rtol=1e-9, atol=0.0, equal_nan=True)
