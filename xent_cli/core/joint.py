"""Joint tables: how much one variable says of another."""

import math

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import kl
from xent_cli.core.arrays import usable_rows
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, in_base
from xent_cli.core.predictions import Probs


def mutual_information(joint: ArrayLike, *, base: float = math.e) -> float:
    """Mutual information of a joint table of counts or probabilities: I(X;Y) = Σ p(x,y) ln(p(x,y) / (p(x) p(y))).

    joint has shape (rows, columns) and is divided by its sum; the result is in nats unless `base` says otherwise.
    InputError where a number is below 0, or all are 0.

    >>> from xent_cli import mutual_information
    >>> mutual_information([[1, 1], [2, 0]], base=2)
    0.3112781244591329

    Cover and Thomas (2006), Elements of Information Theory, section 2.3.
    """
    weights = np.asarray(joint, np.float64)
    if weights.ndim != 2:
        raise InputError(f"its shape is {weights.shape}", "joint", "give rows and columns")
    flat = usable_rows(weights.reshape(1, -1), InputKind.COUNTS, "joint")
    shares: Array = (flat / flat.sum()).reshape(weights.shape)
    of_x, of_y = shares.sum(axis=1), shares.sum(axis=0)
    apart = np.outer(of_x, of_y).reshape(1, -1)
    nats = kl.value(Probs(shares.reshape(1, -1)), Probs(apart))
    return max(float(in_base(nats, base)[0]), 0.0)


def information_gain(branches: ArrayLike, *, base: float = math.e) -> float:
    """Information gain of a split: the entropy of the classes, less the weighted mean of that of the branches.

    branches has shape (branches, classes) and holds counts; the result is in nats unless `base` says otherwise.

    >>> from xent_cli import information_gain
    >>> round(information_gain([[2, 3], [4, 0], [3, 2]], base=2), 6)
    0.24675

    Quinlan (1986), Induction of decision trees, Machine Learning 1.
    """
    return mutual_information(branches, base=base)
