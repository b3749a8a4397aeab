"""What other libraries and papers do otherwise, and the slips next to it: weights, smoothing, α."""

from fractions import Fraction

from xent_cli.choices import Reduction
from xent_cli.core.kinds import InputKind
from xent_cli.core.predictions import Probs
from xent_cli.inputs.literal import Number
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.focal import BinaryFocal, Fading
from xent_cli.measures.kl import Divergence
from xent_cli.measures.loss import OfClasses
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.altered import predicting
from xent_cli.verify.mistakes.mistake import COMMON, LOSSES, Wrong, mistake
from xent_cli.verify.mistakes.scales import scaled
from xent_cli.verify.mistakes.solution import denominator, solved


@mistake(
    "weighted sum divided by N instead of the sum of the weights",
    "{answer} · {N} / {rows} = {wrong}",
    "divide by the sum of the weights, {N}, as PyTorch and scikit-learn do",
    of=LOSSES,
    convention="Keras",
    digits=COMMON,
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
    digits=COMMON,
)
def ignored_rows_kept(problem: Problem) -> Wrong:
    ignored = problem.sample.ignored
    if problem.reduction is not Reduction.MEAN or not ignored:
        return None
    kept = denominator(problem)
    return scaled(problem, kept / (kept + ignored))


@mistake(
    "α on both classes",
    "α_t = {alpha} for y = 0 too: {wrong}",
    "weigh y = 1 with α and y = 0 with 1 - α",
    of=(BinaryFocal,),
    in_gradients=(BinaryFocal,),
    convention="Keras's CategoricalFocalCrossentropy",
    digits=COMMON,
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
    digits=COMMON,
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


@mistake(
    "rescaled to sum to 1",
    "q = {wrong_q}: {wrong}",
    "nothing is rescaled unless asked: --normalize does it",
    of=(Entropy, CrossEntropy, Divergence),
    convention="SciPy and Keras",
)
def rescaled(problem: Problem) -> Wrong:
    if problem.meaning.kind is not InputKind.PROBS:
        return None
    sums = problem.values.sum(axis=-1, keepdims=True)
    if (sums == 1.0).all():
        return None
    return predicting(problem, Probs(problem.values / sums))
