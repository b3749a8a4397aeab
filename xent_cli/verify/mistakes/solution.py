"""A problem solved as by hand, so that whatever is changed in it changes the answer.

Predictions may have one more axis, the first: of variants that are solved at once.
"""

import numpy as np

from xent_cli.core import bce, binary_focal, ce, focal
from xent_cli.core.numerics import Array, times
from xent_cli.core.predictions import Probs
from xent_cli.core.smooth import smoothed, smoothed_binary
from xent_cli.verify.problem import Problem


def quantity(problem: Problem) -> str:
    """What is asked for: a loss, `grad` of one, `softmax`, `sigmoid`, or the smoothed `target`."""
    if problem.loss == "smooth" and problem.target is None:
        return "target"
    binary = problem.elementwise and problem.loss in ("focal", "smooth")
    loss = f"binary {problem.loss}" if binary else problem.loss
    return f"grad {loss}" if problem.command == "grad" else loss


def solved(problem: Problem) -> Problem:
    """The problem with the answer to it."""
    return answered(problem, answer_to(problem))


def answered(problem: Problem, answer: Array | float) -> Problem:
    """The problem with another answer; rows of vectors are laid end to end."""
    return problem.but(answer=float(answer) if isinstance(answer, float) else tuple(np.ravel(answer).tolist()))


def answer_to(problem: Problem) -> Array | float:
    """A number, or one to each variant; where rows or vectors are asked for, an array of them."""
    if problem.command == "grad":
        by_logits = problem.wrt == "logits"
        return averaged(problem, gradients(problem)) / (problem.temperature if by_logits else 1.0)
    if problem.loss in ("softmax", "sigmoid"):
        return problem.pred.probs
    if problem.target is None and problem.loss == "smooth":
        return truth(problem)
    return reduced(problem, terms(problem))


def target_of(problem: Problem) -> Array:
    """The true numbers; of a target by itself, those typed."""
    return problem.values if problem.target is None else problem.target


def classes(problem: Problem) -> int:
    """K; one column stands for two classes."""
    return int(max(problem.values.shape[-1], 2))


def truth(problem: Problem) -> Array:
    """The target, smoothed where the loss is."""
    target = target_of(problem)
    if problem.loss != "smooth":
        return target
    others = problem.smoothing == "others"
    if problem.elementwise:
        return smoothed_binary(target, problem.alpha, others)
    return smoothed(target, problem.alpha, target.shape[-1], others)


def terms(problem: Problem) -> Array:
    """What is added up to a row's loss, class by class, in nats; element by element for a binary loss."""
    pred = problem.pred
    match problem.loss:
        case "entropy":
            return times(pred.probs, pred.surprisal)
        case "kl":
            p = Probs(target_of(problem))
            return times(p.probs, pred.surprisal - np.where(p.probs > 0, p.surprisal, 0.0))
        case "focal" if problem.elementwise:
            return binary_focal.loss(target_of(problem), pred, problem.gamma, problem.alpha)
        case "focal":
            return focal.terms(target_of(problem), pred, problem.gamma, _focal_weight(problem))
        case _ if problem.elementwise:
            return bce.loss(truth(problem), pred, problem.pos_weight)
        case _:
            return ce.terms(truth(problem), pred, _class_weight(problem))


def gradients(problem: Problem) -> Array:
    """The gradient of each row's loss (of each element's, for a binary loss), in nats."""
    pred, by_probs = problem.pred, problem.wrt == "probs"
    match problem.loss:
        case "focal" if problem.elementwise:
            faded = binary_focal.gradient_by_probs if by_probs else binary_focal.gradient
            return faded(target_of(problem), pred, problem.gamma, problem.alpha)
        case "focal":
            of_classes = focal.gradient_by_probs if by_probs else focal.gradient
            return of_classes(target_of(problem), pred, problem.gamma, _focal_weight(problem))
        case _ if problem.elementwise:
            binary = bce.gradient_by_probs if by_probs else bce.gradient
            return binary(truth(problem), pred, problem.pos_weight)
        case _:
            gradient = ce.gradient_by_probs if by_probs else ce.gradient
            return gradient(truth(problem), pred, _class_weight(problem))


def reduced(problem: Problem, nats: Array) -> Array | float:
    """Terms (…, N, K) added up to losses and reduced as asked, in the problem's unit."""
    if problem.sample_weight is not None:
        nats = times(nats, problem.sample_weight[:, np.newaxis])
    if problem.reduction == "none":
        return np.asarray((nats if problem.elementwise else nats.sum(axis=-1)) / problem.log.ln)
    total: Array | float = averaged(problem, nats.sum(axis=(-2, -1)))
    return total


def averaged(problem: Problem, nats: Array) -> Array:
    """Each part's share of the mean, if a mean is asked for, in the problem's unit."""
    share = denominator(problem) if problem.reduction == "mean" else 1.0
    return nats / (share * problem.log.ln)


def denominator(problem: Problem) -> float:
    """What a mean divides by: elements, rows, or the sum of their weights and of those of their labels."""
    by_row = np.ones(len(problem.values)) if problem.sample_weight is None else problem.sample_weight
    if problem.elementwise:
        return float(by_row.sum() * problem.values.shape[-1])
    if problem.class_weight is not None and problem.labels is not None:
        return float((by_row * problem.class_weight[problem.labels]).sum())
    return float(by_row.sum())


def _class_weight(problem: Problem) -> Array | float:
    return 1.0 if problem.class_weight is None else problem.class_weight


def _focal_weight(problem: Problem) -> Array | float:
    alpha = 1.0 if problem.alpha is None else np.asarray(problem.alpha, dtype=np.float64)
    return alpha * _class_weight(problem)
