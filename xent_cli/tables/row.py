"""A row of a table, worked as if it had been typed."""

from dataclasses import replace
from typing import Any

import numpy as np

from xent_cli.call import Call
from xent_cli.core.errors import InputError
from xent_cli.core.unusual import Unusual
from xent_cli.inputs.block import Block
from xent_cli.inputs.described import Described
from xent_cli.inputs.literal import Rows
from xent_cli.inputs.paired import Paired
from xent_cli.inputs.sample import Classes, Sample, as_typed
from xent_cli.inputs.table import Table
from xent_cli.measures.measure import Measure
from xent_cli.outcome import Outcome
from xent_cli.tables.gathered import Row
from xent_cli.tables.scoring import Scoring, row_of
from xent_cli.tables.telling import notes
from xent_cli.typed.rows import of_sample


def worked_row(measure: Measure, call: Call, table: Table | Paired, scoring: Scoring, wanted: int) -> Outcome:
    """One row, worked; nothing behind it is read."""
    seen = 0

    def find(block: Block) -> tuple[int, Row | None]:
        (found,) = np.nonzero(block.row_numbers(np.arange(block.rows)) == wanted - seen)
        return block.seen, row_of(scoring.spelled_out(block), int(found[0])) if found.size else None

    rows = table.ordered(find, workers=1)
    where = f"{table.name}, row {wanted}"
    for _, (count, row) in rows:
        if row is not None:
            rows.close()
            return of_row(measure, call, table, row, (f"row {wanted} of {table.name}",))
        seen += count
        if seen >= wanted:
            next(rows, None)  # raises what is wrong with it
            raise InputError("this row was left out, as --skip-bad or --ignore says", where, "ask for another row")
    raise InputError(f"there are only {seen} rows", where, "ask for an earlier row")


def of_row(measure: Measure, call: Call, table: Described, row: Row, remarks: tuple[str, ...] = ()) -> Outcome:
    """A row of a table as if it had been typed."""
    target: Rows = ()
    labels: tuple[int, ...] = ()
    if isinstance(row.target, int):
        labels = (row.target,)
    elif row.target is not None:
        values: Any = np.atleast_1d(row.target)
        target = (as_typed(values.tolist()),)
    names = Classes(table.classes, len(table.classes), call.classes.one_based)
    sample = Sample((as_typed(row.pred),), target, labels, table.classes, (*remarks, *notes(table, Unusual())))
    call = replace(call, classes=names, table=replace(call.scored, sample_weight=None))
    if row.knob is not None:
        measure = measure.with_column(np.array([row.knob]))
    return of_sample(measure, call, sample, table.labels)
