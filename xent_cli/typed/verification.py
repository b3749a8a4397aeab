"""The gradient of a typed problem again, as a central difference of its loss in decimal arithmetic."""

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from typing import Any

from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.exact import derivative, predictions
from xent_cli.exact.arithmetic import Vector, decimal, in_base, open_context, total
from xent_cli.inputs.literal import Number
from xent_cli.measures.measure import Differentiated
from xent_cli.typed.certainty import truths
from xent_cli.typed.problem import Problem
from xent_cli.verify.derivative import Comparison, check_size, compare

PRECISION = 100
NO_MORE_THAN_ROUNDING = Decimal("1e-13")  # of probabilities that a program printed


def verify(problem: Problem, components: Sequence[float], of: Differentiated) -> Comparison:
    """Each component of the answer beside the derivative of the loss."""
    check_size(len(components))
    with localcontext(open_context(PRECISION)):
        rows = [tuple(map(decimal, row)) for row in problem.sample.pred]
        targets = truths(problem, [tuple(map(decimal, row)) for row in problem.sample.target])
        share = decimal(problem.denominator)
        slopes = [
            slope / share
            for row, truth in zip(rows, targets, strict=True)
            for slope in slopes_of(problem, row, truth, of)
        ]
        if problem.log.text != "e":
            slopes = [in_base(slope, Decimal(problem.log.text)) for slope in slopes]
        return compare(components, slopes)


def slopes_of(problem: Problem, row: Vector, truth: Any, of: Differentiated) -> Vector:
    """The derivatives of a row's loss by what stands behind its numbers; NaN where the loss is infinite."""
    at, prediction = behind(problem, row, to_logits=of.to_logits)
    if not of.loss(truth, problem.meaning.exact(row)).is_finite():
        return (Decimal("NaN"),) * len(row)
    differences = derivative.gradient_by_logits if of.to_logits else derivative.gradient_by_probs
    slopes = differences(lambda moved: of.loss(truth, prediction(moved)), at)
    if prediction is not predictions.LogProbs:
        return slopes
    # The softmax of what rounding made sum to more or less than 1 is another point: where a component is the
    # difference of almost the same, another gradient. So the chain rule goes on from these probabilities.
    moved = total(slopes)
    return tuple(slope - q * moved for slope, q in zip(slopes, problem.meaning.exact(row).probs, strict=True))


def behind(
    problem: Problem, row: Vector, *, to_logits: bool
) -> tuple[Sequence[Number], Callable[[Vector], predictions.Prediction]]:
    """What the loss is differentiated by: the logits as typed or those behind the probabilities, or these."""
    meaning = problem.meaning
    if not to_logits:
        return meaning.exact(row).probs, predictions.Probs
    if meaning.kind is InputKind.LOGITS:
        return row, meaning.exact
    q = meaning.exact(row)
    if meaning.elementwise:
        return tuple(q.complement_surprisal(k) - q.surprisal(k) for k in range(len(row))), predictions.BinaryLogits
    excess = abs(total(q.probs) - 1)
    if excess > NO_MORE_THAN_ROUNDING:
        what = f"PRED sums to {float(total(q.probs)):.17g}, and a softmax to 1"
        raise InputError(what, "--verify", "rescale it with --normalize, or verify --wrt probs")
    return tuple(-q.surprisal(k) for k in range(len(row))), predictions.LogProbs if excess else predictions.Logits
