"""An update done from something else than what was given: another rate, reduction, label, matrix or count."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from xent_cli.learning.descent import Descent
from xent_cli.learning.step import Batch, Step

FEW = 12  # rows of which each is tried alone


class Slip(NamedTuple):
    """What was done instead."""

    name: str
    formula: str
    remedy: str
    step: Step


def starts(step: Step) -> Iterator[Slip]:
    """The common ones first."""
    rate = step.descent.optimizer.rate
    yield Slip("the sign of ascent", "w + η g", "go against the gradient: w - η g", paced(step, -Fraction(rate)))
    yield Slip("the rate forgotten", "w - g", f"multiply by η = {float(rate):g}", paced(step, Fraction(1)))
    if step.batch is not None:
        yield from of_batch(step, step.batch)
    if len(step.weights) == step.width > 1 and step.batch is not None:
        turned = replace(step, weights=tuple(zip(*step.weights, strict=True)))
        yield Slip("W transposed", "z = Wᵀ x + b", "a row of W is that of a class: z = W x + b", turned)
    if any(step.bias):
        without = replace(step, bias=(Fraction(0),) * len(step.bias))
        yield Slip("the bias left out of z", "z = W x", "add it: z = W x + b", without)
    if step.state:
        anew = replace(step, state={})
        yield Slip("the state forgotten", "as if nothing had been kept", "go on from the state", anew)
    if step.updates > 1 and step.batch is not None:
        fewer = replace(step, updates=step.updates - 1)
        yield Slip("one update too few", f"after {step.updates - 1}", f"make {step.updates}", fewer)
    if step.batch is not None:
        more = replace(step, updates=step.updates + 1)
        yield Slip("one update too many", f"after {step.updates + 1}", f"make {step.updates}", more)


def paced(step: Step, rate: Fraction) -> Step:
    """The same by another rate."""
    return replace(step, descent=with_optimizer(step.descent, rate=rate))


def with_optimizer(descent: Descent, **changes: Any) -> Descent:
    """The same with constants turned otherwise."""
    return Descent(replace(descent.optimizer, **changes), descent.penalty)


def of_batch(step: Step, batch: Batch) -> Iterator[Slip]:
    """What goes wrong with rows: how they make one loss, what they count for, what is true of them, which are taken."""
    if len(batch.inputs) > 1:
        yield from reductions(step, batch)
    if set(batch.weights) != {1}:
        count = len(batch.inputs)
        by = Fraction(count) if batch.said else Fraction(1)
        unweighted = taught(step, weights=(Fraction(1),) * count, denominator=by)
        yield Slip("the weights of the rows left out", "each counts 1", "multiply each by its weight", unweighted)
    yield from targets(step, batch)
    yield from rows_alone(step, batch)


def taught(step: Step, **changes: Any) -> Step:
    """The same with another batch."""
    assert step.batch is not None
    return replace(step, batch=replace(step.batch, **changes))


def reductions(step: Step, batch: Batch) -> Iterator[Slip]:
    """The sum for the mean, the mean for the sum, or the mean of another number."""
    count = len(batch.inputs)
    if not batch.said:
        by = Fraction(count)
        yield Slip("the mean of the slopes for their sum", f"Σ / {by}", "take the sum", taught(step, denominator=by))
        return
    denominator = Fraction(batch.denominator)
    remedy = f"divide by {batch.said} = {float(denominator):g}"
    yield Slip("the sum of the slopes for their mean", "Σ", remedy, taught(step, denominator=Fraction(1)))
    if len(step.weights) > 1:
        by = Fraction(count * len(step.weights))
        yield Slip("divided by rows and classes", f"Σ / {by}", remedy, taught(step, denominator=by))
    twice = denominator**2
    yield Slip("the mean taken twice", f"Σ / {float(twice):g}", remedy, taught(step, denominator=twice))
    penalty = step.descent.penalty
    if penalty.any:
        l1, l2 = (Fraction(strength) / denominator for strength in (penalty.l1, penalty.l2))
        shared = Descent(step.descent.optimizer, replace(penalty, l1=l1, l2=l2))
        name = "the penalty divided by the rows too"
        yield Slip(name, "g = (Σ + λ w) / N", "the mean is of the losses alone", replace(step, descent=shared))
    fewer = denominator - 1
    if fewer > 0:
        yield Slip("N - 1 for N", f"Σ / {float(fewer):g}", remedy, taught(step, denominator=fewer))


def targets(step: Step, batch: Batch) -> Iterator[Slip]:
    """Another class taken for the true one."""
    if len(step.weights) == 1:
        others = tuple((1 - Fraction(y),) for (y,) in batch.target)
        yield Slip("1 - y for y", "ŷ - (1 - y)", "the slope is ŷ - y", taught(step, target=others))
    elif len(batch.inputs) == 1 and sorted(batch.target[0])[-2:] == [0, 1]:
        for k, y in enumerate(batch.target[0]):
            if not y:
                other = (tuple(Fraction(j == k) for j in range(len(step.weights))),)
                name = f"class {k} taken for the true one"
                yield Slip(name, f"y_{k} = 1", "classes count from 0, unless --one-based", taught(step, target=other))


def rows_alone(step: Step, batch: Batch) -> Iterator[Slip]:
    """One row for all of a few."""
    count = len(batch.inputs)
    if not 1 < count <= FEW:
        return
    for n in range(count):
        alone = taught(
            step,
            inputs=batch.inputs[n : n + 1],
            target=batch.target[n : n + 1],
            weights=batch.weights[n : n + 1],
            denominator=Fraction(1),
        )
        yield Slip(f"row {n + 1} alone", f"row {n + 1} of {count}", "take all rows of the batch", alone)
