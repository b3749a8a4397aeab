"""Several typed rows -> their report: the steps of the telling ones, a line for each, their totals."""

from dataclasses import replace

import numpy as np

from xent_cli.answers.answer import Head, Report, Value
from xent_cli.answers.report import Tally, facts, per_class
from xent_cli.answers.unusual import infinite_notes
from xent_cli.answers.worked import Column, Derivation, Grid
from xent_cli.core.numerics import Array, Labels
from xent_cli.core.totals import Totals
from xent_cli.inputs.sample import Sample
from xent_cli.measures.measure import as_floats
from xent_cli.measures.problem import Problem
from xent_cli.typed.certainty import Certified
from xent_cli.typed.derivation import derivation

# Of more rows than these the steps of the first, the last and the largest are shown.
SHOWN = 4


def report(problem: Problem, head: Head, value: Value, values: Array, certified: Certified | None) -> Report:
    """Several typed rows: their steps, a line for each, and for a reduced measure what a table's report says."""
    sample, measure = problem.sample, problem.measure
    certificate = None if certified is None else certified.certificate
    numbers = np.arange(1, len(values) + 1, dtype=np.int64)
    label = [Column("label", "label", label_names(sample))] if sample.labelled else []
    opening = (Column("row", "row", tuple(numbers.tolist())), *label)
    scaled = values / problem.ln_base if certified is None else certified.losses.reshape(values.shape)
    telling = telling_rows(scaled)
    left_out = () if len(telling) == len(values) else (f"steps are shown of {said(telling, len(values))}",)

    def work() -> tuple[Derivation, ...]:
        exactly = certified is not None
        return tuple(
            Derivation(i + 1, derivation(only(problem, i), np.atleast_1d(scaled[i]), exactly=exactly)) for i in telling
        )

    if not measure.reduces:
        names = sample.names or tuple(map(str, range(values.shape[1])))
        rows = np.array(value).reshape(values.shape)
        vectors = (Column(name, name, tuple(v.tolist())) for name, v in zip(names, rows.T, strict=True))
        notes = (*problem.share_notes, *sample.notes, *left_out)
        grid = Grid("values", "by row", (*opening, *vectors))
        return Report(head, value, (), (grid,), notes, certificate, work=work)
    tally = tallied(problem, scaled * problem.ln_base, numbers)
    each = np.array(value) if isinstance(value, tuple) else scaled
    lines = Grid("values", "by row", (*opening, Column("value", "value", tuple(each.tolist()))))
    grids = (lines, per_class(tally)) if sample.labelled else (lines,)
    notes = (*sample.notes, *infinite_notes(tally.totals.unusual.infinite), *left_out)
    told = tuple(replace(f, value=certified.total) if certified and f.key == "sum" else f for f in facts(tally))
    return Report(head, value, told, grids, notes, certificate, work=work)


def telling_rows(values: Array) -> list[int]:
    """All of a few rows; of many the first, the last and that of the largest value."""
    count = len(values)
    if count <= SHOWN:
        return list(range(count))
    sizes = np.abs(values.reshape(count, -1)).max(axis=1)
    return sorted({0, int(sizes.argmax()), count - 1})


def said(telling: list[int], count: int) -> str:
    """Which rows these are, in words."""
    largest = [f"of the largest, row {i + 1}," for i in telling if i not in (0, count - 1)]
    return " ".join(["the first row,", *largest, f"and the last of {count}; --row N shows another"])


def only(problem: Problem, i: int) -> Problem:
    """The problem of one row by itself."""
    one, sample = slice(i, i + 1), problem.sample
    alone = replace(sample, pred=sample.pred[one], target=sample.target[one], labels=sample.labels[one], notes=())
    values, truth = problem.values[one], None if problem.truth is None else problem.truth[one]
    return problem.but(sample=alone, values=values, pred=problem.meaning.core(values), truth=truth)


def tallied(problem: Problem, values: Array, numbers: Labels) -> Tally:
    """The totals of typed rows, as those of a table."""
    width = problem.values.shape[1]
    labels, weights = problem.labels, problem.measure.class_weight
    totals = Totals.of(
        values,
        numbers,
        labels=labels,
        classes=1 if labels is None else width,
        correct=None if labels is None else problem.values.argmax(axis=1) == labels,
        weights=as_floats(problem.weighting.weights),
    )
    return Tally(
        totals,
        problem.ln_base,
        problem.log,
        problem.sample.names,
        width,
        denominator=problem.weighting.said,
        denominator_weights=tuple(map(float, weights)) if weights and labels is not None else None,
        perplexity=problem.measure.perplexity,
        labelled=labels is not None,
    )


def label_names(sample: Sample) -> tuple[str, ...]:
    """The labels of the rows, by name where they have one."""
    return tuple(sample.names[k] if sample.names else str(k) for k in sample.labels)
