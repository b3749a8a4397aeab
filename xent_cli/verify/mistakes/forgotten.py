"""What was asked for and left out: weights, the temperature, the clamp."""

from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import Logits
from xent_cli.verify.mistakes.altered import predicting
from xent_cli.verify.mistakes.mistake import BINARY, CATEGORICAL, GRADIENTS, LOSSES, Wrong, gradients_of, mistake
from xent_cli.verify.problem import Problem

_WEIGHTED = {"ce", "smooth", "focal"}


@mistake(
    "class weights left out",
    "without them: {wrong}",
    "multiply each loss by the weight of its class, and divide by the sum of these weights, {N}",
    of=_WEIGHTED | gradients_of(_WEIGHTED),
)
def class_weights(problem: Problem) -> Wrong:
    return None if problem.class_weight is None else problem.but(class_weight=None)


@mistake(
    "sample weights left out",
    "without them: {wrong}",
    "multiply each loss by the weight of its row, and divide by the sum of these weights, {N}",
    of=LOSSES,
)
def sample_weights(problem: Problem) -> Wrong:
    return None if problem.sample_weight is None else problem.but(sample_weight=None)


@mistake(
    "pos_weight left out",
    "without it: {wrong}",
    "multiply the term of y = 1 by the pos_weight, {w}",
    of={"bce", "grad bce"},
)
def pos_weight(problem: Problem) -> Wrong:
    return None if problem.pos_weight == 1 else problem.but(pos_weight=1.0)


@mistake(
    "temperature left out",
    "softmax({z}) = {wrong_q}; {measure} = {wrong}",
    "divide the logits by the temperature, {T}, before the softmax",
    of=CATEGORICAL | gradients_of(CATEGORICAL) | {"entropy", "softmax"},
)
def temperature(problem: Problem) -> Wrong:
    if problem.temperature == 1 or problem.kind is not InputKind.LOGITS:
        return None
    return predicting(problem, Logits(problem.values)).but(temperature=1.0)


@mistake(
    "temperature not differentiated",
    "q - p not divided by {T}: {wrong}",
    "the softmax is of z/{T}: by the chain rule its gradient is divided by {T}",
    of=GRADIENTS,
)
def temperature_of_gradient(problem: Problem) -> Wrong:
    return None if problem.temperature == 1 else problem.but(temperature=1.0)


@mistake(
    "probabilities not clamped",
    "q = {wrong_q}: {wrong}",
    "--eps asks for probabilities that are kept within EPS and 1 - EPS",
    of=LOSSES | gradients_of(CATEGORICAL | BINARY),
)
def clamp(problem: Problem) -> Wrong:
    return None if problem.unclamped is None else predicting(problem, problem.unclamped)


FORGOTTEN = (class_weights, sample_weights, pos_weight, temperature, temperature_of_gradient, clamp)
