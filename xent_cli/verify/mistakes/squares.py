"""Squared errors: one taken for a logarithm, and what they are divided by."""

from xent_cli.formula.expression import Number
from xent_cli.formula.functions import Root, Sum
from xent_cli.formula.symbols import K, p, q, y, y1, ŷ
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.brier import Brier, Squared, SquaredElement
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.mse import MSE
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import COMMON, Wrong, mistake
from xent_cli.verify.mistakes.scales import scaled

OFF, OFF_1 = Sum((q - p) ** 2), ŷ - y1


@mistake(
    "squared error instead of cross-entropy",
    "Σ (q - p)² = {wrong}",
    "take -{ln} of the true class's probability: -{ln} {q_y}",
    of=(CrossEntropy,),
    digits=COMMON,
)
def for_cross_entropy(problem: Problem) -> Wrong:
    return problem.instead(OFF * Number(problem.log.ln))


@mistake(
    "mean squared error instead of cross-entropy",
    "Σ (q - p)² / {K} = {wrong}",
    "take -{ln} of the true class's probability: -{ln} {q_y}",
    of=(CrossEntropy,),
)
def mean_for_cross_entropy(problem: Problem) -> Wrong:
    return problem.instead(OFF * Number(problem.log.ln) / K)


@mistake(
    "squared error instead of binary cross-entropy",
    "(ŷ - y)² = {wrong}",
    "take -{ln} of the probability of what came true",
    of=(BinaryCrossEntropy,),
    digits=COMMON,
)
def for_binary_cross_entropy(problem: Problem) -> Wrong:
    return problem.instead(OFF_1**2 * Number(problem.log.ln))


@mistake(
    "absolute error instead of binary cross-entropy",
    "|ŷ - y| = {wrong}",
    "take -{ln} of the probability of what came true",
    of=(BinaryCrossEntropy,),
)
def absolute_for_binary(problem: Problem) -> Wrong:
    return problem.instead(Root(OFF_1**2) * Number(problem.log.ln))


@mistake("half of it", "{answer} / 2 = {wrong}", "no ½ stands before the squares", of=(Squared,), digits=COMMON)
def half(problem: Problem) -> Wrong:
    return scaled(problem, 0.5)


@mistake("root taken", "√{answer} = {wrong}", "the squares themselves are asked for, not their root", of=(Squared,))
def root(problem: Problem) -> Wrong:
    return problem.answer**0.5 if isinstance(problem.answer, float) else None


@mistake("both classes counted", "2 · {answer} = {wrong}", "one column has one difference, ŷ - y", of=(SquaredElement,))
def both_classes(problem: Problem) -> Wrong:
    return scaled(problem, 2.0)


@mistake("absolute errors", "|ŷ - y| in place of (ŷ - y)²: {wrong}", "square the differences", of=(Squared,))
def absolute(problem: Problem) -> Wrong:
    for square in ((q - y) ** 2, (ŷ - y1) ** 2):
        problem = problem.exchanged(square, Root(square))
    return problem


@mistake(
    "the true class alone",
    "(1 - {q_y})² = {wrong}",
    "every class has its square: the others are to be 0",
    of=(Brier,),
)
def true_class_alone(problem: Problem) -> Wrong:
    return problem.instead(Sum(y * (1 - q) ** 2))


@mistake(
    "sum instead of the mean over the {K} numbers",
    "Σ (ŷ - y)² = {answer} · {K} = {wrong}",
    "divide by {K}; the sum is the Brier score",
    of=(MSE,),
    digits=COMMON,
)
def not_divided(problem: Problem) -> Wrong:
    return scaled(problem, float(problem.values.shape[-1]))


@mistake(
    "{K} - 1 instead of {K}",
    "Σ (ŷ - y)² / ({K} - 1) = {wrong}",
    "divide by {K}: no degree of freedom is lost here",
    of=(MSE,),
)
def one_too_few(problem: Problem) -> Wrong:
    count = problem.values.shape[-1]
    return scaled(problem, count / (count - 1)) if count > 2 else None


@mistake("differences not squared", "Σ (ŷ - y) / {K} = {wrong}", "square each difference first", of=(MSE,))
def not_squared(problem: Problem) -> Wrong:
    return problem.instead(Sum(q - y) / K)


SQUARES = (
    not_divided,
    one_too_few,
    not_squared,
    for_cross_entropy,
    mean_for_cross_entropy,
    for_binary_cross_entropy,
    absolute_for_binary,
    half,
    both_classes,
    absolute,
    true_class_alone,
    root,
)
