"""The softmax and the sigmoid made otherwise, and the temperature in the wrong place."""

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import BinaryLogits, Probs
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.loss import OfClasses, OfElements
from xent_cli.measures.problem import Problem
from xent_cli.measures.softmax import Sigmoid, Softmax
from xent_cli.verify.mistakes.altered import FaceValue, predicting, softmax
from xent_cli.verify.mistakes.mistake import COMMON, ODD, Family, Wrong, mistake
from xent_cli.verify.mistakes.solution import answer_to

_OF_SOFTMAX: Family = (OfClasses, Entropy, Softmax)
_OF_SIGMOID: Family = (OfElements, Sigmoid)


def _made(problem: Problem, probs: Array) -> Wrong:
    """The problem with these for probabilities, if each is one."""
    return predicting(problem, Probs(probs)) if ((probs >= 0) & (probs <= 1)).all() else None


def _of_logits(problem: Problem) -> Array | None:
    """The logits as the softmax takes them, if logits are given."""
    return np.asarray(problem.pred.values, np.float64) if problem.meaning.kind is InputKind.LOGITS else None


def _shares(of: Array) -> Array:
    return np.asarray(of / of.sum(axis=-1, keepdims=True))


@mistake(
    "logits divided by their sum instead of a softmax",
    "z/Σz = {wrong_q}; {measure} = {wrong}",
    "take e^z of each logit first, and divide these by their sum",
    of=_OF_SOFTMAX,
    in_gradients=(OfClasses,),
)
def no_exponentials(problem: Problem) -> Wrong:
    z = _of_logits(problem)
    return None if z is None else _made(problem, _shares(z))


@mistake(
    "exponentials not divided by their sum",
    "e^z = {wrong_q}; {measure} = {wrong}",
    "divide each e^z by the sum of all of them",
    of=_OF_SOFTMAX,
    in_gradients=(OfClasses,),
    digits=COMMON,
)
def not_divided(problem: Problem) -> Wrong:
    z = _of_logits(problem)
    return None if z is None else predicting(problem, FaceValue(np.exp(z)))


@mistake(
    "2^z instead of e^z",
    "2^z/Σ 2^z = {wrong_q}; {measure} = {wrong}",
    "the softmax takes powers of e, whatever the base of the logarithm is",
    of=_OF_SOFTMAX,
    in_gradients=(OfClasses,),
)
def powers_of_2(problem: Problem) -> Wrong:
    z = _of_logits(problem)
    return None if z is None else predicting(problem, softmax(z * np.log(2.0)))


@mistake(
    "e^-z instead of e^z",
    "softmax(-z) = {wrong_q}; {measure} = {wrong}",
    "the largest logit has the largest probability: take e^z",
    of=_OF_SOFTMAX,
    in_gradients=(OfClasses,),
)
def sign_of_logits(problem: Problem) -> Wrong:
    z = _of_logits(problem)
    return None if z is None else predicting(problem, softmax(-z))


@mistake(
    "sign of z turned round in the sigmoid",
    "1/(1 + e^z) = {wrong_q}; {measure} = {wrong}",
    "the sigmoid is 1/(1 + e^-z)",
    of=_OF_SIGMOID,
    in_gradients=(OfElements,),
)
def sign_of_logit(problem: Problem) -> Wrong:
    z = _of_logits(problem)
    return None if z is None else predicting(problem, BinaryLogits(-z))


@mistake(
    "tanh instead of the sigmoid",
    "tanh z = {wrong_q}; {measure} = {wrong}",
    "the sigmoid is 1/(1 + e^-z): it is between 0 and 1",
    of=_OF_SIGMOID,
    in_gradients=(OfElements,),
)
def hyperbolic(problem: Problem) -> Wrong:
    z = _of_logits(problem)
    return None if z is None else predicting(problem, FaceValue(np.tanh(z)))


@mistake(
    "e^z instead of the sigmoid",
    "e^z = {wrong_q}; {measure} = {wrong}",
    "the sigmoid is e^z/(1 + e^z), or 1/(1 + e^-z)",
    of=_OF_SIGMOID,
    in_gradients=(OfElements,),
)
def not_divided_by_odds(problem: Problem) -> Wrong:
    z = _of_logits(problem)
    return None if z is None else predicting(problem, FaceValue(np.exp(z)))


def _at_temperature(problem: Problem, power: int) -> Wrong:
    """The logits divided by this power of the temperature, where there is one."""
    z, temperature = _of_logits(problem), float(problem.meaning.temperature)
    if z is None or temperature == 1:
        return None
    scaled = problem.values / temperature**power
    return predicting(problem, BinaryLogits(scaled) if problem.elementwise else softmax(scaled))


@mistake(
    "multiplied by the temperature instead of divided",
    "of the logits times {T}, the probabilities are {wrong_q}; {measure} = {wrong}",
    "divide the logits by the temperature, {T}",
    of=(*_OF_SOFTMAX, *_OF_SIGMOID),
    in_gradients=(OfClasses, OfElements),
    digits=COMMON,
)
def multiplied(problem: Problem) -> Wrong:
    return _at_temperature(problem, -1)


@mistake(
    "divided by the temperature twice",
    "of the logits over {T}², the probabilities are {wrong_q}; {measure} = {wrong}",
    "divide the logits by the temperature, {T}, once",
    of=(*_OF_SOFTMAX, *_OF_SIGMOID),
    in_gradients=(OfClasses, OfElements),
)
def squared(problem: Problem) -> Wrong:
    return _at_temperature(problem, 2)


@mistake(
    "the loss divided by the temperature instead of the logits",
    "-{ln} softmax({z}) over {T} = {wrong}",
    "divide the logits by the temperature, {T}, before the softmax",
    of=(OfClasses,),
    digits=ODD,
)
def of_loss(problem: Problem) -> Wrong:
    z, temperature = _of_logits(problem), float(problem.meaning.temperature)
    if z is None or temperature == 1:
        return None
    return answer_to(predicting(problem, softmax(problem.values))) / temperature


@mistake(
    "slope of the sigmoid",
    "σ(z) (1 - σ(z)) = {wrong}",
    "σ(z) itself is asked for: 1/(1 + e^-z)",
    of=(Sigmoid,),
)
def slope(problem: Problem) -> Wrong:
    return problem.pred.probs * problem.pred.complement


SOFTMAXES = (
    no_exponentials,
    not_divided,
    powers_of_2,
    sign_of_logits,
    sign_of_logit,
    hyperbolic,
    not_divided_by_odds,
    multiplied,
    squared,
    of_loss,
    slope,
)
