"""What the predicted numbers are: every kind offers the same few quantities, so a measure is written once."""

from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import (
    Array,
    Labels,
    below_top,
    exponentials,
    label_surprisal,
    odds_to_prob,
    pick,
    sigmoid,
    softplus,
    two_diff,
)
from xent_cli.core.powers import (
    Parts,
    exp_of_multiple,
    power_of_difference,
    power_of_others_share,
    power_of_ratio,
    sigmoid_power,
)
from xent_cli.record import record


class Prediction(Protocol):
    """q in every form a measure needs, none of them computed from another in a way that cancels."""

    @property
    def values(self) -> NDArray[np.floating]:
        """The numbers as given, of shape (..., K)."""

    @property
    def probs(self) -> Array:
        """q"""

    @property
    def complement(self) -> Array:
        """1 - q"""

    @property
    def surprisal(self) -> Array:
        """-ln q"""

    @property
    def complement_surprisal(self) -> Array:
        """-ln(1 - q)"""

    def surprisal_of(self, labels: Labels) -> Array:
        """-ln q_label, of the shape of labels."""

    def power(self, exponent: float) -> Array:
        """q^exponent"""

    def complement_power(self, exponent: float, labels: Labels | None = None) -> Array:
        """(1 - q)^exponent, whose error is not that of 1 - q times the exponent; of the labels only, where given."""


@record
class Probs:
    """Probabilities, over the last axis or element by element."""

    values: NDArray[np.floating]

    @cached_property
    def probs(self) -> Array:
        return self.values.astype(np.float64, copy=False)

    @cached_property
    def complement(self) -> Array:
        return np.maximum(1.0 - self.probs, 0.0)

    @cached_property
    def surprisal(self) -> Array:
        return _minus_log(self.probs)

    @cached_property
    def complement_surprisal(self) -> Array:
        with np.errstate(divide="ignore"):
            return 0.0 - np.log1p(-np.minimum(self.probs, 1.0))

    def surprisal_of(self, labels: Labels) -> Array:
        return _minus_log(pick(self.values, labels).astype(np.float64, copy=False))

    def power(self, exponent: float) -> Array:
        return np.asarray(self.probs**exponent)

    def complement_power(self, exponent: float, labels: Labels | None = None) -> Array:
        return power_of_difference(1.0, _of(labels, self.probs), exponent)


@record
class LogProbs:
    """Natural logarithms of probabilities."""

    values: NDArray[np.floating]

    @cached_property
    def probs(self) -> Array:
        return np.exp(-self.surprisal)

    @cached_property
    def complement(self) -> Array:
        return np.maximum(0.0 - np.expm1(-self.surprisal), 0.0)

    @cached_property
    def surprisal(self) -> Array:
        return 0.0 - self.values.astype(np.float64, copy=False)

    @cached_property
    def complement_surprisal(self) -> Array:
        q = np.minimum(self.probs, 1.0)
        return np.where(q > 0.5, _minus_log(self.complement), 0.0 - np.log1p(-np.minimum(q, 0.5)))

    def surprisal_of(self, labels: Labels) -> Array:
        return np.asarray(0.0 - pick(self.values, labels).astype(np.float64, copy=False))

    def power(self, exponent: float) -> Array:
        return exp_of_multiple(-exponent, self.surprisal)

    def complement_power(self, exponent: float, labels: Labels | None = None) -> Array:
        return np.asarray(_of(labels, self.complement) ** exponent)


