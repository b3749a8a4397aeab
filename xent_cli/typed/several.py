"""Several typed rows -> their report: a line for each, and what a table's report says."""

from dataclasses import replace

import numpy as np

from xent_cli.core.answer import Grid, Head, Report, Value
from xent_cli.core.numerics import Array, Labels
from xent_cli.core.report import Tally, facts, infinite_notes, per_class
from xent_cli.core.totals import Totals
from xent_cli.core.worked import Column
from xent_cli.inputs.sample import Sample
from xent_cli.measures.measure import as_array
from xent_cli.typed.certainty import Certified
from xent_cli.typed.problem import Problem


def report(problem: Problem, head: Head, value: Value, values: Array, certified: Certified | None) -> Report:
    """Several typed rows: a line for each, and for a reduced measure what a table's report says."""
    sample, log = problem.sample, problem.log
    certificate = None if certified is None else certified.certificate
    numbers = np.arange(1, len(values) + 1, dtype=np.int64)
    label = [Column("label", "label", label_names(sample))] if sample.labelled else []
    opening = (Column("row", "row", tuple(numbers.tolist())), *label)
    scaled = values / (log.ln if problem.measure.in_units else 1.0)
    if not problem.measure.reduces:
        names = sample.names or tuple(map(str, range(values.shape[1])))
        rows = np.array(value).reshape(values.shape)
        vectors = (Column(name, name, tuple(v.tolist())) for name, v in zip(names, rows.T, strict=True))
        notes = (*problem.share_notes, *sample.notes)
        return Report(head, value, (), (Grid("values", "by row", (*opening, *vectors)),), notes, certificate)
    if certified:
        scaled = certified.losses
    tally = tallied(problem, scaled * log.ln, numbers)
    each = np.array(value) if isinstance(value, tuple) else scaled
    lines = Grid("values", "by row", (*opening, Column("value", "value", tuple(each.tolist()))))
    grids = (lines, per_class(tally)) if sample.labelled else (lines,)
    notes = (*sample.notes, *infinite_notes(tally.totals.unusual.infinite))
    told = tuple(replace(f, value=certified.total) if certified and f.key == "sum" else f for f in facts(tally))
    return Report(head, value, told, grids, notes, certificate)


def tallied(problem: Problem, values: Array, numbers: Labels) -> Tally:
    """The totals of typed rows, as those of a table."""
    width = problem.values.shape[1]
    labels = problem.target if problem.sample.labelled else None
    weights = problem.class_weights
    totals = Totals.of(
        values,
        numbers,
        labels=labels,
        classes=1 if labels is None else width,
        correct=None if labels is None else problem.values.argmax(axis=1) == labels,
        weights=as_array(problem.weighting.weights),
    )
    return Tally(
        totals,
        problem.log,
        problem.sample.names,
        width,
        denominator=problem.weighting.said,
        denominator_weights=tuple(map(float, weights)) if weights and problem.sample.labelled else None,
        perplexity=problem.measure.perplexity,
        labelled=labels is not None,
    )


def label_names(sample: Sample) -> tuple[str, ...]:
    """The labels of the rows, by name where they have one."""
    return tuple(sample.names[k] if sample.names else str(k) for k in sample.labels)
