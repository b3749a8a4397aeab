"""Mistakes by a factor: the base of the logarithm, what a mean divides by, the sign."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from xent_cli.choices import Reduction
from xent_cli.core.log_base import LogBase
from xent_cli.core.numerics import Array
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.loss import Loss, OfClasses, OfElements
from xent_cli.measures.normals import Normals
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import COMMON, LOSSES, Family, Mistake, Wrong
from xent_cli.verify.mistakes.solution import denominator

# What a problem's answer is multiplied by, or None where the mistake cannot be made.
Factor: TypeAlias = Callable[[Problem], float | None]


def scaled(problem: Problem, factor: float) -> Array | float:
    """The problem's answer times a factor."""
    return factor * (problem.answer if isinstance(problem.answer, float) else np.array(problem.answer))


def _scale(
    name: str, formula: str, remedy: str, *, of: Family = (), in_gradients: Family = ()
) -> Callable[[Factor], Mistake]:
    """Make a mistake of what it multiplies the answer by."""

    def of_factor(factor: Factor) -> Mistake:
        def wrong(problem: Problem) -> Wrong:
            times = factor(problem)
            return None if times is None else scaled(problem, times)

        return Mistake(name, formula, remedy, of, in_gradients, wrong, factor=factor, digits=COMMON)

    return of_factor


def _other_base(base: LogBase) -> Mistake:
    """The logarithm taken to this base."""

    @_scale(
        f"{base.symbol} taken instead of {{ln}}",
        f"{{measure}} = {{answer}} with {{ln}}; with {base.symbol}: {{wrong}}",
        f"take {{ln}}; {base.symbol} gives {base.unit}",
        of=(*LOSSES, Normals),
        in_gradients=(Loss,),
    )
    def taken(problem: Problem) -> float | None:
        if base.ln == problem.log.ln or not problem.measure.has_base:
            return None
        return float(problem.ln_base / problem.measure.per(base.ln))

    return taken


BASES = tuple(_other_base(LogBase.of(text)) for text in ("10", "2", "e"))


@_scale(
    "sum instead of mean",
    "{answer} · {N} = {wrong}",
    "divide the sum of the losses by {N}",
    of=LOSSES,
    in_gradients=(Loss,),
)
def sum_for_mean(problem: Problem) -> float | None:
    total = denominator(problem)
    return total if problem.reduction is Reduction.MEAN and total != 1 else None


@_scale(
    "mean instead of sum",
    "{answer} / {N} = {wrong}",
    "do not divide by {N}: no mean is asked for",
    of=LOSSES,
    in_gradients=(Loss,),
)
def mean_for_sum(problem: Problem) -> float | None:
    return 1 / denominator(problem) if problem.reduction is not Reduction.MEAN else None


@_scale("1/N applied twice", "{answer} / {N} = {wrong}", "divide by {N} once", in_gradients=(Loss,))
def averaged_twice(problem: Problem) -> float | None:
    return 1 / denominator(problem) if problem.reduction is Reduction.MEAN else None


@_scale(
    "mean over the elements instead of the rows",
    "{answer} / {K} = {wrong}",
    "divide by the number of rows only, not by the {K} classes as well",
    of=(OfClasses, Entropy),
    in_gradients=(OfClasses,),
)
def mean_of_elements(problem: Problem) -> float:
    return 1 / float(problem.values.shape[-1])


@_scale(
    "mean over the rows instead of the elements",
    "{answer} · {K} = {wrong}",
    "divide by the number of elements, {N}",
    of=(OfElements,),
    in_gradients=(OfElements,),
)
def mean_of_rows(problem: Problem) -> float | None:
    return float(problem.values.shape[-1]) if problem.reduction is Reduction.MEAN else None


@_scale(
    "minus sign missing", "-{measure} = {wrong}", "this is never negative: mind the minus before the sum", of=LOSSES
)
def sign_of_loss(_: Problem) -> float:
    return -1.0


@_scale(
    "sign flipped",
    "-{answer} = {wrong}",
    "a loss falls where its gradient is negative: by the logits it is q - p, predicted minus true",
    in_gradients=(Loss,),
)
def sign_of_gradient(_: Problem) -> float:
    return -1.0


SCALES = (
    *BASES,
    sum_for_mean,
    mean_for_sum,
    averaged_twice,
    mean_of_elements,
    mean_of_rows,
    sign_of_loss,
    sign_of_gradient,
)