@record
class Logits:
    """Unnormalised scores: q is their softmax over the last axis."""

    values: NDArray[np.floating]

    @cached_property
    def _gap(self) -> Parts:
        """How far below the maximum each is, and what that lost."""
        return below_top(self.values.astype(np.float64, copy=False), self._top)

    @cached_property
    def _parts(self) -> tuple[Array, Array, Array, Array]:
        """The gaps to the maximum, their exponentials, the sum of these without one maximum's, and what that lost."""
        e, total, lost = exponentials(*self._gap, self._top)
        return self._gap[0], e, total[..., np.newaxis], lost[..., np.newaxis]

    @cached_property
    def _shifted(self) -> tuple[Array, Array, Array]:
        """The same with the sum rounded once."""
        gap, e, total, lost = self._parts
        return gap, e, total + lost

    @cached_property
    def _top(self) -> Labels:
        """Where the maximum stands whose 1 was left out of the sum."""
        return np.asarray(self.values.argmax(axis=-1)[..., np.newaxis])

    @cached_property
    def _is_top(self) -> NDArray[np.bool_]:
        """True there."""
        return np.asarray(np.arange(self.values.shape[-1]) == self._top, dtype=np.bool_)

    @cached_property
    def probs(self) -> Array:
        _, e, others = self._shifted
        return e / (1.0 + others)

    @cached_property
    def complement(self) -> Array:
        _, _, others = self._shifted
        return np.where(self._is_top, odds_to_prob(others), 1.0 - self.probs)

    @cached_property
    def surprisal(self) -> Array:
        gap, _, others = self._shifted
        return gap + np.log1p(others)

    @cached_property
    def complement_surprisal(self) -> Array:
        _, _, others = self._shifted
        of_top = np.log1p(others) + _minus_log(np.minimum(others, 1.0))
        of_crowded_top = np.log1p(1.0 / np.maximum(others, 1.0))
        of_rest = 0.0 - np.log1p(-np.minimum(self.probs, 0.5))
        return np.where(self._is_top, np.where(others < 1.0, of_top, of_crowded_top), of_rest)

    def surprisal_of(self, labels: Labels) -> Array:
        rows = self.values.reshape(-1, self.values.shape[-1])
        return label_surprisal(rows, labels.reshape(-1)).reshape(labels.shape)

    def power(self, exponent: float) -> Array:
        return np.asarray(self.probs**exponent)

    def complement_power(self, exponent: float, labels: Labels | None = None) -> Array:
        _, e, total, lost = self._parts
        own = np.arange(e.shape[-1]) if labels is None else labels[..., np.newaxis]
        everything, error = two_diff(np.asarray(1.0), -total)
        rest, more = two_diff(everything, e if labels is None else np.take_along_axis(e, own, axis=-1))
        whole = everything, error + lost
        of_rest = power_of_ratio((rest, more + whole[1]), whole, exponent)
        of_top = power_of_others_share(self._gap, self._top, (total, lost), whole, exponent)
        power = np.where(own == self._top, of_top, of_rest)
        return power if labels is None else power[..., 0]


@record
class BinaryLogits:
    """Log-odds: q is their sigmoid, element by element."""

    values: NDArray[np.floating]

    @cached_property
    def _log_odds(self) -> Array:
        return self.values.astype(np.float64, copy=False)

    @cached_property
    def probs(self) -> Array:
        return sigmoid(self._log_odds)

    @cached_property
    def complement(self) -> Array:
        return sigmoid(-self._log_odds)

    @cached_property
    def surprisal(self) -> Array:
        return softplus(-self._log_odds)

    @cached_property
    def complement_surprisal(self) -> Array:
        return softplus(self._log_odds)

    def surprisal_of(self, labels: Labels) -> Array:
        return np.asarray(pick(self.surprisal, labels), dtype=np.float64)

    def power(self, exponent: float) -> Array:
        return sigmoid_power(self._log_odds, exponent)

    def complement_power(self, exponent: float, labels: Labels | None = None) -> Array:
        return sigmoid_power(-_of(labels, self._log_odds), exponent)


def _of(labels: Labels | None, values: NDArray[Any]) -> NDArray[Any]:
    """The values at the labels; without labels, all of them."""
    return values if labels is None else pick(values, labels)


def _minus_log(q: Array) -> Array:
    """-ln q, inf at 0, and never -0."""
    with np.errstate(divide="ignore"):
        return 0.0 - np.log(q)
