"""Kullback-Leibler divergence."""

from decimal import Decimal

from xent_cli.exact.arithmetic import HALF, NEAR, Vector, atanh_tail, ln, total
from xent_cli.exact.predictions import Logits, Prediction
from xent_cli.exact.softmax import gradient_by_logits, gradient_by_probs


def kl(p: Vector, q: Prediction) -> Decimal:
    """D(p‖q) = Σ p ln(p/q), in nats.

    Summed as Σ [p ln(p/q) - p + q] + Σ (p - q), where no term is negative: close vectors do not cancel.
    """
    support = [k for k, p_k in enumerate(p) if p_k]
    excess = [_excess(p[k], q, k) for k in support]
    return total([_term(p[k], q, k, e) for k, e in zip(support, excess, strict=True)]) - total(excess)


def kl_by_logits(p: Vector, q: Logits) -> Vector:
    """dD/dz_j = (q_j Σ_k p_k - p_j) / T."""
    return gradient_by_logits(p, q)


def kl_by_probs(p: Vector, q: Prediction) -> Vector:
    """∂D/∂q_k = -p_k / q_k."""
    return gradient_by_probs(p, q)


def _excess(p: Decimal, q: Prediction, k: int) -> Decimal:
    """q_k - p, from the smaller of p and 1 - p."""
    return q.probs[k] - p if p < HALF else (1 - p) - q.complement[k]


def _term(p: Decimal, q: Prediction, k: int, excess: Decimal) -> Decimal:
    """p ln(p/q) - p + q; near p = q by the series of ln(q/p) = 2 atanh t, t = (q-p)/(q+p)."""
    t = excess / (q.probs[k] + p)
    if abs(t) < NEAR:
        return t * excess - 2 * p * atanh_tail(t)
    log_ratio = ln(p / q.probs[k]) if q.probs[k] else ln(p) + q.surprisal(k)
    return p * log_ratio + excess
