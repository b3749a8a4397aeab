"""The two arithmetics in which a batch is looked at and parameters move: decimals, and arrays of float64."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from xent_cli.learning.regression import exact_slopes, slopes, summed
from xent_cli.learning.step import Batch
from xent_cli.learning.valued import Valued, in_decimals, in_floats

Numbers = tuple[Any, ...]
Rows = tuple[Numbers, ...]


class Found(NamedTuple):
    """What a batch has at some parameters: by row z, ŷ, the loss and its slopes by z; and the loss of all."""

    logits: Rows
    probs: Rows
    losses: Numbers
    pulls: Rows
    loss: Any


class Sloped(NamedTuple):
    """The same with the slopes of the loss by the weights, laid end to end, and by the bias."""

    found: Found
    by_weights: Any
    by_bias: Any


class NumberSystem(Protocol):
    """An arithmetic in which parameters move."""

    def numbers(self, typed: Sequence[Any]) -> Any:
        """Numbers as typed."""

    def valued(self, count: int) -> Valued:
        """So many parameters as symbols."""

    def sloped(self, batch: Batch, weights: Any, bias: Any) -> Sloped:
        """What a batch has at some parameters."""

    def listed(self, numbers: Any) -> Numbers:
        """Numbers as a tuple."""


class Exactly:
    """Decimals at the precision of the context."""

    def numbers(self, typed: Sequence[Any]) -> Any:
        from xent_cli.exact.arithmetic import decimal

        return tuple(map(decimal, typed))

    def valued(self, count: int) -> Valued:
        return in_decimals(count)

    def sloped(self, batch: Batch, weights: Any, bias: Any) -> Sloped:
        width = len(batch.inputs[0])
        rows = tuple(weights[i : i + width] for i in range(0, len(weights), width))
        inputs, target = tuple(map(self.numbers, batch.inputs)), tuple(map(self.numbers, batch.target))
        shares = self.numbers(batch.shares)
        at = exact_slopes(batch.loss, rows, bias or (Decimal(0),) * len(rows), inputs, target, shares)
        loss = summed([share * loss for share, loss in zip(shares, at.losses, strict=True)])
        logits, probs = (tuple(getattr(pred, name) for pred in at.preds) for name in ("values", "probs"))
        found = Found(tuple(logits), tuple(probs), at.losses, at.pulls, loss)
        return Sloped(found, sum(at.by_weights, ()), at.by_bias)

    def listed(self, numbers: Any) -> Numbers:
        return tuple(numbers)


class InFloats:
    """Arrays of float64."""

    def numbers(self, typed: Sequence[Any]) -> Any:
        import numpy as np

        return np.array([float(x) for x in typed])

    def valued(self, count: int) -> Valued:
        return in_floats

    def sloped(self, batch: Batch, weights: Any, bias: Any) -> Sloped:
        import numpy as np

        inputs, target = (np.array([self.numbers(row) for row in rows]) for rows in (batch.inputs, batch.target))
        shares = self.numbers(batch.shares)
        rows = weights.reshape(-1, inputs.shape[1])
        at = slopes(batch.loss, rows, bias if len(bias) else 0.0, inputs, target, shares)
        logits, probs, pulls = map(as_rows, (at.pred.values, at.pred.probs, at.pulls))
        found = Found(logits, probs, self.listed(at.losses), pulls, (shares * at.losses).sum())
        return Sloped(found, at.by_weights.reshape(-1), at.by_bias)

    def listed(self, numbers: Any) -> Numbers:
        import numpy as np

        return tuple(np.ravel(numbers).tolist())


def as_rows(array: Any) -> Rows:
    """An array as rows."""
    return tuple(map(tuple, array.tolist()))
