"""A typed problem: a measure with its rows, what each counts for, and how the answer is asked."""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property, partial
from typing import Any, Self, TypeAlias

import numpy as np

from xent_cli.choices import Reduction
from xent_cli.core.ce import Target, distribution, is_labels
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.log_base import LogBase
from xent_cli.core.numerics import Array, Labels
from xent_cli.core.predictions import Prediction
from xent_cli.formula.expression import Formula
from xent_cli.formula.floats import Floats
from xent_cli.formula.notation import Letters
from xent_cli.inputs.literal import Number, Rows
from xent_cli.inputs.sample import Sample, as_double
from xent_cli.measures.meaning import Meaning
from xent_cli.measures.measure import Measure, as_floats
from xent_cli.measures.weighting import Weighting
from xent_cli.record import record

# A number, or a vector; rows of vectors are laid end to end.
Answer: TypeAlias = float | tuple[float, ...]
# Below this, a sum that is not 1 is that of digits rounded well.
SUMS_TO_1 = 1e-6


@record
class Problem:
    """A measure asked of rows: as typed, and in float64.

    `values` are the predicted numbers (N, K), `pred` is what they mean; `truth` is labels (N,) or numbers (N, K).
    `answer` is the answer to it, or that of whoever is wrong.
    """

    measure: Measure
    meaning: Meaning
    sample: Sample
    reduction: Reduction
    log: LogBase
    weighting: Weighting
    values: Array
    pred: Prediction
    truth: Target | None
    answer: Answer = math.nan

    def but(self, **changes: Any) -> Self:
        """The problem with some things changed, at a tenth of the cost of `dataclasses.replace`."""
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        for derived in ("given", "floats", "target") if "truth" in changes else ("given", "floats"):
            vars(other).pop(derived, None)
        vars(other).update(changes)
        return other

    def exchanged(self, old: Formula, new: Formula) -> Self:
        """The problem with a part of its formula exchanged for another."""
        return self.instead(self.measure.formula.but(old, new))

    def instead(self, formula: Formula) -> Self:
        """The problem with another formula, of the same symbols."""
        other = self.but(measure=self.measure.instead(formula))
        vars(other)["floats"] = self.floats
        return other

    def turned(self, **knobs: Any) -> Self:
        """The problem with knobs turned otherwise."""
        return self.but(measure=self.measure.turned(**knobs))

    @cached_property
    def target(self) -> Array | None:
        """The truth as numbers (N, K), a label as its one-hot."""
        return None if self.truth is None else distribution(self.truth, self.values.shape[1])

    @property
    def labels(self) -> Labels | None:
        """The labels (N,), where the truth is labels."""
        return self.truth if self.truth is not None and is_labels(self.truth) else None

    @property
    def loss(self) -> Measure:
        """What is measured, or what is differentiated."""
        return self.measure.subject

    @property
    def elementwise(self) -> bool:
        """Whether each predicted number stands for itself."""
        return self.measure.takes.elementwise

    @property
    def denominator(self) -> Number:
        """What a row's share of the mean is divided by; of a sum, or of rows by themselves, 1."""
        if self.reduction is not Reduction.MEAN:
            return Fraction(1)
        elements = self.values.shape[1] if self.elementwise else 1
        return sum((Fraction(d) for d in self.weighting.denominators), Fraction(0)) * elements

    @property
    def ln_base(self) -> float:
        """What an answer in nats is divided by."""
        return float(self.measure.per(self.log.ln))

    @property
    def letters(self) -> Letters:
        """How the symbols are called: ŷ is what a softmax makes."""
        hat = self.meaning.checked_as in (InputKind.LOGITS, InputKind.REALS) and self.measure.takes.predicts
        base = self.measure.logarithm(self.log.text)
        return Letters({"q": "ŷ" if hat else "q", "b": self.log.text}, base)

    @cached_property
    def floats(self) -> Floats:
        """The symbols of all rows in float64, in nats."""
        return self.valued(Floats)

    @property
    def floats_in_unit(self) -> Floats:
        """The same with logarithms in the unit of the answer."""
        return self.floats if self.log.ln == 1.0 else self.valued(partial(Floats, ln_base=self.log.ln))

    def valued(self, arithmetic: Callable[[Mapping[str, Any]], Floats]) -> Floats:
        """The same in another arithmetic of arrays."""
        return arithmetic(self.given)

    @cached_property
    def given(self) -> Mapping[str, Any]:
        """The symbols and what they stand for."""
        numbers = {"z": self.pred.values, "l": self.values}
        return {**numbers, **self.knobs, **self.measure.takes.symbols(self.target, self.pred)}

    @property
    def knobs(self) -> Mapping[str, Any]:
        """The knobs as symbols in float64."""
        exact = self.measure.symbols(self.values.shape[1])
        floats = {name: _as_float(value) for name, value in exact.items() if value is not None}
        return {name: self._by_row(knob) for name, knob in floats.items()}

    def _by_row(self, knob: Any) -> Any:
        """A knob with a value for each number, in the shape of the rows."""
        each = np.ndim(knob) > 0 and np.size(knob) == self.values.size
        return knob.reshape(self.values.shape) if each else knob

    @property
    def sum_notes(self) -> tuple[str, ...]:
        """Which distributions of the one row sum to 1 only within the tolerance."""
        if self.elementwise or self.meaning.normalize or self.sample.count > 1:
            return ()
        probs = self.meaning.truth is InputKind.PROBS and self.labels is None
        operands = self.measure.takes.operands
        given = {operands[0]: self.target} if probs and self.target is not None else {}
        if self.meaning.kind is InputKind.PROBS:
            given[operands[-1]] = self.values
        sums = {name: math.fsum(row) for name, (row,) in given.items()}
        return tuple(
            f"{name} sums to {total:.6g}, as --tolerance allows; --normalize would rescale it"
            for name, total in sums.items()
            if abs(total - 1) > SUMS_TO_1
        )

    @property
    def share_notes(self) -> tuple[str, ...]:
        """What the gradient of a mean over several rows is."""
        if not self.measure.shared or self.reduction is not Reduction.MEAN:
            return ()
        by = f"divided by {float(self.denominator):g} ({self.weighting.said})"
        return (f"of the mean loss: each row's own gradient {by}; --reduction none leaves that out",)


def _as_float(value: Any) -> Any:
    """A knob in float64; one for each class as an array."""
    if isinstance(value, tuple):
        return as_floats(value)
    return float(value)


def checked_values(sample: Sample, meaning: Meaning, measure: Measure) -> Array:
    """The predicted numbers in float64; InputError for the first row that is not what it is said to be."""
    values = _array(sample.pred)
    if measure.takes.operands == ("TARGET",):
        meaning = meaning.of_target(elementwise=meaning.elementwise)
    _check(values, sample.pred, meaning, measure.takes.operands[-1])
    return values


def checked_truth(sample: Sample, measure: Measure, meaning: Meaning) -> Target | None:
    """The truth in float64 or as labels, checked likewise."""
    if sample.labelled:
        return np.array(sample.labels, dtype=np.int64)
    if not sample.target:
        return None
    probs = meaning.of_target(elementwise=measure.takes.elementwise)
    values = _array(sample.target)
    _check(values, sample.target, probs, measure.takes.operands[0])
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
