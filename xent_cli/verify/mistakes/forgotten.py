"""What was asked for and left out: weights, the temperature, the clamp."""

import math
from dataclasses import replace
from fractions import Fraction

from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import Logits
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.gradient import Gradient
from xent_cli.measures.loss import Loss, OfClasses
from xent_cli.measures.problem import Problem
from xent_cli.measures.softmax import Softmax
from xent_cli.measures.totalled import Totalled
from xent_cli.verify.mistakes.altered import predicting
from xent_cli.verify.mistakes.mistake import COMMON, LOSSES, Wrong, mistake


@mistake(
    "class weights left out",
    "without them: {wrong}",
    "multiply each loss by the weight of its class, and divide by the sum of these weights, {N}",
    of=(OfClasses,),
    in_gradients=(OfClasses,),
    digits=COMMON,
)
def class_weights(problem: Problem) -> Wrong:
    if isinstance(problem, Totalled):
        return None if math.isnan(problem.unweighted) else problem.unweighted
    if problem.loss.class_weight is None:
        return None
    unweighted = replace(problem.weighting, denominators=problem.weighting.weights)
    return problem.turned(class_weight=None).but(weighting=unweighted)


@mistake(
    "sample weights left out",
    "without them: {wrong}",
    "multiply each loss by the weight of its row, and divide by the sum of these weights, {N}",
    of=LOSSES,
    digits=COMMON,
)
def sample_weights(problem: Problem) -> Wrong:
    if not problem.weighting.weighs_rows:
        return None
    return problem.but(weighting=replace(problem.weighting, weights=(Fraction(1),) * len(problem.values)))


@mistake(
    "pos_weight left out",
    "without it: {wrong}",
    "multiply the term of y = 1 by the pos_weight, {w}",
    of=(BinaryCrossEntropy,),
    in_gradients=(BinaryCrossEntropy,),
    digits=COMMON,
)
def pos_weight(problem: Problem) -> Wrong:
    assert isinstance(problem.loss, BinaryCrossEntropy)
    return None if problem.loss.pos_weight == 1 else problem.turned(pos_weight=Fraction(1))


@mistake(
    "temperature left out",
    "softmax({z}) = {wrong_q}; {measure} = {wrong}",
    "divide the logits by the temperature, {T}, before the softmax",
    of=(OfClasses, Entropy, Softmax),
    in_gradients=(OfClasses,),
    digits=COMMON,
)
def temperature(problem: Problem) -> Wrong:
    if problem.meaning.temperature == 1 or problem.meaning.kind is not InputKind.LOGITS:
        return None
    return undifferentiated(predicting(problem, Logits(problem.values)))


def undifferentiated(problem: Problem) -> Problem:
    """The problem whose gradient is not divided by the temperature."""
    measure = problem.measure
    return problem.but(measure=measure.but(temperature=Fraction(1))) if isinstance(measure, Gradient) else problem


@mistake(
    "temperature not differentiated",
    "q - p not divided by {T}: {wrong}",
    "the softmax is of z/{T}: by the chain rule its gradient is divided by {T}",
    in_gradients=(Loss,),
)
def temperature_of_gradient(problem: Problem) -> Wrong:
    return None if problem.meaning.temperature == 1 else undifferentiated(problem)


@mistake(
    "probabilities not clamped",
    "q = {wrong_q}: {wrong}",
    "--eps asks for probabilities that are kept within EPS and 1 - EPS",
    of=LOSSES,
    in_gradients=(Loss,),
    digits=COMMON,
)
def clamp(problem: Problem) -> Wrong:
    if problem.meaning.eps is None:
        return None
    return predicting(problem, replace(problem.meaning, eps=None).core(problem.values))


FORGOTTEN = (class_weights, sample_weights, pos_weight, temperature, temperature_of_gradient, clamp)
