"""Binary cross-entropy, element by element; y may be soft."""

from xent_cli.exact.arithmetic import ONE, ZERO, Number, Vector, decimal, part
from xent_cli.exact.predictions import BinaryLogits, Prediction


def binary_cross_entropy(target: Vector, q: Prediction, pos_weight: Number = ONE) -> Vector:
    """-[w y ln q + (1-y) ln(1-q)] of each element, in nats."""
    w = decimal(pos_weight)
    return tuple(part(w * y, q.surprisal, k) + part(1 - y, q.complement_surprisal, k) for k, y in enumerate(target))


def binary_cross_entropy_by_logits(target: Vector, q: BinaryLogits, pos_weight: Number = ONE) -> Vector:
    """dL/dz = ((1-y) q - w y (1-q)) / T of each element's own loss."""
    w = decimal(pos_weight)
    return binary_gradient_by_logits(tuple(w * y for y in target), tuple(1 - y for y in target), q)


def binary_cross_entropy_by_probs(target: Vector, q: Prediction, pos_weight: Number = ONE) -> Vector:
    """∂L/∂q = (1-y)/(1-q) - w y/q of each element's own loss."""
    w = decimal(pos_weight)
    return binary_gradient_by_probs(tuple(w * y for y in target), tuple(1 - y for y in target), q)


def binary_gradient_by_logits(yes: Vector, no: Vector, q: Prediction) -> Vector:
    """dL/dz = (n q - g (1-q)) / T, where g = -q ∂L/∂q of the part for y, and n the like of that for 1-y."""
    temperature = decimal(q.temperature)
    pulls = zip(yes, no, q.probs, q.complement, strict=True)
    return tuple((n * q_k - g * complement) / temperature for g, n, q_k, complement in pulls)


def binary_gradient_by_probs(yes: Vector, no: Vector, q: Prediction) -> Vector:
    """∂L/∂q = n/(1-q) - g/q, with g and n as above."""
    pulls = zip(yes, no, q.probs, q.complement, strict=True)
    return tuple((n / complement if n else ZERO) - (g / q_k if g else ZERO) for g, n, q_k, complement in pulls)
