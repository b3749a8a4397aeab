"""One divergence taken for another."""

from xent_cli.formula.expression import Number
from xent_cli.formula.functions import Ln, Root, Sum
from xent_cli.formula.symbols import p, q
from xent_cli.measures.jeffreys import Jeffreys
from xent_cli.measures.js import FromMixture, JensenShannon
from xent_cli.measures.kl import REVERSE, Divergence
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import COMMON, ODD, Wrong, mistake

FORWARD = Sum(p * Ln(p / q))


@mistake(
    "Jensen-Shannon distance instead of divergence",
    "√{answer} = {wrong}",
    "the divergence is what stands below the root; --distance asks for the root",
    of=(FromMixture,),
    convention="SciPy",
    digits=COMMON,
)
def root_taken(problem: Problem) -> Wrong:
    return None if _is_distance(problem) else problem.instead(Root(problem.measure.formula))


@mistake(
    "Jensen-Shannon divergence instead of distance",
    "{answer}² = {wrong}",
    "the distance is the square root of the divergence",
    of=(FromMixture,),
    digits=COMMON,
)
def root_forgotten(problem: Problem) -> Wrong:
    return problem.turned(distance=False) if _is_distance(problem) else None


@mistake(
    "the ½ forgotten",
    "D(p‖m) + D(q‖m) = {wrong}",
    "both divergences from the mixture weigh one half",
    of=(JensenShannon,),
)
def half_forgotten(problem: Problem) -> Wrong:
    js = _js(problem)
    return problem.instead(2 * js.divergence) if js.even and not js.distance else None


@mistake(
    "only one divergence from the mixture",
    "D(p‖m) = {wrong}",
    "the mean of D(p‖m) and D(q‖m) is asked for",
    of=(JensenShannon,),
)
def one_side(problem: Problem) -> Wrong:
    return problem.instead(Sum(p * Ln(p / _js(problem).mixture)))


@mistake(
    "mean of D(p‖q) and D(q‖p)",
    "[D(p‖q) + D(q‖p)]/2 = {wrong}",
    "both divergences are from the mixture m, not from each other",
    of=(JensenShannon,),
)
def no_mixture(problem: Problem) -> Wrong:
    return problem.instead((FORWARD + REVERSE) / 2)


@mistake(
    "KL divergence instead of Jensen-Shannon",
    "D(p‖q) = {wrong}",
    "take both from the mixture m = (p+q)/2",
    of=(JensenShannon,),
)
def plain(problem: Problem) -> Wrong:
    return problem.instead(FORWARD)


@mistake(
    "Jensen-Shannon divergence",
    "[D(p‖m) + D(q‖m)]/2 with m = (p+q)/2 is {wrong}",
    "D(p‖q) has no mixture in it",
    of=(Divergence,),
)
def mixed(problem: Problem) -> Wrong:
    return problem.instead(JensenShannon().divergence)


@mistake(
    "Jeffreys divergence",
    "D(p‖q) + D(q‖p) = {wrong}",
    "one direction is asked for: D(p‖q)",
    of=(Divergence,),
)
def symmetrised(problem: Problem) -> Wrong:
    return problem.instead(FORWARD + REVERSE)


@mistake(
    "the weights p left out",
    "Σ {ln}(p/q) = {wrong}",
    "weigh each logarithm with p",
    of=(Divergence,),
)
def unweighted(problem: Problem) -> Wrong:
    return problem.instead(Sum(Ln(p / q)))


@mistake(
    "total variation distance",
    "Σ |p - q| / 2 = {wrong}",
    "weigh each {ln}(p/q) with p, and add these up",
    of=(Divergence,),
)
def total_variation(problem: Problem) -> Wrong:
    return problem.instead(Sum(Root((p - q) ** 2)) * Number(problem.log.ln) / 2)


@mistake(
    "squared differences",
    "Σ (p - q)² = {wrong}",
    "weigh each {ln}(p/q) with p, and add these up",
    of=(Divergence,),
)
def squared_differences(problem: Problem) -> Wrong:
    return problem.instead(Sum((p - q) ** 2) * Number(problem.log.ln))


@mistake(
    "χ² divergence",
    "Σ (p - q)²/q = {wrong}",
    "weigh each {ln}(p/q) with p, and add these up",
    of=(Divergence,),
    digits=ODD,
)
def chi_squared(problem: Problem) -> Wrong:
    return problem.instead(Sum((p - q) ** 2 / q) * Number(problem.log.ln))


@mistake(
    "logarithm forgotten",
    "Σ p (p/q) = {wrong}",
    "take {ln} of each ratio p/q before it is weighed with p",
    of=(Divergence,),
)
def no_logarithm(problem: Problem) -> Wrong:
    return problem.instead(Sum(p * (p / q)) * Number(problem.log.ln))


@mistake(
    "difference of the entropies",
    "H(q) - H(p) = {wrong}",
    "subtract the entropy of p from the cross-entropy: D(p‖q) = H(p,q) - H(p)",
    of=(Divergence,),
)
def of_entropies(problem: Problem) -> Wrong:
    return problem.instead(Sum(p * Ln(p)) - Sum(q * Ln(q)))


@mistake(
    "only one direction",
    "D(p‖q) = {wrong}",
    "add the other direction, D(q‖p)",
    of=(Jeffreys,),
)
def one_direction(problem: Problem) -> Wrong:
    return problem.instead(FORWARD)


@mistake(
    "only the other direction",
    "D(q‖p) = {wrong}",
    "add the first direction, D(p‖q)",
    of=(Jeffreys,),
)
def other_direction(problem: Problem) -> Wrong:
    return problem.instead(REVERSE)


@mistake(
    "half of it",
    "[D(p‖q) + D(q‖p)]/2 = {wrong}",
    "both directions are added, not averaged",
    of=(Jeffreys,),
    convention="some books",
)
def averaged(problem: Problem) -> Wrong:
    return problem.instead(problem.measure.formula / 2)


@mistake(
    "difference of the directions",
    "D(p‖q) - D(q‖p) = {wrong}",
    "both directions are added",
    of=(Jeffreys,),
    digits=COMMON,
)
def subtracted(problem: Problem) -> Wrong:
    return problem.instead(FORWARD - REVERSE)


def _js(problem: Problem) -> JensenShannon:
    assert isinstance(problem.measure, JensenShannon)
    return problem.measure


def _is_distance(problem: Problem) -> bool:
    assert isinstance(problem.measure, FromMixture)
    return problem.measure.distance


DIVERGENCES = (
    root_taken,
    root_forgotten,
    half_forgotten,
    one_side,
    no_mixture,
    plain,
    mixed,
    symmetrised,
    unweighted,
    total_variation,
    squared_differences,
    chi_squared,
    no_logarithm,
    of_entropies,
    one_direction,
    other_direction,
    averaged,
    subtracted,
)
