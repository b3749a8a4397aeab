"""From the inputs to the slopes of the loss by the logits, a line for each row and class."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xent_cli.answers.worked import Column, Grid
from xent_cli.formula.expression import ONE, Formula
from xent_cli.formula.functions import Exp
from xent_cli.formula.symbols import Named, q, y, y1, z, ŷ
from xent_cli.learning.course import Update
from xent_cli.learning.entries import Asked
from xent_cli.learning.step import Batch, Step
from xent_cli.learning.valued import in_floats
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.smooth import Smoothed
from xent_cli.measures.softmax import LOGIT, SHIFTED

# Of so many features the products of a logit are written out; of so many lines the rows are all shown.
WRITTEN, SHOWN = 4, 60


def forward(asked: Asked, update: Update) -> Grid:
    """From the inputs to the slopes of the loss by the logits, a line for each row and class."""
    step, found = asked.step, update.found
    batch = step.batch
    assert found is not None
    assert batch is not None
    count, classes = len(batch.inputs), len(step.weights)
    shown = range(min(count, max(SHOWN // classes, 1)))
    lines = [(n, k) for n in shown for k in range(classes)]
    columns = []
    if count > 1:
        columns.append(Column("row", "row", tuple(n + 1 for n, _ in lines)))
    if classes > 1:
        names = step.names or tuple(str(k + asked.one_based) for k in range(classes))
        columns.append(Column("class", "k", tuple(names[k] for _, k in lines)))
    if step.width <= WRITTEN:
        columns.append(
            Column("products", "W x + b" if step.bias else "W x", tuple(product(step, update, *line) for line in lines))
        )
    columns += logits(found.logits, found.probs, lines)
    symbol = pull_symbol(batch)
    columns.append(Column("target", y if classes > 1 else y1, tuple(float(batch.target[n][k]) for n, k in lines)))
    if isinstance(batch.loss, Smoothed):
        columns.append(
            Column("smoothed", batch.loss.smoothed, tuple(smoothed(batch.loss, batch, *line) for line in lines))
        )
    columns.append(Column("slope", symbol, tuple(found.pulls[n][k] for n, k in lines)))
    if count > 1 and classes == 1:
        columns.append(Column("loss", "loss", tuple(found.losses[n] for n, _ in lines)))
    title = "forward" if step.updates == 1 else f"forward, update {step.done + step.updates}"
    title += "" if len(shown) == count else f", the first {len(shown)} of {count} rows"
    return Grid("forward", title, tuple(columns))


def losses(batch: Batch, update: Update) -> Grid:
    """The loss of each row, and what it counts for."""
    assert update.found is not None
    numbers = tuple(range(1, len(batch.inputs) + 1))
    columns = [Column("row", "row", numbers), Column("loss", "loss", update.found.losses)]
    if set(batch.weights) != {1}:
        columns.append(Column("weight", "s", tuple(map(float, batch.weights))))
    return Grid("losses_by_row", "", tuple(columns))


def logits(
    values: Sequence[Sequence[float]], probs: Sequence[Sequence[float]], lines: Sequence[tuple[int, int]]
) -> Iterator[Column]:
    """From logits to probabilities."""
    several = len(values[0]) > 1
    yield Column("logit", z if several else LOGIT, tuple(values[n][k] for n, k in lines))
    if several:
        shifted = tuple(difference(values[n][k], max(values[n])) for n, k in lines)
        yield Column("shifted", SHIFTED, shifted)
        yield Column("exponential", Exp(SHIFTED), tuple(map(math.exp, shifted)))
    yield Column("probability", q if several else ŷ, tuple(probs[n][k] for n, k in lines))


def difference(x: float, y: float) -> float:
    """x - y of two numbers as they are written."""
    return float(Decimal(repr(x)) - Decimal(repr(y))) + 0.0


def pull_symbol(batch: Batch) -> Formula:
    """The slope of a row's loss by its logits: ŷ - y, where it is no more than that."""
    predicted, target = (ŷ, y1) if batch.loss.takes.elementwise else (q, y)
    if isinstance(batch.loss, Smoothed) and batch.loss.class_weight is None:
        return predicted - batch.loss.smoothed
    if isinstance(batch.loss, CrossEntropy | BinaryCrossEntropy) and batch.loss.class_weight is None:
        return predicted - target
    by = LOGIT if len(batch.target[0]) == 1 else z
    return Named("∂L", ONE, indexed=False) / Named("∂z", ONE, indexed=by is z)


def smoothed(loss: Smoothed, batch: Batch, n: int, k: int) -> float:
    """The smoothed target of a row and a class."""
    y = batch.target[n][k]
    return float(in_floats({**loss.symbols(len(batch.target[n])), "y": y}).one(loss.smoothed))


def product(step: Step, update: Update, n: int, k: int) -> str:
    """A logit, written out."""
    assert step.batch is not None
    row = update.before.weights[k * step.width : (k + 1) * step.width]
    terms = [f"{short(a)}·{short(float(x))}" for a, x in zip(row, step.batch.inputs[n], strict=True)]
    if update.before.bias:
        terms.append(short(update.before.bias[k]))
    return " + ".join(terms)


def short(x: float) -> str:
    """A factor; one below 0 in brackets."""
    return f"{x:.6g}" if x >= 0 else f"({x:.6g})"
