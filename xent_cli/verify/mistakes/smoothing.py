"""Label smoothing made otherwise: another convention, or a slip in how the target is smoothed."""

from typing import Any

from xent_cli.choices import Smoothing
from xent_cli.formula.expression import ONE, ZERO, Formula
from xent_cli.formula.symbols import Named, α
from xent_cli.measures.problem import Problem
from xent_cli.measures.smooth import Smoothed
from xent_cli.verify.mistakes.mistake import COMMON, Wrong, mistake


@mistake(
    "α/(K - 1) on the other classes",
    "(1 - α) y + α (1 - y)/(K - 1), with α = {alpha}, K = {K}: {wrong}",
    "give α/K to every class, or ask for --smoothing others",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
    convention="fairseq",
    digits=COMMON,
)
def smoothing_of_others(problem: Problem) -> Wrong:
    return problem.turned(smoothing=Smoothing.OTHERS)


@mistake(
    "α/K on every class",
    "(1 - α) y + α/K, with α = {alpha}, K = {K}: {wrong}",
    "give α/(K - 1) to the other classes only, or ask for --smoothing uniform",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
    convention="PyTorch and Keras",
    digits=COMMON,
)
def smoothing_of_all(problem: Problem) -> Wrong:
    return problem.turned(smoothing=Smoothing.UNIFORM)


def _smoothed_as(problem: Problem, kept: Formula, given: Formula) -> Problem:
    """The problem with the target y kept and given otherwise than (1 - α) y + α/K."""
    smooth: Any = problem.loss
    return problem.exchanged(smooth.smoothed, Named("y'", kept * smooth.y + given, smooth.indexed))


def _classes(problem: Problem) -> Formula:
    """K; one column stands for two classes."""
    smooth: Any = problem.loss
    count: Formula = smooth.classes
    return count


@mistake(
    "smoothing forgotten",
    "α = 0: {wrong}",
    "smooth the target first: (1 - α) y + α/K",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
    digits=COMMON,
)
def unsmoothed(problem: Problem) -> Wrong:
    return _smoothed_as(problem, ONE, ZERO)


@mistake(
    "α/K added without the α taken off",
    "y (1 - α/K) + α/K, with α = {alpha}, K = {K}: {wrong}",
    "keep 1 - α, not 1 - α/K, of the target: it then sums to 1",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
)
def kept_too_much(problem: Problem) -> Wrong:
    share = α / _classes(problem)
    return _smoothed_as(problem, 1 - share, share)


@mistake(
    "1/K added instead of α/K",
    "(1 - α) y + 1/K, with α = {alpha}, K = {K}: {wrong}",
    "add α/K: the target then sums to 1",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
)
def gave_too_much(problem: Problem) -> Wrong:
    return _smoothed_as(problem, 1 - α, 1 / _classes(problem))


@mistake(
    "(1 - α)/K added instead of α/K",
    "(1 - α) y + (1 - α)/K, with α = {alpha}, K = {K}: {wrong}",
    "add α/K: the target then sums to 1",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
)
def gave_the_rest(problem: Problem) -> Wrong:
    return _smoothed_as(problem, 1 - α, (1 - α) / _classes(problem))


@mistake(
    "the uniform term left out",
    "(1 - α) y, with α = {alpha}: {wrong}",
    "add α/K: the target then sums to 1",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
)
def gave_nothing(problem: Problem) -> Wrong:
    return _smoothed_as(problem, 1 - α, ZERO)


@mistake(
    "α and 1 - α exchanged",
    "α y + (1 - α)/K, with α = {alpha}, K = {K}: {wrong}",
    "keep 1 - α of the target and spread α: (1 - α) y + α/K",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
)
def exchanged(problem: Problem) -> Wrong:
    return _smoothed_as(problem, α, (1 - α) / _classes(problem))


@mistake(
    "α on every class instead of α/K",
    "(1 - α) y + α, with α = {alpha}: {wrong}",
    "divide α among the classes, α/K each: the target then sums to 1",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
)
def gave_each_all(problem: Problem) -> Wrong:
    return _smoothed_as(problem, 1 - α, α)


@mistake(
    "the true class without its share",
    "(1 - α) y + (1 - y) α/K, with α = {alpha}, K = {K}: {wrong}",
    "every class is given α/K, the true one too: the target then sums to 1",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
)
def gave_the_others_alone(problem: Problem) -> Wrong:
    smooth: Any = problem.loss
    return _smoothed_as(problem, 1 - α, (1 - smooth.y) * α / _classes(problem))


SMOOTHINGS = (
    smoothing_of_others,
    smoothing_of_all,
    unsmoothed,
    kept_too_much,
    gave_too_much,
    gave_the_rest,
    gave_nothing,
    exchanged,
    gave_each_all,
    gave_the_others_alone,
)
