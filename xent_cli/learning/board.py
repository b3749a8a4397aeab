"""What a lecture writes on the board for an update: the rows forward, the slopes, the state, the new parameters."""

from collections.abc import Iterator, Sequence
from typing import Any

from xent_cli.answers.worked import Cell, Column, Grid, Worked
from xent_cli.answers.worked import Step as Line
from xent_cli.choices import WeightsBy
from xent_cli.formula.expression import Formula
from xent_cli.formula.notation import Letters
from xent_cli.formula.symbols import Named, Symbol, p, y
from xent_cli.learning.conventions import remarks
from xent_cli.learning.course import Course, Update
from xent_cli.learning.descent import Descent
from xent_cli.learning.entries import Asked
from xent_cli.learning.forward import forward, losses
from xent_cli.learning.optimizers import SLOPE, w
from xent_cli.learning.step import Batch, Step
from xent_cli.learning.valued import in_floats


def worked(asked: Asked, course: Course) -> Worked:
    """The last update step by step, and a line for each where there are several."""
    step, last = asked.step, course.updates[-1]
    equation, *where = step.descent.equations()
    grids = [] if last.found is None else [forward(asked, last)]
    if step.batch is not None and len(step.batch.inputs) > 1 and len(step.weights) > 1:
        grids.append(losses(step.batch, last))
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
    descent, order = asked.step.descent, asked.in_order
    before, slopes, moved, moved_bias = update.before, update.slopes, update.moved, update.moved_bias
    yield Column("parameter", "", names(asked))
    yield Column("before", w, (*order(before.weights), *before.bias))
    yield Column("slope", SLOPE, (*order(slopes.weights), *slopes.bias))
    if descent.penalty.any:
        of_bias = (0.0,) * len(before.bias)
        yield Column("penalty_slope", descent.penalty.slope, (*order(pulled(descent, before.weights)), *of_bias))
        gradient_of_bias = moved_bias.gradient if moved_bias else ()
        yield Column("gradient", Symbol("g"), (*order(moved.gradient), *gradient_of_bias))
    for name, numbers in moved.kept.items():
        yield Column(name, after(Symbol(name)), (*order(numbers), *(moved_bias.kept[name] if moved_bias else ())))
    for name, numbers in moved.made.items():
        yield Column(name, Symbol(name), (*order(numbers), *(moved_bias.made[name] if moved_bias else ())))
    yield Column("after", after(w), (*order(update.after.weights), *update.after.bias))


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
    if classes == 1:
        of_weights = [f"w[{j + first}]" for j in range(width)] if width > 1 else ["w"]
        return (*of_weights, *["b"] * len(step.bias))
    rows, columns = (width, classes) if asked.weights_by is WeightsBy.INPUT else (classes, width)
    pairs = [f"W[{i + first},{j + first}]" for i in range(rows) for j in range(columns)]
    return (*pairs, *(f"b[{k + first}]" for k in range(len(step.bias))))


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
