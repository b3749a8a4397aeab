"""Perplexity: how many tokens alike in probability would surprise as much as those that came."""

import math

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core.arrays import usable_elements
from xent_cli.core.errors import InputError
from xent_cli.core.exact_sum import exact_sum, ratio
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array


def from_log_probs(log_probs: Array) -> float:
    """exp(-Σ ln q / N), the sum exact; infinite where a token has probability 0 or the power is out of range."""
    if not log_probs.size:
        raise InputError("there are no tokens", "", "give at least one")
    return power(-ratio(exact_sum(log_probs), log_probs.size))


def power(nats: float) -> float:
    """e to it; infinite where that is no double."""
    try:
        return math.exp(nats)
    except OverflowError:
        return math.inf


def perplexity(q: ArrayLike) -> float:
    """Perplexity of tokens of any shape, pooled: exp(-Σ ln q / N), q the probability each came with.

    It has no unit. Infinite where a token has probability 0. InputError where q is no probability, or there is none.

    >>> from xent_cli import perplexity
    >>> perplexity([0.5, 0.125])
    4.0

    Jurafsky and Martin (2025), Speech and Language Processing, section 3.3.
    """
    array = usable_elements(q, InputKind.PROBS, "q")
    with np.errstate(divide="ignore"):
        return from_log_probs(np.log(array))


def perplexity_from_log_probs(log_probs: ArrayLike, *, base: float = math.e) -> float:
    """The same from log-probabilities to a base: exp(-Σ ln q / N).

    InputError where one is above 0, or there is none.

    >>> from xent_cli import perplexity_from_log_probs
    >>> perplexity_from_log_probs([-1.0, -3.0], base=2)
    4.0
    """
    array = usable_elements(log_probs, InputKind.LOG_PROBS, "log_probs")
    return from_log_probs(array * math.log(base))
