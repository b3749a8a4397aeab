"""Problems of one row each, made the rows of one: where a mistake leads in each of them is computed at once."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from xent_cli.choices import Reduction
from xent_cli.core.numerics import Array
from xent_cli.measures.derived import parts_of
from xent_cli.measures.problem import Answer, Problem
from xent_cli.measures.totalled import Totalled
from xent_cli.measures.weighting import Weighting
from xent_cli.verify.mistakes.altered import roughly
from xent_cli.verify.mistakes.catalogue import Made, Pair, made_in
from xent_cli.verify.mistakes.mistake import Committed, Mistake, committed
from xent_cli.verify.mistakes.overflow import zero_times_infinity
from xent_cli.verify.mistakes.sought import Sought

Way = TypeVar("Way", bound=Hashable)
_WORTH_IT = 4  # problems


class Where(Generic[Way]):
    """Where ways lead in each of several rows; of some of them that is not known."""

    def __init__(self, ways: Sequence[Way], known: Mapping[Way, Answer]) -> None:
        self._unknown = {way for way in ways if way not in known}
        self._known: list[Way] = list(known)
        self._answers = np.array([*known.values()])

    def near(self, sought: Sought, row: int) -> set[Way]:
        """The ways that may lead to what is sought."""
        low, high = sought.bounds
        if not self._known:
            return self._unknown
        off: NDArray[np.bool_] = (self._answers[:, row] < low) | (self._answers[:, row] > high)  # nan may be near
        return self._unknown | {self._known[place] for place in np.flatnonzero(~off).tolist()}


class Together:
    """Alike problems as the rows of one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self._count = len(problems)
        self._problem = roughly(_as_rows(problems))
        self._made = made_in(self._problem.measure)

    def leading_to(self, sought: Sought, row: int) -> Made:
        """The mistakes but for those that are seen to lead elsewhere in this row."""
        pairs = self._pairs.near(sought, row)
        singles = self._singles.near(sought, row) | {first for first, _ in pairs}
        return Made(
            tuple(single for single in self._made.singles if single in singles),
            tuple(pair for pair in self._made.pairs if pair in pairs),
            tuple(pair for pair in self._made.common_pairs if pair in pairs),
        )

    def may_be_a_step(self, sought: Sought, row: int) -> bool:
        """Whether what is sought is near a step of ours in this row."""
        return sought.is_among(self._steps[row])

    @cached_property
    def _committed(self) -> Mapping[Mistake, Committed]:
        return {one.mistake: one for one in self._in_rows((m, self._problem) for m in self._made.singles)}

    @cached_property
    def _singles(self) -> Where[Mistake]:
        return Where(self._made.singles, {mistake: one.answer for mistake, one in self._committed.items()})

    @cached_property
    def _pairs(self) -> Where[Pair]:
        firsts = self._committed
        between = {firsts[first].after: (first, then) for first, then in self._made.pairs if first in firsts}
        seconds = self._in_rows((then, problem) for problem, (_, then) in between.items())
        # What cannot be made in all rows can be made in none of them, but for this.
        unknown = [pair for pair in self._made.pairs if pair[0] not in firsts or pair[1] is zero_times_infinity]
        return Where(unknown, {between[second.before]: second.answer for second in seconds})

    @cached_property
    def _steps(self) -> Array:
        parts = (part if part.size > 1 else np.repeat(part, self._count) for part in parts_of(self._problem))
        return np.concatenate([part.reshape(self._count, -1) for part in parts], axis=1)

    def _in_rows(self, mistakes: Iterable[tuple[Mistake, Problem]]) -> Iterable[Committed]:
        """The mistakes that can be made and have an answer for each row."""
        made = committed(list(mistakes))
        return [one for one in made if isinstance(one.answer, tuple) and len(one.answer) == self._count]


def kind(problem: Problem) -> Hashable:
    """What problems must have in common to be rows of one; None where they are no single rows of classes."""
    measure, meaning = problem.measure, problem.meaning
    usual = (
        not isinstance(problem, Totalled)
        and len(problem.values) == 1
        and measure.reduces
        and measure.takes.of_classes
        and measure.class_weight is None
        and problem.reduction is Reduction.MEAN
        and not problem.weighting.weighs_rows
        and not problem.sample.ignored
    )
    if not usual:
        return None
    knobs = tuple(getattr(measure, name) for name in measure.knobs)
    hard = problem.labels is not None
    return type(measure), knobs, tuple(vars(meaning).values()), problem.log.text, problem.values.shape, hard


def put_together(problems: Iterable[Problem]) -> None:
    """Make those of one kind the rows of one, wherever they are diagnosed."""
    kinds: dict[Hashable, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        kinds.setdefault(kind(problem), []).append(problem)
    kinds.pop(None, None)
    for alike in kinds.values():
        if len(alike) >= max(_WORTH_IT, alike[0].values.size + 1):  # so that no row is taken for these
            together = Together(alike)
            ROWS.update((problem, (together, row)) for row, problem in enumerate(alike))


# Problems that are rows of one, while there are any.
ROWS: "WeakKeyDictionary[Problem, tuple[Together, int]]" = WeakKeyDictionary()


def _as_rows(problems: Sequence[Problem]) -> Problem:
    one, ones = problems[0], (Fraction(1),) * len(problems)
    values = np.concatenate([problem.values for problem in problems])
    truths = [problem.truth for problem in problems if problem.truth is not None]
    typed: dict[str, Any] = {
        name: tuple(row for problem in problems for row in getattr(problem.sample, name))
        for name in ("pred", "target", "labels")
    }
    return one.but(
        sample=replace(one.sample, **typed),
        values=values,
        pred=one.meaning.core(values),
        truth=np.concatenate(truths) if truths else None,
        weighting=Weighting(ones, ones, one.weighting.said),
        reduction=Reduction.NONE,
        answer=tuple(problem.answer for problem in problems),
    )
