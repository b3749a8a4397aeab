"""Counts that are off by one, and counts that nobody saw."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Probs
from xent_cli.inputs.literal import Number
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.altered import predicting
from xent_cli.verify.mistakes.mistake import ODD, Mistake, Wrong, mistake

_CLASSES = 6  # so many classes are tried
_MOST = 1_000  # fractions with a larger denominator are no counts
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def _counted(problem: Problem) -> Array | None:
    """How often each class was seen, where counts were typed, or fractions of one total."""
    (row, *others) = problem.sample.pred
    if others:
        return None
    if problem.meaning.kind is InputKind.COUNTS:
        return problem.values
    if problem.meaning.kind is not InputKind.PROBS or not all(isinstance(x, Fraction) for x in row):
        return None
    total = _denominator(row)
    return None if total > _MOST else np.rint(problem.values * total)


def _denominator(row: Sequence[Number]) -> int:
    return lcm(*(Fraction(x).denominator for x in row))


def _of_counts(problem: Problem, counts: Array) -> Wrong:
    return predicting(problem, Probs(counts / counts.sum())) if (counts >= 0).all() and counts.any() else None


@mistake(
    "1 added to every count",
    "p = {wrong_q}; {measure} = {wrong}",
    "take the counts as they are: add-one smoothing was not asked for",
    of=(Entropy,),
)
def one_more_of_each(problem: Problem) -> Wrong:
    counts = _counted(problem)
    return None if counts is None else _of_counts(problem, counts + 1)


def _miscounted(place: int, by: int) -> Mistake:
    more = "more" if by > 0 else "less"

    @mistake(
        f"the {_ORDINALS[place]} class counted one {more}",
        "p = {wrong_q}; {measure} = {wrong}",
        "count the classes again",
        of=(Entropy,),
        digits=ODD,
    )
    def miscounted(problem: Problem) -> Wrong:
        counts = _counted(problem)
        if counts is None or place >= counts.shape[-1]:
            return None
        off = np.zeros_like(counts)
        off[0, place] = by
        return _of_counts(problem, counts + off)

    return miscounted


COUNTS = (one_more_of_each, *(_miscounted(place, by) for place in range(_CLASSES) for by in (1, -1)))
