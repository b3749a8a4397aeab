"""Softmax regression, and logistic of one row of weights: losses and slopes of a batch, in float64 and in decimals."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from xent_cli.measures.loss import Loss

if TYPE_CHECKING:
    from decimal import Decimal

    from xent_cli.core.ce import Target
    from xent_cli.core.numerics import Array
    from xent_cli.core.predictions import Prediction
    from xent_cli.exact.arithmetic import Vector
    from xent_cli.exact.predictions import Prediction as ExactPrediction

    Matrix = tuple[Vector, ...]


class Slopes(NamedTuple):
    """Of a batch: the prediction, the loss of each row, and the slopes of the reduced loss by z, W and b.

    Rows of `by_weights` are classes, as those of W.
    """

    pred: "Prediction"
    losses: "Array"
    by_logits: "Array"
    by_weights: "Array"
    by_bias: "Array"


def slopes(
    loss: Loss,
    weights: "Array",
    bias: "Array | float",
    inputs: "Array",
    target: "Target",
    shares: "Array | float",
) -> Slopes:
    """At a batch (N, F) with labels (N,) or targets (N, K), whose rows have these shares in the loss: of a mean, 1/N.

    `loss` is a measure in its form for so many columns (`CrossEntropy().fitted(K)`, or of one column
    `BinaryCrossEntropy()`, whose targets are (N, 1)); weights are (K, F), bias (K,) or 0.
    """
    import numpy as np

    from xent_cli.core.predictions import BinaryLogits, Logits

    z = inputs @ weights.T + bias
    kind = BinaryLogits if loss.takes.elementwise else Logits
    pred = kind(z)
    losses = loss.kernel(target, pred).reshape(len(z))
    by_logits = loss.kernel_gradient(target, pred, to_logits=True) * np.reshape(shares, (-1, 1))
    return Slopes(pred, losses, by_logits, by_logits.T @ inputs, by_logits.sum(axis=0))


class ExactSlopes(NamedTuple):
    """The same in decimals; predictions are those of each row."""

    logits: "Matrix"
    preds: "tuple[ExactPrediction, ...]"
    losses: "Vector"
    by_logits: "Matrix"
    by_weights: "Matrix"
    by_bias: "Vector"


def exact_slopes(
    loss: Loss, weights: "Matrix", bias: "Vector", inputs: "Matrix", target: "Matrix", shares: "Sequence[Decimal]"
) -> ExactSlopes:
    """The same at the precision of the context, by the slope of the loss's own formula."""
    from xent_cli.exact.arithmetic import total
    from xent_cli.exact.predictions import BinaryLogits, Logits
    from xent_cli.typed.certainty import symbols

    kind = BinaryLogits if loss.takes.elementwise else Logits
    logits = tuple(tuple(dot(row, x) + b for row, b in zip(weights, bias, strict=True)) for x in inputs)
    preds = tuple(map(kind, logits))
    losses, by_logits = [], []
    for truth, pred, share in zip(target, preds, shares, strict=True):
        a = symbols(loss, truth, pred, len(weights))
        value, slope = loss.value(a), loss.gradient(a, to_logits=True)
        losses.append(value[0] if isinstance(value, tuple) else value)
        by_logits.append(tuple(share * pull for pull in slope))
    by_class = tuple(zip(*by_logits, strict=True))
    by_weights = tuple(tuple(dot(pulls, feature) for feature in zip(*inputs, strict=True)) for pulls in by_class)
    by_bias = tuple(map(total, by_class))
    return ExactSlopes(logits, preds, tuple(losses), tuple(by_logits), by_weights, by_bias)


def dot(x: "Vector", y: "Vector") -> "Decimal":
    """Σ x y."""
    from xent_cli.exact.arithmetic import total

    return total([a * b for a, b in zip(x, y, strict=True)])
