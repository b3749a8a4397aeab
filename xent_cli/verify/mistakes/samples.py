"""Mistakes in what samples and classes a loss is added up over: one left out, one too few counted, another mean."""

from functools import lru_cache

import numpy as np

from xent_cli.choices import Reduction
from xent_cli.core.numerics import Array
from xent_cli.formula.expression import Minus
from xent_cli.formula.functions import Sum
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.loss import Loss, OfClasses
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import ODD, RARE, Mistake, Wrong, mistake
from xent_cli.verify.mistakes.solution import target_of, terms

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_LAST = -1
_AT_THE_ENDS = (0, _LAST)  # what is there is left out more often than what is between
_PLACES = (0, _LAST, *range(1, len(_ORDINALS)))


@lru_cache(maxsize=1)
def losses(problem: Problem) -> Array | None:
    """The loss of each sample in the unit of the answer, where they are several and all count alike."""
    count = problem.values.size if problem.elementwise else len(problem.values)
    weighed = problem.weighting.weighs_rows or problem.loss.class_weight is not None
    if count == 1 or weighed or problem.reduction is Reduction.NONE:
        return None
    return np.ravel(problem.measure.value(problem.floats)) / problem.ln_base


@lru_cache(maxsize=1)
def _hard_losses(problem: Problem) -> Array | None:
    """The same where each is -ln of one probability."""
    each, y = losses(problem), problem.target
    if each is None or y is None or getattr(problem.loss, "pos_weight", 1) != 1:
        return None
    return each if ((y == 0) | (y == 1)).all() else None


def divided(problem: Problem, total: float, count: int) -> float:
    """A sum as it is asked for: as it is, or as a mean over so many."""
    return float(total) / (count if problem.reduction is Reduction.MEAN else 1)


def _without(each: Array, place: int) -> float | None:
    """The sum but for one of the places that are tried; each place once."""
    tried = place < each.size - 1 if place >= 0 else True
    return float(np.delete(each, place).sum()) if tried else None


def _named(place: int) -> str:
    return "last" if place == _LAST else _ORDINALS[place]


def _digits(place: int) -> int:
    return RARE if place in _AT_THE_ENDS else ODD


def _others(problem: Problem, place: int, *, fewer: int) -> Wrong:
    """What all samples but one come to, divided by so many fewer than there are."""
    each = losses(problem)
    total = None if each is None else _without(each, place)
    return None if each is None or total is None else divided(problem, total, each.size - fewer)


def _sample_left_out(place: int) -> Mistake:
    @mistake(
        f"the {_named(place)} sample left out",
        "without it, and divided by the others only: {wrong}",
        "every sample counts: add up all of them",
        of=(Loss,),
        digits=_digits(place),
    )
    def left_out(problem: Problem) -> Wrong:
        return _others(problem, place, fewer=1)

    return left_out


def _sample_forgotten(place: int) -> Mistake:
    @mistake(
        f"the {_named(place)} sample left out of the sum",
        "without it, but divided by {N}: {wrong}",
        "every sample counts: add up all of them",
        of=(Loss,),
        digits=_digits(place),
    )
    def forgotten(problem: Problem) -> Wrong:
        return _others(problem, place, fewer=0)

    return forgotten


def _class_left_out(place: int) -> Mistake:
    @mistake(
        f"the {_named(place)} class left out",
        "the sum without its term = {wrong}",
        "every class has a term: add up all of them",
        of=(OfClasses, Entropy),
        digits=ODD,
    )
    def left_out(problem: Problem) -> Wrong:
        each = _terms(problem)
        return None if each is None else _without(each, place)

    return left_out


@lru_cache(maxsize=1)
def _terms(problem: Problem) -> Array | None:
    """What each class of the one row adds to the answer; of hard labels only one adds anything."""
    if len(problem.values) > 1 or problem.labels is not None:
        return None
    formula = problem.measure.formula
    summed = formula.parts[0] if isinstance(formula, Minus) else formula
    if not isinstance(summed, Sum):
        return None
    each = np.ravel(terms(problem)) / problem.ln_base
    return each if np.count_nonzero(each) > 1 else None


@mistake(
    "the first sample alone",
    "its loss by itself: {wrong}",
    "every sample counts: add up all of them",
    of=(Loss,),
)
def first_alone(problem: Problem) -> Wrong:
    each = losses(problem)
    return None if each is None else float(each[0])


@mistake(
    "the last sample alone",
    "its loss by itself: {wrong}",
    "every sample counts: add up all of them",
    of=(Loss,),
    digits=ODD,
)
def last_alone(problem: Problem) -> Wrong:
    each = losses(problem)
    return None if each is None else float(each[-1])


@mistake(
    "N - 1 instead of N",
    "{answer} · {N} / ({N} - 1) = {wrong}",
    "divide by {N}",
    of=(Loss,),
)
def one_too_few(problem: Problem) -> Wrong:
    each = losses(problem)
    if each is None or problem.reduction is not Reduction.MEAN:
        return None
    return float(each.sum()) / (each.size - 1)


@mistake(
    "logarithm of the mean instead of the mean of the logarithms",
    "-{ln} of the mean probability of what came true = {wrong}",
    "take the logarithm of each probability first, and the mean of these",
    of=(CrossEntropy, BinaryCrossEntropy),
)
def log_of_mean(problem: Problem) -> Wrong:
    each = _hard_losses(problem)
    return None if each is None else float(-np.log(_probs(problem, each).mean()) / problem.ln_base)


@mistake(
    "the probabilities multiplied, and no logarithm",
    "the product of the probabilities of what came true = {wrong}",
    "this is the likelihood: take -{ln} of it, and divide by {N}",
    of=(CrossEntropy, BinaryCrossEntropy),
    digits=ODD,
)
def likelihood(problem: Problem) -> Wrong:
    each = _hard_losses(problem)
    return None if each is None else float(_probs(problem, each).prod())


@mistake(
    "the mean of the probabilities, and no logarithm",
    "the mean probability of what came true = {wrong}",
    "take -{ln} of each probability first, and the mean of these",
    of=(CrossEntropy, BinaryCrossEntropy),
)
def mean_of_probs(problem: Problem) -> Wrong:
    each = _hard_losses(problem)
    return None if each is None else float(_probs(problem, each).mean())


def _probs(problem: Problem, each: Array) -> Array:
    """The probability of what came true, sample by sample."""
    return np.exp(-each * problem.ln_base)


@mistake(
    "only the samples of y = 1",
    "the mean of -{ln} q over them alone = {wrong}",
    "the samples of y = 0 count too, with -{ln}(1 - q)",
    of=(BinaryCrossEntropy,),
)
def positives_alone(problem: Problem) -> Wrong:
    return _of_label(problem, 1.0)


@mistake(
    "only the samples of y = 0",
    "the mean of -{ln}(1 - q) over them alone = {wrong}",
    "the samples of y = 1 count too, with -{ln} q",
    of=(BinaryCrossEntropy,),
)
def negatives_alone(problem: Problem) -> Wrong:
    return _of_label(problem, 0.0)


def _of_label(problem: Problem, label: float) -> Wrong:
    each, chosen = _hard_losses(problem), np.ravel(target_of(problem)) == label
    if each is None or not chosen.any():
        return None
    return divided(problem, each[chosen].sum(), int(chosen.sum()))


SAMPLES = (
    *map(_sample_left_out, _PLACES),
    *map(_sample_forgotten, _PLACES),
    first_alone,
    last_alone,
    positives_alone,
    negatives_alone,
    one_too_few,
    log_of_mean,
    mean_of_probs,
    likelihood,
    *map(_class_left_out, _PLACES),
)
