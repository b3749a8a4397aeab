"""Several predictions for one problem, solved at once."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Prediction
from xent_cli.measures.problem import Answer, Problem
from xent_cli.verify.mistakes.solution import listed, of_nats


class Variants:
    """The quantities of several predictions, along a new first axis."""

    def __init__(self, preds: Sequence[Prediction]) -> None:
        self._preds = preds
        self.values = preds[0].values

    @cached_property
    def probs(self) -> Array:
        return np.array([pred.probs for pred in self._preds])

    @cached_property
    def complement(self) -> Array:
        return np.array([pred.complement for pred in self._preds])

    @cached_property
    def surprisal(self) -> Array:
        return np.array([pred.surprisal for pred in self._preds])

    @cached_property
    def complement_surprisal(self) -> Array:
        return np.array([pred.complement_surprisal for pred in self._preds])


def all_answered(problems: Sequence[Problem]) -> list[Answer]:
    """The answer to each; those that differ in the prediction and the target alone are valued at once."""
    nats: list[Array] = [np.empty(0)] * len(problems)
    for places in _alike(map(_but_for_numbers, problems)):
        for place, value in zip(places, _valued([problems[place] for place in places]), strict=True):
            nats[place] = value
    found: list[Answer] = [0.0] * len(problems)
    for places in _alike(map(_reduction, problems, nats)):
        answers = of_nats(problems[places[0]], np.array([nats[place] for place in places]))
        for place, answer in zip(places, np.asarray(answers), strict=True):
            found[place] = listed(answer)
    return found


def _alike(keys: Iterable[object]) -> Iterable[list[int]]:
    """The places that have a key in common."""
    alike: dict[object, list[int]] = {}
    for place, key in enumerate(keys):
        alike.setdefault(key, []).append(place)
    return alike.values()


def _but_for_numbers(problem: Problem) -> object:
    """What problems have to share to be valued at once."""
    return id(problem.measure)


def _reduction(problem: Problem, nats: Array) -> object:
    """What values have to share to be reduced at once; class weights make of the labels a denominator."""
    by_class = problem.loss.class_weight
    labels = None if by_class is None else (id(by_class), id(problem.truth))
    return type(problem.measure), problem.ln_base, id(problem.weighting), labels, nats.shape


def _valued(problems: Sequence[Problem]) -> Iterable[Array]:
    """The values in nats of problems that differ in their numbers alone."""
    one = problems[0]
    if len(problems) == 1:
        return [np.asarray(one.measure.value(one.floats))]
    targets = None if one.target is None else np.array([problem.target for problem in problems])
    several = one.but(pred=Variants([problem.pred for problem in problems]), target=targets)
    return np.asarray(several.measure.value(several.floats))
