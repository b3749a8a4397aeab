"""An update by a wrong slope of the loss: a factor forgotten or added, and parameters that moved too early."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from xent_cli.learning.descent import Descent
from xent_cli.learning.number_systems import InFloats, Sloped
from xent_cli.learning.step import Batch, Step
from xent_cli.learning.valued import in_floats


class Mistaken(NamedTuple):
    """What was done instead."""

    name: str
    formula: str
    remedy: str
    system: InFloats


class Pulled(InFloats):
    """Other slopes by the logits, of what the system knows of the rows: ŷ, y and the right slopes."""

    def pulls(self, probs: Any, target: Any, pulls: Any) -> Any:
        """The slopes as they were taken."""
        raise NotImplementedError(type(self))

    def by_inputs(self, pulls: Any, inputs: Any) -> Any:
        """The slopes by the weights, of those by the logits."""
        return pulls.T @ inputs

    def sloped(self, batch: Batch, weights: Any, bias: Any) -> Sloped:
        right = super().sloped(batch, weights, bias)
        inputs, target = (np.array([self.numbers(row) for row in rows]) for rows in (batch.inputs, batch.target))
        found = right.found
        wrong = self.pulls(np.array(found.probs), target, np.array(found.pulls))
        shared = wrong * self.numbers(batch.shares)[:, np.newaxis]
        return Sloped(found, self.by_inputs(shared, inputs).reshape(-1), shared.sum(axis=0))


class Unsubtracted(Pulled):
    """ŷ for ŷ - y."""

    def pulls(self, probs: Any, target: Any, pulls: Any) -> Any:
        return probs


class OfSquares(Pulled):
    """(ŷ - y) ŷ (1 - ŷ): the slope of half the squared error through a sigmoid."""

    def pulls(self, probs: Any, target: Any, pulls: Any) -> Any:
        return pulls * probs * (1 - probs)


class OfTrue(Pulled):
    """The slope of the true class alone."""

    def pulls(self, probs: Any, target: Any, pulls: Any) -> Any:
        return pulls * target


class WithoutInputs(Pulled):
    """ŷ - y for (ŷ - y) xᵀ."""

    def pulls(self, probs: Any, target: Any, pulls: Any) -> Any:
        return pulls

    def by_inputs(self, pulls: Any, inputs: Any) -> Any:
        return np.repeat(pulls.sum(axis=0)[:, np.newaxis], inputs.shape[1], axis=1)


class Early(InFloats):
    """One of both parameters has moved when the slope by the other is taken."""

    def __init__(self, descent: Descent, *, bias_first: bool) -> None:
        self._descent, self._bias_first = descent, bias_first

    def sloped(self, batch: Batch, weights: Any, bias: Any) -> Sloped:
        right = super().sloped(batch, weights, bias)
        begun, descent = self._descent.optimizer.beginning, self._descent
        if self._bias_first:
            moved, _ = descent.updated(in_floats, bias, right.by_bias, begun, 1, bias=True)
            return right._replace(by_weights=super().sloped(batch, weights, moved).by_weights)
        moved, _ = descent.updated(in_floats, weights, right.by_weights, begun, 1)
        return right._replace(by_bias=super().sloped(batch, moved, bias).by_bias)


def systems(step: Step) -> Iterator[Mistaken]:
    """The wrong slopes of a batch."""
    if step.batch is None:
        return
    remedy = "∂L/∂z = ŷ - y, and ∂L/∂W = (ŷ - y) xᵀ"
    yield Mistaken("y not subtracted", "∂L/∂z = ŷ", remedy, Unsubtracted())
    yield Mistaken("the inputs left out", "∂L/∂W = ŷ - y", remedy, WithoutInputs())
    yield Mistaken("the slope of a sigmoid multiplied on", "(ŷ - y) ŷ (1-ŷ)", remedy, OfSquares())
    if len(step.weights) > 1:
        yield Mistaken("the true class alone moved", "(ŷ - y) y", remedy, OfTrue())
    if step.bias:
        early = "take both slopes at the old parameters, and move them together"
        yield Mistaken("W's slope taken at the new b", "z = W x + b'", early, Early(step.descent, bias_first=True))
        yield Mistaken("b's slope taken at the new W", "z = W' x + b", early, Early(step.descent, bias_first=False))
