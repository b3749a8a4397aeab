"""Mistakes by a factor: the base of the logarithm, what a mean divides by, the sign."""

import numpy as np

from xent_cli.core.numerics import Array
from xent_cli.core.units import LogBase
from xent_cli.verify.mistakes.mistake import BINARY, CATEGORICAL, GRADIENTS, LOSSES, Mistake, gradients_of, mistake
from xent_cli.verify.mistakes.solution import denominator
from xent_cli.verify.problem import Problem


def scaled(problem: Problem, factor: float) -> Array | float:
    """The problem's answer times a factor."""
    return np.asarray(problem.answer) * factor


def _other_base(base: LogBase) -> Mistake:
    """The logarithm taken to this base."""

    @mistake(
        f"{base.symbol} taken instead of {{ln}}",
        f"{{measure}} = {{answer}} with {{ln}}; with {base.symbol}: {{wrong}}",
        f"take {{ln}}; {base.symbol} gives {base.unit}",
        of=LOSSES | GRADIENTS,
    )
    def taken(problem: Problem) -> Array | float | None:
        return None if base.ln == problem.log.ln else scaled(problem, problem.log.ln / base.ln)

    return taken


BASES = tuple(_other_base(LogBase.of(text)) for text in ("10", "2", "e"))


@mistake(
    "sum instead of mean",
    "{answer} · {N} = {wrong}",
    "divide the sum of the losses by {N}",
    of=LOSSES | GRADIENTS,
)
def sum_for_mean(problem: Problem) -> Array | float | None:
    total = denominator(problem)
    return scaled(problem, total) if problem.reduction == "mean" and total != 1 else None


@mistake(
    "mean instead of sum",
    "{answer} / {N} = {wrong}",
    "do not divide by {N}: a sum is asked for",
    of=LOSSES | GRADIENTS,
)
def mean_for_sum(problem: Problem) -> Array | float | None:
    return scaled(problem, 1 / denominator(problem)) if problem.reduction != "mean" else None


@mistake("1/N applied twice", "{answer} / {N} = {wrong}", "divide by {N} once", of=GRADIENTS)
def averaged_twice(problem: Problem) -> Array | float | None:
    return scaled(problem, 1 / denominator(problem)) if problem.reduction == "mean" else None


@mistake(
    "mean over the elements instead of the rows",
    "{answer} / {K} = {wrong}",
    "add up the {K} classes, and divide by the number of rows only",
    of=CATEGORICAL | gradients_of(CATEGORICAL) | {"entropy"},
)
def mean_of_elements(problem: Problem) -> Array | float:
    return scaled(problem, 1 / problem.values.shape[-1])


@mistake(
    "mean over the rows instead of the elements",
    "{answer} · {K} = {wrong}",
    "divide by the number of elements, {N}",
    of=BINARY | gradients_of(BINARY),
)
def mean_of_rows(problem: Problem) -> Array | float | None:
    return scaled(problem, problem.values.shape[-1]) if problem.reduction == "mean" else None


@mistake(
    "minus sign missing", "-({answer}) = {wrong}", "this is never negative: mind the minus before the sum", of=LOSSES
)
def sign_of_loss(problem: Problem) -> Array | float:
    return scaled(problem, -1.0)


@mistake(
    "sign flipped",
    "-({answer}) = {wrong}",
    "the gradient is predicted minus true, q - p, and not p - q",
    of=GRADIENTS,
)
def sign_of_gradient(problem: Problem) -> Array | float:
    return scaled(problem, -1.0)
