"""The columns that every worked row starts with: the classes, the numbers as given, and from logits the softmax."""

import math

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.numerics import Array
from xent_cli.core.predictions import BinaryLogits, Logits, LogProbs, Prediction
from xent_cli.core.units import LogBase
from xent_cli.core.worked import Column, Step


def floats(values: NDArray[np.floating]) -> tuple[float, ...]:
    """An array as a worked column's values."""
    return tuple((values + 0.0).tolist())


def opening(names: tuple[str, ...] | None, pred: Prediction) -> tuple[Column, ...]:
    """The column of classes, and what stands before the probabilities."""
    count = pred.values.shape[-1]
    binary = isinstance(pred, BinaryLogits)
    index = Column("k", "i" if binary else "k", names or tuple(range(count)))
    match pred:
        case Logits(values):
            gap = values - values.max()
            return (
                index,
                Column("logit", "z_k", floats(values)),
                Column("shifted", "z_k - m", floats(gap)),
                Column("exponential", "e^(z_k-m)", floats(np.exp(gap))),
            )
        case BinaryLogits(values):
            return index, Column("logit", "z", floats(values))
        case LogProbs(values):
            return index, Column("log_prob", "l_k", floats(values))
        case _:
            return (index,)


def softmax_steps(pred: Prediction) -> tuple[Step, ...]:
    """The max-subtraction and the log-sum-exp, where the numbers are logits."""
    if not isinstance(pred, Logits):
        return ()
    m = float(pred.values.max())
    total = float(np.exp(pred.values - m).sum())
    return (
        Step("largest logit", "m = max z_k", m),
        Step("sum of exponentials", "S = Σ e^(z_k-m)", total),
        Step("log-sum-exp", "m + ln S", m + math.log(total)),
    )


def predicted(pred: Prediction) -> str:
    """The letter of a predicted probability: ŷ where it came from logits."""
    return "ŷ" if isinstance(pred, Logits | BinaryLogits) else "q"


def in_units(nats: Array, log: LogBase) -> Array:
    """Nats in the unit of the answer."""
    return nats / log.ln


def shown(number: float) -> str:
    """A number within a sentence."""
    return f"{number:.6g}"


def impossible(p: Array, pred: Prediction, opening: tuple[Column, ...]) -> tuple[str, ...]:
    """The remark on an infinite answer: which class was held impossible and came true."""
    (found,) = np.nonzero((p > 0) & np.isinf(pred.surprisal))
    if not found.size:
        return ()
    at, letter = int(found[0]), predicted(pred)
    k = opening[0].values[at]
    return (f"inf because {letter}_{k} is 0 where p_{k} is {shown(float(p[at]))}; --eps 1e-7 would clamp it",)
