"""Jensen-Shannon divergence: how far distributions are from their mixture."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import gradients
from xent_cli.core.arrays import same_classes, usable_rows
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.kl import rest_near
from xent_cli.core.numerics import Array, compensated_sum, in_base, times
from xent_cli.core.predictions import Prediction

HALVES = (0.5, 0.5)


def value(distributions: Sequence[Array], weights: Sequence[float] = HALVES) -> Array:
    """Σ_i w_i D(p_i‖m), row by row: the sum of w_i [p_i ln(p_i/m) - (p_i - m)], none of which is negative.

    p_i - m = Σ_j w_j (p_i - p_j), where nothing cancels that was not given so.
    """
    mixture = _mixture(distributions, weights)
    counting = [(p, w) for p, w in zip(distributions, weights, strict=True) if w]
    parts = [w * _rest(p, mixture, _fall(p, distributions, weights)) for p, w in counting]
    return compensated_sum(np.concatenate(np.broadcast_arrays(*parts), axis=-1))


def gradient(p: Array, q: Prediction, weights: Sequence[float] = HALVES) -> Array:
    """By the logits of q: that of a loss whose classes pull with -w q ln(q/m)."""
    return gradients.by_logits(_pull(p, q, weights), q)


def gradient_by_probs(p: Array, q: Prediction, weights: Sequence[float] = HALVES) -> Array:
    """By q: w ln(q/m)."""
    return weights[1] * _log_ratio(p, q.probs, weights)


def _pull(p: Array, q: Prediction, weights: Sequence[float]) -> Array:
    return -times(weights[1] * q.probs, _log_ratio(p, q.probs, weights))


def _log_ratio(p: Array, q: Array, weights: Sequence[float]) -> Array:
    """ln(q/m), near p as log1p of what q is above m; 0 where both are 0."""
    above, mixture = weights[0] * (q - p), _mixture((p, q), weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.abs(above) < 0.5 * mixture
        return np.where(near, np.log1p(above / mixture), np.where(above == 0, 0.0, np.log(q / mixture)))


def _mixture(distributions: Sequence[Array], weights: Sequence[float]) -> Array:
    total = np.zeros(())
    for p, w in zip(distributions, weights, strict=True):
        total = total + w * p
    return np.asarray(total)


def _fall(p: Array, distributions: Sequence[Array], weights: Sequence[float]) -> Array:
    """How far p is above the mixture."""
    return sum((w * (p - other) for other, w in zip(distributions, weights, strict=True)), np.zeros(()))


def _rest(p: Array, mixture: Array, fall: Array) -> Array:
    """p ln(p/m) - (p - m)."""
    near, rest = rest_near(p, mixture, fall)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(near, rest, times(p, np.log(p / mixture)) - fall)


def jensen_shannon_divergence(
    p: ArrayLike, q: ArrayLike, *, weights: Sequence[float] = HALVES, base: float = math.e
) -> Array:
    """Jensen-Shannon divergence along the last axis: w₁ D(p‖m) + w₂ D(q‖m), with m = w₁ p + w₂ q.

    p and q have shape (..., K) and the result (...), in nats unless `base` says otherwise; it is never infinite, and
    at most ln 2. InputError where a row is not a distribution, or the weights are not two that sum to 1.

    >>> from xent_cli import jensen_shannon_divergence
    >>> float(jensen_shannon_divergence([1, 0], [0, 1], base=2))
    1.0

    Lin (1991), Divergence Measures Based on the Shannon Entropy.
    """
    if len(weights) != 2 or min(weights) < 0 or not math.isclose(sum(weights), 1):
        raise InputError(f"{weights} are no weights of two distributions", "weights", "give two that sum to 1")
    true, predicted = usable_rows(p, InputKind.PROBS, "p"), usable_rows(q, InputKind.PROBS, "q")
    return in_base(value((true, same_classes(predicted, true, "q")), weights), base)


def jensen_shannon_divergence_of(
    distributions: Sequence[ArrayLike], *, weights: Sequence[float] | None = None, base: float = math.e
) -> Array:
    """Jensen-Shannon divergence of any number of distributions along the last axis: Σ_i w_i D(p_i‖m), m = Σ w_i p_i.

    Each has shape (..., K) and the result (...); all weigh alike unless `weights` says otherwise. Unit and errors are
    those of `jensen_shannon_divergence`.

    >>> from xent_cli import jensen_shannon_divergence_of
    >>> float(jensen_shannon_divergence_of([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], base=2))
    2.0

    Lin (1991), Divergence Measures Based on the Shannon Entropy.
    """
    rows = [usable_rows(p, InputKind.PROBS, f"distributions[{i}]") for i, p in enumerate(distributions)]
    shares = [1 / len(rows)] * len(rows) if weights is None else weights
    if len(shares) != len(rows) or min(shares) < 0 or not math.isclose(sum(shares), 1):
        raise InputError(f"{weights} are no weights of {len(rows)} distributions", "weights", "one each, summing to 1")
    same = [same_classes(row, rows[0], f"distributions[{i}]") for i, row in enumerate(rows)]
    return in_base(value(same, shares), base)


def jensen_shannon_distance(p: ArrayLike, q: ArrayLike, *, base: float = math.e) -> Array:
    """The square root of the Jensen-Shannon divergence, which is a metric.

    Shapes, unit (that of the divergence, its square) and errors are those of `jensen_shannon_divergence`.

    >>> from xent_cli import jensen_shannon_distance
    >>> float(jensen_shannon_distance([1, 0], [0, 1], base=2))
    1.0

    Endres and Schindelin (2003), A New Metric for Probability Distributions.
    """
    return np.sqrt(jensen_shannon_divergence(p, q, base=base))
