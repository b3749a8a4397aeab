"""Several predictions for one problem, solved at once."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Prediction
from xent_cli.measures.problem import Answer, Problem
from xent_cli.verify.mistakes.solution import answer_to, listed


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
    """The answer to each; those that differ in the prediction and the target alone are solved at once."""
    alike: dict[object, list[int]] = {}
    for place, problem in enumerate(problems):
        alike.setdefault(_but_for_numbers(problem), []).append(place)
    found = [problem.answer for problem in problems]
    for places in alike.values():
        for place, answer in zip(places, _answers([problems[place] for place in places]), strict=True):
            found[place] = answer
    return found


def _but_for_numbers(problem: Problem) -> object:
    """What problems have to share to be solved at once; class weights make of the labels a denominator."""
    truth = None if problem.loss.class_weight is None else id(problem.truth)
    return id(problem.measure), id(problem.weighting), truth


def _answers(problems: Sequence[Problem]) -> Sequence[Answer]:
    one = problems[0]
    if len(problems) == 1:
        return [listed(answer_to(one))]
    targets = None if one.target is None else np.array([problem.target for problem in problems])
    answers = answer_to(one.but(pred=Variants([problem.pred for problem in problems]), target=targets))
    return list(map(listed, np.asarray(answers)))
