"""Softmax, its logarithm and log-sum-exp, and how a loss of softmax(z) or of q is differentiated."""

from decimal import Decimal

from xent_cli.exact.arithmetic import ONE, ZERO, Number, Vector, decimal, others
from xent_cli.exact.predictions import BinaryLogits, Logits, Prediction


def softmax(logits: Vector, temperature: Number = ONE) -> Vector:
    """q_k = e^(z_k/T) / Σ_j e^(z_j/T)."""
    return Logits(logits, temperature).probs


def log_softmax(logits: Vector, temperature: Number = ONE) -> Vector:
    """ln q_k."""
    prediction = Logits(logits, temperature)
    return tuple(-prediction.surprisal(k) for k in range(len(logits)))


def logsumexp(logits: Vector, temperature: Number = ONE) -> Decimal:
    """ln Σ_k e^(z_k/T) = m/T + ln Σ_k e^((z_k - m)/T)."""
    return max(logits) / decimal(temperature) + Logits(logits, temperature).log_sum


def sigmoid(logits: Vector, temperature: Number = ONE) -> Vector:
    """σ(z/T) = 1 / (1 + e^(-z/T))."""
    return BinaryLogits(logits, temperature).probs


def gradient_by_logits(pull: Vector, q: Prediction) -> Vector:
    """dL/dz_j = (q_j Σ_{k≠j} g_k - g_j (1 - q_j)) / T, where g_k = -q_k ∂L/∂q_k.

    That is q_j Σ_k g_k - g_j without what its two sides have in common.
    """
    back = zip(q.probs, q.complement, pull, others(pull), strict=True)
    return tuple((q_j * rest - g * complement) / decimal(q.temperature) for q_j, complement, g, rest in back)


def gradient_by_probs(pull: Vector, q: Prediction) -> Vector:
    """∂L/∂q_k = -g_k / q_k of the loss as a formal function of q; 0 where the loss does not look at q_k."""
    return tuple(-g / q_k if g else ZERO for g, q_k in zip(pull, q.probs, strict=True))
