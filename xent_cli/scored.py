"""A table -> its answer: totals over rows and their report, a row worked, or a row's answer for each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.call import Call
from xent_cli.conclusion import concluded
from xent_cli.core.answer import Head, Report, RowBlock, Stream
from xent_cli.core.errors import InputError
from xent_cli.core.groups import Groups
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, pick
from xent_cli.core.totals import Skipped, Totals
from xent_cli.inputs.block import Block
from xent_cli.inputs.faults import Place
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.literal import Number, Rows
from xent_cli.inputs.operand import Files
from xent_cli.inputs.sample import Sample, as_typed
from xent_cli.inputs.table import Table, open_table
from xent_cli.meaning import Meaning
from xent_cli.measure import Measure, Truth
from xent_cli.options import Reduction
from xent_cli.outcome import Outcome
from xent_cli.report import Tally, facts, groups, per_class, worst
from xent_cli.weighting import BALANCED, class_weights, denominator


@dataclass(frozen=True)
class Scoring:
    """How the rows of a table are valued; its functions run on several threads at once."""

    measure: Measure
    meaning: Meaning
    truth: Meaning
    skip_bad: bool
    worst: int
    grouped: bool

    def usable(self, block: Block) -> Block:
        """The block without rows that cannot be used, or the error of the first of them."""
        block = self._checked(block, block.pred, self.meaning, "PRED", range(block.pred.shape[1]))
        if block.target is not None and block.target.dtype.kind == "f":
            block = self._checked(block, block.target, self.truth, "TARGET", None)
        return block

    def _checked(
        self, block: Block, values: NDArray[Any], meaning: Meaning, name: str, columns: Sequence[int] | None
    ) -> Block:
        bad = meaning.unusable(values)
        if bad is None:
            return block
        if self.skip_bad:
            return block.without(bad, f"not usable as {meaning.kind}")
        row = int(bad.argmax())
        fault = meaning.why_unusable(values[row].astype(np.float64))
        column = fault.entry if columns is not None else None
        raise block.fault(row, fault.what if column is None else f"in {name}: {fault.what}", fault.remedy, column)

    def values(self, block: Block) -> Array:
        """A number, or a vector, for each row."""
        with np.errstate(all="ignore"):
            return self.measure.values(block.target, self.meaning.core(block.pred))

    def total(self, block: Block) -> "Part":
        """What the rows of a block add up to."""
        block = self.usable(block)
        losses = self.values(block)
        labels = block.target if block.target is not None and block.target.dtype.kind == "i" else None
        totals = Totals.of(
            losses[:, 0] if losses.ndim == 2 and losses.shape[1] == 1 else losses,
            block.row_numbers(np.arange(block.rows)),
            labels=labels,
            classes=1 if labels is None else block.pred.shape[1],
            correct=None if labels is None else largest(block.pred, labels),
            weights=block.weight,
            worst=self.worst,
        )
        keys = (block.group.copy(), block.group_keys) if self.grouped and block.group is not None else None
        weights = None if block.weight is None else block.weight.copy()
        return Part(block, totals, row_of(block, 0) if block.rows else None, keys, losses if keys else None, weights)

    def rows(self, block: Block) -> "tuple[Block, NDArray[np.int64], Array]":
        """The answers of the rows of a block, each for itself."""
        block = self.usable(block)
        labels = block.target.copy() if block.target is not None and block.target.dtype.kind == "i" else None
        return replace(block, target=labels), block.row_numbers(np.arange(block.rows)), self.values(block)


@dataclass(frozen=True)
class Row:
    """The numbers of one row of a table."""

    pred: list[float]
    target: int | list[float] | None


@dataclass(frozen=True)
class Part:
    """What a block came to."""

    block: Block
    totals: Totals
    first: Row | None
    keys: Any
    losses: Array | None
    weights: Array | None


def row_of(block: Block, index: int) -> Row:
    """Copy a row of a block."""
    pred = block.pred[index].astype(np.float64).tolist()
    return Row(pred, None if block.target is None else block.target[index].tolist())


def largest(pred: NDArray[Any], labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the label's prediction is the largest of its row; of equals the first counts."""
    if pred.flags.c_contiguous or not pred.size:
        return np.asarray(pred.argmax(axis=1) == labels) if pred.size else np.zeros(0, bool)
    top = pred[:, 0].copy()
    for column in pred.T[1:]:
        np.maximum(top, column, out=top)
    correct = np.asarray(pick(pred, labels) == top)
    equals = np.zeros(len(pred), np.int32)
    for column in pred.T:
        equals += column == top
    (tied,) = np.nonzero(correct & (equals > 1))
    correct[tied] = pred[tied].argmax(axis=1) == labels[tied]
    return correct


