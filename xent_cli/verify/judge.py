"""A claim and the true value -> a verdict: rounded to the digits typed, the value must be the claim."""

import math
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

from xent_cli.core.errors import InputError
from xent_cli.verify.claim import Claim, Claims
from xent_cli.verify.units import ARITHMETIC, per_unit
from xent_cli.verify.verdict import Rules, Status, VectorVerdict, Verdict

# Two numbers this near, relatively, are equal: a claim pasted from a program is a double, and a
# candidate of the diagnosis a sum of doubles.
_SAME = Decimal("1e-15")
_SAME_CANDIDATE = Decimal("1e-12")
# What arithmetic in double and in single precision leaves of a number, and the digits that show which it was.
_ULPS = 8
_OF_DOUBLE, _OF_SINGLE = 15, 7
_SINGLE = _ULPS * Decimal(2) ** -24
# An exact claim of zero, such as log2(8) - 3, leaves the noise of 70 digits.
_NOISE_OF_EXACT = Decimal("1e-60")


def judge(claim: Claim, value: Decimal | float, unit: str | None, rules: Rules) -> Verdict:
    """One number of the answer, in `unit`, judged in the unit of the claim.

    >>> from xent_cli.verify.claim import read_claims
    >>> judge(read_claims("0.356").single(), Decimal("0.35667494"), "nats", Rules()).status
    <Status.TRUNCATED: 'truncated'>
    """
    with localcontext(ARITHMETIC):
        readings = _readings(claim, value, unit)
        if rules.tol is None and rules.rtol is None:
            status = _by_digits(claim, readings, _SAME)
        else:
            status = _by_tolerance(claim, readings, rules)
    return Verdict(
        status=status,
        accepted=rules.accepted(status),
        claim=claim.text,
        value=float(value),
        digits=claim.digits if rules.tol is None and rules.rtol is None else None,
        compared=float(readings[0]),
        unit=claim.unit or unit,
    )


def judge_vector(claims: Claims, values: Sequence[Decimal | float], unit: str | None, rules: Rules) -> VectorVerdict:
    """A vector judged component by component; InputError if the claim has not as many."""
    if len(claims.parts) != len(values):
        raise claims.of_another_length(len(values))
    pairs = zip(claims.parts, values, strict=True)
    return VectorVerdict(claims.text, tuple(judge(claim, value, unit, rules) for claim, value in pairs))


def fits(claim: Claim, candidate: Decimal | float, unit: str | None, *, cut: bool = True) -> bool:
    """Whether the claim would be right, were the candidate the true value; `cut` off will do, or only rounded."""
    with localcontext(ARITHMETIC):
        status = _by_digits(claim, _readings(claim, candidate, unit), _SAME_CANDIDATE)
    return status in (Status.CORRECT, Status.SINGLE) or (cut and status is Status.TRUNCATED)


def _decimal(value: Decimal | float) -> Decimal:
    """A float as the shortest decimal that gives it back."""
    return value if isinstance(value, Decimal) else Decimal(repr(float(value)))


def _readings(claim: Claim, value: Decimal | float, unit: str | None) -> tuple[Decimal, Decimal, Decimal]:
    """The value in the unit of the claim: as it prints, freed of the noise of its arithmetic, and as its bits are.

    The second makes a tie of 0.12499999999999999, and does not cut 0.29999999999999999 to 0.2. The third
    is what a program rounds when it prints a float to so many places.
    """
    if claim.unit and unit is None:
        raise InputError("the answer has no unit", f"claim '{claim.text}'", f"leave out {claim.unit}")
    scale = per_unit(unit, claim.unit) if claim.unit and unit and claim.unit != unit else Decimal(1)
    printed = _decimal(value) * scale
    trusted = Context(prec=40 if isinstance(value, Decimal) else 15)
    return printed, trusted.plus(printed), Decimal(value) * scale


def _by_tolerance(claim: Claim, readings: tuple[Decimal, ...], rules: Rules) -> Status:
    """|x - claim| <= max(tol, rtol |x|)."""
    if not (readings[0].is_finite() and claim.number.is_finite()):
        return _without_digits(claim, readings[0])
    tol, rtol = _decimal(rules.tol or 0), _decimal(rules.rtol or 0)
    near = any(abs(x - claim.number) <= max(tol, rtol * abs(x)) for x in readings)
    return Status.CORRECT if near else Status.WRONG


def _by_digits(claim: Claim, readings: tuple[Decimal, Decimal, Decimal], same: Decimal) -> Status:
    """The status by the digits typed."""
    exact, settled, _ = readings
    if not (exact.is_finite() and claim.number.is_finite()):
        return _without_digits(claim, exact)
    noise = same * abs(exact)
    off = abs(exact - claim.number)
    if off <= noise or (claim.significant >= _OF_DOUBLE and off <= _ULPS * _ulp(exact)):
        return Status.CORRECT
    if claim.digits is None:
        return Status.CORRECT if off <= _NOISE_OF_EXACT else Status.WRONG
    rounded = any(
        claim.number == _cut(x, claim.digits, mode) for x in readings for mode in (ROUND_HALF_EVEN, ROUND_HALF_UP)
    )
    truncated = claim.number == _cut(settled, claim.digits, ROUND_DOWN)
    if claim.digits <= 0 and abs(exact - exact.to_integral_value()) > noise:
        # Too few digits to be near by accident: a whole number for a fraction is right or wrong, never close.
        return Status.COARSE if rounded or truncated else Status.WRONG
    if rounded:
        return Status.CORRECT
    if truncated:
        return Status.TRUNCATED
    if claim.significant >= _OF_SINGLE and off <= _SINGLE * abs(exact):
        return Status.SINGLE
    # Nor is 3 close to 1, whatever the last digit is worth.
    near = off <= 2 * _last_digit(claim.digits) and (claim.digits > 0 or off < abs(exact))
    return Status.CLOSE if near else Status.WRONG


def _without_digits(claim: Claim, exact: Decimal) -> Status:
    """The status where one of the two is infinite or nan, which is right for nan."""
    same = claim.number == exact or (claim.number.is_nan() and exact.is_nan())
    return Status.CORRECT if same else Status.WRONG


def _ulp(x: Decimal) -> Decimal:
    """The unit in the last place of x as a double; of what is beyond all doubles, 0."""
    ulp = math.ulp(x)
    return Decimal(ulp) if math.isfinite(ulp) else Decimal(0)


def _last_digit(digits: int) -> Decimal:
    """The worth of the last of so many decimals."""
    return Decimal((0, (1,), -digits))


def _cut(x: Decimal, digits: int, mode: str) -> Decimal:
    """x brought to so many decimals; it stays as it is if it has no more."""
    exponent = x.as_tuple().exponent
    return x if isinstance(exponent, int) and exponent >= -digits else x.quantize(_last_digit(digits), mode)
