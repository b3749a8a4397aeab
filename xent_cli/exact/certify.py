"""A result is certified when two precisions agree on it: one fixed precision is evidence, not proof."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, localcontext
from itertools import pairwise

from xent_cli.exact.arithmetic import ZERO, Number, Vector, decimal, open_context
from xent_cli.record import record

DIGITS = 50
PRECISIONS = (50, 100, 200, 400)
GUARD = 15
WIDEST = 400
ALIKE = 30  # places between the largest number and the smallest result
AGREEMENT = Decimal(f"1e-{DIGITS + 1}")


class UncertifiedError(ArithmeticError):
    """No two precisions agreed."""


@record
class Certified:
    """A result to 50 digits, and the double nearest to it."""

    digits: Decimal
    value: float


def certify(compute: Callable[..., Decimal], *inputs: Sequence[Number]) -> Certified:
    """The result of `compute(*inputs)`, which is given each input as decimals of the working precision.

    >>> from fractions import Fraction
    >>> certify(lambda p: -p[0].ln(), [Fraction(1, 3)]).value
    1.0986122886681098
    """
    return certify_each(lambda *vectors: (compute(*vectors),), *inputs)[0]


def certify_each(compute: Callable[..., Iterable[Decimal]], *inputs: Sequence[Number]) -> tuple[Certified, ...]:
    """The same for a computation of several results."""
    spread = guard_of(inputs) - GUARD
    # What two precisions cannot see, neither of them, is too small to matter to a result that is not small itself.
    if spread and (certified := _agreed(compute, inputs, PRECISIONS[:2], GUARD)) and _alike(certified, inputs):
        return certified
    if certified := _agreed(compute, inputs, PRECISIONS, GUARD + spread):
        return certified
    raise UncertifiedError(f"no two precisions up to {PRECISIONS[-1]} digits agree")


def _agreed(
    compute: Callable[..., Iterable[Decimal]],
    inputs: Sequence[Sequence[Number]],
    precisions: Sequence[int],
    guard: int,
) -> tuple[Certified, ...]:
    """What the first two precisions say that agree; nothing if none do."""
    for coarse, fine in pairwise(_run(compute, inputs, digits + guard) for digits in precisions):
        with localcontext(open_context(DIGITS)):
            settled = [digits for digits in map(_settle, coarse, fine) if digits is not None]
            if len(settled) == len(fine):
                return tuple(Certified(+digits, float(digits) + 0.0) for digits in settled)  # never -0.0
    return ()


def _alike(certified: Sequence[Certified], inputs: Iterable[Sequence[Number]]) -> bool:
    """Whether no result is small beside the others, the inputs and 1."""
    first = max((_places(number)[0] for numbers in inputs for number in numbers if number), default=0)
    places = [result.digits.adjusted() for result in certified if result.digits.is_finite() and result.digits]
    return len(places) == len(certified) and min(places) > max(first, *places) - ALIKE


def guard_of(inputs: Iterable[Sequence[Number]]) -> int:
    """How many digits more than the answer's are carried, so that these inputs do not swallow one another."""
    return GUARD + min(max(_span(inputs) - DIGITS, 0), WIDEST)


def _run(compute: Callable[..., Iterable[Decimal]], inputs: Iterable[Sequence[Number]], precision: int) -> Vector:
    """The computation at one precision."""
    with localcontext(open_context(precision)):
        return tuple(compute(*(tuple(map(decimal, numbers)) for numbers in inputs)))


def _settle(coarse: Decimal, fine: Decimal) -> Decimal | None:
    """What two precisions agree on, in 50 digits and as a double, if they do."""
    if coarse == fine or (abs(coarse - fine) < AGREEMENT * abs(fine) and float(coarse) == float(fine)):
        return fine or ZERO
    if abs(coarse) < Decimal("1e-170") and abs(fine) < Decimal("1e-340"):
        return ZERO  # rounding alone, which falls with the precision; no double is so small
    return None


def _span(inputs: Iterable[Sequence[Number]]) -> int:
    """The digits from the first of the largest input, or the units, to the last of the smallest."""
    places = [_places(number) for numbers in inputs for number in numbers if number]
    return max((first for first, _ in places), default=0) - min((last for _, last in places), default=0)


def _places(number: Number) -> tuple[int, int]:
    """The powers of ten of a number's first digit (at least the units) and last digit (at most the units)."""
    if not isinstance(number, Decimal):
        size = number.denominator.bit_length() * 3 // 10
        return max(number.numerator.bit_length() * 3 // 10 - size, 0), -size
    exponent = number.as_tuple().exponent
    return (max(number.adjusted(), 0), min(exponent, 0)) if isinstance(exponent, int) else (0, 0)
