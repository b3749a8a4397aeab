"""One quantity given for another: what is computed on the way to a cross-entropy or an entropy, or beside it."""

from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import Number
from xent_cli.formula.functions import Largest, Ln, NaturalLn, Sum
from xent_cli.formula.symbols import p, q
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.entropy import Entropy, P
from xent_cli.measures.problem import Problem
from xent_cli.measures.softmax import EXPONENTIALS, MAXIMUM
from xent_cli.verify.mistakes.mistake import COMMON, ODD, Wrong, mistake

_LOG_SUM_EXP = MAXIMUM + NaturalLn(EXPONENTIALS)
_MISSED, _OF_MISSED = Sum(p * (1 - q)), -Sum(p * Ln(1 - q))
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


ON_THE_WAY = (log_sum_exp, missed, of_missed, gini, repeated, mistaken, unweighted, squared_weights)
