"""From what a loss pulls at each probability, g = -q ∂L/∂q, to its gradient by the probabilities or the logits."""

import numpy as np

from xent_cli.core.numerics import Array, over, sum_parts
from xent_cli.core.predictions import Prediction

BinaryPulls = tuple[Array, Array]


def by_logits(pull: Array, pred: Prediction) -> Array:
    """q_k Σg - g_k, as (Σg - g_k) q_k - g_k (1 - q_k): nothing cancels for a label.

    The pull of -Σ p ln q is p.
    """
    total, error = sum_parts(pull)
    others = (total[..., np.newaxis] - pull) + error[..., np.newaxis]
    return others * pred.probs - pull * pred.complement


def by_probs(pull: Array, pred: Prediction) -> Array:
    """-g/q of the loss as a formal function of q, and 0 where g is 0."""
    return 0.0 - over(pull, pred.probs)


def binary_by_logits(pulls: BinaryPulls, pred: Prediction) -> Array:
    """n σ(z) - g σ(-z), where g is the pull of the part for y, and n that of the part for 1 - y."""
    yes, no = pulls
    return no * pred.probs - yes * pred.complement


def binary_by_probs(pulls: BinaryPulls, pred: Prediction) -> Array:
    """n/(1 - q) - g/q, with 0/0 = 0."""
    yes, no = pulls
    return over(no, pred.complement) - over(yes, pred.probs)
