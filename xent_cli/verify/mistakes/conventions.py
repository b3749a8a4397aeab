"""What other libraries and papers do otherwise, and the slips next to it: weights, smoothing, α, clipping."""

from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from xent_cli.choices import Reduction, Smoothing
from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import Probs
from xent_cli.formula.expression import ONE, ZERO, Formula
from xent_cli.formula.symbols import Named, α
from xent_cli.inputs.literal import Number
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.focal import BinaryFocal, Fading
from xent_cli.measures.kl import Divergence
from xent_cli.measures.loss import OfClasses
from xent_cli.measures.measure import Information
from xent_cli.measures.problem import Problem
from xent_cli.measures.smooth import Smoothed
from xent_cli.verify.mistakes.altered import Altered, predicting
from xent_cli.verify.mistakes.mistake import LOSSES, Mistake, Wrong, mistake
from xent_cli.verify.mistakes.scales import scaled
from xent_cli.verify.mistakes.solution import denominator, solved


@mistake(
    "weighted sum divided by N instead of the sum of the weights",
    "{answer} · {N} / {rows} = {wrong}",
    "divide by the sum of the weights, {N}, as PyTorch and scikit-learn do",
    of=LOSSES,
    convention="Keras",
)
def weights_over_rows(problem: Problem) -> Wrong:
    weighed = problem.loss.class_weight is not None or problem.weighting.weighs_rows
    if problem.reduction is not Reduction.MEAN or not weighed:
        return None
    count = problem.values.size if problem.elementwise else len(problem.values)
    return scaled(problem, denominator(problem) / count)


@mistake(
    "ignored rows kept in the denominator",
    "{answer} · {N} / ({N} + {ignored}) = {wrong}",
    "divide by the {N} rows that are kept, as PyTorch does",
    of=(OfClasses,),
    in_gradients=(OfClasses,),
    convention="Keras",
)
def ignored_rows_kept(problem: Problem) -> Wrong:
    ignored = problem.sample.ignored
    if problem.reduction is not Reduction.MEAN or not ignored:
        return None
    kept = denominator(problem)
    return scaled(problem, kept / (kept + ignored))


@mistake(
    "α/(K - 1) on the other classes",
    "(1 - α) y + α (1 - y)/(K - 1), with α = {alpha}, K = {K}: {wrong}",
    "give α/K to every class, or ask for --smoothing others",
    of=(Smoothed,),
    in_gradients=(Smoothed,),
    convention="fairseq",
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
    "α on both classes",
    "α_t = {alpha} for y = 0 too: {wrong}",
    "weigh y = 1 with α and y = 0 with 1 - α",
    of=(BinaryFocal,),
    in_gradients=(BinaryFocal,),
    convention="Keras's CategoricalFocalCrossentropy",
)
def alpha_on_both(problem: Problem) -> Wrong:
    alpha = _alpha(problem)
    return None if alpha is None else scaled(solved(problem.turned(alpha=None)), float(alpha[0]))


@mistake(
    "α reversed",
    "α_t = 1 - {alpha} for y = 1: {wrong}",
    "weigh y = 1 with α and y = 0 with 1 - α",
    of=(BinaryFocal,),
    in_gradients=(BinaryFocal,),
)
def alpha_reversed(problem: Problem) -> Wrong:
    alpha = _alpha(problem)
    return None if alpha is None else problem.turned(alpha=(1 - alpha[0],))


@mistake(
    "α left out",
    "no α: {wrong}",
    "multiply by α_t: α where y = 1, and in the binary form 1 - α where y = 0",
    of=(Fading,),
    in_gradients=(Fading,),
    convention="Keras",
)
def alpha_left_out(problem: Problem) -> Wrong:
    return None if _alpha(problem) is None else problem.turned(alpha=None)


