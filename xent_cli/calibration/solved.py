"""The journey of `xent calibration`: typed rows or a table -> totals, bins and T* -> the report."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial, reduce
from typing import NamedTuple, Protocol

import numpy as np

from xent_cli.answers.answer import Head
from xent_cli.calibration.fitted import Fitted, fitted
from xent_cli.calibration.part import Gathering, Part, Totals
from xent_cli.calibration.report import Asked, Found, report
from xent_cli.calibration.written import Held, Names, write
from xent_cli.call import Call
from xent_cli.conclusion import concluded
from xent_cli.core.calibration import MOST_BINS
from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.core.reliability import Binned, Edges, Events, by_mass, by_width
from xent_cli.inputs.paired import Paired
from xent_cli.inputs.sample import Sample
from xent_cli.inputs.spool import Spool
from xent_cli.inputs.table import Table
from xent_cli.measures.measure import Measure
from xent_cli.measures.problem import checked_truth, checked_values
from xent_cli.options import Cluster
from xent_cli.outcome import Outcome
from xent_cli.outputs.files import refuse_place
from xent_cli.outputs.table import refuse_ending
from xent_cli.pictures.of_reports import of_bins
from xent_cli.render.progress import watched
from xent_cli.tables.rows import all_left_out, check_columns, scoring_of
from xent_cli.tables.telling import notes


class Options(Protocol):
    """How rows are binned, and where they are written to."""

    bins: int
    equal_mass: bool
    classwise: bool
    write: str | None


class Gathered(NamedTuple):
    """All rows, added up and put by."""

    totals: Totals
    edges: Edges
    binned: Binned
    fit: Fitted | None
    held: Held | None
    doubts: tuple[str, ...]


def of_typed(measure: Measure, call: Call, sample: Sample, options: Options) -> Outcome:
    """The calibration of typed rows."""
    values = checked_values(sample, call.meaning, measure)
    target = checked_truth(sample, measure, call.meaning)
    assert target is not None
    width = values.shape[1]
    check(options, call, width)
    part = gathering(measure, call, options, width).of_rows(values, target, np.arange(len(values)) + 1)
    found = gathered([(part.totals, part)], options, width, labelled=sample.labelled)
    classes = sample.names or tuple(map(str, range(width)))
    told = (*sample.notes, *call.doubts(measure, values))
    return answered(measure, call, options, found, names_of(classes, labelled=sample.labelled), told)


def of_table(measure: Measure, call: Call, table: Table | Paired, options: Options) -> Outcome:
    """The calibration of a table."""
    measure, call = call.fitted(measure, len(table.classes))
    check_columns(measure, call, table)
    width = len(table.classes)
    check(options, call, width)
    work = gathering(measure, call, options, width)
    if call.cluster.asked:
        found = gathered_there(table, work, call.cluster)
    else:
        parts = ((part.placed(place), part) for place, part in watched(table, table.ordered(work.part)))
        found = gathered(parts, options, width, labelled=table.labelled)
    if not found.totals.rows:
        raise InputError("has no row that can be used", table.name, all_left_out(found.totals.unusual))
    names = Names(table.target, table.pred, table.classes)
    if not table.named:
        names = names_of(table.classes, labelled=table.labelled)
    told = (*notes(table, found.totals.unusual), *found.doubts)
    return replace(answered(measure, call, options, found, names, told), doubts=found.doubts)


def check(options: Options, call: Call, width: int) -> None:
    """Refuse what cannot be asked of so many columns, before any row is read."""
    if not 1 <= options.bins <= MOST_BINS:
        raise InputError(f"{options.bins} is out of range", "--bins", f"give a number from 1 to {MOST_BINS}")
    if options.classwise and width == 1:
        raise InputError("one column has no classes", "--classwise", "leave it out")
    if call.table.row is not None:
        raise InputError("one row has no calibration", "--row", "leave it out")
    if call.cluster.asked:
        for option, said in {"--equal-mass": options.equal_mass, "--write": options.write}.items():
            if said:
                raise InputError("is of rows that are put by here", option, f"leave it out, or {call.cluster.asked}")
    if options.write is not None:
        refuse_ending(options.write, "--write")
        refuse_place(options.write)


def gathering(measure: Measure, call: Call, options: Options, width: int) -> Gathering:
    """How rows are valued: the events of one column, or of the most probable class and of each."""
    known = None if options.equal_mass else by_width(columns_of(width), options.bins)
    return Gathering(scoring_of(measure, call, width), known, options.write is not None)


def columns_of(width: int) -> int:
    """How many columns of events there are."""
    return 1 if width == 1 else 1 + width


def names_of(classes: tuple[str, ...], *, labelled: bool) -> Names:
    """How columns without names are called."""
    if labelled:
        return Names(("label",), tuple(f"p{name}" for name in classes), classes)
    if len(classes) == 1:
        return Names(("y",), ("p",), classes)
    return Names(tuple(f"y{name}" for name in classes), tuple(f"p{name}" for name in classes), classes)


def gathered(parts: Iterable[tuple[Totals, Part]], options: Options, width: int, *, labelled: bool) -> Gathered:
    """All parts together."""
    held = Held(Spool(width + (1 if labelled else width)), width, labelled)
    np.empty(1 << 21)  # its release teaches malloc to keep a block's buffers, instead of returning them each time
    columns = columns_of(width)
    margins, events = Spool(max(width, 2)), Spool(2 * columns)
    totals: Totals | None = None
    binned: Binned | None = None
    doubts: set[tuple[str, ...]] = set()
    for placed, part in parts:
        totals = placed if totals is None else totals + placed
        if not part.totals.rows:
            continue
        doubts.add(part.doubts)
        margins.add(part.margins)
        if part.scored is not None:
            held.spool.add(part.scored)
        if part.events is not None:
            events.add(part.events)
        if part.binned is not None:
            binned = part.binned if binned is None else binned + part.binned
    assert totals is not None
    told = doubts.pop() if len(doubts) == 1 else ()
    if not options.equal_mass or not totals.rows:
        edges = by_width(columns, options.bins)
    else:
        edges = by_mass([events.column(k) for k in range(columns)], options.bins)

        def work(rows: Array) -> Binned:
            return Binned.of(Events(rows[:, :columns], rows[:, columns:]), edges)

        binned = reduce(Binned.__add__, events.each(work))
    fit = None if totals.extremes.missing else fitted(margins, totals.rows)
    return Gathered(totals, edges, binned or Binned.none(edges), fit, held, told)


def gathered_there(table: Table | Paired, work: Gathering, cluster: Cluster) -> Gathered:
    """The same by the workers of a cluster, which put nothing by."""
    from xent_cli.calibration.by_workers import by_workers

    found, fit = by_workers(table, work, cluster)
    assert work.edges is not None
    (told,) = found.doubts if len(found.doubts) == 1 else ((),)
    return Gathered(found.totals, work.edges, found.binned, fit, None, told)


def answered(
    measure: Measure, call: Call, options: Options, found: Gathered, names: Names, told: tuple[str, ...]
) -> Outcome:
    """The report, held against what was claimed; and the predictions written, if that was asked."""
    totals, width = found.totals, len(names.pred)
    missing = totals.extremes.missing
    if options.write is not None:
        if found.fit is None:
            raise InputError(f"there is no T*: {missing}", "--write", "leave it out")
        assert found.held is not None
        write(options.write, found.held, found.fit.temperature, call.meaning.kind, names)
        told = (*told, f"the predictions at T* were written to {options.write}")
    of_classes = width if width > 1 else None
    binning = f"{options.bins} of equal {'mass' if options.equal_mass else 'width'}"
    convention = {**call.convention(measure, "N"), "binning": binning}
    head = Head(measure.name, measure.quantity, None, totals.rows, of_classes, convention)
    asked = Asked(options.bins, options.equal_mass, options.classwise)
    columns = found.binned.lines(found.edges)
    classes = names.classes if width > 1 else ()
    said = report(head, Found(totals, columns, found.fit, missing), asked, classes, call.log, told)
    (bins,) = (grid for grid in said.grids if grid.key == "bins")
    return replace(concluded(call, said), picture=partial(of_bins, bins))
