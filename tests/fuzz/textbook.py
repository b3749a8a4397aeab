"""The textbook's definitions in decimal arithmetic, at so many digits that sixty are left however much cancels."""

import math
from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction

Vector = Sequence[Decimal]
# What is left of 1 beside e^-600 is seen at 261 digits.
ARITHMETIC = Context(prec=400, Emin=-999_999, Emax=999_999)


def number(text: str) -> Decimal:
    """A number as typed: a decimal, a fraction or a percentage."""
    if text.lower() in ("inf", "-inf"):
        return Decimal(text)
    exact = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def softmax(z: Vector) -> list[Decimal]:
    """e^z_k / Σ e^z_j."""
    powers = [x.exp() for x in z]
    return [power / sum(powers) for power in powers]


def sigmoid(z: Decimal) -> Decimal:
    """1 / (1 + e^-z)."""
    return 1 / (1 + (-z).exp())


def times_ln(weight: Decimal, x: Decimal) -> Decimal:
    """w ln x, and 0 ln 0 = 0."""
    return weight * x.ln() if weight else Decimal(0)


def entropy(p: Vector) -> Decimal:
    """H(p) = -Σ p ln p."""
    return -sum((times_ln(x, x) for x in p), Decimal(0))


def cross_entropy(p: Vector, q: Vector) -> Decimal:
    """H(p,q) = -Σ p ln q."""
    return -sum((times_ln(x, y) for x, y in zip(p, q, strict=True)), Decimal(0))


def kl(p: Vector, q: Vector) -> Decimal:
    """D(p‖q) = Σ p ln p - Σ p ln q."""
    return cross_entropy(p, q) - entropy(p)


def jeffreys(p: Vector, q: Vector) -> Decimal:
    """D(p‖q) + D(q‖p)."""
    return kl(p, q) + kl(q, p)


def js(p: Vector, q: Vector) -> Decimal:
    """½ D(p‖m) + ½ D(q‖m), where m = (p+q)/2."""
    m = [(x + y) / 2 for x, y in zip(p, q, strict=True)]
    return (kl(p, m) + kl(q, m)) / 2


def brier(y: Vector, q: Vector) -> Decimal:
    """Σ (ŷ - y)²."""
    return sum(((p - x) ** 2 for x, p in zip(y, q, strict=True)), Decimal(0))


def binary(y: Decimal, q: Decimal, pos_weight: Decimal) -> Decimal:
    """-[w y ln ŷ + (1-y) ln(1-ŷ)]."""
    return -times_ln(pos_weight * y, q) - times_ln(1 - y, 1 - q)


def binary_gradient(y: Decimal, q: Decimal, pos_weight: Decimal) -> Decimal:
    """Of that by the logit: (1-y) ŷ - w y (1-ŷ)."""
    return (1 - y) * q - pos_weight * y * (1 - q)


def smoothed(y: Vector, alpha: Decimal, others: bool) -> list[Decimal]:
    """(1-α) y + α/K, or α (1-y)/(K-1) in place of the last."""
    count = len(y)
    return [(1 - alpha) * x + (alpha * (1 - x) / (count - 1) if others else alpha / count) for x in y]


def focal(y: Vector, q: Vector, gamma: Decimal) -> Decimal:
    """-Σ y (1-q)^γ ln q."""
    return -sum((times_ln(x * (1 - p) ** gamma, p) for x, p in zip(y, q, strict=True) if x), Decimal(0))


def gradient(y: Vector, q: Vector) -> list[Decimal]:
    """Of the cross-entropy by the logits: ŷ - y."""
    return [p - x for x, p in zip(y, q, strict=True)]


def focal_gradient(y: Vector, q: Vector, gamma: Decimal) -> list[Decimal]:
    """Σ y_k dL_k/dq_k dq_k/dz_j, with dq_k/dz_j = q_k (δ_jk - q_j)."""
    slopes = [gamma * (1 - p) ** (gamma - 1) * p.ln() - (1 - p) ** gamma / p for p in q]
    return [
        sum((x * d * p * ((j == k) - q[j]) for k, (x, d, p) in enumerate(zip(y, slopes, q, strict=True))), Decimal(0))
        for j in range(len(q))
    ]


def is_nearest(got: float, want: Decimal) -> bool:
    """Whether no other double is nearer, so within half a unit in the last place."""
    if not want.is_finite() or math.isinf(got):
        largest = Decimal(2) ** 1024 * (1 - Decimal(2) ** -54)
        return math.isinf(got) and abs(want) >= largest and (got > 0) == (want > 0)
    with localcontext(ARITHMETIC):
        neighbours = (math.nextafter(got, -math.inf), math.nextafter(got, math.inf))
        return all(abs(Decimal(got) - want) <= abs(Decimal(x) - want) for x in neighbours if math.isfinite(x))
