"""Mistakes in gradients: a part of an entry, and the wrong variable."""

import numpy as np

from xent_cli.choices import WithRespectTo
from xent_cli.core.numerics import Array
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.brier import BinaryBrier, Brier
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.gradient import Gradient
from xent_cli.measures.loss import Loss, OfClasses
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import Wrong, mistake
from xent_cli.verify.mistakes.scales import scaled
from xent_cli.verify.mistakes.solution import answer_to, averaged, target_of


def to_logits(problem: Problem) -> bool:
    """Whether the gradient is by the logits."""
    return isinstance(problem.measure, Gradient) and problem.measure.to_logits


def slopes(problem: Problem, **changes: WithRespectTo) -> Array:
    """The gradient of each row's loss, in nats, with something else asked of it."""
    return np.asarray(problem.measure.but(**changes).value(problem.floats))


@mistake(
    "-q instead of q - 1 at the true class",
    "-{q_y} in place of {q_y} - 1: {wrong}",
    "the entry of the true class is q - 1",
    in_gradients=(CrossEntropy,),
)
def only_part_of_entry(problem: Problem) -> Wrong:
    if not to_logits(problem):
        return None
    minus_q = np.where(target_of(problem) == 1, -problem.pred.probs, slopes(problem))
    return averaged(problem, minus_q)


@mistake(
    "by the probabilities instead of the logits",
    "∂L/∂q = {wrong}",
    "go on to the logits by the Jacobian of the softmax or sigmoid: for cross-entropy, q - p",
    in_gradients=(Loss,),
)
def by_probs(problem: Problem) -> Wrong:
    return problem.but(measure=problem.measure.but(by=WithRespectTo.PROBS)) if to_logits(problem) else None


@mistake(
    "by the logits instead of the probabilities",
    "∂L/∂z = {wrong}",
    "stop before the softmax or sigmoid: for cross-entropy, -p/q",
    in_gradients=(Loss,),
)
def by_logits(problem: Problem) -> Wrong:
    of_probs = isinstance(problem.measure, Gradient) and problem.measure.by is WithRespectTo.PROBS
    return problem.but(measure=problem.measure.but(by=WithRespectTo.LOGITS)) if of_probs else None


@mistake(
    "only the diagonal of the softmax's Jacobian",
    "∂L/∂q · q (1 - q) = {wrong}",
    "each logit moves every probability: sum over the whole Jacobian",
    in_gradients=(OfClasses,),
)
def diagonal_only(problem: Problem) -> Wrong:
    if not to_logits(problem):
        return None
    pred, slope = problem.pred, slopes(problem, by=WithRespectTo.PROBS)
    return averaged(problem, slope * pred.probs * pred.complement)


@mistake(
    "y not subtracted",
    "q instead of q - y: {wrong}",
    "subtract the target: 1 at the true class",
    in_gradients=(CrossEntropy, BinaryCrossEntropy),
)
def target_not_subtracted(problem: Problem) -> Wrong:
    return _to_logits(problem, problem.pred.probs)


@mistake(
    "y added instead of subtracted",
    "q + y instead of q - y: {wrong}",
    "subtract the target: 1 at the true class",
    in_gradients=(CrossEntropy, BinaryCrossEntropy),
)
def target_added(problem: Problem) -> Wrong:
    return _to_logits(problem, problem.pred.probs + target_of(problem))


@mistake(
    "q (1 - q) multiplied on once more",
    "(q - y) q (1 - q) = {wrong}",
    "by the logits the gradient is q - y: the derivative of the softmax or sigmoid is in it already",
    in_gradients=(CrossEntropy, BinaryCrossEntropy),
)
def derivative_twice(problem: Problem) -> Wrong:
    pred = problem.pred
    return averaged(problem, slopes(problem) * pred.probs * pred.complement) if to_logits(problem) else None


@mistake(
    "gradient of the squared error",
    "that of Σ (q - y)² is {wrong}",
    "differentiate -{ln} of the probability of the true class: q - y",
    in_gradients=(CrossEntropy, BinaryCrossEntropy),
)
def of_squared_error(problem: Problem) -> Wrong:
    return problem.but(measure=problem.measure.but(loss=BinaryBrier() if problem.elementwise else Brier()))


@mistake(
    "gradient of half the squared error",
    "that of Σ (q - y)²/2 is {wrong}",
    "differentiate -{ln} of the probability of the true class: q - y",
    in_gradients=(CrossEntropy, BinaryCrossEntropy),
)
def of_half_squared_error(problem: Problem) -> Wrong:
    squared = problem.but(measure=problem.measure.but(loss=BinaryBrier() if problem.elementwise else Brier()))
    return answer_to(squared) / 2


@mistake("a factor of 2", "2 · {answer} = {wrong}", "nothing is squared here: no 2 comes down", in_gradients=(Loss,))
def doubled(problem: Problem) -> Wrong:
    return scaled(problem, 2.0)


@mistake("half of it", "{answer} / 2 = {wrong}", "there is no ½ before the loss", in_gradients=(Loss,))
def halved(problem: Problem) -> Wrong:
    return scaled(problem, 0.5)


def _to_logits(problem: Problem, slopes: Array) -> Wrong:
    """The gradient with other slopes for each row by the softmax's or sigmoid's input."""
    if not (isinstance(problem.measure, Gradient) and problem.measure.to_logits):
        return None
    return averaged(problem, slopes / float(problem.measure.temperature))


BY_HAND = (
    target_not_subtracted,
    target_added,
    derivative_twice,
    of_squared_error,
    of_half_squared_error,
    doubled,
    halved,
)
