"""Label smoothing: a little of the target's weight is given to every class."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core import bce, ce
from xent_cli.core.arrays import usable_rows, usable_target, within
from xent_cli.core.ce import Target, Weight
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, compensated_sum
from xent_cli.core.predictions import Prediction
from xent_cli.core.units import LogBase
from xent_cli.core.worked import Column, Identity, Step, Worked
from xent_cli.core.working import floats, impossible, in_units, predicted, softmax_steps


def smoothed(target: Target, alpha: float, classes: int, others: bool = False) -> Array:
    """(1 - α) y + α/K; with `others`, α/(K - 1) on the other classes only."""
    y = ce.distribution(target, classes)
    return (1.0 - alpha) * y + alpha * ((1.0 - y) / (classes - 1) if others else 1.0 / classes)


def smoothed_binary(y: Array, alpha: float, others: bool = False) -> Array:
    """(1 - α) y + α/2, element by element; with `others`, α (1 - y) is given to y."""
    return (1.0 - alpha) * y + alpha * ((1.0 - y) if others else 0.5)


def terms(target: Target, pred: Prediction, alpha: float, class_weight: Weight = 1.0, *, others: bool = False) -> Array:
    """The terms of the cross-entropy against the smoothed target."""
    return ce.terms(smoothed(target, alpha, pred.values.shape[-1], others), pred, class_weight)


def value(target: Target, pred: Prediction, alpha: float, class_weight: Weight = 1.0, *, others: bool = False) -> Array:
    """The cross-entropy against the smoothed target, row by row."""
    return ce.value(smoothed(target, alpha, pred.values.shape[-1], others), pred, class_weight)


def gradient(
    target: Target, pred: Prediction, alpha: float, class_weight: Weight = 1.0, *, others: bool = False
) -> Array:
    """By the logits: that of the cross-entropy against the smoothed target."""
    return ce.gradient(smoothed(target, alpha, pred.values.shape[-1], others), pred, class_weight)


def gradient_by_probs(
    target: Target, pred: Prediction, alpha: float, class_weight: Weight = 1.0, *, others: bool = False
) -> Array:
    """By the probabilities: that of the cross-entropy against the smoothed target."""
    return ce.gradient_by_probs(smoothed(target, alpha, pred.values.shape[-1], others), pred, class_weight)


def work_target(y: Array, opening: tuple[Column, ...], alpha: float, others: bool = False) -> Worked:
    """A target and what becomes of it, class by class."""
    kept = (1.0 - alpha) * y
    result = smoothed(y, alpha, len(y), others)
    given = "α (1-y_k)/(K-1)" if others else "α/K"
    columns = (
        *opening,
        Column("y", "y_k", floats(y)),
        Column("kept", "(1-α) y_k", floats(kept)),
        Column("given", given, floats(result - kept)),
        Column("smoothed", "y'_k", floats(result), float(compensated_sum(result))),
    )
    return Worked(f"y'_k = (1-α) y_k + {given}", columns, (), floats(result))


def work_target_binary(y: Array, opening: tuple[Column, ...], alpha: float, others: bool = False) -> Worked:
    """Binary targets and what becomes of them."""
    kept = (1.0 - alpha) * y
    result = smoothed_binary(y, alpha, others)
    given = "α (1-y)" if others else "α/2"
    columns = (
        *opening,
        Column("y", "y", floats(y)),
        Column("kept", "(1-α) y", floats(kept)),
        Column("given", given, floats(result - kept)),
        Column("smoothed", "y'", floats(result)),
    )
    return Worked(f"y' = (1-α) y + {given}", columns, (), floats(result))


def work(
    target: Target,
    pred: Prediction,
    opening: tuple[Column, ...],
    log: LogBase,
    alpha: float,
    class_weight: Weight = 1.0,
    others: bool = False,
) -> Worked:
    """The cross-entropy against the smoothed target, step by step, and the two that it is mixed from."""
    letter = predicted(pred)
    y = ce.distribution(target, pred.values.shape[-1])
    ours = smoothed(y, alpha, len(y), others)
    spread = smoothed(y, 1.0, len(y), others)
    worked = ce.work(ours, pred, (*opening, Column("y", "y_k", floats(y))), log, class_weight)
    of_y, of_spread, total = (float(in_units(ce.value(p, pred, class_weight), log)) for p in (y, spread, ours))
    kept, given = ((1.0 - alpha) * of_y if alpha < 1 else 0.0), (alpha * of_spread if alpha else 0.0)
    name, u = ("the other classes", "o") if others else ("the uniform distribution", "u")
    steps = (
        *softmax_steps(pred),
        Step("cross-entropy of the target", f"H(y,{letter})", of_y),
        Step(f"cross-entropy of {name}", f"H({u},{letter})", of_spread),
        Step("total", f"-Σ y'_k {log.symbol} {letter}_k", total),
    )
    mixed = Identity(f"H(y',{letter}) = (1-α) H(y,{letter}) + α H({u},{letter})", total, (kept, given))
    given_to = "α (1-y_k)/(K-1)" if others else "α/K"
    return replace(
        worked,
        formula=f"H(y',{letter}) = -Σ y'_k {log.symbol} {letter}_k,  y'_k = (1-α) y_k + {given_to}",
        columns=tuple(map(_smoothed_symbols, worked.columns)),
        steps=steps,
        notes=impossible(ours, pred, opening),
        identities=(mixed,),
    )


def work_binary(
    y: Array, pred: Prediction, opening: tuple[Column, ...], log: LogBase, alpha: float, others: bool = False
) -> Worked:
    """The binary cross-entropy against the smoothed target, element by element."""
    before = (*opening, Column("target", "y", floats(y)))
    worked = bce.work(smoothed_binary(y, alpha, others), pred, before, log)
    columns = tuple(Column("smoothed", "y'", c.values) if c.name == "y" else c for c in worked.columns)
    given = "α (1-y)" if others else "α/2"
    formula = f"loss = -[y' {log.symbol} ŷ + (1-y') {log.symbol}(1-ŷ)],  y' = (1-α) y + {given}"
    return replace(worked, formula=formula, columns=columns)


def _smoothed_symbols(column: Column) -> Column:
    """A column of the cross-entropy as one of the smoothed target."""
    name = "smoothed" if column.name == "p" else column.name
    return Column(name, column.symbol.replace("p_k", "y'_k"), column.values)


def smooth_labels(target: ArrayLike, alpha: float, *, classes: int | None = None, others: bool = False) -> Array:
    """Smoothed targets: (1 - α) y + α/K; with `others`, (1 - α) y + α (1 - y)/(K - 1).

    target is class indices of shape (...) with the number of `classes` K, or distributions of shape (...,
    K); the result has shape (..., K). InputError where a row is not a distribution, an index no class, or
    α not in [0, 1].

    >>> from xent_cli import smooth_labels
    >>> smooth_labels(0, 0.25, classes=4).tolist()
    [0.8125, 0.0625, 0.0625, 0.0625]

    Szegedy et al. (2016), Rethinking the Inception Architecture for Computer Vision, section 7.
    """
    within("alpha", alpha, 0.0, 1.0)
    shape = np.shape(target) if classes is None else (*np.shape(target), classes)
    y = usable_rows(target, InputKind.PROBS, "target") if classes is None else usable_target(target, shape)
    if others and shape[-1] == 1:
        raise InputError("one class has no others", "others", "give two classes or more")
    return smoothed(y, alpha, shape[-1], others)
