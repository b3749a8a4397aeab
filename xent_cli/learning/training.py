"""The whole descent: update after update over the batches of epochs, from wherever it stands."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import reduce
from typing import NamedTuple

import numpy as np

from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.learning.descent import Descent, Kept
from xent_cli.learning.judged import judged
from xent_cli.learning.model import Model
from xent_cli.learning.order import OF_CLASSES, batches, drawn
from xent_cli.learning.regression import slopes
from xent_cli.learning.sampling import Sampling
from xent_cli.learning.sampling import slopes as slopes_of_drawn
from xent_cli.learning.spool import Spool
from xent_cli.learning.truth import Truth
from xent_cli.learning.valued import in_floats
from xent_cli.record import record

FAR = 10.0  # times what it was at first: a loss that only a descent in too long strides comes to


class Epoch(NamedTuple):
    """What an epoch came to: the means over its rows as they came, each before the update that it led to."""

    epoch: int
    loss: float
    penalty: float
    accuracy: float
    gradient_norm: float
    validation_loss: float = float("nan")
    validation_accuracy: float = float("nan")


class BatchSums(NamedTuple):
    """What some rows add up to: losses, weights, how many are right, and the slopes of the loss."""

    loss: float
    weight: float
    right: float
    by_weights: Array
    by_bias: Array

    def plus(self, other: "BatchSums") -> "BatchSums":
        """Both together."""
        return BatchSums(
            self.loss + other.loss,
            self.weight + other.weight,
            self.right + other.right,
            self.by_weights + other.by_weights,
            self.by_bias + other.by_bias,
        )


class Stand(NamedTuple):
    """Where a descent stands: the model, what the optimizer keeps, and how far it has come."""

    model: Model
    kept: Kept
    kept_of_bias: Kept
    updates: int = 0
    epoch: int = 0  # epochs that are done
    batch: int = 0  # batches of the next that are done
    sums: BatchSums | None = None  # of these; its slopes are of the penalised loss
    epochs: tuple[Epoch, ...] = ()

    @classmethod
    def first(cls, model: Model, descent: Descent) -> "Stand":
        """Before the first update."""
        start = {letter: float(value) for letter, value in descent.optimizer.beginning.items()}
        kept = {letter: np.full_like(model.weights, value) for letter, value in start.items()}
        return cls(model, kept, {letter: np.full(len(model.weights), value) for letter, value in start.items()})


@record
class Plan:
    """How it is to go: by which loss and updates, in batches of which rows."""

    rows: Spool
    truth: Truth
    descent: Descent
    batch: int
    seed: int
    sampling: Sampling | None = None
    held_back: Spool | None = None  # what each epoch is judged by

    @property
    def batches(self) -> int:
        """How many make an epoch."""
        return -(-self.rows.rows // self.batch)

    @np.errstate(all="ignore")
    def sums(self, model: Model, rows: Array) -> BatchSums:
        """What some rows add up to."""
        labels = self.rows.labels(rows)
        target, factors, denominators = self.truth.of(labels, self.rows.weights(rows))
        bias = 0.0 if model.bias is None else model.bias
        found = slopes(self.truth.loss, model.weights, bias, model.inputs(self.rows.features(rows)), target, factors)
        loss, right = float(found.losses @ factors), float(model.right(found.pred, labels))
        return BatchSums(loss, float(denominators.sum()), right, found.by_weights, found.by_bias)

    def penalised(self, sums: BatchSums, model: Model) -> BatchSums:
        """The same with what the penalty adds to the slopes."""
        penalty = self.descent.penalty
        if not (penalty.l1 or penalty.l2):
            return sums
        slope = in_floats({**penalty.constants, "w": model.weights}).each(penalty.slope)
        return sums._replace(by_weights=sums.by_weights + sums.weight * slope)

    @np.errstate(all="ignore")
    def whole(self, model: Model) -> Epoch:
        """The loss, the penalty and the gradient of all rows at these weights."""
        sums = [self.sums(model, piece) for piece in self.rows.pieces()]
        found = self.penalised(reduce(BatchSums.plus, sums), model)
        return measured(0, found, model, self.rows.rows)._replace(penalty=self.penalty(model))

    @np.errstate(all="ignore")
    def penalty(self, model: Model) -> float:
        """What the penalty adds to the loss."""
        return float(self.descent.penalty.value(in_floats, model.weights.reshape(-1)))


# Told after each update of where it stands; it answers whether to go on.
Watch = Callable[[Stand], bool]


def epochs(plan: Plan, stand: Stand, watch: Watch) -> Iterator[Stand]:
    """Each epoch in its turn, without end; the last is not yet done where the watch has had enough of it."""
    uninformed = loss_at_first(plan, stand.model)
    while True:
        for now in updates(plan, stand):
            stand = now
            if not watch(stand):
                yield stand
                return
        stand = closed(plan, stand)
        last = stand.epochs[-1]
        if not last.loss + last.penalty <= FAR * uninformed:
            what = f"the loss came to {last.loss + last.penalty:.4g}, where weights of 0 have {uninformed:.4g}"
            raise diverged(plan, what, last.epoch)
        yield stand


def updates(plan: Plan, stand: Stand) -> Iterator[Stand]:
    """Each update of the rest of an epoch."""
    batch: BatchSums | None = None
    for piece in batches(plan.rows, plan.batch, plan.seed, stand.epoch, stand.batch):
        if plan.sampling is not None:
            stand = sparsely_updated(plan, plan.sampling, stand, piece.rows)
            yield stand
            continue
        part = plan.sums(stand.model, piece.rows)
        batch = part if batch is None else batch.plus(part)
        if piece.last:
            stand, batch = updated(plan, stand, batch), None
            yield stand


@np.errstate(all="ignore")
def updated(plan: Plan, stand: Stand, batch: BatchSums) -> Stand:
    """After the update that a batch leads to; one of no weight leads to none."""
    model, descent = stand.model, plan.descent
    if not np.isfinite(batch.loss):
        raise diverged(plan, "the loss is no longer a number", stand.epoch + 1)
    full = plan.penalised(batch, model)
    stand = stand._replace(batch=stand.batch + 1, sums=full if stand.sums is None else stand.sums.plus(full))
    if not batch.weight:
        return stand
    t, each = stand.updates + 1, 1 / batch.weight
    weights, kept = descent.updated(in_floats, model.weights, batch.by_weights * each, stand.kept, t)
    if not np.isfinite(weights).all():
        raise diverged(plan, "a weight is no longer a number", stand.epoch + 1)
    bias, of_bias = model.bias, stand.kept_of_bias
    if bias is not None:
        bias, of_bias = descent.updated(in_floats, bias, batch.by_bias * each, of_bias, t, bias=True)
    return stand._replace(model=replace(model, weights=weights, bias=bias), kept=kept, kept_of_bias=of_bias, updates=t)


@np.errstate(all="ignore")
def sparsely_updated(plan: Plan, sampling: Sampling, stand: Stand, rows: Array) -> Stand:
    """After an update of the rows of W that a batch and the classes drawn for it pull at; W itself is changed."""
    model, t = stand.model, stand.updates + 1
    labels, inputs = plan.rows.labels(rows), model.inputs(plan.rows.features(rows))
    _, factors, denominators = plan.truth.of(labels, plan.rows.weights(rows))
    chosen = sampling.drawn(drawn(plan.seed, OF_CLASSES, t))
    pulls = sampling.pulls(model, inputs, labels, chosen)
    weight = float(denominators.sum())
    none = np.zeros(0)
    found = BatchSums(float(pulls.losses @ factors), weight, float("nan"), none, none)
    if not np.isfinite(found.loss):
        raise diverged(plan, "the loss is no longer a number", stand.epoch + 1)
    stand = stand._replace(batch=stand.batch + 1, sums=found if stand.sums is None else stand.sums.plus(found))
    if not weight:
        return stand
    at, by_weights, by_bias = slopes_of_drawn(pulls, inputs, labels, chosen, factors / weight)
    pairs = [(model.weights, by_weights, stand.kept, False), (model.bias, by_bias, stand.kept_of_bias, True)]
    for parameters, slope, kept, bias in pairs:
        if parameters is not None:
            some = {letter: values[at] for letter, values in kept.items()}
            parameters[at], after = plan.descent.updated(in_floats, parameters[at], slope, some, t, bias=bias)
            for letter, values in after.items():
                kept[letter][at] = values
    return stand._replace(updates=t)


def closed(plan: Plan, stand: Stand) -> Stand:
    """At the end of an epoch, which is noted."""
    assert stand.sums is not None
    number = stand.epoch + 1
    noted = measured(number, stand.sums, stand.model, plan.rows.rows)._replace(penalty=plan.penalty(stand.model))
    if plan.held_back is not None:
        found = judged(stand.model, plan.held_back)
        noted = noted._replace(validation_loss=found.loss, validation_accuracy=found.accuracy)
    return stand._replace(epoch=number, batch=0, sums=None, epochs=(*stand.epochs, noted))


def measured(number: int, sums: BatchSums, model: Model, rows: int) -> Epoch:
    """The means of an epoch."""
    slopes = [sums.by_weights.reshape(-1)] + [sums.by_bias] * (model.bias is not None)
    norm = float(np.linalg.norm(np.concatenate(slopes))) / sums.weight if len(sums.by_weights) else float("nan")
    return Epoch(number, sums.loss / sums.weight, 0.0, sums.right / rows, norm)


def diverged(plan: Plan, what: str, epoch: int) -> InputError:
    """The error of strides that are too long."""
    rate = plan.descent.optimizer.rate
    remedy = f"the rate is too high: try --rate {float(rate) / 10:g}, or --standardize the features"
    return InputError(f"it diverges: in epoch {epoch} {what}", f"--rate {float(rate):g}", remedy)


def loss_at_first(plan: Plan, model: Model) -> float:
    """The loss of weights that are all 0."""
    from xent_cli.core.predictions import BinaryLogits, Logits

    if plan.sampling is not None:
        return plan.sampling.loss_at_first
    width = len(model.weights)
    labels = np.arange(len(model.classes))
    counted = plan.truth.of(labels, np.ones(len(labels)))
    pred = (BinaryLogits if model.logistic else Logits)(np.zeros((len(labels), width)))
    losses = plan.truth.loss.kernel(counted.target, pred).reshape(-1) * counted.factors
    with np.errstate(invalid="ignore"):
        return float(np.nanmax(np.divide(losses, counted.denominators)))
