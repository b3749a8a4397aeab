"""What the predicted numbers are: probabilities, log-probabilities or logits; each gives q, 1-q and -ln.

A prediction is made inside the computation that `certify` runs, so that it lives at one precision only.
"""

from abc import ABC, abstractmethod
from decimal import Decimal
from functools import cached_property

from xent_cli.exact.arithmetic import (
    HALF,
    ONE,
    ZERO,
    Number,
    Vector,
    decimal,
    exp,
    expm1,
    ln,
    ln_ratio,
    log1p,
    others,
    total,
)
from xent_cli.record import record


class Prediction(ABC):
    """Predicted probabilities q, with 1 - q beside them: a q that rounds to 1 does not show it.

    What is not made of logits can have been made of them, at temperature 1.
    """

    temperature: Number = ONE

    @property
    def given(self) -> dict[str, Vector]:
        """The numbers as they were given, by their letter, where they are no probabilities."""
        return {}

    @property
    @abstractmethod
    def probs(self) -> Vector:
        """q."""

    @property
    @abstractmethod
    def complement(self) -> Vector:
        """1 - q."""

    def surprisal(self, k: int) -> Decimal:
        """-ln q_k."""
        return _minus_log(self.probs[k], self.complement[k])

    def complement_surprisal(self, k: int) -> Decimal:
        """-ln(1 - q_k)."""
        return _minus_log(self.complement[k], self.probs[k])

    def log_ratio(self, p: Decimal, k: int) -> Decimal:
        """ln(p/q_k), which is 0 exactly where they are equal; p - q from the smaller of p and 1 - p."""
        q = self.probs[k]
        if not q:  # a logit too low for its probability has a logarithm still
            return ln(p) + self.surprisal(k)
        return ln_ratio(p, q, p - q if p < HALF else self.complement[k] - (1 - p))


@record
class Probs(Prediction):
    """The probabilities themselves."""

    values: Vector

    @property
    def probs(self) -> Vector:
        return self.values

    @cached_property
    def complement(self) -> Vector:
        return tuple(1 - q for q in self.values)


@record
class Shares(Prediction):
    """Probabilities or counts rescaled by their sum: q_k = w_k / Σ w."""

    weights: Vector

    @cached_property
    def probs(self) -> Vector:
        everything = total(self.weights)
        return tuple(w / everything for w in self.weights)

    @cached_property
    def complement(self) -> Vector:
        everything = total(self.weights)
        return tuple(rest / everything for rest in others(self.weights))


@record
class Clamped(Prediction):
    """Another prediction's probabilities held within [ε, 1-ε]."""

    prediction: Prediction
    eps: Number

    @property
    def given(self) -> dict[str, Vector]:
        return self.prediction.given

    @cached_property
    def probs(self) -> Vector:
        return self._clamp(self.prediction.probs)

    @cached_property
    def complement(self) -> Vector:
        return self._clamp(self.prediction.complement)

    def _clamp(self, values: Vector) -> Vector:
        low = decimal(self.eps)
        high = 1 - low
        return tuple(min(max(v, low), high) for v in values)


@record
class LogProbs(Prediction):
    """ln q."""

    values: Vector

    @property
    def given(self) -> dict[str, Vector]:
        return {"l": self.values}

    @cached_property
    def probs(self) -> Vector:
        return tuple(exp(v) for v in self.values)

    @cached_property
    def complement(self) -> Vector:
        return tuple(-expm1(v) for v in self.values)

    def surprisal(self, k: int) -> Decimal:
        return -self.values[k]

    def log_ratio(self, p: Decimal, k: int) -> Decimal:
        return ln(p) - self.values[k]


@record
class Logits(Prediction):
    """Scores z of K classes: q = softmax(z / T). First of all they are subtracted from their maximum m."""

    values: Vector
    temperature: Number = ONE

    @property
    def given(self) -> dict[str, Vector]:
        temperature = decimal(self.temperature)
        return {"z": tuple(z / temperature for z in self.values)}

    @cached_property
    def gaps(self) -> Vector:
        """(m - z_k) / T."""
        top, temperature = max(self.values), decimal(self.temperature)
        return tuple((top - z) / temperature for z in self.values)

    @cached_property
    def shares(self) -> Shares:
        return Shares(tuple(exp(-gap) for gap in self.gaps))

    @cached_property
    def log_sum(self) -> Decimal:
        """ln Σ e^((z_k - m) / T), the maximum's own share of 1 kept out of the sum."""
        return log1p(min(others(self.shares.weights)))

    @property
    def probs(self) -> Vector:
        return self.shares.probs

    @property
    def complement(self) -> Vector:
        return self.shares.complement

    def surprisal(self, k: int) -> Decimal:
        return self.gaps[k] + self.log_sum


@record
class BinaryLogits(Prediction):
    """Scores z, each of its own yes or no: q = σ(z / T) = 1 / (1 + e^(-z/T))."""

    values: Vector
    temperature: Number = ONE

    @property
    def given(self) -> dict[str, Vector]:
        return {"z": self.scaled}

    @cached_property
    def scaled(self) -> Vector:
        temperature = decimal(self.temperature)
        return tuple(z / temperature for z in self.values)

    @cached_property
    def probs(self) -> Vector:
        return tuple(1 / (1 + exp(-z)) for z in self.scaled)

    @cached_property
    def complement(self) -> Vector:
        return tuple(1 / (1 + exp(z)) for z in self.scaled)

    def surprisal(self, k: int) -> Decimal:
        return _softplus(-self.scaled[k])

    def complement_surprisal(self, k: int) -> Decimal:
        return _softplus(self.scaled[k])


def _minus_log(q: Decimal, complement: Decimal) -> Decimal:
    """-ln q, from whichever of q and 1 - q is the small one."""
    return -ln(q) if q < HALF else -log1p(-complement)


def _softplus(z: Decimal) -> Decimal:
    """ln(1 + e^z) = max(z, 0) + ln(1 + e^(-|z|))."""
    return max(z, ZERO) + log1p(exp(-abs(z)))
