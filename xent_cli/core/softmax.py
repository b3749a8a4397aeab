"""From logits to probabilities and their logarithms, and nothing lost where one class has nearly all."""

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import numerics
from xent_cli.core.arrays import usable_elements, usable_rows, without_nan
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import BinaryLogits, Logits


def softmax(logits: ArrayLike) -> Array:
    """Probabilities of logits along the last axis: e^z_k / Σ e^z_j.

    logits has shape (..., K), and so has the result. A logit of -inf is a class of probability 0.
    InputError for NaN, +inf, or nothing but -inf.

    >>> from xent_cli import softmax
    >>> softmax([0.0, 1000.0, 1000.0]).tolist()
    [0.0, 0.5, 0.5]

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 4.1.
    """
    return Logits(usable_rows(logits, InputKind.LOGITS, "logits")).probs


def log_softmax(logits: ArrayLike) -> Array:
    """Logarithms of softmax(z) along the last axis: z_k - ln Σ e^z_j.

    logits has shape (..., K), and so has the result, in nats. The errors are those of `softmax`.

    >>> from xent_cli import log_softmax
    >>> log_softmax([0.0, 1000.0]).tolist()
    [-1000.0, 0.0]

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 6.2.2.3.
    """
    return np.asarray(0.0 - Logits(usable_rows(logits, InputKind.LOGITS, "logits")).surprisal)


def logsumexp(logits: ArrayLike) -> Array:
    """ln Σ e^z_k along the last axis, as m + log1p(Σ over all but the maximum m of e^(z_k - m)).

    logits has shape (..., K) and the result (...). As a sum over nothing, -inf alone gives -inf.
    InputError for NaN. The definition overflows where the answer is an everyday number:

    >>> import numpy as np
    >>> from xent_cli import logsumexp
    >>> with np.errstate(over="ignore"):
    ...     float(np.log(np.exp([1000.0, 1000.0]).sum()))
    inf
    >>> float(logsumexp([1000.0, 1000.0]))
    1000.6931471805599

    Blanchard, Higham and Higham (2021), Accurately computing the log-sum-exp and softmax functions.
    """
    return numerics.logsumexp(without_nan(logits, "logits"))


def sigmoid(logits: ArrayLike) -> Array:
    """Probability of each log-odds: σ(z) = 1/(1 + e^-z), of the shape of logits. InputError for NaN and +inf.

    >>> from xent_cli import sigmoid
    >>> sigmoid([0.0, -1000.0]).tolist()
    [0.5, 0.0]

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 3.10.
    """
    return BinaryLogits(usable_elements(logits, InputKind.LOGITS, "logits")).probs


def log_sigmoid(logits: ArrayLike) -> Array:
    """Logarithm of each σ(z): -ln(1 + e^-z), of the shape of logits. InputError for NaN and +inf.

    >>> from xent_cli import log_sigmoid
    >>> log_sigmoid([0.0, -1000.0]).tolist()
    [-0.6931471805599453, -1000.0]

    Goodfellow, Bengio and Courville (2016), Deep Learning, section 3.10.
    """
    return np.asarray(0.0 - BinaryLogits(usable_elements(logits, InputKind.LOGITS, "logits")).surprisal)
