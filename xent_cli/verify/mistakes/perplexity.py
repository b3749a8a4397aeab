"""Perplexity, a power of the answer, and the slips in it."""

import numpy as np

from xent_cli.choices import Reduction
from xent_cli.core.log_base import LogBase
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.mistake import COMMON, Mistake, Wrong, mistake
from xent_cli.verify.mistakes.solution import denominator

_OF = (Entropy, CrossEntropy)
_REMEDY = "the logarithm of the perplexity is asked for: {answer}"


def _power(problem: Problem, ln_base: float, times: float = 1.0) -> float | None:
    """A power of the base, the answer its exponent, where that is one number and the power another."""
    power = float(np.exp(problem.answer * ln_base * times)) if isinstance(problem.answer, float) else np.inf
    return power if np.isfinite(power) else None


@mistake("perplexity", "{b}^{answer} = {wrong}", _REMEDY, of=_OF, digits=COMMON)
def taken(problem: Problem) -> Wrong:
    return _power(problem, problem.log.ln)


def _of_base(base: LogBase) -> Mistake:
    """A power of this base, which is not the logarithm's."""

    @mistake(
        f"perplexity with base {base.text} of a logarithm to the base {{b}}",
        f"{base.text}^{{answer}} = {{wrong}}",
        "perplexity is {b}^{answer}; and here its logarithm is asked for",
        of=_OF,
        digits=COMMON,
    )
    def taken(problem: Problem) -> Wrong:
        return None if base.text == problem.log.text else _power(problem, base.ln)

    return taken


OF_OTHER_BASES = tuple(_of_base(LogBase.of(text)) for text in ("2", "e"))


@mistake(
    "perplexity without the N-th root",
    "1/Π q = {b}^({N} · {answer}) = {wrong}",
    "divide the exponent by N = {N}; and here only the exponent, {answer}, is asked for",
    of=_OF,
)
def without_root(problem: Problem) -> Wrong:
    if len(problem.values) == 1:
        return None
    return _power(problem, problem.log.ln, denominator(problem) if problem.reduction is Reduction.MEAN else 1.0)


@mistake(
    "mean of 1/q",
    "the mean of 1/q over the {N} rows = {wrong}",
    "perplexity is the exponential of a mean of logarithms; and here that mean, {answer}, is asked for",
    of=(CrossEntropy,),
)
def mean_of_inverses(problem: Problem) -> Wrong:
    if problem.labels is None or problem.reduction is not Reduction.MEAN or len(problem.values) == 1:
        return None
    return float(np.exp(problem.pred.surprisal_of(problem.labels)).mean())