def layout_of(measure: Measure, call: Call) -> Layout:
    """What the options say about the table."""
    table, ignored = call.table, call.weights.ignore
    return Layout(
        target=call.target.target,
        pred=table.pred,
        target_is="labels" if measure.truth is Truth.CLASSES else "numbers",
        delimiter=table.delimiter,
        header=not table.no_header,
        classes=call.classes.names,
        one_based=call.classes.one_based,
        weight=call.scored.sample_weight,
        by=call.scored.by,
        ignore=() if ignored is None else (ignored,),
        skip_bad=table.skip_bad,
    )


def of_table(measure: Measure, call: Call, files: Files) -> Outcome:
    """What comes of a table."""
    np.empty(1 << 21)  # its release teaches malloc to keep a block's buffers, instead of returning them each time
    table = open_table(files.paths, layout_of(measure, call))
    check_columns(measure, call, table)
    by_class = weights_of(measure, call, table)
    if by_class is not None:
        measure = measure.reweighted(by_class)
    truth = Meaning(InputKind.PROBS, measure.truth is Truth.ELEMENTS, tolerance=call.meaning.tolerance)
    scored = call.scored
    scoring = Scoring(measure, call.meaning, truth, call.table.skip_bad, scored.worst, scored.by is not None)
    if call.table.row is not None:
        return worked_row(measure, call, table, scoring)
    if not measure.reduces or call.reduction is Reduction.NONE:
        return concluded(call, stream(measure, call, table, scoring))
    return reduced(measure, call, table, scoring, by_class)


def check_columns(measure: Measure, call: Call, table: Table) -> None:
    """The columns must be as many as the measure needs."""
    if measure.truth is not Truth.NONE and not table.target:
        what = f"{measure.command} needs the truth beside the predictions"
        raise InputError(what, table.name, f"say which column holds it: --target {' or '.join(table.names[:3])}")
    labels = measure.truth is Truth.CLASSES and len(table.target) == 1
    if table.target and not labels and len(table.target) != len(table.pred):
        what = f"{len(table.target)} --target columns for {len(table.pred)} --pred columns"
        raise InputError(what, table.name, "name as many of each")
    if call.classes.count not in (None, len(table.pred)):
        what = f"--classes says {call.classes.count} classes, there are {len(table.pred)} --pred columns"
        raise InputError(what, table.name, "make them agree")


def weights_of(measure: Measure, call: Call, table: Table) -> tuple[Number, ...] | None:
    """The class weights that are known beforehand."""
    text = call.weights.class_weight
    if text is None:
        return None
    if text != BALANCED:
        return class_weights(text, len(table.pred), table.class_of)
    if table.label_by is None or not measure.separable:
        raise InputError(f"{measure.command} cannot balance these", "--class-weight", "give the weights themselves")
    return None


def reduced(
    measure: Measure, call: Call, table: Table, scoring: Scoring, by_class: tuple[Number, ...] | None
) -> Outcome:
    """The report of all rows; of a table of one row, the row worked."""
    totals, grouped, first = None, Groups(merged_keys), None
    from xent_cli.render.progress import watched

    for place, part in watched(table, table.ordered(scoring.total)):
        block_totals = part.totals.after(place.rows, skips(part.block, place))
        totals = block_totals if totals is None else totals + block_totals
        first = first or part.first
        if part.losses is not None:
            grouped.add(part.keys, part.losses, part.weights)
    assert totals is not None
    if not totals.rows:
        raise InputError("has no row that can be used", table.name, "look at the rows that --skip-bad left out")
    if totals.rows == 1 and first is not None:
        return of_row(measure, call, table, first)
    return concluded(call, report(measure, call, table, totals, grouped, by_class))


def skips(block: Block, place: Place) -> dict[str, Skipped]:
    """The rows left out of a block, with where the first stands."""
    return {
        skip.kind: Skipped(skip.rows, place.rows + 1, place.locate(skip.line, skip.column)) for skip in block.skipped
    }


def merged_keys(blocks: Sequence[Any]) -> tuple[list[tuple[str, ...]], NDArray[Any]]:
    """The distinct group keys of some blocks, and the place of each row's key among them."""
    places: dict[tuple[str, ...], int] = {}
    which = [np.array([places.setdefault(key, len(places)) for key in keys])[ids] for ids, keys in blocks if len(ids)]
    return list(places), np.concatenate(which) if which else np.zeros(0, np.int64)


