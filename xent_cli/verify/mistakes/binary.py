"""Mistakes in formulas of two terms, one for y = 1 and one for y = 0."""

from xent_cli.core.kinds import InputKind
from xent_cli.formula.expression import ZERO, Formula, Minus, Plus
from xent_cli.formula.functions import Exp, Ln, NaturalLn, Positive
from xent_cli.formula.symbols import y1, ŷ, γ
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.focal import BinaryFocal
from xent_cli.measures.loss import OfElements
from xent_cli.measures.problem import Problem
from xent_cli.measures.softmax import LOGIT
from xent_cli.verify.mistakes.mistake import Wrong, mistake

_OF_1, _OF_0 = -Ln(ŷ), -Ln(1 - ŷ)
_SOFTPLUS = NaturalLn(1 + Exp(LOGIT))
_ABSOLUTE_LOST = Positive(LOGIT) - LOGIT * y1 + NaturalLn(1 + Exp(-LOGIT))


@mistake(
    "only the term of y = 0",
    "-(1 - y) {ln}(1 - q) alone: {wrong}",
    "add the other term, -y {ln} q",
    of=(BinaryCrossEntropy,),
)
def negative_term_only(problem: Problem) -> Wrong:
    of_1 = _terms(problem.measure.formula)[0]
    return None if of_1 is None else problem.exchanged(of_1, ZERO)


@mistake(
    "one sign wrong inside the brackets",
    "-[y {ln} q - (1 - y) {ln}(1 - q)] = {wrong}",
    "both terms have the same sign: -[y {ln} q + (1 - y) {ln}(1 - q)]",
    of=(OfElements,),
)
def sign_inside(problem: Problem) -> Wrong:
    of_1, of_0 = _terms(problem.measure.formula)
    return None if of_1 is None or of_0 is None else problem.instead(-(of_1 - of_0))


def _terms(formula: Formula) -> tuple[Formula | None, Formula | None]:
    """Of -(a + b) the two terms."""
    match formula:
        case Minus(parts=(Plus(parts=(Formula() as of_1, Formula() as of_0)),)):
            return of_1, of_0
    return None, None


@mistake(
    "the label ignored, as if every y were 1",
    "-{ln} q everywhere: {wrong}",
    "where y = 0 take -{ln}(1 - q)",
    of=(BinaryCrossEntropy,),
)
def all_ones(problem: Problem) -> Wrong:
    return problem.instead(_OF_1) if problem.values.size > 1 else None


@mistake(
    "the label ignored, as if every y were 0",
    "-{ln}(1 - q) everywhere: {wrong}",
    "where y = 1 take -{ln} q",
    of=(BinaryCrossEntropy,),
)
def all_zeros(problem: Problem) -> Wrong:
    return problem.instead(_OF_0) if problem.values.size > 1 else None


@mistake(
    "z·y not subtracted",
    "{ln}(1 + e^z) alone: {wrong}",
    "from the logit the loss is {ln}(1 + e^z) - z·y",
    of=(BinaryCrossEntropy,),
)
def softplus_alone(problem: Problem) -> Wrong:
    return problem.instead(_SOFTPLUS) if problem.meaning.kind is InputKind.LOGITS else None


@mistake(
    "the absolute value lost in the stable form",
    "max(z, 0) - z·y + {ln}(1 + e^-z) = {wrong}",
    "the exponent is never positive: max(z, 0) - z·y + {ln}(1 + e^-|z|)",
    of=(BinaryCrossEntropy,),
)
def absolute_value_lost(problem: Problem) -> Wrong:
    return problem.instead(_ABSOLUTE_LOST) if problem.meaning.kind is InputKind.LOGITS else None


@mistake(
    "q^γ and (1 - q)^γ confused where y = 0",
    "(1 - q)^γ for y = 0 too: {wrong}",
    "where y = 0 the factor is q^γ: it fades where q is near 0",
    of=(BinaryFocal,),
    in_gradients=(BinaryFocal,),
)
def power_of_0(problem: Problem) -> Wrong:
    return problem.exchanged(ŷ**γ, (1 - ŷ) ** γ)


@mistake(
    "{ln} q instead of {ln}(1 - q) where y = 0",
    "-{ln} q for y = 0 too: {wrong}",
    "where y = 0 the probability of what came true is 1 - q",
    of=(BinaryFocal,),
    in_gradients=(BinaryFocal,),
)
def logarithm_of_0(problem: Problem) -> Wrong:
    return problem.exchanged(Ln(1 - ŷ), Ln(ŷ))


BINARY = (
    negative_term_only,
    sign_inside,
    all_ones,
    all_zeros,
    softplus_alone,
    absolute_value_lost,
    power_of_0,
    logarithm_of_0,
)
