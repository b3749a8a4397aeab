"""How far an estimate by drawn classes is from the full softmax: its bias and its variance, by drawing again."""

from typing import NamedTuple

import numpy as np

from xent_cli.core import ce
from xent_cli.core.predictions import Logits
from xent_cli.learning.model import Model
from xent_cli.learning.order import OF_TRIALS, batches, drawn
from xent_cli.learning.sampling import Sampling, slopes
from xent_cli.learning.spool import Spool

TRIALS = 64
ROWS = 256
CELLS = 1 << 21  # logits of the rows that are looked at


class Estimate(NamedTuple):
    """Of some rows: the full loss, and what the estimates come to; slopes relative to the full one's length."""

    rows: int
    full_loss: float
    estimated_loss: float
    standard_error: float
    variance: float
    slope_bias: float
    slope_deviation: float

    @property
    def bias(self) -> float:
        """By how much it is off in the mean."""
        return self.estimated_loss - self.full_loss


def estimate(model: Model, sampling: Sampling, rows: Spool, seed: int) -> Estimate:
    """The estimates of a batch by so many trials."""
    count = max(1, min(ROWS, CELLS // len(model.classes)))
    piece = next(batches(rows, count, seed, 0))
    labels, features = rows.labels(piece.rows), rows.features(piece.rows)
    inputs, share = model.inputs(features), np.full(len(labels), 1 / len(labels))
    pred = Logits(model.logits(features))
    full = float(ce.value(labels, pred).mean())
    exact = (ce.gradient(labels, pred) * share[:, np.newaxis]).T @ inputs
    length = float(np.linalg.norm(exact)) or 1.0
    losses, mean, squares = [], np.zeros_like(exact), 0.0
    for trial in range(TRIALS):
        chosen = sampling.drawn(drawn(seed, OF_TRIALS, trial))
        pulls = sampling.pulls(model, inputs, labels, chosen)
        sparse = slopes(pulls, inputs, labels, chosen, share)
        losses.append(float(pulls.losses.mean()))
        mean[sparse.classes] += sparse.by_weights / TRIALS
        squares += float((sparse.by_weights**2).sum()) / TRIALS
    spread = max(0.0, squares - float((mean**2).sum()))
    variance = float(np.var(losses, ddof=1))
    return Estimate(
        len(labels),
        full,
        float(np.mean(losses)),
        float(np.sqrt(variance / TRIALS)),
        variance,
        float(np.linalg.norm(mean - exact)) / length,
        float(np.sqrt(spread)) / length,
    )
