"""Gaussians: directions, constants, and which spread was given."""

from xent_cli.formula.expression import Number, Power
from xent_cli.measures.normals import NormalCrossEntropy, NormalDivergence, NormalEntropy, Normals
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import Wrong, mistake
from xent_cli.verify.mistakes.scales import scaled


@mistake("the directions exchanged", "D(q‖p) = {wrong}", "p is the first of the two", of=(NormalDivergence,))
def exchanged(problem: Problem) -> Wrong:
    return problem.instead(_normals(problem).reverse)


@mistake("the ½ forgotten", "2 · {answer} = {wrong}", "all terms are halved", of=(NormalDivergence, NormalEntropy))
def half_forgotten(problem: Problem) -> Wrong:
    return scaled(problem, 2.0)


@mistake(
    "standard deviation and variance exchanged",
    "the spreads taken for the others: {wrong}",
    "sd= is the standard deviation, var= its square",
    of=(Normals,),
)
def spreads_exchanged(problem: Problem) -> Wrong:
    normals = _normals(problem)
    formula = problem.measure.formula
    for normal, variance in zip(normals.normals, (normals.v, normals.w), strict=False):
        formula = formula.but(variance, Power(variance, Number(2 if normal.by_variance else 0.5)))
    return problem.instead(formula)


@mistake(
    "divergence instead of cross-entropy",
    "D(p‖q) = {wrong}",
    "add the entropy of p: H(p,q) = H(p) + D(p‖q)",
    of=(NormalCrossEntropy,),
)
def divergence_alone(problem: Problem) -> Wrong:
    return problem.instead(_normals(problem).forward)


@mistake(
    "cross-entropy instead of divergence",
    "H(p,q) = {wrong}",
    "subtract the entropy of p: D(p‖q) = H(p,q) - H(p)",
    of=(NormalDivergence,),
)
def entropy_kept(problem: Problem) -> Wrong:
    return problem.instead(_normals(problem).crossed)


def _normals(problem: Problem) -> Normals:
    assert isinstance(problem.measure, Normals)
    return problem.measure


NORMALS = (exchanged, half_forgotten, spreads_exchanged, divergence_alone, entropy_kept)
