"""The course of parameters, update by update, with what was found on the way: the same lines in either arithmetic."""

from typing import Any, NamedTuple, overload

from xent_cli.learning.descent import Kept, Moved
from xent_cli.learning.number_systems import Found, Numbers, NumberSystem
from xent_cli.learning.step import Step


class Parameters(NamedTuple):
    """Weights laid end to end, and the bias; or a number for each."""

    weights: Numbers
    bias: Numbers


class Update(NamedTuple):
    """One of them; of bare parameters nothing is found, for their slopes are given."""

    before: Parameters
    found: Found | None
    penalty: Any
    slopes: Parameters
    moved: Moved
    moved_bias: Moved | None

    @property
    def after(self) -> Parameters:
        """Where they went."""
        return Parameters(self.moved.parameters, self.moved_bias.parameters if self.moved_bias else ())


class Course(NamedTuple):
    """All updates, and the loss where they have led; of bare parameters there is none."""

    updates: tuple[Update, ...]
    loss: Any
    penalty: Any


def course(step: Step, system: NumberSystem) -> Course:
    """The updates in turn."""
    weights, bias = system.numbers(step.flat), system.numbers(step.bias)
    kept, kept_of_bias = beginning(step, system)
    descent, batch = step.descent, step.batch
    of_weights, of_bias = system.valued(len(step.flat)), system.valued(len(step.bias))
    updates = []
    for i in range(step.updates):
        at = None if batch is None else system.sloped(batch, weights, bias)
        slope = system.numbers(step.gradients[i]) if at is None else at.by_weights
        slope_of_bias = system.numbers(()) if at is None else at.by_bias
        penalty, t = descent.penalty.value(of_weights, weights), step.done + i + 1
        moved = descent.worked(of_weights, weights, slope, kept, t)
        moved_bias = descent.worked(of_bias, bias, slope_of_bias, kept_of_bias, t, bias=True) if step.bias else None
        before = Parameters(system.listed(weights), system.listed(bias))
        slopes = Parameters(system.listed(slope), system.listed(slope_of_bias if step.bias else ()))
        found = None if at is None else at.found
        updates.append(Update(before, found, penalty, slopes, listed(moved, system), listed(moved_bias, system)))
        weights, kept = moved.parameters, moved.kept
        if moved_bias is not None:
            bias, kept_of_bias = moved_bias.parameters, moved_bias.kept
    loss = None if batch is None else system.sloped(batch, weights, bias).found.loss
    return Course(tuple(updates), loss, descent.penalty.value(of_weights, weights))


def beginning(step: Step, system: NumberSystem) -> tuple[Kept, Kept]:
    """What is kept before the first update, of weights and of bias."""
    if not step.state:
        return step.descent.optimizer.beginning, step.descent.optimizer.beginning
    of_weights, of_bias = ({name: system.numbers(both[i]) for name, both in step.state.items()} for i in (0, 1))
    return of_weights, of_bias


@overload
def listed(moved: Moved, system: NumberSystem) -> Moved: ...


@overload
def listed(moved: Moved | None, system: NumberSystem) -> Moved | None: ...


def listed(moved: Moved | None, system: NumberSystem) -> Moved | None:
    """The same with tuples."""
    if moved is None:
        return None
    kept, made = ({name: system.listed(x) for name, x in of.items()} for of in (moved.kept, moved.made))
    return Moved(system.listed(moved.parameters), system.listed(moved.gradient), kept, made)
