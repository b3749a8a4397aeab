"""Decimal arithmetic at the precision of the current context: logarithms near 1, sums that do not cancel."""

from collections.abc import Iterator, Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, getcontext, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import count
from math import comb, factorial

Number = Decimal | Fraction | int
Vector = tuple[Decimal, ...]

ZERO, ONE, HALF = Decimal(0), Decimal(1), Decimal("0.5")
COUNTED_OUT = 1000
"""Factorials up to this are multiplied out."""
NEAR = Decimal("1e-3")
"""Where a series takes over from the plain formula; above it that loses at most six digits of the guard."""


def open_context(precision: int) -> Context:
    """A decimal context of that precision without bounds on the exponent, where ln 0 is -∞ and 0/0 a NaN."""
    return Context(precision, ROUND_HALF_EVEN, MIN_EMIN, MAX_EMAX, capitals=1, clamp=0, flags=[], traps=[])


def decimal(number: Number) -> Decimal:
    """A typed number in the working precision; a Decimal keeps every digit typed."""
    return number if isinstance(number, Decimal) else Decimal(number.numerator) / Decimal(number.denominator)


def ln(x: Decimal) -> Decimal:
    """ln x."""
    return _ln(x, getcontext().prec)


@lru_cache(maxsize=1 << 14)
def _ln(x: Decimal, precision: int) -> Decimal:
    # The dearest step of all, and in a sheet of claims the same few probabilities come again and again.
    return x.ln()


def exp(x: Decimal) -> Decimal:
    """e^x."""
    return _exp(x, getcontext().prec)


@lru_cache(maxsize=1 << 14)
def _exp(x: Decimal, precision: int) -> Decimal:
    # Likewise: logits of two decimals have few gaps between them.
    return x.exp()


def pi() -> Decimal:
    """π."""
    return _pi(getcontext().prec)


@lru_cache(maxsize=8)
def _pi(precision: int) -> Decimal:
    """π by Machin's formula, 16 arctan(1/5) - 4 arctan(1/239)."""
    with localcontext(open_context(precision + 5)):
        value = 16 * _arctan_of_inverse(5) - 4 * _arctan_of_inverse(239)
    return +value


def _arctan_of_inverse(x: int) -> Decimal:
    """arctan(1/x) = 1/x - 1/3x³ + 1/5x⁵ - …"""
    return _series(Decimal((-1) ** n) / ((2 * n + 1) * x ** (2 * n + 1)) for n in count())


def ln_factorial(n: Decimal) -> Decimal:
    """ln n! of a whole number: of the factorial itself, or by Stirling's series where that has too many digits."""
    return ln(Decimal(factorial(int(n)))) if n <= COUNTED_OUT else ln_gamma(n + 1)


def ln_gamma(x: Decimal) -> Decimal:
    """ln Γ(x) of a number above 0."""
    return _stirling(x, getcontext().prec)


@lru_cache(maxsize=1 << 10)
def _stirling(x: Decimal, precision: int) -> Decimal:
    """ln Γ(x) = (x - ½) ln x - x + ½ ln 2π + Σ B_2k / (2k (2k-1) x^(2k-1)), moved up until its terms fall fast."""
    with localcontext(open_context(precision + 10)):
        moved = max(precision - int(x), 0)
        below = sum((ln(x + k) for k in range(moved)), ZERO)
        x += moved
        series = _series(decimal(b) / (2 * k * (2 * k - 1) * x ** (2 * k - 1)) for k, b in enumerate(_bernoulli(), 1))
        value = (x - HALF) * ln(x) - x + ln(2 * pi()) / 2 + series - below
    return +value


def _bernoulli() -> Iterator[Fraction]:
    """B_2, B_4, B_6, …"""
    known = [Fraction(1)]
    for m in count(1):
        known.append(-sum((comb(m + 1, k) * known[k] for k in range(m)), Fraction(0)) / (m + 1))
        if m % 2 == 0:
            yield known[m]


def total(values: Sequence[Decimal]) -> Decimal:
    """Σ_k v_k."""
    return sum(values, ZERO)


def one_hot(label: int, classes: int) -> Vector:
    """1 at the label and 0 elsewhere."""
    return tuple(ONE if k == label else ZERO for k in range(classes))


def others(values: Vector) -> Vector:
    """Σ_{j≠k} v_j for each k, of non-negative values; the largest is left out, never subtracted again."""
    top = max(range(len(values)), key=values.__getitem__)
    rest = total(values[:top] + values[top + 1 :])
    everything = rest + values[top]
    return tuple(rest if k == top else everything - v for k, v in enumerate(values))


def log1p(x: Decimal) -> Decimal:
    """ln(1 + x), also where 1 + x would swallow x."""
    if abs(x) < NEAR:
        return _twice_atanh(x / (2 + x))
    return ln(1 + x)


def ln_ratio(a: Decimal, b: Decimal, excess: Decimal) -> Decimal:
    """ln(a/b), with a - b beside them: where that is little, a/b would swallow it, and two precisions agree in vain."""
    t = excess / (a + b)
    return _twice_atanh(t) if abs(t) < NEAR else ln(a / b)


def expm1(x: Decimal) -> Decimal:
    """e^x - 1 = x + x²/2! + x³/3! + …, also where e^x rounds to 1."""
    if abs(x) < NEAR:
        return _series(x**n / factorial(n) for n in count(1))
    return exp(x) - 1


def _twice_atanh(t: Decimal) -> Decimal:
    """ln((1+t)/(1-t)) = 2 (t + t³/3 + t⁵/5 + …), of a small t."""
    return 2 * _series(t**n / n for n in count(1, 2))


def _series(terms: Iterator[Decimal]) -> Decimal:
    """The sum of quickly falling terms, until one no longer changes it."""
    result = next(terms)
    for term in terms:
        if result + term == result:
            break
        result += term
    return result
