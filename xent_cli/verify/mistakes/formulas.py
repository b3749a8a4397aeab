"""Mistakes in the formula: a term left out, one measure taken for another, a weight in the wrong place."""

from fractions import Fraction

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import ZERO, Number
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.symbols import K, p, q, y1, ŷ, γ
from xent_cli.measures.bce import WEIGHT, BinaryCrossEntropy, element
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import Fading
from xent_cli.measures.kl import Divergence
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.altered import Altered, predicting
from xent_cli.verify.mistakes.mistake import COMMON, Wrong, mistake
from xent_cli.verify.mistakes.solution import target_of

CROSSED, DIVERGENCE, OF_TARGET = -Sum(p * Ln(q)), Sum(p * Ln(p / q)), -Sum(p * Ln(p))
_UNLOGGED, _OF_EACH_CLASS = -Sum(p * q), Sum(element(p, of=q))
_OF_PREDICTION, _ALL_CLASSES = -Sum(q * Ln(q)), -Sum(Ln(q))


@mistake(
    "only the term of y = 1",
    "-y {ln} q alone: {wrong}",
    "add the other term, -(1 - y) {ln}(1 - q)",
    of=(BinaryCrossEntropy,),
    digits=COMMON,
)
def positive_term_only(problem: Problem) -> Wrong:
    return problem.exchanged((1 - y1) * Ln(1 - ŷ), ZERO)


@mistake(
    "logarithm forgotten",
    "-Σ p q = {wrong}",
    "take -{ln} of the probability: -{ln} {q_y}",
    of=(CrossEntropy,),
    digits=COMMON,
)
def log_forgotten(problem: Problem) -> Wrong:
    return problem.instead(_UNLOGGED * Number(problem.log.ln))


@mistake(
    "binary cross-entropy of a one-hot target",
    "the mean over the {K} classes of -y {ln} q - (1 - y) {ln}(1 - q) = {wrong}",
    "classes that exclude each other take -{ln} of the true class's probability alone",
    of=(CrossEntropy,),
    digits=COMMON,
)
def binary_for_categorical(problem: Problem) -> Wrong:
    return problem.instead(_OF_EACH_CLASS / K)


@mistake(
    "binary cross-entropies of a one-hot target, added up",
    "the sum over the {K} classes of -y {ln} q - (1 - y) {ln}(1 - q) = {wrong}",
    "classes that exclude each other take -{ln} of the true class's probability alone",
    of=(CrossEntropy,),
)
def binaries_for_categorical(problem: Problem) -> Wrong:
    return problem.instead(_OF_EACH_CLASS)


@mistake(
    "entropy of the prediction",
    "-Σ q {ln} q = {wrong}",
    "the weights before the logarithm are the true p, not the predicted q",
    of=(CrossEntropy, Divergence),
)
def entropy_of_prediction(problem: Problem) -> Wrong:
    return problem.instead(_OF_PREDICTION)


@mistake(
    "-{ln} q summed over all classes",
    "-Σ {ln} q = {wrong}",
    "only the true class counts: weigh each -{ln} q with p",
    of=(CrossEntropy,),
    digits=COMMON,
)
def all_classes(problem: Problem) -> Wrong:
    return problem.instead(_ALL_CLASSES)


@mistake(
    "cross-entropy instead of divergence",
    "D(p‖q) + H(p) = H(p,q) = {wrong}",
    "subtract the entropy of p: D(p‖q) = H(p,q) - H(p)",
    of=(Divergence,),
    digits=COMMON,
)
def entropy_not_subtracted(problem: Problem) -> Wrong:
    return problem.instead(CROSSED)


@mistake(
    "entropy added instead of subtracted",
    "H(p,q) + H(p) = {wrong}",
    "subtract the entropy of p: D(p‖q) = H(p,q) - H(p)",
    of=(Divergence,),
)
def entropy_added(problem: Problem) -> Wrong:
    return problem.instead(CROSSED + OF_TARGET)


@mistake(
    "divergence instead of cross-entropy",
    "H(p,q) - H(p) = D(p‖q) = {wrong}",
    "do not subtract the entropy of p: H(p,q) = H(p) + D(p‖q)",
    of=(CrossEntropy,),
)
def entropy_subtracted(problem: Problem) -> Wrong:
    # The entropy of labels is 0.
    return None if problem.labels is not None else problem.instead(problem.measure.formula - OF_TARGET)


