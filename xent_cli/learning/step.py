"""An update as it was typed: parameters, what they are taught or the gradients outright, and how they move."""

from collections.abc import Mapping
from fractions import Fraction

from xent_cli.inputs.literal import Number, Rows
from xent_cli.learning.descent import Descent
from xent_cli.measures.loss import Loss
from xent_cli.record import record

Vector = tuple[Number, ...]
# By its letter, what was kept of the weights, laid end to end, and of the bias.
State = Mapping[str, tuple[Vector, Vector]]


@record
class Batch:
    """Rows of features with their targets, one-hot, soft or of one column, and what each counts for in the loss."""

    loss: Loss
    inputs: Rows
    target: Rows
    weights: Vector
    denominator: Number = Fraction(1)
    said: str = ""  # what the denominator is

    @property
    def shares(self) -> Vector:
        """What each row's loss is multiplied by."""
        return tuple(Fraction(weight) / Fraction(self.denominator) for weight in self.weights)


@record
class Step:
    """Parameters that move: rows of weights are classes. Without a batch there are gradients, one for each update."""

    weights: Rows
    bias: Vector  # empty where there is none
    batch: Batch | None
    gradients: tuple[Vector, ...]
    descent: Descent
    state: State
    done: int = 0
    updates: int = 1
    names: tuple[str, ...] = ()  # of the classes

    @property
    def flat(self) -> Vector:
        """The weights laid end to end."""
        return tuple(w for row in self.weights for w in row)

    @property
    def width(self) -> int:
        """How many weights a row has."""
        return len(self.weights[0])
