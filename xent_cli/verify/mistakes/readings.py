"""Mistakes in what the numbers are: logits, probabilities, labels, rows and columns."""

from fractions import Fraction
from functools import cache

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, Labels
from xent_cli.core.predictions import BinaryLogits, Logits, Probs
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.kl import Divergence
from xent_cli.measures.loss import OfClasses, OfElements
from xent_cli.measures.problem import Problem
from xent_cli.measures.softmax import Sigmoid, Softmax
from xent_cli.measures.weighting import Weighting
from xent_cli.verify.mistakes.altered import FaceValue, predicting, softmax
from xent_cli.verify.mistakes.mistake import COMMON, Mistake, mistake
from xent_cli.verify.mistakes.solution import answer_to, target_of

_SUMS_TO_1 = 1e-3


@mistake(
    "softmax applied twice",
    "softmax({q}) = {wrong_q}; {measure} = {wrong}",
    "a loss from logits takes the softmax itself: pass it the logits",
    of=(OfClasses, Entropy, Softmax),
    in_gradients=(OfClasses,),
    digits=COMMON,
)
def softmax_twice(problem: Problem) -> Problem | None:
    return predicting(problem, softmax(problem.pred.probs)) if problem.meaning.kind is InputKind.LOGITS else None


@mistake(
    "probabilities taken for logits",
    "softmax({q}) = {wrong_q}; {measure} = {wrong}",
    "these are probabilities already: take no softmax of them",
    of=(OfClasses, Entropy),
    in_gradients=(OfClasses,),
    digits=COMMON,
)
def probs_as_logits(problem: Problem) -> Problem | None:
    return predicting(problem, softmax(problem.pred.probs)) if problem.meaning.kind is InputKind.PROBS else None


@mistake(
    "sigmoid applied twice",
    "σ({q}) = {wrong_q}; {measure} = {wrong}",
    "a loss from logits takes the sigmoid itself: pass it the logits",
    of=(OfElements, Sigmoid),
    in_gradients=(OfElements,),
    digits=COMMON,
)
def sigmoid_twice(problem: Problem) -> Problem | None:
    return predicting(problem, BinaryLogits(problem.pred.probs)) if problem.meaning.kind is InputKind.LOGITS else None


@mistake(
    "probabilities taken for logits",
    "σ({q}) = {wrong_q}; {measure} = {wrong}",
    "these are probabilities already: take no sigmoid of them",
    of=(OfElements,),
    in_gradients=(OfElements,),
    digits=COMMON,
)
def probs_as_log_odds(problem: Problem) -> Problem | None:
    return predicting(problem, BinaryLogits(problem.pred.probs)) if problem.meaning.kind is InputKind.PROBS else None


@mistake(
    "logits used as probabilities",
    "q = {z}; {measure} = {wrong}",
    "make probabilities of the logits first, by softmax or sigmoid",
    of=(OfClasses, OfElements, Entropy),
    in_gradients=(OfClasses, OfElements),
    digits=COMMON,
)
def logits_as_probs(problem: Problem) -> Problem | None:
    return predicting(problem, FaceValue(problem.values)) if problem.meaning.kind is InputKind.LOGITS else None


@mistake(
    "true and predicted swapped",
    "p = {q}, q = {p}; {measure} = {wrong}",
    "p, before the logarithm, is the true distribution, and q the predicted one",
    of=(Divergence, CrossEntropy, BinaryCrossEntropy),
    digits=COMMON,
)
def swapped(problem: Problem) -> Problem | None:
    y = target_of(problem)
    if problem.labels is not None or ((y == 0) | (y == 1)).all():
        return None  # the logarithms of hard labels are infinite, whatever was predicted
    return problem.but(truth=problem.pred.probs, pred=Probs(y))


def _relabelled(problem: Problem, labels: Labels) -> Problem:
    """The problem with other labels."""
    return problem.but(truth=labels, target=_one_hots(problem.values.shape[-1])[labels])


@cache
def _one_hots(classes: int) -> Array:
    return np.eye(classes)


