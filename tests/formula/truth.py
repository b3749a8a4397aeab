"""The truth about a measure by its own formula, at whatever precision it is asked in: that of `certify`, say."""

from decimal import Decimal
from typing import Any

import numpy as np

from xent_cli.choices import WithRespectTo
from xent_cli.core import predictions as core
from xent_cli.exact.arithmetic import Vector, total
from xent_cli.exact.predictions import Prediction
from xent_cli.formula.floats import Floats
from xent_cli.measures.gradient import Gradient
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import Measure
from xent_cli.typed.certainty import symbols


def value(measure: Measure, y: Vector | None, q: Prediction) -> Any:
    """The formula's value of a row: a number, or one for each of its numbers."""
    return measure.value(symbols(measure, y, q, len(q.probs)))


def whole(measure: Measure, y: Vector | None, q: Prediction) -> Decimal:
    """The same as one number: that of the row, or the sum of its elements'."""
    of_row = value(measure, y, q)
    return total(of_row) if isinstance(of_row, tuple) else of_row


def gradient(loss: Loss, y: Vector, q: Prediction, *, to_logits: bool = True) -> Vector:
    """The formula's slope, by the logits behind the prediction or by its probabilities."""
    by = WithRespectTo.LOGITS if to_logits else WithRespectTo.PROBS
    slope = Gradient(loss, by, temperature=q.temperature)
    components: Vector = slope.value(symbols(loss, y, q, len(q.probs)))
    return components


def floats(measure: Measure, y: list[float] | None, q: core.Prediction) -> Floats:
    """The symbols of a row in float64."""
    knobs = {name: float64(knob) for name, knob in measure.symbols(q.values.shape[-1]).items() if knob is not None}
    return Floats({**knobs, **measure.takes.symbols(None if y is None else np.array(y), q)})


def float64(knob: Any) -> Any:
    """A knob, or one for each class."""
    return np.array([float(x) for x in knob]) if isinstance(knob, tuple) else float(knob)
