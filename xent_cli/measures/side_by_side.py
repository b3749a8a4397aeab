"""Which losses stand side by side for one truth and one prediction."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from xent_cli.core.kinds import InputKind
from xent_cli.measures.brier import BinaryBrier, Brier
from xent_cli.measures.catalogue import MEASURES
from xent_cli.measures.loss import Loss, OfScores
from xent_cli.measures.meaning import Meaning
from xent_cli.measures.measure import Measure

if TYPE_CHECKING:
    from xent_cli.core.ce import Target
    from xent_cli.core.numerics import Array


class OneByOne(BinaryBrier):
    """Stands for all losses of one column, when operands are read."""

    name, quantity = "losses", "losses side by side"


class SideBySide(Brier):
    """Stands for all losses, when operands are read."""

    name, quantity = "losses", "losses side by side"
    of_one_column = OneByOne


class Beside(NamedTuple):
    """A loss in its form, and what the numbers mean to it."""

    loss: Loss
    meaning: Meaning

    @classmethod
    def all(cls, meaning: Meaning, width: int, *, hard: bool) -> "Iterator[Beside]":
        """Those that make sense of so many columns; whether the truth is nothing but zeros and ones."""
        for listed in MEASURES.values():
            found = listed.load()
            if not (issubclass(found, Loss) and found.beside_others(hard=hard)):
                continue
            form = found().fitted(width)
            assert isinstance(form, Loss)
            if form.takes.elementwise != meaning.elementwise:
                continue
            if isinstance(form, OfScores) and meaning.kind is not InputKind.LOGITS:
                continue  # there are no scores behind probabilities
            yield cls(form, meaning.of_scores(form.truth) if isinstance(form, OfScores) else meaning)

    def values(self, target: "Target", numbers: "Array") -> "Array":
        """The loss of each row, in nats where it is information."""
        values: Array = self.loss.kernel(target, self.meaning.core(numbers))
        return values[:, 0] if values.ndim == 2 else values

    def slopes(self, target: "Array", numbers: "Array") -> "Array":
        """The gradient of each row's loss by its logits (n, K)."""
        by_logits = not isinstance(self.loss, OfScores)
        slopes = self.loss.kernel_gradient(target, self.meaning.core(numbers), to_logits=by_logits)
        return slopes / float(self.meaning.temperature)


def hard(target: "Target") -> bool:
    """Whether the truth is labels, or nothing but zeros and ones."""
    return target.dtype.kind == "i" or bool(np.isin(target, (0.0, 1.0)).all())


def steepness(slopes: "Array") -> "Array":
    """How long each row's gradient is."""
    return np.asarray(np.sqrt((slopes * slopes).sum(axis=-1)))


def unit_of(loss: Measure, unit: str) -> str:
    """Its unit, or nothing."""
    return loss.unit(unit) or ""
