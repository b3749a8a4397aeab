"""The journey of `xent compare`: two tables -> rows in pairs -> what they add up to -> the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from xent_cli.answers.answer import Head, Report
from xent_cli.call import Call
from xent_cli.comparison.changes import Changes, Weighed
from xent_cli.comparison.lines import Side
from xent_cli.comparison.opening import Columns, Two, files, names_of, opened, order_of
from xent_cli.comparison.pairing import Pair, Unpaired, agreed, by_key, by_place
from xent_cli.comparison.report import Compared, report
from xent_cli.comparison.slips import wrong_differences
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError, counted
from xent_cli.core.sums import balanced
from xent_cli.inputs.labels import left_out
from xent_cli.measures.measure import Measure
from xent_cli.measures.weighting import BALANCED, denominator
from xent_cli.outcome import Outcome
from xent_cli.record import record
from xent_cli.render.progress import watched
from xent_cli.tables.rows import check_columns, layout_of, scoring_of, weights_of
from xent_cli.tables.telling import matched
from xent_cli.verify.gate import gate


@record
class Asked:
    """What was asked beside the call of the measure."""

    columns: Columns
    confidence: Fraction
    no_worse_than: float | None


@record
class Read:
    """What came of reading both tables."""

    names: tuple[str, str]
    sides: tuple[Side, Side]
    changes: Changes
    weighed: Weighed
    unpaired: Unpaired | None
    by: tuple[str, ...]


def solve(measure: Measure, call: Call, asked: Asked) -> Outcome:
    """Carry out a call."""
    if measure.column:
        raise InputError("two tables have no other column", measure.column[0], "give a number")
    with files(call.operands, asked.columns) as (paths, names):
        measure, call, found = read(measure, call, asked.columns, paths, names)
        answer = answered(measure, call, asked, found)
    outcome = concluded(call, answer, wrong=partial(wrong_differences, answer))
    if asked.no_worse_than is None:
        return outcome
    assert isinstance(answer.value, float)
    beyond = gate(answer.value, asked.no_worse_than, None, "--no-worse-than")
    return replace(outcome, gate=" and ".join(filter(None, (outcome.gate, beyond))) or None)


def read(measure: Measure, call: Call, columns: Columns, paths: Two, names: Two) -> tuple[Measure, Call, Read]:
    """Read both tables to their ends."""
    layout = layout_of(measure, call)
    old, new = opened(*paths, layout, columns)
    names = names_of(names, columns, layout.pred)
    measure, call = call.fitted(measure, len(old.classes))
    order = order_of(old, new, names)
    for table in (old, new):
        check_columns(measure, call, table)
    by_class = weights_of(measure, call, old)
    each = [measure, measure]
    if by_class is not None:
        each = [measure.reweighted(by_class), measure.reweighted(tuple(by_class[k] for k in order))]
    width = len(old.classes)
    left = Side(old, scoring_of(each[0], call, width), range(width))
    right = Side(new, scoring_of(each[1], call, width), order)
    extra = columns.clusters is not None and columns.clusters not in (layout.by or "").split(",")
    by = old.by[: len(old.by) - extra]
    place = None if columns.clusters is None else len(by) if extra else by.index(columns.clusters)
    changes = Changes(len(by), place, call.scored.worst)
    unpaired: Unpaired | None = None
    pairs: Iterator[Pair] | Sequence[Pair] = by_place(left, right)
    if columns.on is not None:
        unpaired, pairs = by_key(left, right)
    for pair in watched(old, pairs):
        changes.add(agreed(pair, old.classes, names))
    rows = changes.rows_by_label(width)
    if not any(rows):
        what = "have no row in common that can be used"
        raise InputError(what, " and ".join(names), "look at what was left out, or pair the rows by a key with --on")
    weighed = Weighed((), by_class if by_class is not None and old.labelled else ())
    if call.weights.class_weight == BALANCED:
        weighed = Weighed(balanced(rows), balanced(rows))
    return measure, call, Read(names, (left, right), changes, weighed, unpaired, by)


def answered(measure: Measure, call: Call, asked: Asked, found: Read) -> Report:
    """The answer, and how the tables were read."""
    table, changes, weighed = found.sides[0].table, found.changes, found.weighed
    per = float(measure.per(call.log.ln))
    whole, classes, groups = (
        [line.over(per) for line in changes.lines(weighed, by=by)] for by in ("", "label", "group")
    )
    said = denominator(
        measure, by_row=call.scored.sample_weight is not None, by_label=bool(weighed.below) and table.labelled
    )
    paired = "by row" if asked.columns.on is None else f"by {asked.columns.on}"
    convention = {
        "measure": measure.name,
        **call.convention(measure, said),
        "paired": paired,
        "confidence": float(asked.confidence),
    }
    class_count = None if call.meaning.elementwise else len(table.classes)
    quantity = f"difference in {measure.quantity}"
    head = Head("compare", quantity, call.unit(measure), whole[0].rows, class_count, convention)
    compared = Compared(
        *found.names,
        whole[0],
        (", ".join(found.by), groups) if found.by else None,
        (table.classes, classes) if table.labelled else None,
        [change.over(per) for change in changes.worst] if call.scored.worst else None,
        changes.hits,
        asked.columns.clusters,
        found.unpaired,
        asked.confidence,
    )
    return report(head, compared, tuple(notes(call, found)))


def notes(call: Call, found: Read) -> Iterator[str]:
    """How the tables were read; once where there is the same to say of both."""
    old, new = (list(notes_of(call, side)) for side in found.sides)
    yield from (remark for remark in old if remark in new)
    for name, mine, others in zip(found.names, (old, new), (new, old), strict=True):
        yield from (f"{name}: {remark}" for remark in mine if remark not in others)


def notes_of(call: Call, side: Side) -> Iterator[str]:
    """How a table was read."""
    unusual = side.unusual
    yield from matched(side.table)
    if unusual.infinite.count:
        yield f"{counted(unusual.infinite.count, 'infinite row')}, the first is row {unusual.infinite.first[0]}"
    for kind, skipped in unusual.skipped.items():
        yield f"{counted(skipped.count, 'row')} left out: {kind} ({skipped.text})"
    if call.weights.ignore is not None:
        yield left_out(unusual.ignored, call.weights.ignore)
    if len(side.doubts) == 1:
        yield from next(iter(side.doubts))
