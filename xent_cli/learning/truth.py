"""What the labels of a batch are to a loss, and what its rows count for: classes have weights, and rows too."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import Array
from xent_cli.core.smooth import smoothed_binary
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.loss import Loss
from xent_cli.measures.smooth import BinarySmooth, Smooth


class Counted(NamedTuple):
    """The targets of some rows, what each counts for in the sum, and in the denominator."""

    target: NDArray[np.float64] | NDArray[np.int64]
    factors: Array
    denominators: Array


class Truth(NamedTuple):
    """A loss, with what each class is to it and counts for."""

    loss: Loss
    targets: Array | None  # of the classes, where the loss is of one column
    factors: Array
    weights: Array

    def of(self, labels: NDArray[np.int64], by_row: Array) -> Counted:
        """Some rows with these labels and weights."""
        target = labels if self.targets is None else self.targets[labels, np.newaxis]
        return Counted(target, self.factors[labels] * by_row, self.weights[labels] * by_row)


def truth(loss: Loss, weights: Array) -> Truth:
    """The truth of classes with these weights; the mean of their rows is Σ w·loss / Σ w of the labels."""
    both = np.array([0.0, 1.0])
    if isinstance(loss, BinarySmooth):
        of_1 = smoothed_binary(both, float(loss.alpha), loss.others)
        each = weights[1] * of_1 + weights[0] * (1 - of_1)
        soft = np.divide(weights[1] * of_1, each, out=np.zeros(2), where=each > 0)
        return Truth(BinaryCrossEntropy(), soft, each, weights)
    if loss.takes.elementwise:
        return Truth(loss, both, weights, weights)
    if isinstance(loss, Smooth) and not (weights == 1).all():
        return Truth(loss.reweighted(tuple(weights.tolist())), None, np.ones(len(weights)), weights)
    return Truth(loss, None, weights, weights)
