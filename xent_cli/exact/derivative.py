"""A gradient by central differences: it knows the loss only, so it is independent of every closed form."""

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext

from xent_cli.exact.arithmetic import ONE, ZERO, Number, Vector, decimal, open_context

STEP = Decimal("1e-20")
PRECISIONS = (60, 120, 240, 480)
"""The first leaves 40 digits to the difference of two losses near 1, the last sees a component of e^-745."""
KINK = Decimal("1e-3")
"""By how much the slopes on both sides differ where there is none: smooth losses have it from h L'' only."""
KEPT = 25
"""The digits of a difference that must outlive the subtraction."""
LONGEST = 20_000
"""The digits in which a step is added to its point, so that 1e308 + 1e-20 is exact."""

Loss = Callable[[Vector], Decimal]


def gradient_by_logits(loss: Loss, at: Sequence[Number]) -> Vector:
    """(L(z + h e_k) - L(z - h e_k)) / 2h for each k, good to double precision; 0 at an infinite logit.

    The loss is called 2K times or more, at various precisions, so it makes its predictions inside.
    """
    return tuple(_slope(loss, at, k, lambda _: STEP) for k in range(len(at)))


def gradient_by_probs(loss: Loss, at: Sequence[Number]) -> Vector:
    """The same for probabilities, each free of the others; NaN where the loss is undefined on one side.

    The steps are small beside the distance of q_k from 0 and from 1.
    """
    return tuple(_slope(loss, at, k, _step_within_bounds) for k in range(len(at)))


def _slope(loss: Loss, at: Sequence[Number], k: int, step: Callable[[Decimal], Decimal]) -> Decimal:
    """∂L/∂x_k, with ever more digits until enough of them outlive the subtraction; NaN at a kink."""
    for precision in PRECISIONS:
        with localcontext(open_context(precision)):
            point = tuple(map(decimal, at))
            if point[k].is_infinite():
                return ZERO
            h = step(point[k])
            above, here, below = (loss(_moved(point, k, move)) for move in (h, ZERO, -h))
            slope = (above - below) / (2 * h)
            if abs(above - 2 * here + below) > h * KINK * max(ONE, abs(slope)):
                slope = Decimal("NaN")
            noise = max(ONE, abs(above)).scaleb(KEPT - precision)
            if not abs(above - below) < noise:
                break
    return slope


def _moved(point: Vector, k: int, move: Decimal) -> Vector:
    """The point with its k-th coordinate moved, exactly."""
    with localcontext(open_context(LONGEST)):
        return (*point[:k], point[k] + move, *point[k + 1 :])


def _step_within_bounds(q: Decimal) -> Decimal:
    """A step that leaves a q inside [0, 1] there."""
    return STEP * min(distance for distance in (ONE, abs(q), abs(1 - q)) if distance)