def _counted_from(shift: int) -> Mistake:
    """The class so many places from the label."""

    @mistake(
        "class {wrong_y} taken instead of {y}",
        "q_{wrong_y} = {wrong_q_y}; {measure} = {wrong}",
        "the label is class {y}: count as it was counted, from 0 or from 1",
        of=(OfClasses,),
        in_gradients=(OfClasses,),
        digits=COMMON,
    )
    def taken(problem: Problem) -> Problem | None:
        if problem.labels is None:
            return None
        return _relabelled(problem, (problem.labels + shift) % problem.values.shape[-1])

    return taken


@mistake(
    "most probable class taken instead of the label",
    "q_{wrong_y} = {wrong_q_y}; {measure} = {wrong}",
    "the loss is that of the true class, {y}, whatever class was predicted",
    of=(OfClasses,),
    in_gradients=(OfClasses,),
    digits=COMMON,
)
def arg_max(problem: Problem) -> Problem | None:
    return None if problem.labels is None else _relabelled(problem, problem.pred.probs.argmax(axis=-1))


OTHER_CLASSES = (_counted_from(-1), _counted_from(1), arg_max)


@mistake(
    "y and 1 - y exchanged",
    "y = {wrong_p}; {measure} = {wrong}",
    "y = 1 takes the logarithm of q, y = 0 that of 1 - q",
    of=(OfElements,),
    in_gradients=(OfElements,),
    digits=COMMON,
)
def y_flipped(problem: Problem) -> Problem:
    return problem.but(truth=1.0 - np.maximum(target_of(problem), 0.0))  # where labels are -1 and 1, 0 stands for -1


@mistake(
    "softmax over the wrong axis",
    "q = {wrong_q}, whose columns sum to 1; {measure} = {wrong}",
    "a softmax goes over the classes of one row, so that rows sum to 1",
    of=(OfClasses, Entropy, Softmax),
    in_gradients=(OfClasses,),
    digits=COMMON,
)
def wrong_axis(problem: Problem) -> Problem | None:
    if problem.meaning.kind is not InputKind.LOGITS or len(problem.values) == 1:
        return None
    return predicting(problem, Probs(Logits(problem.pred.values.T).probs.T))


@mistake(
    "not normalised",
    "q = {z}; {measure} = {wrong}",
    "divide by the sum first: a distribution sums to 1",
    of=(OfClasses, Entropy),
    digits=COMMON,
)
def not_normalised(problem: Problem) -> Problem | None:
    if problem.meaning.kind not in (InputKind.PROBS, InputKind.COUNTS):
        return None
    if (np.abs(problem.values.sum(axis=-1) - 1.0) <= _SUMS_TO_1).all():
        return None
    return predicting(problem, FaceValue(problem.values))


@mistake(
    "sigmoid taken instead of softmax",
    "σ({z}) = {wrong_q}; {measure} = {wrong}",
    "classes that exclude each other share one softmax",
    of=(OfClasses, Softmax),
    in_gradients=(OfClasses,),
    digits=COMMON,
)
def sigmoid_for_softmax(problem: Problem) -> Problem | None:
    return predicting(problem, BinaryLogits(problem.pred.values)) if problem.meaning.kind is InputKind.LOGITS else None


@mistake(
    "softmax taken instead of sigmoid",
    "q = softmax({z}); -Σ y {ln} q = {wrong}",
    "labels that do not exclude each other take a sigmoid each, and both terms",
    of=(BinaryCrossEntropy,),
    digits=COMMON,
)
def softmax_for_sigmoid(problem: Problem) -> Array | float | None:
    z, y = problem.pred.values, target_of(problem)
    if problem.meaning.kind is not InputKind.LOGITS or z.size == 1:
        return None
    if z.shape[-1] == 1:  # samples of one label each are taken for the labels of one sample
        z, y = z.T, y.T
    weighting = Weighting((Fraction(1),) * len(z), (Fraction(1),) * len(z), "N")
    return answer_to(problem.but(measure=CrossEntropy(), values=z, pred=Logits(z), truth=y, weighting=weighting))
