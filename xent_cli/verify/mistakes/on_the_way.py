"""One quantity given for another: what is computed on the way to a cross-entropy or an entropy, or beside it."""

from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import Number
from xent_cli.formula.functions import Largest, Ln, NaturalLn, Sum
from xent_cli.formula.symbols import p, q
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.entropy import Entropy, P
from xent_cli.measures.problem import Problem
from xent_cli.measures.softmax import EXPONENTIALS, LOGIT, MAXIMUM
from xent_cli.verify.mistakes.mistake import COMMON, ODD, Wrong, mistake
from xent_cli.verify.mistakes.solution import target_of

_LOG_SUM_EXP = MAXIMUM + NaturalLn(EXPONENTIALS)
_MISSED, _OF_MISSED = Sum(p * (1 - q)), -Sum(p * Ln(1 - q))
_OF_ODDS, _WEIGHED_TWICE, _OF_SUM = -Sum(p * (Ln(q) - Ln(1 - q))), -Sum(p * q * Ln(q)), -Ln(Sum(p * q))
_GINI, _REPEATED, _MISTAKEN = Sum(P * (1 - P)), Sum(P * P), 1 - Largest(P)
_SQUARED_WEIGHTS = -Sum(P * P * Ln(P))


@mistake(
    "the logit of the true class not subtracted",
    "{ln} Σ e^z alone = {wrong}",
    "the loss is {ln} Σ e^z - z_{y}",
    of=(CrossEntropy,),
)
def log_sum_exp(problem: Problem) -> Wrong:
    return problem.instead(_LOG_SUM_EXP) if problem.meaning.kind is InputKind.LOGITS else None


@mistake(
    "the logit of the true class added instead of subtracted",
    "{ln} Σ e^z + z_{y} = {wrong}",
    "the loss is {ln} Σ e^z - z_{y}",
    of=(CrossEntropy,),
    digits=ODD,
)
def logit_added(problem: Problem) -> Wrong:
    return problem.instead(_LOG_SUM_EXP + Sum(p * LOGIT)) if problem.meaning.kind is InputKind.LOGITS else None


@mistake(
    "1 - q instead of -{ln} q",
    "Σ p (1 - q) = {wrong}",
    "take -{ln} of the probability: -{ln} {q_y}",
    of=(CrossEntropy,),
)
def missed(problem: Problem) -> Wrong:
    return problem.instead(_MISSED * Number(problem.log.ln))


@mistake(
    "logarithm of 1 - q instead of q",
    "-Σ p {ln}(1 - q) = {wrong}",
    "take -{ln} of the probability of what came true: -{ln} {q_y}",
    of=(CrossEntropy,),
)
def of_missed(problem: Problem) -> Wrong:
    return problem.instead(_OF_MISSED)


@mistake(
    "odds instead of the probability",
    "-{ln}(q/(1 - q)) = {wrong}",
    "divide by the sum over all classes, that of the true class too: -{ln} {q_y}",
    of=(CrossEntropy,),
    digits=ODD,
)
def of_odds(problem: Problem) -> Wrong:
    return problem.instead(_OF_ODDS)


@mistake(
    "multiplied by q once more",
    "-Σ p q {ln} q = {wrong}",
    "the weight of -{ln} q is p alone",
    of=(CrossEntropy,),
)
def weighed_twice(problem: Problem) -> Wrong:
    return problem.instead(_WEIGHED_TWICE)


@mistake(
    "logarithm of the sum instead of the sum of the logarithms",
    "-{ln} Σ p q = {wrong}",
    "take the logarithm of each q first, and weigh these with p",
    of=(CrossEntropy,),
)
def of_sum(problem: Problem) -> Wrong:
    return problem.instead(_OF_SUM) if _soft(problem) else None


@mistake(
    "only the class of the largest p",
    "-{ln} q there = {wrong}",
    "every class counts, as much as its p: -Σ p {ln} q",
    of=(CrossEntropy,),
)
def hardened(problem: Problem) -> Wrong:
    return problem.but(truth=target_of(problem).argmax(axis=-1)) if _soft(problem) else None


@mistake(
    "Gini impurity instead of entropy",
    "1 - Σ p² = {wrong}",
    "weigh each -{ln} p with p: -Σ p {ln} p",
    of=(Entropy,),
    digits=COMMON,
)
def gini(problem: Problem) -> Wrong:
    return problem.instead(_GINI * Number(problem.log.ln))


@mistake(
    "Σ p² instead of entropy",
    "Σ p² = {wrong}",
    "weigh each -{ln} p with p: -Σ p {ln} p",
    of=(Entropy,),
)
def repeated(problem: Problem) -> Wrong:
    return problem.instead(_REPEATED * Number(problem.log.ln))


@mistake(
    "the share that the most frequent class misses, instead of entropy",
    "1 - max p = {wrong}",
    "weigh each -{ln} p with p: -Σ p {ln} p",
    of=(Entropy,),
)
def mistaken(problem: Problem) -> Wrong:
    return problem.instead(_MISTAKEN * Number(problem.log.ln))


@mistake(
    "the weights p left out",
    "-Σ {ln} p = {wrong}",
    "weigh each -{ln} p with p: -Σ p {ln} p",
    of=(Entropy,),
)
def unweighted(problem: Problem) -> Wrong:
    return problem.instead(-Sum(Ln(P)))


@mistake(
    "p squared before the logarithm",
    "-Σ p² {ln} p = {wrong}",
    "the weight of -{ln} p is p itself: -Σ p {ln} p",
    of=(Entropy,),
    digits=ODD,
)
def squared_weights(problem: Problem) -> Wrong:
    return problem.instead(_SQUARED_WEIGHTS)


def _soft(problem: Problem) -> bool:
    """Whether the target is no label and no one-hot."""
    y = problem.target
    return problem.labels is None and y is not None and not bool(((y == 0) | (y == 1)).all())


ON_THE_WAY = (
    log_sum_exp,
    logit_added,
    missed,
    of_missed,
    of_odds,
    weighed_twice,
    of_sum,
    hardened,
    gini,
    repeated,
    mistaken,
    unweighted,
    squared_weights,
)
