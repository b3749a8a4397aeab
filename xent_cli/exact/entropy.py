"""Shannon entropy."""

from decimal import Decimal

from xent_cli.exact.arithmetic import Vector, expectation
from xent_cli.exact.predictions import Probs


def entropy(p: Vector) -> Decimal:
    """H(p) = -Σ_k p_k ln p_k, in nats."""
    return expectation(p, Probs(p).surprisal)
