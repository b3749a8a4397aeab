"""A block of a table -> what its rows come to; runs on several threads at once."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.binary import Binary
from xent_cli.core.ce import Target
from xent_cli.core.checks import unusable_factors
from xent_cli.core.errors import listed
from xent_cli.core.groups import Groups
from xent_cli.core.histogram import Histogram
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, pick
from xent_cli.core.totals import Totals
from xent_cli.core.unusual import Skipped
from xent_cli.inputs.block import Block, Skip, Source
from xent_cli.inputs.default_pred import expression, without_stray
from xent_cli.inputs.faults import Place
from xent_cli.inputs.keys import Keys
from xent_cli.inputs.parsed import Texts
from xent_cli.measures.bce import weight_of_ones
from xent_cli.measures.meaning import Meaning
from xent_cli.measures.measure import Measure
from xent_cli.measures.takes import Truth
from xent_cli.measures.weighting import FACTOR_REMEDY
from xent_cli.record import record
from xent_cli.tables.gathered import Gathered, Row

# Above it y = 1 is predicted.
BETWEEN = {InputKind.PROBS: 0.5, InputKind.LOG_PROBS: math.log(0.5), InputKind.LOGITS: 0.0}


@record
class Part:
    """What a block came to."""

    gathered: Gathered
    skipped: tuple[Skip, ...]
    ignored: int

    def at(self, place: Place) -> Gathered:
        """The same, now that it is known what stands before the block."""
        found = self.gathered.after(place.rows, 0)
        return replace(found, totals=found.totals.beside(placed(self.skipped, place), self.ignored))


def placed(skips: Iterable[Skip], place: Place) -> dict[str, Skipped]:
    """The rows left out of a block by kind, now that it is known what stands before it."""
    return {
        skip.kind: Skipped(len(skip.rows), place.rows + int(skip.rows[0]) + 1, skip.spot(place), skip.late)
        for skip in skips
    }


@record
class Scoring:
    """How the rows of a table of so many classes are checked and valued.

    `by_label`: groups are told apart by label too. `value_alone`: of the totals only their sum is wanted.
    """

    measure: Measure
    meaning: Meaning
    classes: int
    doubt: Callable[[Array], tuple[str, ...]]
    skip_bad: bool = False
    worst: int = 0
    by_label: bool = False
    draws: bool = False
    value_alone: bool = False

    @cached_property
    def truth(self) -> Meaning:
        """What the numbers of the truth mean."""
        return self.meaning.of_target(elementwise=self.measure.takes.elementwise)

    def usable(self, block: Block) -> Block:
        """The block without rows that cannot be used, or the error of the first of them."""
        block, labels = self.spelled_out(block), labels_of(block)
        if block.pred.shape[1]:
            block = self._checked(block, block.pred, self.meaning, "")
        if block.target is not None and labels is None:
            block = self._checked(block, block.target, self.truth, "TARGET ")
        if block.knob is not None and not (block.knob.min(initial=1.0) > 0 and np.isfinite(block.knob).all()):
            block = self._without_bad_knobs(block, ~((block.knob > 0) & np.isfinite(block.knob)))
        return block if block.weight is None else self._weighable(block, block.weight)

    def _weighable(self, block: Block, weights: Array) -> Block:
        bad = unusable_factors(weights)
        if not bad.any():
            return block
        if self.skip_bad:
            return block.without({"bad weight": bad})
        row = int(bad.argmax())
        raise block.fault(row, f"{weights[row]:g} cannot be a weight", FACTOR_REMEDY)

    def _without_bad_knobs(self, block: Block, bad: NDArray[np.bool_]) -> Block:
        option, column = self.measure.column or ("", "")
        if self.skip_bad:
            return block.without({f"{column} not above 0": bad})
        assert block.knob is not None
        row = int(bad.argmax())
        raise block.fault(row, f"{column} is {block.knob[row]:g}", f"{option} is finite and above 0")

    def spelled_out(self, block: Block) -> Block:
        """The block; labels that stand alone as the rows that they are short for."""
        labels = labels_of(block)
        if not issubclass(self.measure.takes, Truth) or labels is None:
            return block
        return replace(block, pred=np.eye(self.classes)[labels], target=None)

    def _checked(self, block: Block, values: NDArray[Any], meaning: Meaning, of: str) -> Block:
        bad = meaning.unusable(values)
        if bad is None:
            return block
        if self.skip_bad:
            return block.without(meaning.kinds_of_unusable(values))
        row = int(bad.argmax())
        fault = meaning.why_unusable(values[row].astype(np.float64))
        if block.source.roles.by_default and not of:
            fault = fault._replace(remedy=stray_remedy(block.source, values[row], meaning) or fault.remedy)
        prefix = of if block.pred.shape[1] else ""  # alone in its file, it needs no name
        raise block.fault(row, f"{prefix}{fault.what}", fault.remedy, fault.entry, in_target=bool(of))

    def truth_of(self, block: Block) -> Target | None:
        """The truth as kernels take it: labels, or numbers that mean what they say."""
        if block.target is None or labels_of(block) is not None:
            return block.target
        return self.truth.core(block.target).probs

    def values(self, block: Block) -> Array:
        """A number, or a vector, for each row."""
        with np.errstate(all="ignore"):
            measure = self.measure if block.knob is None else self.measure.with_column(block.knob)
            values = measure.kernel(self.truth_of(block), self.meaning.core(block.pred))
        return values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values

    def total(self, block: Block) -> Part:
        """What the rows of a block add up to."""
        return self.total_of_usable(self.usable(block))

    def total_of_usable(self, block: Block) -> Part:
        """The same of rows that are known to be usable."""
        losses, labels = self.values(block), None if self.value_alone else labels_of(block)
        binary = None
        if not self.value_alone and weight_of_ones(self.measure) is not None and block.target is not None:
            positive = block.pred > BETWEEN[self.meaning.kind]
            binary = Binary.of(losses, block.target, positive, block.weight)
        totals = Totals.of(
            losses,
            block.row_numbers(np.arange(block.rows)),
            labels=labels,
            classes=1 if labels is None else block.pred.shape[1],
            correct=None if labels is None else largest(block.pred, labels),
            weights=block.weight,
            worst=self.worst,
            binary=binary,
            spread=not self.value_alone,
        )
        keys = block.group
        if self.by_label and labels is not None:
            keys += (Texts(labels, [str(k) for k in range(block.pred.shape[1])]),)
        groups = Groups(Keys())
        if block.group:
            # Copies: what Arrow allotted for a block stands among much that is let go of.
            weights = None if block.weight is None else block.weight.copy()
            groups.add(tuple(Texts(texts.codes.astype(np.int32), texts.values) for texts in keys), losses, weights)
        first = row_of(block, 0) if block.rows else None
        doubts = frozenset([self.doubt(block.pred)] if block.rows else [])
        ids = named(block, totals.spoken_of)
        spread = Histogram.of(losses) if self.draws else None
        return Part(Gathered(totals, groups, first, doubts, ids, spread), block.skipped, block.ignored)


def named(block: Block, rows: Sequence[int]) -> dict[int, str]:
    """What --id calls these rows of a block."""
    if block.id is None:
        return {}
    at = rows if block.kept is None else np.searchsorted(block.kept, np.array(rows) - 1) + 1
    return {row: block.id.at(i - 1) for row, i in zip(rows, at, strict=True)}


def stray_remedy(source: Source, row: NDArray[Any], meaning: Meaning) -> str:
    """What to do where PRED was left out, and some of its columns make the row a distribution; else nothing."""
    columns, names = source.roles.pred, source.names
    at = {column: k for k, column in enumerate(columns)}

    def fit(some: Sequence[int]) -> bool:
        return meaning.unusable(row[np.newaxis, [at[column] for column in some]]) is None

    good = () if meaning.elementwise else without_stray(columns, names, fit)
    if not good:
        return ""
    out = listed([names[i] for i in columns if i not in set(good)])
    return f"without {out} the row would be a distribution: if that is no class, say --pred {expression(good, names)}"


def labels_of(block: Block) -> NDArray[np.int64] | None:
    """The truth, where it is labels."""
    target = block.target
    return target if target is not None and target.dtype.kind == "i" else None


def row_of(block: Block, index: int) -> Row:
    """Copy a row of a block."""
    pred = block.pred[index].astype(np.float64).tolist()
    knob = None if block.knob is None else float(block.knob[index])
    return Row(pred, None if block.target is None else block.target[index].tolist(), knob)


def largest(pred: NDArray[Any], labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the label's prediction is the largest of its row; of equals the first counts."""
    if not pred.flags.f_contiguous:
        return np.asarray(pred.argmax(axis=1) == labels)
    columns = list(pred.T)
    top = columns[0].copy()
    for column in columns[1:]:
        np.maximum(top, column, out=top)
    correct = np.asarray(pick(pred, labels) == top)
    if sum(np.count_nonzero(column == top) for column in columns) > len(pred):  # somewhere there are equals
        (hits,) = np.nonzero(correct)
        correct[hits] = pred[hits].argmax(axis=1) == labels[hits]
    return correct
