"""Focal loss (Lin et al. 2017), of K classes and of one; γ = 0 gives the cross-entropy."""

from decimal import Decimal

from xent_cli.exact.arithmetic import ONE, Number, Vector, decimal, expectation, part
from xent_cli.exact.bce import binary_gradient_by_logits, binary_gradient_by_probs
from xent_cli.exact.predictions import BinaryLogits, Logits, Opposite, Prediction
from xent_cli.exact.softmax import gradient_by_logits, gradient_by_probs


def focal(target: Vector, q: Prediction, gamma: Number) -> Decimal:
    """-Σ_k y_k (1-q_k)^γ ln q_k, in nats; an α is a class weight of the target."""
    return expectation(target, lambda k: _loss(q, gamma, k))


def focal_by_logits(target: Vector, q: Logits, gamma: Number) -> Vector:
    """The gradient through the softmax of g_k = y_k (1-q_k)^(γ-1) (1 - q_k - γ q_k ln q_k)."""
    return gradient_by_logits(pulls(target, q, gamma), q)


def focal_by_probs(target: Vector, q: Prediction, gamma: Number) -> Vector:
    """∂L/∂q_k = y_k (γ (1-q_k)^(γ-1) ln q_k - (1-q_k)^γ / q_k)."""
    return gradient_by_probs(pulls(target, q, gamma), q)


def binary_focal(target: Vector, q: Prediction, gamma: Number, alpha: Number | None = None) -> Vector:
    """-[α y (1-q)^γ ln q + (1-α) (1-y) q^γ ln(1-q)] of each element, in nats; no α, no such factors."""
    yes, no = _sides(target, alpha)
    return tuple(
        part(yes[k], lambda k: _loss(q, gamma, k), k) + part(no[k], lambda k: _loss(Opposite(q), gamma, k), k)
        for k in range(len(target))
    )


def binary_focal_by_logits(target: Vector, q: BinaryLogits, gamma: Number, alpha: Number | None = None) -> Vector:
    """dL/dz of each element's own loss."""
    return binary_gradient_by_logits(*binary_pulls(target, q, gamma, alpha), q)


def binary_focal_by_probs(target: Vector, q: Prediction, gamma: Number, alpha: Number | None = None) -> Vector:
    """∂L/∂q of each element's own loss."""
    return binary_gradient_by_probs(*binary_pulls(target, q, gamma, alpha), q)


def _sides(target: Vector, alpha: Number | None) -> tuple[Vector, Vector]:
    """α y and (1-α) (1-y)."""
    a, b = (ONE, ONE) if alpha is None else (decimal(alpha), 1 - decimal(alpha))
    return tuple(a * y for y in target), tuple(b * (1 - y) for y in target)


def _loss(q: Prediction, gamma: Number, k: int) -> Decimal:
    """-(1-q)^γ ln q."""
    return _modulator(q, gamma, k) * q.surprisal(k)


def binary_pulls(target: Vector, q: Prediction, gamma: Number, alpha: Number | None = None) -> tuple[Vector, Vector]:
    """The pulls of the two parts, for y and for 1-y."""
    yes, no = _sides(target, alpha)
    return pulls(yes, q, gamma), pulls(no, Opposite(q), gamma)


def pulls(weights: Vector, q: Prediction, gamma: Number) -> Vector:
    """w times -q d/dq of -(1-q)^γ ln q: (1-q)^γ (1 - γ q ln q / (1-q)), where the quotient at q = 1 is -1."""

    def pull(k: int) -> Decimal:
        tilt = part(q.probs[k], q.surprisal, k) / q.complement[k] if q.complement[k] else ONE
        return _modulator(q, gamma, k) * (1 + decimal(gamma) * tilt)

    return tuple(part(w, pull, k) for k, w in enumerate(weights))


def _modulator(q: Prediction, gamma: Number, k: int) -> Decimal:
    """(1-q)^γ, with 0⁰ = 1."""
    return q.complement[k] ** decimal(gamma) if gamma else ONE
