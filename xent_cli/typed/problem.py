"""A typed problem, checked and given its meaning in float64."""

import math
from fractions import Fraction

import numpy as np

from xent_cli.choices import Reduction
from xent_cli.core.ce import Target
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import Prediction
from xent_cli.core.units import LogBase
from xent_cli.inputs.literal import Number, Rows
from xent_cli.inputs.sample import Sample, as_double
from xent_cli.measures.meaning import Meaning
from xent_cli.measures.measure import Measure, Truth
from xent_cli.measures.weighting import Weighting
from xent_cli.record import record

# Below this, a sum that is not 1 is that of digits rounded well.
SUMS_TO_1 = 1e-6


@record
class Problem:
    """A typed problem: its rows as typed and in float64, what each counts for, and how the answer is asked."""

    measure: Measure
    meaning: Meaning
    sample: Sample
    reduction: Reduction
    log: LogBase
    weighting: Weighting
    class_weights: tuple[Number, ...] | None
    values: Array
    target: Target | None

    @property
    def denominator(self) -> Number:
        """What a row's share of the mean is divided by; of a sum, or of rows by themselves, 1."""
        if self.reduction is not Reduction.MEAN:
            return Fraction(1)
        elements = self.values.shape[1] if self.meaning.elementwise else 1
        return sum((Fraction(d) for d in self.weighting.denominators), Fraction(0)) * elements

    @property
    def share_notes(self) -> tuple[str, ...]:
        """What the gradient of a mean over several rows is."""
        if not self.measure.shared or self.reduction is not Reduction.MEAN:
            return ()
        by = f"divided by {float(self.denominator):g} ({self.weighting.said})"
        return (f"of the mean loss: each row's own gradient {by}; --reduction none leaves that out",)

    @property
    def sum_notes(self) -> tuple[str, ...]:
        """Which distributions of the one row sum to 1 only within the tolerance."""
        if self.meaning.elementwise or self.meaning.normalize or self.sample.count > 1:
            return ()
        given = {} if self.target is None or self.sample.labelled else {"TARGET": self.target}
        if self.meaning.kind is InputKind.PROBS:
            given["PRED" if given or self.sample.labelled else "P"] = self.values
        sums = {name: math.fsum(row) for name, (row,) in given.items()}
        return tuple(
            f"{name} sums to {total:.6g}, as --tolerance allows; --normalize would rescale it"
            for name, total in sums.items()
            if abs(total - 1) > SUMS_TO_1
        )

    @property
    def pred(self) -> Prediction:
        """What the predicted numbers mean."""
        return self.meaning.core(self.values)


def checked_values(sample: Sample, meaning: Meaning, truth: Truth) -> Array:
    """The predicted numbers in float64; InputError for the first row that is not what it is said to be."""
    values = _array(sample.pred)
    if truth is Truth.ITSELF:
        meaning = meaning.of_target(elementwise=meaning.elementwise)
    _check(values, sample.pred, meaning, truth.operands[-1])
    return values


def checked_target(sample: Sample, truth: Truth, meaning: Meaning) -> Target | None:
    """The truth in float64 or as labels, checked likewise."""
    if sample.labelled:
        return np.array(sample.labels, dtype=np.int64)
    if not sample.target:
        return None
    probs = meaning.of_target(elementwise=truth is Truth.ELEMENTS)
    values = _array(sample.target)
    _check(values, sample.target, probs, "TARGET")
    return probs.core(values).probs


def _array(rows: Rows) -> Array:
    return np.array([[as_double(x) for x in row] for row in rows], dtype=np.float64)


def _check(values: Array, typed: Rows, meaning: Meaning, name: str) -> None:
    """Raise the error of the first row that is not what it is said to be."""
    bad = meaning.unusable(values)
    if bad is None:
        return
    row = int(bad.argmax())
    fault = meaning.why_unusable(values[row])
    where = name if len(typed) == 1 else f"{name}, row {row + 1}"
    if fault.entry is not None and len(typed[row]) > 1:
        where += f", entry {fault.entry + 1}"
    raise InputError(fault.what, where, fault.remedy)
