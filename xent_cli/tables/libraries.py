"""What the calls of libraries give for a table: they take all of its rows at once, so these are held."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from xent_cli.answers.answer import Report
from xent_cli.call import Call
from xent_cli.choices import Library
from xent_cli.core.ce import Target, is_labels
from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.inputs.block import Block
from xent_cli.inputs.faults import Place
from xent_cli.inputs.literal import Number
from xent_cli.inputs.sample import Sample
from xent_cli.measures.measure import Measure
from xent_cli.measures.problem import Problem
from xent_cli.measures.weighting import BALANCED, Weighting, balanced
from xent_cli.record import record
from xent_cli.tables.gathered import Gathered
from xent_cli.tables.scoring import Part, Scoring
from xent_cli.typed.libraries import as_library

MOST = 100_000_000  # numbers: 800 MB


@record
class Rows:
    """Rows of a table as they are: the numbers of PRED, the truth, the weights, and the column that is a knob."""

    pred: Array
    target: Target | None
    weight: Array | None
    knob: Array | None

    @classmethod
    def of(cls, block: Block, scoring: Scoring) -> "Rows":
        """Copy those of a block."""
        columns: Any = (scoring.truth_of(block), block.weight, block.knob)
        return cls(block.pred.astype(np.float64), *(None if x is None else x.copy() for x in columns))

    @classmethod
    def joined(cls, parts: Sequence["Rows"]) -> "Rows":
        """All rows, one behind the other."""
        pred = np.concatenate([part.pred for part in parts])
        others: Any = zip(*((part.target, part.weight, part.knob) for part in parts), strict=True)
        return cls(pred, *(None if column[0] is None else np.concatenate(column) for column in others))

    @cached_property
    def labels(self) -> list[int]:
        """The labels; none where the truth is numbers."""
        return self.target.tolist() if self.target is not None and is_labels(self.target) else []

    def weighting(self, by_class: Sequence[Number] | None) -> Weighting:
        """What each row counts for."""
        given = self.weight
        weights = (Fraction(1),) * len(self.pred) if given is None else tuple(map(Fraction, given.tolist()))
        if by_class is None or not self.labels:
            return Weighting(weights, weights, "")
        of_labels = map(by_class.__getitem__, self.labels)
        return Weighting(weights, tuple(s * Fraction(w) for s, w in zip(weights, of_labels, strict=True)), "")


@record
class Held:
    """What rows come to, and the rows."""

    gathered: Gathered
    rows: tuple[Rows, ...]

    def after(self, rows: int, lines: int) -> "Held":
        """The same, behind so many rows and lines."""
        return replace(self, gathered=self.gathered.after(rows, lines))

    def __add__(self, following: "Held") -> "Held":
        rows = (*self.rows, *following.rows)
        if sum(some.pred.size for some in rows) > MOST:
            raise InputError("a library takes all rows at once, and these are too many", "--as", "ask for part of them")
        return Held(self.gathered + following.gathered, rows)

    @property
    def all_rows(self) -> Rows:
        """The rows, one behind the other."""
        return Rows.joined(self.rows)


@record
class HeldPart:
    """The same of a block, before it is known where it stands."""

    part: Part
    rows: Rows

    def at(self, place: Place) -> Held:
        """The same, now that this is known."""
        return Held(self.part.at(place), (self.rows,))


def hold(scoring: Scoring, block: Block) -> HeldPart:
    """What a block comes to, and its rows."""
    usable = scoring.usable(block)
    return HeldPart(scoring.total_of_usable(usable), Rows.of(usable, scoring))


def solved(
    measure: Measure, call: Call, rows: Rows, by_class: Sequence[Number] | None, own: Report, library: Library
) -> Report:
    """A line for each call, beside the report of the table."""
    if by_class is None and call.weights.class_weight == BALANCED:
        by_class = balanced(rows.labels, rows.pred.shape[1])
        measure = measure.reweighted(by_class)
    if rows.knob is not None:
        measure = measure.with_column(rows.knob)
    each, pred = rows.weighting(by_class), call.meaning.core(rows.pred)
    problem = Problem(measure, call.meaning, Sample(()), call.reduction, call.log, each, rows.pred, pred, rows.target)
    return as_library(problem, own, library)
