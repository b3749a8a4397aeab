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


# So many of the last digits of a sum may be those of its terms' rounding.
ROUNDED_AWAY = 5


class Slopes(NamedTuple):
    """Of a batch: the prediction, the loss of each row, and the slopes of the reduced loss by z, W and b.

    Rows of `by_weights` are classes, as those of W; `pulls` are the slopes of each row's own loss by its z.
    """

    pred: "Prediction"
    losses: "Array"
    by_logits: "Array"
    by_weights: "Array"
    by_bias: "Array"
    pulls: "Array"


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
    pulls = loss.kernel_gradient(target, pred, to_logits=True)
    by_logits = pulls * np.reshape(shares, (-1, 1))
    return Slopes(pred, losses, by_logits, by_logits.T @ inputs, by_logits.sum(axis=0), pulls)


class ExactSlopes(NamedTuple):
    """The same in decimals; predictions are those of each row."""

    preds: "tuple[ExactPrediction, ...]"
    losses: "Vector"
    by_logits: "Matrix"
    by_weights: "Matrix"
    by_bias: "Vector"
    pulls: "Matrix"


def exact_slopes(
    loss: Loss, weights: "Matrix", bias: "Vector", inputs: "Matrix", target: "Matrix", shares: "Sequence[Decimal]"
) -> ExactSlopes:
    """The same at the precision of the context, by the slope of the loss's own formula."""
    from xent_cli.exact.predictions import BinaryLogits, Logits
    from xent_cli.typed.certainty import symbols

    kind = BinaryLogits if loss.takes.elementwise else Logits
    preds = tuple(kind(tuple(dot(row, x) + b for row, b in zip(weights, bias, strict=True))) for x in inputs)
    losses, pulls = [], []
    for truth, pred in zip(target, preds, strict=True):
        a = symbols(loss, truth, pred, len(weights))
        value = loss.value(a)
        losses.append(value[0] if isinstance(value, tuple) else value)
        pulls.append(loss.gradient(a, to_logits=True))
    by_logits = tuple(tuple(share * pull for pull in row) for share, row in zip(shares, pulls, strict=True))
    by_class = tuple(zip(*by_logits, strict=True))
    by_weights = tuple(tuple(dot(row, feature) for feature in zip(*inputs, strict=True)) for row in by_class)
    return ExactSlopes(preds, tuple(losses), by_logits, by_weights, tuple(map(summed, by_class)), tuple(pulls))


def dot(x: "Vector", y: "Vector") -> "Decimal":
    """Σ x y."""
    return summed([a * b for a, b in zip(x, y, strict=True)])


def summed(terms: "Sequence[Decimal]") -> "Decimal":
    """Their sum; what is no more than their rounding is 0, which a higher precision would belie if it were not."""
    from decimal import getcontext

    from xent_cli.exact.arithmetic import ZERO, total

    found = total(terms)
    rounding = max(map(abs, terms), default=ZERO).scaleb(ROUNDED_AWAY - getcontext().prec)
    return found if abs(found) > rounding else ZERO
