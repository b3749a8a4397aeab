"""A table -> its totals, for a file; and files of totals -> the report that one run over all tables would give."""

from collections.abc import Mapping
from typing import Any

from xent_cli.call import Call
from xent_cli.choices import Reduction
from xent_cli.core.errors import InputError
from xent_cli.core.portable import packed
from xent_cli.inputs.described import Description
from xent_cli.inputs.paired import Paired
from xent_cli.inputs.table import Table
from xent_cli.measures.measure import Measure
from xent_cli.outcome import Outcome
from xent_cli.passes.fold import folded
from xent_cli.render.progress import watched
from xent_cli.tables.gathered import Gathered
from xent_cli.tables.kept import Kept, Summed, files_of, refuse_repeated, versions
from xent_cli.tables.rows import answered, by_label, divided_by, prepared, scoring_of
from xent_cli.tables.telling import head_of


def kept_of(
    measure: Measure, call: Call, table: Table | Paired, knobs: Mapping[str, Any], groups: Mapping[str, Any]
) -> Kept:
    """What is kept of a table; `knobs` and `groups` are the options as typed."""
    if isinstance(table, Paired):
        raise InputError("two operands have no totals to keep", table.name, "put both into one table, with --target")
    if call.table.row is not None:
        raise InputError("a row has no totals", "--row", "leave it out")
    if call.reduction is Reduction.NONE:
        raise InputError("rows that stay rows have no totals", "--reduction none", "ask for the mean or the sum")
    refuse_repeated(table)
    measure, call, _ = prepared(measure, call, table)
    scoring = scoring_of(measure, call, len(table.classes), by_label=by_label(call, table))
    found = folded(watched(table, table.blocks(scoring.total)))
    convention = head_of(measure, call, table, table.place.rows, divided_by(measure, call, table)).convention
    return Kept(
        versions(),
        measure.name,
        packed(knobs),
        table.classes,
        packed(convention),
        {name: packed(group) for name, group in groups.items()},
        Description.of(table),
        files_of(table),
        None if found is None else Summed.of(found),
    )


def merged(measure: Measure, call: Call, kept: Kept, found: Gathered) -> Outcome:
    """The report of what several tables came to."""
    measure, call, by_class = prepared(measure, call, kept.table)
    return answered(measure, call, kept.table, by_class, found)
