"""Mistakes in the formula: a term left out, one measure taken for another, a weight in the wrong place."""

import numpy as np

from xent_cli.core import bce
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, times
from xent_cli.core.predictions import Probs
from xent_cli.verify.mistakes.altered import Altered, predicting
from xent_cli.verify.mistakes.mistake import Wrong, mistake
from xent_cli.verify.mistakes.scales import scaled
from xent_cli.verify.mistakes.solution import reduced, solved, target_of, terms
from xent_cli.verify.problem import Problem

_FOCAL = {"focal", "binary focal"}


@mistake(
    "only the term of y = 1",
    "-y {ln} q alone: {wrong}",
    "add the other term, -(1 - y) {ln}(1 - q)",
    of={"bce"},
)
def positive_term_only(problem: Problem) -> Wrong:
    return reduced(problem, times(problem.pos_weight * target_of(problem), problem.pred.surprisal))


@mistake("logarithm forgotten", "-Σ p q = {wrong}", "take -{ln} of the probability: -{ln} {q_y}", of={"ce"})
def log_forgotten(problem: Problem) -> Wrong:
    return reduced(problem, -target_of(problem) * problem.pred.probs * problem.log.ln)


@mistake(
    "binary cross-entropy of a one-hot target",
    "the mean over the {K} classes of -y {ln} q - (1 - y) {ln}(1 - q) = {wrong}",
    "classes that exclude each other take -{ln} of the true class's probability alone",
    of={"ce"},
)
def binary_for_categorical(problem: Problem) -> Wrong:
    return reduced(problem, bce.loss(target_of(problem), problem.pred) / problem.values.shape[-1])


@mistake(
    "entropy of the prediction",
    "-Σ q {ln} q = {wrong}",
    "the weights before the logarithm are the true p, not the predicted q",
    of={"ce", "kl"},
)
def entropy_of_prediction(problem: Problem) -> Wrong:
    return reduced(problem, times(problem.pred.probs, problem.pred.surprisal))


@mistake(
    "-{ln} q summed over all classes",
    "-Σ {ln} q = {wrong}",
    "only the true class counts: weigh each -{ln} q with p",
    of={"ce"},
)
def all_classes(problem: Problem) -> Wrong:
    return reduced(problem, problem.pred.surprisal)


def _entropy_terms(problem: Problem) -> Array:
    """-p ln p of the target."""
    p = Probs(target_of(problem))
    return times(p.probs, p.surprisal)


@mistake(
    "cross-entropy instead of divergence",
    "D(p‖q) + H(p) = H(p, q) = {wrong}",
    "subtract the entropy of p: D(p‖q) = H(p, q) - H(p)",
    of={"kl"},
)
def entropy_not_subtracted(problem: Problem) -> Wrong:
    return reduced(problem, terms(problem) + _entropy_terms(problem))


@mistake(
    "entropy added instead of subtracted",
    "H(p, q) + H(p) = {wrong}",
    "subtract the entropy of p: D(p‖q) = H(p, q) - H(p)",
    of={"kl"},
)
def entropy_added(problem: Problem) -> Wrong:
    return reduced(problem, terms(problem) + 2.0 * _entropy_terms(problem))


@mistake(
    "divergence instead of cross-entropy",
    "H(p, q) - H(p) = D(p‖q) = {wrong}",
    "do not subtract the entropy of p: H(p, q) = H(p) + D(p‖q)",
    of={"ce"},
)
def entropy_subtracted(problem: Problem) -> Wrong:
    return reduced(problem, terms(problem) - _entropy_terms(problem))


@mistake(
    "entropy of the target",
    "-Σ p {ln} p = {wrong}",
    "this has no q in it: the logarithm is that of the prediction",
    of={"ce", "kl"},
)
def entropy_of_target(problem: Problem) -> Wrong:
    return None if problem.labels is not None else reduced(problem, _entropy_terms(problem))


@mistake(
    "probabilities where log-probabilities are expected",
    "Σ p ({ln} p - q) = {wrong}",
    "take {ln} q before passing it: kl_div wants log-probabilities",
    of={"kl"},
)
def log_of_q_forgotten(problem: Problem) -> Wrong:
    p = target_of(problem)
    return reduced(problem, -_entropy_terms(problem) - p * problem.pred.probs * problem.log.ln)


@mistake(
    "γ as a factor instead of an exponent",
    "γ (1 - q) in place of (1 - q)^γ, with γ = {gamma}: {wrong}",
    "raise 1 - q to the power γ",
    of=_FOCAL,
)
def gamma_as_factor(problem: Problem) -> Wrong:
    return scaled(solved(problem.but(gamma=1.0)), problem.gamma)


@mistake(
    "q^γ instead of (1 - q)^γ",
    "q^γ in place of (1 - q)^γ, with γ = {gamma}: {wrong}",
    "the loss fades where q is near 1: the factor is (1 - q)^γ",
    of=_FOCAL,
)
def wrong_power(problem: Problem) -> Wrong:
    pred = problem.pred
    return predicting(problem, Altered(pred, probs=pred.complement, complement=pred.probs))


@mistake(
    "the logit in place of the probability",
    "(1 - z)^γ in place of (1 - q)^γ, with z = {z}: {wrong}",
    "the factor is (1 - q)^γ, with q the probability",
    of=_FOCAL,
)
def power_of_logit(problem: Problem) -> Wrong:
    if problem.kind is not InputKind.LOGITS:
        return None
    z = problem.values
    return predicting(problem, Altered(problem.pred, probs=z, complement=1.0 - z))


@mistake(
    "pos_weight on both terms",
    "{w} · BCE = {wrong}",
    "the weight multiplies the term of y = 1 only",
    of={"bce"},
)
def weight_on_both(problem: Problem) -> Wrong:
    return scaled(solved(problem.but(pos_weight=1.0)), problem.pos_weight)


@mistake(
    "pos_weight on the wrong term",
    "-[y {ln} q + {w} (1 - y) {ln}(1 - q)] = {wrong}",
    "the weight multiplies the term of y = 1 only",
    of={"bce"},
)
def weight_on_other(problem: Problem) -> Wrong:
    y = target_of(problem)
    return reduced(problem, bce.loss(y, problem.pred) * np.where(y == 1, 1.0, problem.pos_weight))


@mistake(
    "one-hot target read as class indices",
    "the mean of -{ln} q_j over j = {p} is {wrong}",
    "a one-hot row is one label, and gives one loss",
    of={"ce"},
)
def one_hot_as_indices(problem: Problem) -> Wrong:
    target = target_of(problem)
    if problem.labels is not None or len(target) > 1 or not np.isin(target, (0.0, 1.0)).all():
        return None
    return float(problem.pred.surprisal[0, target[0].astype(np.int64)].mean() / problem.log.ln)