def report(
    measure: Measure,
    call: Call,
    table: Table,
    totals: Totals,
    grouped: Groups,
    by_class: tuple[Number, ...] | None,
) -> Report:
    """What the totals say."""
    labelled = table.label_by is not None
    balance = totals.classes.balanced() if call.weights.class_weight == BALANCED else None
    weights = balance if by_class is None else tuple(map(float, by_class))
    said = denominator(measure, by_row=call.scored.sample_weight is not None, by_label=weights is not None and labelled)
    tally = Tally(
        totals,
        call.log,
        table.classes,
        len(table.pred),
        said,
        numerator_weights=balance,
        denominator_weights=weights if labelled else None,
        perplexity=measure.perplexity,
        labelled=labelled,
    )
    grids = [per_class(tally)] if labelled else []
    grids += [groups(list(grouped.lines()), table.by, call.log)] if table.by else []
    grids += [worst(totals, call.log)] if call.scored.worst else []
    head = head_of(measure, call, table, totals.rows, said)
    value = tally.mean if call.reduction is Reduction.MEAN else tally.sum
    return Report(head, value, tuple(facts(tally)), tuple(grids), tuple(notes(table, totals)))


def head_of(measure: Measure, call: Call, table: Table, rows: int, said: str) -> Head:
    """What the answer says of itself."""
    classes = None if call.meaning.elementwise else len(table.pred)
    return Head(measure.command, measure.quantity, call.unit(measure), rows, classes, call.convention(measure, said))


def notes(table: Table, totals: Totals) -> Iterator[str]:
    """What a reader should know of how the table was read."""
    if table.label_by:
        yield f"labels were matched to columns by {table.label_by}"
    yield from table.notes
    if totals.infinite.count:
        count, first = totals.infinite.count, totals.infinite.first[0]
        rows = f"row {first} is" if count == 1 else f"{count} rows are"
        yield f"{rows} inf (the first is row {first}): what came true had probability 0; --eps 1e-7 would clamp it"


def worked_row(measure: Measure, call: Call, table: Table, scoring: Scoring) -> Outcome:
    """One row, worked; nothing behind it is read."""
    wanted, seen = call.table.row or 1, 0

    def find(block: Block) -> Row | None:
        nonlocal seen
        numbers = block.row_numbers(np.arange(block.rows)) + seen
        seen += block.seen
        (found,) = np.nonzero(numbers == wanted)
        return row_of(block, int(found[0])) if found.size else None

    rows = table.ordered(find, workers=1)
    for _, row in rows:
        if row is not None:
            rows.close()
            return of_row(measure, call, table, row, f"row {wanted} of {table.name}")
        if seen >= wanted:
            raise InputError("was left out", f"{table.name}, row {wanted}", "ask for another row")
    raise InputError(f"there are only {seen} rows", f"{table.name}, row {wanted}", "ask for an earlier row")


def of_row(measure: Measure, call: Call, table: Table, row: Row, note: str = "") -> Outcome:
    """A row of a table as if it had been typed."""
    from xent_cli.pipeline import of_sample

    target: Rows = ()
    labels: tuple[int, ...] = ()
    if isinstance(row.target, int):
        labels = (row.target,)
    elif row.target is not None:
        target = (as_typed(np.atleast_1d(row.target).tolist()),)
    sample = Sample((as_typed(row.pred),), target, labels, table.classes, (note,) if note else ())
    scored = replace(call.scored, sample_weight=None)
    return of_sample(measure, replace(call, table=scored), sample)


def stream(measure: Measure, call: Call, table: Table, scoring: Scoring) -> Stream:
    """A row's own answer for each row, as they come."""
    blocks = streamed(measure, call, table, scoring)
    first = next(blocks)  # so that a fault in the first rows leaves nothing on standard output
    names = table.classes if first.values.ndim == 2 else ("value",)
    return Stream(head_of(measure, call, table, 0, "none: each row by itself"), names, chain([first], blocks))


def streamed(measure: Measure, call: Call, table: Table, scoring: Scoring) -> Iterator[RowBlock]:
    """The blocks of such a stream."""
    from xent_cli.render.progress import watched

    names = np.array(table.classes, dtype=object)
    scale = call.log.ln if measure.in_units else 1.0
    for place, (block, numbers, values) in watched(table, table.ordered(scoring.rows)):
        labels = None if block.target is None else names[block.target].tolist()
        flat = values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values
        yield RowBlock(numbers + place.rows, labels, flat / scale)
