"""The gradient of a typed problem again, as a central difference of its loss in decimal arithmetic."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from xent_cli.answers.answer import Report, Verification, WorkedAnswer
from xent_cli.answers.worked import Column, Grid
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.exact import derivative, predictions
from xent_cli.exact.arithmetic import Vector, decimal, ln, open_context, total
from xent_cli.inputs.literal import Number
from xent_cli.measures.gradient import Gradient
from xent_cli.measures.problem import Problem
from xent_cli.typed.certainty import symbols, truths
from xent_cli.verify.derivative import Comparison, check_size, compare

PRECISION = 100
NO_MORE_THAN_ROUNDING = Decimal("1e-13")  # of probabilities that a program printed


def beside(problem: Problem, gradient: Gradient, flat: Array, answer: WorkedAnswer | Report) -> WorkedAnswer | Report:
    """The answer with the derivative of each component and the error of it."""
    found = verify(problem, gradient, flat.tolist())
    verdict = Verification(found.agrees, found.said)
    columns = (Column("derivative", "derivative", found.derivatives), Column("error", "error", found.errors))
    if isinstance(answer, WorkedAnswer):
        worked = answer.worked._replace(columns=(*answer.worked.columns, *columns))
        return replace(answer, work=lambda: worked, verification=verdict)
    count, width = problem.values.shape
    place = (
        Column("row", "row", tuple(i + 1 for i in range(count) for _ in range(width))),
        Column("k", "k", tuple(range(width)) * count),
        Column("gradient", "gradient", tuple(flat.tolist())),
    )
    grid = Grid("derivatives", "against an independent derivative", (*place, *columns))
    return replace(answer, grids=(*answer.grids, grid), verification=verdict)


def verify(problem: Problem, gradient: Gradient, components: Sequence[float]) -> Comparison:
    """Each component of the answer beside the derivative of the loss."""
    check_size(len(components))
    with localcontext(open_context(PRECISION)):
        rows = [tuple(map(decimal, row)) for row in problem.sample.pred]
        targets = truths(problem, [tuple(map(decimal, row)) for row in problem.sample.target])
        share = decimal(problem.denominator)
        if problem.log.text != "e":
            share *= gradient.per(ln(Decimal(problem.log.text)))
        slopes = [
            slope / share
            for i, (row, truth) in enumerate(zip(rows, targets, strict=True))
            for slope in slopes_of(problem, gradient.at_row(i), row, truth)
        ]
        return compare(components, slopes)


def slopes_of(problem: Problem, gradient: Gradient, row: Vector, truth: Vector | None) -> Vector:
    """The derivatives of a row's loss by what stands behind its numbers; NaN where the loss is infinite."""
    at, prediction = behind(problem, row, to_logits=gradient.to_logits)

    def loss(moved: predictions.Prediction) -> Decimal:
        value = gradient.loss.value(symbols(gradient.loss, truth, moved, len(row)))
        return total(value) if isinstance(value, tuple) else value

    if not loss(problem.meaning.exact(row)).is_finite():
        return (Decimal("NaN"),) * len(row)
    differences = derivative.gradient_by_logits if gradient.to_logits else derivative.gradient_by_probs
    slopes = differences(lambda moved: loss(prediction(moved)), at)
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
        what = f"{problem.measure.takes.operands[-1]} sums to {float(total(q.probs)):.17g}, and a softmax to 1"
        raise InputError(what, "--verify", "rescale it with --normalize, or verify --wrt probs")
    return tuple(-q.surprisal(k) for k in range(len(row))), predictions.LogProbs if excess else predictions.Logits
