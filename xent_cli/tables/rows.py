"""A table -> its answer: the report of its totals, a row worked, or a row's answer for each row."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

import numpy as np

from xent_cli.answers.answer import Report
from xent_cli.answers.report import Tally, facts, grids
from xent_cli.answers.unusual import skips
from xent_cli.call import Call
from xent_cli.choices import Library, Reduction
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError, counted
from xent_cli.core.groups import Groups
from xent_cli.core.totals import Totals
from xent_cli.core.unusual import Unusual
from xent_cli.inputs.block import Block
from xent_cli.inputs.described import Described
from xent_cli.inputs.labels import left_out, short_names
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.literal import Number
from xent_cli.inputs.operand import Files, Operand
from xent_cli.inputs.paired import Paired, open_pair
from xent_cli.inputs.table import Table, open_table
from xent_cli.measures.bce import weight_of_ones
from xent_cli.measures.measure import Measure
from xent_cli.measures.takes import Compared, Truth
from xent_cli.measures.weighting import BALANCED, class_weights, denominator
from xent_cli.outcome import Outcome
from xent_cli.passes.fold import gathered, refuse_workers
from xent_cli.pictures.of_reports import of_losses
from xent_cli.tables.gathered import Gathered
from xent_cli.tables.row import of_row, worked_row
from xent_cli.tables.scoring import Scoring
from xent_cli.tables.streamed import stream
from xent_cli.tables.telling import head_of, notes
from xent_cli.tables.totalled import of_totals

# What comes of an opened table.
Answered: TypeAlias = Callable[[Measure, Call, Table | Paired], Outcome]


def of_table(measure: Measure, call: Call, files: Files, answer: Answered) -> Outcome:
    """What comes of a table."""
    return answer(measure, call, open_table(files.paths, layout_of(measure, call)))


def of_pair(measure: Measure, call: Call, target: Operand, pred: Operand, answer: Answered) -> Outcome:
    """What comes of two operands, at least one of them a file."""
    if measure.column:
        raise InputError("beside two operands no column can be named", measure.column[0], "put all into one table")
    if call.scored.sample_weight is not None:
        raise InputError("beside two operands no column can be named", "--sample-weight", "put all into one table")

    def usable(width: int) -> Callable[[Block], Block]:
        form, fitted = call.fitted(measure, width)
        return scoring_of(form, fitted, width).usable

    return answer(measure, call, open_pair(target, pred, layout_of(measure, call), usable))


def scoring_of(measure: Measure, call: Call, width: int, *, by_label: bool = False) -> Scoring:
    """How the rows are checked and valued, beside so many columns of PRED."""
    doubt = partial(call.doubts, measure)
    skip_bad, worst, draws = call.table.skip_bad, call.scored.worst, call.drawing.asked is not None
    return Scoring(measure, call.meaning, width, doubt, skip_bad, worst, by_label, draws, call.value_alone)


def layout_of(measure: Measure, call: Call) -> Layout:
    """What the options say about the table."""
    table, ignored = call.table, call.weights.ignore
    return Layout(
        target=call.target.target,
        pred=table.pred or None,
        wanted=measure.name if issubclass(measure.takes, Compared) else "",
        sums_to_1=call.sums_to_1(measure),
        lone=call.classes.count or 0 if issubclass(measure.takes, Truth) else 0,
        takes=lambda width: measure.fitted(width).takes.target,
        delimiter=table.delimiter,
        comment=table.comment,
        header=not table.no_header,
        classes=call.classes.names,
        one_based=call.classes.one_based,
        weight=call.scored.sample_weight,
        by=call.scored.by,
        id=table.id,
        knob=measure.column,
        ignore=() if ignored is None else (ignored,),
        skip_bad=table.skip_bad,
    )


def outcome(measure: Measure, call: Call, table: Table | Paired) -> Outcome:
    """What comes of an opened table."""
    measure, call, by_class = prepared(measure, call, table)
    scoring = scoring_of(measure, call, len(table.classes), by_label=by_label(call, table))
    if call.cluster.asked and (call.table.row is not None or call.reduction is Reduction.NONE):
        raise InputError("goes through a table for its mean or sum", call.cluster.asked, "leave it out: rows come here")
    if call.table.row is not None:
        return worked_row(measure, call, table, scoring, call.table.row)
    if not measure.reduces or call.reduction is Reduction.NONE:
        return concluded(call, stream(measure, call, table, scoring))
    if call.library is not None:
        return by_libraries(measure, call, table, by_class, scoring, call.library)
    return answered(measure, call, table, by_class, gathered(table, scoring.total, call.cluster))


def by_libraries(
    measure: Measure,
    call: Call,
    table: Table | Paired,
    by_class: Sequence[Number] | None,
    scoring: Scoring,
    library: Library,
) -> Outcome:
    """What libraries give for all rows, beside what they come to."""
    from xent_cli.tables.libraries import hold, solved

    refuse_workers(call.cluster)
    held = gathered(table, partial(hold, scoring), call.cluster)
    found = held.gathered
    if not found.totals.rows:
        raise InputError("has no row that can be used", table.name, all_left_out(found.totals.unusual))
    own = report(measure, call, table, tallied(measure, call, table, found.totals, by_class), found.groups)
    return concluded(call, solved(measure, call, held.all_rows, by_class, own, library))


def prepared(measure: Measure, call: Call, table: Described) -> tuple[Measure, Call, tuple[Number, ...] | None]:
    """The measure and the call as the columns want them, and the class weights that are known beforehand."""
    np.empty(1 << 21)  # its release teaches malloc to keep a block's buffers, instead of returning them each time
    measure, call = call.fitted(measure, len(table.classes))
    check_columns(measure, call, table)
    by_class = weights_of(measure, call, table)
    return measure if by_class is None else measure.reweighted(by_class), call, by_class


def by_label(call: Call, table: Described) -> bool:
    """Whether the sums of groups are told apart by label too."""
    return call.weights.class_weight is not None and table.labelled


def divided_by(measure: Measure, call: Call, table: Described) -> str:
    """The denominator of the mean, in words."""
    return denominator(measure, by_row=call.scored.sample_weight is not None, by_label=by_label(call, table))


def check_columns(measure: Measure, call: Call, table: Described) -> None:
    """The columns must be as many as the measure needs."""
    true, predicted = measure.takes.operands if isinstance(table, Paired) else ("TARGET", "PRED")
    if table.target and not table.labelled and len(table.target) != len(table.pred):
        what = f"{true} has {counted(len(table.target), 'column')}, {predicted} has {len(table.pred)}"
        columns = "give files that hold these columns and no more"
        remedy = columns if isinstance(table, Paired) else "name the same number of both, with --target and --pred"
        raise InputError(what, table.name, remedy)
    names, others = short_names(table.target), short_names(table.pred)
    if table.named and names != others and sorted(names) == sorted(others):
        what = f"{true} has its columns in another order than {predicted}: {', '.join(names[:4])}"
        raise InputError(what, table.name, "put both into the same order: columns are compared side by side")
    if call.weights.ignore is not None and not table.labelled:
        raise InputError("these rows have no labels", "--ignore", "leave it out, or name a column of labels")
    if len(table.classes) == 1 and not measure.takes.elementwise:
        what = f"{measure.name} needs a column for each class, and PRED has one"
        raise InputError(what, table.name, "name them all; binary predictions are scored by bce")
    if call.classes.count not in (None, len(table.classes)):
        what = f"--classes says {call.classes.count} classes, there are {len(table.classes)} columns of PRED"
        raise InputError(what, table.name, "give the same number in both")


def weights_of(measure: Measure, call: Call, table: Described) -> tuple[Number, ...] | None:
    """The class weights that are known beforehand."""
    text = call.weights.class_weight
    if text is None:
        return None
    if text != BALANCED:
        return class_weights(text, len(table.classes), table.class_of)
    if not (table.labelled and measure.separable):
        what = f"{measure.name} cannot find balanced weights for these rows"
        raise InputError(what, "--class-weight", "give the weights as numbers")
    if call.scored.worst:
        what = "balanced weights are known only when all rows have been read, too late for this"
        raise InputError(what, "--worst", "give the weights as numbers, or leave one of the two out")
    return None


def answered(
    measure: Measure, call: Call, table: Described, by_class: Sequence[Number] | None, found: Gathered
) -> Outcome:
    """The report of what was gathered; of a table of one row, the row worked."""
    totals = found.totals
    if not totals.rows:
        raise InputError("has no row that can be used", table.name, all_left_out(totals.unusual))
    as_report = table.by or call.scored.sample_weight or call.scored.worst or totals.unusual.left_out
    if totals.rows == 1 and found.first is not None and not as_report:
        return of_row(measure, call, table, found.first)
    (told,) = found.doubts if len(found.doubts) == 1 else ((),)
    tally = replace(tallied(measure, call, table, totals, by_class), ids=found.ids)
    said = report(measure, call, table, tally, found.groups)
    said = replace(said, notes=(*said.notes, *told))
    done = replace(concluded(call, said, of_totals(measure, call, tally)), doubts=told)
    if found.histogram is None or not found.histogram.counts.size:
        return done
    of = "element" if measure.takes.elementwise else "row"
    spread = partial(of_losses, measure.quantity, said.head.unit, found.histogram, tally.ln_base, of)
    return replace(done, picture=spread)


def all_left_out(unusual: Unusual) -> str:
    """What to do where nothing is left."""
    firsts = [f"{kind} ({skipped.text})" for kind, skipped in unusual.skipped.items()]
    return f"the first that were left out: {', '.join(firsts)}" if firsts else "every row has the label of --ignore"


def tallied(measure: Measure, call: Call, table: Described, totals: Totals, by_class: Sequence[Number] | None) -> Tally:
    """The totals, and what they are divided by."""
    balance = totals.classes.balanced() if call.weights.class_weight == BALANCED else None
    weights = balance if by_class is None else tuple(map(float, by_class))
    return Tally(
        totals,
        float(measure.per(call.log.ln)),
        call.log,
        table.classes,
        len(table.classes),
        divided_by(measure, call, table),
        numerator_weights=balance,
        denominator_weights=weights if table.labelled else None,
        perplexity=measure.perplexity,
        labelled=table.labelled,
        mean=call.reduction is Reduction.MEAN,
        positive=weight_of_ones(measure),
    )


def report(measure: Measure, call: Call, table: Described, tally: Tally, grouped: Groups) -> Report:
    """What the totals say."""
    totals = tally.totals
    head = head_of(measure, call, table, totals.rows, tally.denominator)
    remarks = [*notes(table, totals.unusual, tally.ids)]
    if call.weights.ignore is not None:
        remarks.append(left_out(totals.unusual.ignored, call.weights.ignore))
    if call.value_alone:
        told = (skips(totals.unusual),) if totals.unusual.skipped else ()
        return Report(head, tally.value, (), told, tuple(remarks))
    return Report(head, tally.value, tuple(facts(tally)), tuple(grids(tally, grouped, table.by)), tuple(remarks))
