"""Entropy: how surprising an outcome is on average."""

import math

from numpy.typing import ArrayLike

from xent_cli.core.arrays import usable_rows
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum, in_base, times
from xent_cli.core.predictions import Logits, Prediction, Probs


def terms(p: Prediction) -> Array:
    """-p ln p, class by class."""
    return times(p.probs, p.surprisal)


def value(p: Prediction) -> Array:
    """-Σ p ln p, row by row."""
    return compensated_sum(terms(p))


def entropy(p: ArrayLike, *, base: float = math.e) -> Array:
    """Entropy of each distribution along the last axis: H(p) = -Σ p ln p.

    p has shape (..., K) and the result (...), in nats unless `base` says otherwise. 0·ln 0 is 0.
    InputError where p is not a distribution.

    >>> from xent_cli import entropy
    >>> float(entropy([0.5, 0.25, 0.25], base=2))
    1.5

    Shannon (1948), A Mathematical Theory of Communication, section 6.
    """
    return in_base(value(Probs(usable_rows(p, InputKind.PROBS, "p"))), base)


def entropy_from_logits(logits: ArrayLike, *, base: float = math.e) -> Array:
    """Entropy of softmax(z) along the last axis, H = -Σ q ln q, exact where one class has nearly all of it.

    logits has shape (..., K) and the result (...), in nats unless `base` says otherwise. A logit of -inf
    is a class of probability 0. InputError for NaN, +inf, or nothing but -inf.

    >>> from xent_cli import entropy_from_logits
    >>> float(entropy_from_logits([50.0, 0.0]))
    9.83662422461598e-21

    Cover and Thomas (2006), Elements of Information Theory, section 2.1.
    """
    return in_base(value(Logits(usable_rows(logits, InputKind.LOGITS, "logits"))), base)
