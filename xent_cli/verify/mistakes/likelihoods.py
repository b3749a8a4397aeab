"""Likelihoods: the constants of a Gaussian, the coefficient of a multinomial."""

from xent_cli.formula.expression import Formula, Number, Power
from xent_cli.formula.functions import Ln, Nats, Sum
from xent_cli.formula.symbols import q, y1
from xent_cli.measures.gaussian import CONSTANT, MEAN, SD, VARIANCE, Gaussian
from xent_cli.measures.multinomial import ALL, CROSSED, EACH, TOTAL, Multinomial, n
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import COMMON, Mistake, Wrong, mistake
from xent_cli.verify.mistakes.scales import scaled

OFF = (y1 - MEAN) ** 2


@mistake(
    "½ {ln} 2π left out",
    "without ½ {ln} 2π: {wrong}",
    "a density has its constant: add ½ {ln} 2π",
    of=(Gaussian,),
    convention="PyTorch's gaussian_nll_loss, unless full=True",
)
def without_constant(problem: Problem) -> Wrong:
    return problem.instead(_gaussian(problem).without_constant)


@mistake(
    "the ½ forgotten",
    "{ln} v + (y - μ)²/v = {wrong}",
    "both terms are halved: ½ [{ln} v + (y - μ)²/v], with ½ {ln} 2π added",
    of=(Gaussian,),
)
def half_forgotten(problem: Problem) -> Wrong:
    return problem.instead(2 * _gaussian(problem).without_constant)


@mistake(
    "no ½ before any of the terms",
    "{ln} 2π + {ln} v + (y - μ)²/v = {wrong}",
    "all three terms are halved: ½ [{ln} 2π + {ln} v + (y - μ)²/v]",
    of=(Gaussian,),
)
def doubled(problem: Problem) -> Wrong:
    return scaled(problem, 2.0)


@mistake(
    "the square not halved",
    "(y - μ)²/σ² in place of (y - μ)²/2σ²: {wrong}",
    "halve the square",
    of=(Gaussian,),
)
def square_not_halved(problem: Problem) -> Wrong:
    square = _gaussian(problem).square
    return problem.exchanged(OFF / (2 * square), OFF / square)


@mistake(
    "the square alone",
    "(y - μ)²/2σ² = {wrong}",
    "the density has a height, too: add {ln} σ and ½ {ln} 2π",
    of=(Gaussian,),
    digits=COMMON,
)
def square_alone(problem: Problem) -> Wrong:
    return problem.instead(Nats(OFF / (2 * _gaussian(problem).square)))


@mistake("{ln} σ left out", "without {ln} σ: {wrong}", "a wide Gaussian is low: add {ln} σ", of=(Gaussian,))
def without_log(problem: Problem) -> Wrong:
    return problem.instead(CONSTANT + Nats(OFF / (2 * _gaussian(problem).square)))


@mistake(
    "the coefficient left out",
    "-Σ n {ln} q = {wrong}",
    "that is the likelihood of one order; the counts come in N!/Π n! orders",
    of=(Multinomial,),
    convention="cross-entropy, which leaves out what does not depend on the prediction",
)
def without_coefficient(problem: Problem) -> Wrong:
    return problem.instead(CROSSED)


@mistake(
    "the coefficient added",
    "-Σ n {ln} q + {ln}(N!/Π n!) = {wrong}",
    "more orders make the counts more likely: subtract the logarithm of the coefficient",
    of=(Multinomial,),
)
def coefficient_added(problem: Problem) -> Wrong:
    return problem.instead(CROSSED + ALL - EACH)


@mistake(
    "only N! in the coefficient",
    "without Σ {ln} n!: {wrong}",
    "orders within a class are all one: divide N! by each n!",
    of=(Multinomial,),
)
def only_all(problem: Problem) -> Wrong:
    return problem.instead(CROSSED - ALL)


@mistake(
    "factorials by n {ln} n - n",
    "with {ln} n! about n {ln} n - n: {wrong}",
    "of few counts that is far off: take the factorials themselves",
    of=(Multinomial,),
)
def stirling(problem: Problem) -> Wrong:
    return problem.exchanged(ALL, _about(TOTAL)).exchanged(EACH, Sum(_about(n)))


@mistake(
    "cross-entropy of the shares",
    "-Σ (n/N) {ln} q = {wrong}",
    "all N observations count: multiply by N, and subtract the logarithm of the coefficient",
    of=(Multinomial,),
)
def of_shares(problem: Problem) -> Wrong:
    return problem.instead(-Sum(n / TOTAL * Ln(q)))


def _about(x: Formula) -> Formula:
    return x * Ln(x) - Nats(x)


def _to_power(problem: Problem, formula: Formula, power: int) -> Problem:
    """The formula with σ to this power where σ² should be."""
    if _gaussian(problem).by_variance:
        root = Power(VARIANCE, Number(power) / 2)
        return problem.instead(formula.but(Ln(VARIANCE) / 2, Ln(root) / 2).but(2 * VARIANCE, 2 * root))
    return problem.instead(formula.but(Ln(SD), Ln(SD) * Number(power) / 2).but(SD**2, SD**power))


def _gaussian(problem: Problem) -> Gaussian:
    assert isinstance(problem.loss, Gaussian)
    return problem.loss


def _exchanged(name: str, power: int, said: str) -> tuple[Mistake, Mistake]:
    """The spread to another power, with the constant and without."""
    remedy = "the variance is the square of the standard deviation: --sd and --variance tell them apart"

    @mistake(name, f"{said}: {{wrong}}", remedy, of=(Gaussian,))
    def exchanged(problem: Problem) -> Wrong:
        return _to_power(problem, problem.measure.formula, power)

    words = f"{said}, and no ½ {{ln}} 2π: {{wrong}}"

    @mistake(f"{name}, ½ {{ln}} 2π left out", words, remedy, of=(Gaussian,))
    def without(problem: Problem) -> Wrong:
        return _to_power(problem, _gaussian(problem).without_constant, power)

    return exchanged, without


SPREADS = (
    *_exchanged("the standard deviation used as the variance", 1, "{ln}(σ)/2 + (y - μ)²/2σ"),
    *_exchanged("the variance used as the standard deviation", 4, "{ln} σ² + (y - μ)²/2(σ²)²"),
)


LIKELIHOODS = (
    without_constant,
    half_forgotten,
    doubled,
    *SPREADS,
    square_not_halved,
    square_alone,
    without_log,
    without_coefficient,
    coefficient_added,
    only_all,
    stirling,
    of_shares,
)
