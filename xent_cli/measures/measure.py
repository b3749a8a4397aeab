"""What the pipeline must know of a measure: how to value a row, to work it, and to certify it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from xent_cli.core.ce import Weight
from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Prediction
from xent_cli.core.units import LogBase
from xent_cli.core.worked import Column, Worked
from xent_cli.inputs.literal import Number
from xent_cli.record import record

if TYPE_CHECKING:
    from xent_cli.exact.arithmetic import Vector
    from xent_cli.exact.predictions import Prediction as ExactPrediction
    from xent_cli.inputs.layout import Takes


class Truth(StrEnum):
    """What stands beside the predictions."""

    NONE = "none"
    CLASSES = "classes"  # labels, or distributions
    DISTRIBUTION = "distribution"
    ELEMENTS = "elements"  # a number from 0 to 1 for each predicted number
    ITSELF = "itself"  # nothing: the rows are the truth

    @property
    def operands(self) -> tuple[str, ...]:
        """What the operands are called; the rows are the last."""
        return {Truth.NONE: ("P",), Truth.ITSELF: ("TARGET",)}.get(self, ("TARGET", "PRED"))


Work = Callable[[Any, Prediction, tuple[Column, ...], LogBase], Worked]


@record
class Differentiated:
    """A loss in decimal arithmetic, and whether it is differentiated by logits or by probabilities."""

    loss: "Callable[[Any, ExactPrediction], Decimal]"
    to_logits: bool


@record
class Measure:
    """A measure with its knobs turned: of one row, in either arithmetic.

    `values` gives a number a row, or (elements, gradients, softmax) one for each predicted number; `exact` the same
    of one row; `work` gets the columns that every worked row starts with. A measure that `reduces` has a mean over
    rows, the others map a row to a row, which where `shared` is its share of the gradient of a mean. `in_units`: the
    value is information, in nats; `perplexity`: e^value means something; `separable`: a row's class weight is a
    factor of its loss; `elementwise`: each predicted number stands for itself. `knobs` are its parameters, for the
    record; `verified_by` is the loss of a gradient that is to be verified; `by_width` gives the form of the measure
    for so many columns of PRED.
    """

    command: str
    quantity: str
    truth: Truth
    values: Callable[[Any, Prediction], Array]
    work: Work
    exact: "Callable[[Any, ExactPrediction], Iterable[Decimal]]"
    reduces: bool = True
    in_units: bool = True
    perplexity: bool = False
    separable: bool = True
    shared: bool = False
    elementwise: bool = False
    knobs: Mapping[str, Any] = field(default_factory=dict)
    class_weighted: "Callable[[Sequence[Number]], Measure] | None" = None
    verified_by: Differentiated | None = None
    by_width: "Callable[[int], Measure] | None" = None

    @property
    def alone(self) -> bool:
        """Whether nothing stands beside the rows."""
        return self.truth in (Truth.NONE, Truth.ITSELF)

    def takes(self, width: int) -> "Takes":
        """What TARGET is, beside so many columns of PRED."""
        match (self.by_width(width) if self.by_width else self).truth:
            case Truth.CLASSES:
                return "classes"
            case Truth.ELEMENTS:
                return "elements"
            case Truth.DISTRIBUTION | Truth.ITSELF | Truth.NONE:
                return "distribution"

    def reweighted(self, weights: Sequence[Number]) -> "Measure":
        """The same with class weights on its terms."""
        if self.class_weighted is None:
            raise InputError(f"{self.quantity} has no class weights", "--class-weight", "leave it out")
        return self.class_weighted(weights)


def as_floats(weights: Sequence[Number] | None) -> Weight:
    """Class weights for float64; without any, every class counts 1."""
    return 1.0 if weights is None else as_array(weights)


def as_array(numbers: Sequence[Number]) -> Array:
    """Exact numbers as doubles."""
    return np.array([float(number) for number in numbers])


def weighted(target: "Vector", weights: Sequence[Number] | None) -> "Vector":
    """Class weights on a target in decimal arithmetic."""
    from xent_cli.exact import ce
    from xent_cli.exact.arithmetic import decimal

    return target if weights is None else ce.weighted(target, tuple(map(decimal, weights)))
