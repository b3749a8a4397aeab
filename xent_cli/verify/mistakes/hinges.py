"""Hinge losses: who counts, and what the labels are."""

from xent_cli.choices import HingeForm
from xent_cli.formula.expression import ZERO
from xent_cli.formula.functions import Positive, Sum
from xent_cli.formula.symbols import y1
from xent_cli.measures.hinge import MARGIN, SHORT, SIDE, BinaryHinge, Hinge, Margin
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import COMMON, Wrong, mistake


@mistake(
    "the true class kept among the others",
    "Σ over all classes, j = c with its margin too: {wrong}",
    "leave out the true class: its term is always the margin",
    of=(Hinge,),
    digits=COMMON,
)
def true_class_kept(problem: Problem) -> Wrong:
    hinge = _hinge(problem)
    return None if hinge.nearest_alone else problem.instead(Sum(hinge.power(Positive(SHORT))))


@mistake(
    "the nearest class instead of the sum",
    "max over j of max(0, m + s_j - s_c) = {wrong}",
    "add up the terms of all other classes; --form crammer-singer takes the nearest alone",
    of=(Hinge,),
    convention="Keras and scikit-learn",
    digits=COMMON,
)
def nearest_for_sum(problem: Problem) -> Wrong:
    return None if _hinge(problem).nearest_alone else problem.turned(form=HingeForm.CRAMMER_SINGER)


@mistake(
    "the sum instead of the nearest class",
    "Σ max(0, m + s_j - s_c) = {wrong}",
    "take the nearest class alone; --form weston-watkins adds them up",
    of=(Hinge,),
    digits=COMMON,
)
def sum_for_nearest(problem: Problem) -> Wrong:
    return problem.turned(form=HingeForm.WESTON_WATKINS) if _hinge(problem).nearest_alone else None


@mistake(
    "the terms squared",
    "with the square of each term: {wrong}",
    "leave the terms as they are; --squared asks for their squares",
    of=(Margin,),
)
def squared(problem: Problem) -> Wrong:
    return None if _margin(problem).squared else problem.turned(squared=True)


@mistake("the squares forgotten", "without the squares: {wrong}", "square each term", of=(Margin,), digits=COMMON)
def not_squared(problem: Problem) -> Wrong:
    return problem.turned(squared=False) if _margin(problem).squared else None


@mistake(
    "labels 0 and 1 not made -1 and 1",
    "max(0, m - y s), with y = {p}: {wrong}",
    "the label 0 stands for t = -1",
    of=(BinaryHinge,),
)
def labels_as_they_are(problem: Problem) -> Wrong:
    return problem.exchanged(SIDE, y1)


@mistake("the margin forgotten", "m = 0: {wrong}", "a score must be right by the margin", of=(Margin,), digits=COMMON)
def without_margin(problem: Problem) -> Wrong:
    return problem.exchanged(MARGIN, ZERO)


@mistake(
    "one sign wrong",
    "with s_c - s_j in place of s_j - s_c: {wrong}",
    "what counts is how far the others are above the true class",
    of=(Hinge,),
)
def turned_round(problem: Problem) -> Wrong:
    return problem.exchanged(SHORT, MARGIN - SHORT + MARGIN)


def _margin(problem: Problem) -> Margin:
    assert isinstance(problem.measure, Margin)
    return problem.measure


def _hinge(problem: Problem) -> Hinge:
    assert isinstance(problem.measure, Hinge)
    return problem.measure


HINGES = (
    true_class_kept,
    nearest_for_sum,
    sum_for_nearest,
    squared,
    not_squared,
    labels_as_they_are,
    without_margin,
    turned_round,
)
