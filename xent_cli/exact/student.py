"""Student's t distribution in decimals: between which bounds a mean lies, in units of its standard error."""

from decimal import Decimal, getcontext
from fractions import Fraction
from functools import lru_cache
from itertools import count

from xent_cli.exact.arithmetic import HALF, ONE, ZERO, ln, ln_gamma, pi
from xent_cli.exact.certify import certify

STRIDE = Decimal("0.25")


@lru_cache(maxsize=1 << 10)
def student_quantile(confidence: Fraction, freedom: Fraction) -> float:
    """The t for which |T| ≤ t has this probability, with so many degrees of freedom; certified.

    >>> student_quantile(Fraction(95, 100), Fraction(4))
    2.7764451051977943
    """
    return certify(lambda given: _quantile(*given), [confidence, freedom]).value


def _quantile(confidence: Decimal, freedom: Decimal) -> Decimal:
    """Newton's method on ln P(|T| > t) by ln t, in steps so short that the probability beyond is never lost."""
    beyond = ln(ONE - confidence)
    near = Decimal(10) ** (10 - getcontext().prec)
    log_t = ZERO
    for _ in range(getcontext().prec * 10):
        t = log_t.exp()
        tail = ONE - within(t, freedom)
        step = (ln(tail) - beyond) * tail / (2 * t * density(t, freedom))
        log_t += max(-STRIDE, min(step, STRIDE))
        if abs(step) < near:
            break
    return log_t.exp()


def density(t: Decimal, freedom: Decimal) -> Decimal:
    """Γ((ν+1)/2) / (√(νπ) Γ(ν/2)) · (1 + t²/ν)^(-(ν+1)/2)"""
    power = (freedom + 1) / 2
    logarithm = ln_gamma(power) - ln_gamma(freedom / 2) - ln(freedom * pi()) / 2 - power * ln(1 + t * t / freedom)
    return logarithm.exp()


def within(t: Decimal, freedom: Decimal) -> Decimal:
    """P(|T| ≤ t) = I_x(½, ν/2) = 1 - I_(1-x)(ν/2, ½), where x = t²/(ν + t²); the one whose series falls faster."""
    whole = freedom + t * t
    if 2 * t * t < whole:
        return incomplete_beta(t * t / whole, HALF, freedom / 2)
    return ONE - incomplete_beta(freedom / whole, freedom / 2, HALF)


def incomplete_beta(x: Decimal, a: Decimal, b: Decimal) -> Decimal:
    """I_x(a, b) = x^a (1-x)^b / (a B(a,b)) · (1 + Σ_n Π_(k<n) x (a+b+k)/(a+1+k)), whose terms are all positive.

    Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.5.4.
    """
    term = total = ONE
    for k in count():
        term *= x * (a + b + k) / (a + 1 + k)
        if total + term == total:
            break
        total += term
    ln_beta = ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
    return (a * ln(x) + b * ln(1 - x) - ln_beta).exp() * total / a