@mistake(
    "entropy of the target",
    "-Σ p {ln} p = {wrong}",
    "this has no q in it: the logarithm is that of the prediction",
    of=(CrossEntropy, Divergence),
)
def entropy_of_target(problem: Problem) -> Wrong:
    return None if problem.labels is not None else problem.instead(OF_TARGET)


@mistake(
    "probabilities where log-probabilities are expected",
    "Σ p ({ln} p - q) = {wrong}",
    "take {ln} q before passing it: kl_div wants log-probabilities",
    of=(Divergence,),
)
def log_of_q_forgotten(problem: Problem) -> Wrong:
    return problem.instead(Sum(p * Ln(p)) - Sum(p * q) * Number(problem.log.ln))


@mistake(
    "γ as a factor instead of an exponent",
    "γ (1 - q) in place of (1 - q)^γ, with γ = {gamma}: {wrong}",
    "raise 1 - q to the power γ",
    of=(Fading,),
)
def gamma_as_factor(problem: Problem) -> Wrong:
    factors = ((1 - q) ** γ, γ * (1 - q)), ((1 - ŷ) ** γ, γ * (1 - ŷ)), (ŷ**γ, γ * ŷ)
    for power, factor in factors:
        problem = problem.exchanged(power, factor)
    return problem


@mistake(
    "the factor (1 - q)^γ left out",
    "γ = 0: {wrong}",
    "multiply by (1 - q)^γ, with γ = {gamma}",
    of=(Fading,),
    in_gradients=(Fading,),
)
def not_fading(problem: Problem) -> Wrong:
    return problem.turned(gamma=Fraction(0))


@mistake(
    "γ = 1 taken instead of {gamma}",
    "(1 - q) in place of (1 - q)^γ: {wrong}",
    "raise 1 - q to the power γ = {gamma}",
    of=(Fading,),
    in_gradients=(Fading,),
)
def fading_once(problem: Problem) -> Wrong:
    return problem.turned(gamma=Fraction(1))


@mistake(
    "q^γ instead of (1 - q)^γ",
    "q^γ in place of (1 - q)^γ, with γ = {gamma}: {wrong}",
    "the loss fades where q is near 1: the factor is (1 - q)^γ",
    of=(Fading,),
)
def wrong_power(problem: Problem) -> Wrong:
    pred = problem.pred
    return predicting(problem, Altered(pred, probs=pred.complement, complement=pred.probs))


@mistake(
    "the logit in place of the probability",
    "(1 - z)^γ in place of (1 - q)^γ, with z = {z}: {wrong}",
    "the factor is (1 - q)^γ, with q the probability",
    of=(Fading,),
)
def power_of_logit(problem: Problem) -> Wrong:
    if problem.meaning.kind is not InputKind.LOGITS:
        return None
    z = problem.values
    return predicting(problem, Altered(problem.pred, probs=z, complement=1.0 - z))


@mistake(
    "pos_weight on both terms",
    "{w} · BCE = {wrong}",
    "the weight multiplies the term of y = 1 only",
    of=(BinaryCrossEntropy,),
)
def weight_on_both(problem: Problem) -> Wrong:
    return problem.exchanged((1 - y1) * Ln(1 - ŷ), WEIGHT * (1 - y1) * Ln(1 - ŷ))


@mistake(
    "pos_weight on the wrong term",
    "-[y {ln} q + {w} (1 - y) {ln}(1 - q)] = {wrong}",
    "the weight multiplies the term of y = 1 only",
    of=(BinaryCrossEntropy,),
)
def weight_on_other(problem: Problem) -> Wrong:
    return problem.instead(-(y1 * Ln(ŷ) + WEIGHT * (1 - y1) * Ln(1 - ŷ)))


@mistake(
    "one-hot target read as class indices",
    "the mean of -{ln} q_j over j = {p} is {wrong}",
    "a one-hot row is one label, and gives one loss",
    of=(CrossEntropy,),
)
def one_hot_as_indices(problem: Problem) -> Wrong:
    target = target_of(problem)
    if problem.labels is not None or len(target) > 1 or not np.isin(target, (0.0, 1.0)).all():
        return None
    return float(problem.pred.surprisal[0, target[0].astype(np.int64)].mean() / problem.log.ln)
