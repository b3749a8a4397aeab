"""What a lecture writes on the board for an update: the rows forward, the slopes, the state, the new parameters."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from xent_cli.answers.worked import Cell, Column, Grid, Worked
from xent_cli.answers.worked import Step as Line
from xent_cli.formula.expression import ONE, Formula
from xent_cli.formula.functions import Exp
from xent_cli.formula.notation import Letters
from xent_cli.formula.symbols import Named, Symbol, p, q, y, y1, z, ŷ
from xent_cli.learning.conventions import remarks
from xent_cli.learning.course import Course, Update
from xent_cli.learning.descent import Descent
from xent_cli.learning.entries import Asked
from xent_cli.learning.optimizers import SLOPE, w
from xent_cli.learning.step import Batch, Step
from xent_cli.learning.valued import in_floats
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.softmax import LOGIT, SHIFTED

# Of so many features the products of a logit are written out; of so many lines the rows are all shown.
WRITTEN, SHOWN = 4, 60


def worked(asked: Asked, course: Course) -> Worked:
    """The last update step by step, and a line for each where there are several."""
    step, last = asked.step, course.updates[-1]
    equation, *where = step.descent.equations()
    grids = [] if last.found is None else [forward(asked, last)]
    if len(course.updates) > 1:
        grids.append(updates(asked, course))
    columns = tuple(parameters(asked, last))
    lines = tuple(steps(step, course))
    notes = (*remarks(step, course),)
    return Worked(equation._replace(where=tuple(where)), columns, lines, letters(step), notes, (), tuple(grids))


def letters(step: Step) -> Letters:
    """λ needs no number where there is but one."""
    penalty = step.descent.penalty
    alone = {} if penalty.l1 and penalty.l2 else {"λ₁": "λ", "λ₂": "λ"}
    return Letters({"q": "ŷ", **alone})


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
    columns.append(Column("slope", symbol, tuple(found.pulls[n][k] for n, k in lines)))
    if count > 1 and classes == 1:
        columns.append(Column("loss", "loss", tuple(found.losses[n] for n, _ in lines)))
    title = "forward" if step.updates == 1 else f"forward, update {step.done + step.updates}"
    title += "" if len(shown) == count else f", the first {len(shown)} of {count} rows"
    return Grid("forward", title, tuple(columns))


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
    if isinstance(batch.loss, CrossEntropy) and batch.loss.class_weight is None:
        return q - y
    if isinstance(batch.loss, BinaryCrossEntropy):
        return ŷ - y1
    by = LOGIT if len(batch.target[0]) == 1 else z
    return Named("∂L", ONE, indexed=False) / Named("∂z", ONE, indexed=by is z)


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


def updates(asked: Asked, course: Course) -> Grid:
    """A line for each update."""
    columns = [Column("t", "t", tuple(asked.step.done + i + 1 for i in range(len(course.updates))))]
    if asked.step.batch:
        columns.append(Column("loss", "loss before", tuple(u.found.loss for u in course.updates if u.found)))
    columns.append(Column("weights", after(w), tuple(flat(asked.oriented(u.after.weights)) for u in course.updates)))
    if asked.step.bias:
        columns.append(Column("bias", "b'", tuple(flat(u.after.bias) for u in course.updates)))
    for name in course.updates[0].moved.kept:
        kept = tuple(flat(asked.oriented(u.moved.kept[name])) for u in course.updates)
        columns.append(Column(name, after(Symbol(name)), kept))
    if asked.step.bias:
        for name in course.updates[0].moved.kept:
            kept = tuple(flat(u.moved_bias.kept[name]) for u in course.updates if u.moved_bias)
            columns.append(Column(f"{name}_bias", f"{name}' of b", kept))
    return Grid("updates", f"{len(course.updates)} updates", tuple(columns))


def flat(numbers: Any) -> Cell:
    """One number as that, and no vector of one."""
    while isinstance(numbers, tuple) and len(numbers) == 1:
        (numbers,) = numbers
    cell: Cell = numbers
    return cell


def after(symbol: Symbol) -> Formula:
    """The next value of a symbol, as it is written."""
    return Named(f"{symbol.name}'", symbol, indexed=False)


def parameters(asked: Asked, update: Update) -> Iterator[Column]:
    """A line for each parameter: where it stood, its slope, what is kept of it, where it goes."""
    descent = asked.step.descent
    yield Column("parameter", "", names(asked))
    before, slopes, moved, moved_bias = update.before, update.slopes, update.moved, update.moved_bias
    yield Column("before", w, (*before.weights, *before.bias))
    yield Column("slope", SLOPE, (*slopes.weights, *slopes.bias))
    if descent.penalty.any:
        yield Column(
            "penalty_slope", descent.penalty.slope, (*pulled(descent, before.weights), *(0.0 for _ in before.bias))
        )
        gradient_of_bias = moved_bias.gradient if moved_bias else ()
        yield Column("gradient", Symbol("g"), (*moved.gradient, *gradient_of_bias))
    for name, numbers in moved.kept.items():
        yield Column(name, after(Symbol(name)), (*numbers, *(moved_bias.kept[name] if moved_bias else ())))
    for name, numbers in moved.made.items():
        yield Column(name, Symbol(name), (*numbers, *(moved_bias.made[name] if moved_bias else ())))
    yield Column("after", after(w), (*update.after.weights, *update.after.bias))


def pulled(descent: Descent, weights: Sequence[float]) -> tuple[float, ...]:
    """The slope of the penalty by each weight."""
    import numpy as np

    a = in_floats({**descent.constants, w.name: np.array(weights)})
    slopes: list[float] = a.each(descent.penalty.slope).tolist()
    return tuple(slopes)


def names(asked: Asked) -> tuple[str, ...]:
    """What the parameters are called, with their indices as they were typed."""
    step, first = asked.step, int(asked.one_based)
    classes, width = len(step.weights), step.width
    if step.batch is None and classes == 1:
        return tuple(f"w[{j + first}]" for j in range(width)) if width > 1 else ("w",)
    pairs = [(k + first, j + first) for k in range(classes) for j in range(width)]
    if asked.weights_by == "input":
        pairs = [(j, k) for k, j in pairs]
    return (*(f"W[{i},{j}]" for i, j in pairs), *(f"b[{k + first}]" for k in range(len(step.bias))))


def steps(step: Step, course: Course) -> Iterator[Line]:
    """The loss before and after, with its penalty."""
    last, batch, penalty = course.updates[-1], step.batch, step.descent.penalty
    if batch is not None and last.found is not None:
        yield Line("loss", "loss", loss_of(batch), last.found.loss)
    if penalty.any:
        yield Line("penalty", "penalty", penalty.formula, last.penalty)
    if batch is not None and last.found is not None:
        if penalty.any:
            yield Line("objective", "loss with penalty", "L + penalty", last.found.loss + last.penalty)
        yield Line("loss_after", "loss after the update", loss_of(batch), course.loss)
        if penalty.any:
            yield Line("objective_after", "with its penalty", "L + penalty", course.loss + course.penalty)


def loss_of(batch: Batch) -> Formula | str:
    """The loss of a row; of several how they make one."""
    if len(batch.inputs) == 1 and set(batch.weights) == {1}:
        return batch.loss.formula.but(p, y)
    weighted = "Σ loss" if set(batch.weights) == {1} else "Σ s·loss"
    return f"{weighted} / {float(batch.denominator):g}" if batch.said else weighted
