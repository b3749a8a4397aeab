"""Cross-entropy of K classes; a label is its one-hot distribution."""

from decimal import Decimal

from xent_cli.exact.arithmetic import ONE, ZERO, Vector, expectation
from xent_cli.exact.predictions import Logits, Prediction
from xent_cli.exact.softmax import gradient_by_logits, gradient_by_probs


def one_hot(label: int, classes: int) -> Vector:
    """1 at the label and 0 elsewhere."""
    return tuple(ONE if k == label else ZERO for k in range(classes))


def weighted(target: Vector, weights: Vector) -> Vector:
    """Class weights on the terms: w_k y_k."""
    return tuple(w * y for w, y in zip(weights, target, strict=True))


def cross_entropy(target: Vector, q: Prediction) -> Decimal:
    """H(y, q) = -Σ_k y_k ln q_k, in nats."""
    return expectation(target, q.surprisal)


def cross_entropy_by_logits(target: Vector, q: Logits) -> Vector:
    """dH/dz_j = (q_j Σ_k y_k - y_j) / T."""
    return gradient_by_logits(target, q)


def cross_entropy_by_probs(target: Vector, q: Prediction) -> Vector:
    """∂H/∂q_k = -y_k / q_k."""
    return gradient_by_probs(target, q)
