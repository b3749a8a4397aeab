"""A softmax regression (of two classes: a logistic one) as it was learnt, and what it predicts."""

from collections.abc import Sequence

import numpy as np

from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import BinaryLogits, Logits, Prediction
from xent_cli.learning.spool import Spool
from xent_cli.record import record


@record
class Standard:
    """What features are brought to mean 0 and deviation 1 by."""

    mean: Array
    deviation: Array

    @classmethod
    @np.errstate(all="ignore")
    def over(cls, rows: Spool) -> "Standard":
        """By the mean of each feature, and its deviation from it."""
        mean = np.asarray(sum(rows.features(piece).sum(axis=0) for piece in rows.pieces()) / rows.rows)
        squares = sum(((rows.features(piece) - mean) ** 2).sum(axis=0) for piece in rows.pieces())
        deviation = np.sqrt(squares / rows.rows)
        if not ((deviation > 0) & np.isfinite(deviation)).all():
            raise InputError("the spread of a feature leaves the doubles", "--standardize", "scale the feature first")
        return cls(mean, deviation)

    def of(self, inputs: Array) -> Array:
        """The features so brought."""
        return np.asarray((inputs - self.mean) / self.deviation)


@record
class Model:
    """z = W x + b: weights (K, F) and bias (K,) of K classes; of two classes a single row, for the second of them.

    `log_q` is what classes were drawn by where negative samples were learnt from: their scores lack it.
    """

    features: tuple[str, ...]
    target: str
    classes: tuple[str, ...]
    weights: Array
    bias: Array | None
    standard: Standard | None = None
    log_q: Array | None = None

    @property
    def logistic(self) -> bool:
        """Whether one row of weights tells two classes apart."""
        return len(self.weights) == 1

    def inputs(self, features: Array) -> Array:
        """The features as the weights take them."""
        return features if self.standard is None else self.standard.of(features)

    def logits(self, features: Array) -> Array:
        """z of each row, with what negative samples left out."""
        z = self.inputs(features) @ self.weights.T
        for more in (self.bias, self.log_q):
            z = z if more is None else z + more
        return np.asarray(z)

    def predicted(self, features: Array) -> BinaryLogits | Logits:
        """The prediction for each row."""
        z = self.logits(features)
        return BinaryLogits(z) if self.logistic else Logits(z)

    def probabilities(self, features: Array) -> Array:
        """The probability of each class, for each row."""
        pred = self.predicted(features)
        if isinstance(pred, Logits):
            return pred.probs
        return np.concatenate([pred.complement, pred.probs], axis=1)

    def right(self, pred: Prediction, labels: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> int:
        """How often the largest prediction is the label; of equals the first counts."""
        found = (pred.values[:, 0] > 0).astype(np.int64) if self.logistic else pred.values.argmax(axis=1)
        return int(np.count_nonzero(found == labels))


def untaught(features: Sequence[str], target: str, classes: Sequence[str], *, bias: bool) -> Model:
    """The model before it has learnt anything: all weights are 0, and all classes as probable."""
    rows = 1 if len(classes) == 2 else len(classes)
    weights = np.zeros((rows, len(features)))
    return Model(tuple(features), target, tuple(classes), weights, np.zeros(rows) if bias else None)