@mistake(
    "α = 0.25 that was not asked for",
    "α_t = 0.25 for y = 1 and 0.75 for y = 0: {wrong}",
    "leave α out, or ask for --alpha 0.25",
    of=(BinaryFocal,),
    in_gradients=(BinaryFocal,),
    convention="torchvision's sigmoid_focal_loss",
)
def alpha_of_torchvision(problem: Problem) -> Wrong:
    return problem.turned(alpha=(Fraction(1, 4),)) if _alpha(problem) is None else None


def _alpha(problem: Problem) -> tuple[Number, ...] | None:
    """The α of a focal loss."""
    assert isinstance(problem.loss, Fading)
    return problem.loss.alpha


_KERAS = 1e-7
_FLOAT32 = float(np.finfo(np.float32).eps)
_FLOAT64 = float(np.finfo(np.float64).eps)
_CLIPPED = (Information,)
_REMEDY = "clip nothing that --eps does not ask for: where q is 0, the loss is infinite"


@lru_cache(maxsize=1)
def _nearest_to_an_end(problem: Problem) -> float:
    """How near to 0 or 1 the probabilities come."""
    q = problem.pred.probs
    return float(min(q.min(), 1.0 - q.max()))


def _clipped(eps: float, owner: str) -> Mistake:
    """Probabilities kept off 0 and 1."""

    @mistake(
        f"probabilities clipped to {eps:.3g}",
        f"q = {{q}} kept within {eps:.3g} and 1 - {eps:.3g}: {{wrong}}",
        _REMEDY,
        of=_CLIPPED,
        convention=owner,
    )
    def clipped(problem: Problem) -> Wrong:
        if problem.meaning.kind is InputKind.REALS or _nearest_to_an_end(problem) >= eps:
            return None
        return predicting(problem, Probs(np.clip(problem.pred.probs, eps, 1.0 - eps)))

    return clipped


def _clipped_and_added(eps: float, owner: str) -> Mistake:
    """Clipped, and then 1e-7 added inside the logarithm."""

    @mistake(
        f"{_KERAS:.3g} added inside the logarithm, after clipping to {eps:.3g}",
        f"ln(q + {_KERAS:.3g}), with q = {{q}} kept within {eps:.3g} and 1 - {eps:.3g}: {{wrong}}",
        _REMEDY,
        of=(BinaryCrossEntropy,),
        convention=owner,
    )
    def added(problem: Problem) -> Wrong:
        q = np.maximum(problem.pred.probs, eps)
        complement = np.maximum(problem.pred.complement, eps)
        logs = {"surprisal": -np.log(q + _KERAS), "complement_surprisal": -np.log(complement + _KERAS)}
        return predicting(problem, Altered(problem.pred, **logs))

    return added


@mistake(
    "logarithms clamped at -100",
    "-ln q at most 100, with q = {q}: {wrong}",
    _REMEDY,
    of=(BinaryCrossEntropy,),
    convention="PyTorch's BCELoss",
)
def clamped_at_100(problem: Problem) -> Wrong:
    names = ("surprisal", "complement_surprisal")
    if _nearest_to_an_end(problem) > 1e-15:
        return None
    logs = {name: np.minimum(getattr(problem.pred, name), 100.0) for name in names}
    return predicting(problem, Altered(problem.pred, **logs))


CLIPPED = (
    clamped_at_100,
    _clipped(_KERAS, "Keras"),
    _clipped(_FLOAT64, "scikit-learn"),
    _clipped(1e-15, "scikit-learn before 1.3"),
    _clipped(_FLOAT32, "scikit-learn (float32)"),
    _clipped_and_added(_KERAS, "Keras"),
    _clipped_and_added(_FLOAT32, "Keras (float32)"),
)


@mistake(
    "rescaled to sum to 1",
    "q = {wrong_q}: {wrong}",
    "nothing is rescaled unless asked: --normalize does it",
    of=(Entropy, CrossEntropy, Divergence),
    convention="SciPy and Keras",
)
def rescaled(problem: Problem) -> Wrong:
    sums = problem.values.sum(axis=-1, keepdims=True)
    if problem.meaning.kind is not InputKind.PROBS or not (sums != 1.0).any():
        return None
    return predicting(problem, Probs(problem.values / sums))
