"""What a model is worth on rows: the plain cross-entropy of its predictions, and how many are right."""

from typing import NamedTuple

import numpy as np

from xent_cli.core import bce, ce
from xent_cli.core.exact_sum import ExactSum, exact_sum, ratio
from xent_cli.core.predictions import BinaryLogits
from xent_cli.learning.model import Model
from xent_cli.learning.predictions import pieces
from xent_cli.learning.spool import Spool


class Judged(NamedTuple):
    """The mean loss of some rows, and the share that is right."""

    loss: float
    accuracy: float


def judged(model: Model, rows: Spool) -> Judged:
    """All rows; the loss is Σ s·loss / Σ s, added up exactly."""
    total, weight, right = ExactSum(), ExactSum(), 0
    for piece in pieces(rows, len(model.classes)):
        labels, by_row = rows.labels(piece), rows.weights(piece)
        pred = model.predicted(rows.features(piece))
        if isinstance(pred, BinaryLogits):
            losses = bce.loss(labels[:, np.newaxis].astype(np.float64), pred, 1.0).reshape(-1)
        else:
            losses = ce.value(labels, pred)
        total += exact_sum(losses * by_row)
        weight += exact_sum(by_row)
        right += model.right(pred, labels)
    return Judged(ratio(total, weight), right / rows.rows)
