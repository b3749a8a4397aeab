"""Mistakes in gradients: a part of an entry, and the wrong variable."""

import numpy as np

from xent_cli.verify.mistakes.mistake import GRADIENTS, Wrong, gradients_of, mistake
from xent_cli.verify.mistakes.solution import averaged, gradients, target_of
from xent_cli.verify.problem import Problem


@mistake(
    "-q instead of q - 1 at the true class",
    "-{q_y} in place of {q_y} - 1: {wrong}",
    "the entry of the true class is q - 1",
    of={"grad ce"},
)
def only_part_of_entry(problem: Problem) -> Wrong:
    if problem.wrt == "probs":
        return None
    minus_q = np.where(target_of(problem) == 1, -problem.pred.probs, gradients(problem))
    return averaged(problem, minus_q)


@mistake(
    "by the probabilities instead of the logits",
    "∂L/∂q = {wrong}",
    "go on to the logits by the Jacobian of the softmax or sigmoid: for cross-entropy, q - p",
    of=GRADIENTS,
)
def by_probs(problem: Problem) -> Wrong:
    return problem.but(wrt="probs") if problem.wrt == "logits" else None


@mistake(
    "by the logits instead of the probabilities",
    "∂L/∂z = {wrong}",
    "stop before the softmax or sigmoid: for cross-entropy, -p/q",
    of=GRADIENTS,
)
def by_logits(problem: Problem) -> Wrong:
    return problem.but(wrt="logits") if problem.wrt == "probs" else None


@mistake(
    "only the diagonal of the softmax's Jacobian",
    "∂L/∂q · q (1 - q) = {wrong}",
    "each logit moves every probability: sum over the whole Jacobian",
    of=gradients_of({"ce", "kl", "smooth", "focal"}),
)
def diagonal_only(problem: Problem) -> Wrong:
    if problem.wrt == "probs":
        return None
    pred, slope = problem.pred, gradients(problem.but(wrt="probs"))
    return averaged(problem, slope * pred.probs * pred.complement)
