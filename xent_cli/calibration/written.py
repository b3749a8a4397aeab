"""The rescaled predictions, written as a table that the same options read."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from xent_cli.core.ce import Target, is_labels
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import BinaryLogits, Logits, Prediction
from xent_cli.inputs.spool import Spool
from xent_cli.outputs.table import written


class Held(NamedTuple):
    """Rows that are put by: the logits (n, `width`), or log-odds, and the truth beside them."""

    spool: Spool
    width: int
    labelled: bool

    def parted(self, rows: Array) -> tuple[Array, Target]:
        """The logits of some rows, and their truth."""
        beside = rows[:, self.width :]
        return rows[:, : self.width], beside[:, 0].astype(np.int64) if self.labelled else beside


class Names(NamedTuple):
    """How the columns of truth and of predictions are called, and the classes that labels stand for."""

    truth: Sequence[str]
    pred: Sequence[str]
    classes: Sequence[str]


def write(path: str, held: Held, temperature: float, kind: InputKind, names: Names) -> None:
    """Write the truth and the predictions at T, of the kind that the predictions were."""
    label = names.truth[0] if held.labelled else None
    columns = names.pred if held.labelled else (*names.truth, *names.pred)

    def work(rows: Array) -> tuple[list[str], Array]:
        logits, target = held.parted(rows)
        predicted = at(logits, temperature, kind)
        if is_labels(target):
            return [names.classes[k] for k in target.tolist()], predicted
        return [], np.hstack([target, predicted])

    with written(path, label, columns) as take:
        for labels, numbers in held.spool.each(work):
            take(labels, numbers)


def at(logits: Array, temperature: float, kind: InputKind) -> Array:
    """The predictions at a temperature."""
    cooled = logits / temperature
    if kind is InputKind.LOGITS:
        return cooled
    pred: Prediction = Logits(cooled) if logits.shape[1] > 1 else BinaryLogits(cooled)
    return -pred.surprisal + 0.0 if kind is InputKind.LOG_PROBS else pred.probs
