"""Totals over rows -> the report: facts with their meaning, a line per class, group and worst row."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from itertools import groupby

import numpy as np

from xent_cli.answers.answer import Fact
from xent_cli.answers.binary import binary_facts, per_label
from xent_cli.answers.unusual import skips, unusual_facts
from xent_cli.answers.worked import Column, Grid
from xent_cli.core.exact_sum import ExactSum, Weights, ratio
from xent_cli.core.groups import Groups
from xent_cli.core.log_base import LogBase
from xent_cli.core.perplexity import power
from xent_cli.core.spread import Moments
from xent_cli.core.totals import Totals
from xent_cli.record import record


@record
class Tally:
    """Totals, and what is known of the rows they were gathered from."""

    totals: Totals
    ln_base: float
    log: LogBase
    class_names: tuple[str, ...]
    class_count: int
    denominator: str = "N"
    numerator_weights: Weights | None = None
    denominator_weights: Weights | None = None
    perplexity: bool = False
    labelled: bool = False
    mean: bool = True
    positive: float | None = None  # where labels are 0 or 1: the weight of the term of y = 1
    ids: Mapping[int, str] = field(default_factory=dict)  # what the rows are called that are spoken of

    @property
    def numerator(self) -> ExactSum:
        """Σ s·loss."""
        return self.totals.classes.loss.total(self.numerator_weights)

    @property
    def weight(self) -> ExactSum:
        """The denominator."""
        return self.totals.classes.weight.total(self.denominator_weights)

    @property
    def sum(self) -> float:
        """The sum of the losses, in the unit of the answer."""
        return ratio(self.numerator) / self.ln_base

    @property
    def average(self) -> float:
        """The mean of the losses, in the unit of the answer."""
        return ratio(self.numerator, self.weight) / self.ln_base

    @property
    def standard_error(self) -> float:
        """How far the average may be from that of all rows that might have come; NaN where nothing tells."""
        return self.spread_of(enumerate(self.totals.classes.moments()))

    def spread_of(self, parts: Iterable[tuple[int, Moments]]) -> float:
        """The standard error of the average of some of the rows, which come by label."""
        numerator, denominator = self.numerator_weights, self.denominator_weights
        whole = Moments()
        for label, moments in parts:
            if denominator is not None:
                below = Fraction(denominator[label])
                moments = moments.weighed(1 if numerator is None else Fraction(numerator[label]), below)
            whole += moments
        return whole.standard_error / self.ln_base

    @property
    def value(self) -> float:
        """What was asked for."""
        return self.average if self.mean else self.sum

    def reduced(self, numerator: ExactSum, weight: ExactSum) -> float:
        """The value of some of the rows; NaN where none of them counts."""
        if not weight.units:
            return math.nan
        return (ratio(numerator, weight) if self.mean else ratio(numerator)) / self.ln_base


def facts(tally: Tally) -> Iterator[Fact]:
    """What one wants to know beside the value."""
    totals = tally.totals
    yield Fact("denominator", "denominator", ratio(tally.weight), tally.denominator)
    yield Fact("sum", "sum", tally.sum, "before dividing")
    if tally.mean and not math.isnan(error := tally.standard_error):
        yield Fact("standard_error", "standard error", error, _spread_said(tally))
    if tally.perplexity:
        yield Fact("perplexity", "perplexity", power(tally.average * tally.ln_base), f"{tally.log.text}^mean")
    if totals.accuracy is not None:
        yield Fact("accuracy", "accuracy", totals.accuracy, "the largest prediction is the label")
    if tally.labelled and tally.perplexity:
        yield from _baselines(tally)
    if totals.binary is not None and tally.positive is not None:
        yield from binary_facts(totals.binary, tally.average, tally.positive, tally.ln_base)
    yield from unusual_facts(totals.unusual, tally.ids)


def _spread_said(tally: Tally) -> str:
    """How the standard error is computed."""
    by_row, by_class = tally.denominator.startswith("Σ s"), tally.denominator_weights
    if not (by_row or by_class):
        return "of the mean: s / √N, where s² divides by N - 1"
    factors = "s·" * by_row + "w·" * bool(by_class)
    return f"linearised: √(n/(n-1) Σ ({factors}(loss - mean))²) / {tally.denominator}"


def _baselines(tally: Tally) -> Iterator[Fact]:
    uniform = math.log(tally.class_count) / tally.ln_base
    labels = tally.totals.classes.label_entropy(tally.denominator_weights) / tally.ln_base
    yield Fact("baseline_uniform", "baseline: all classes alike", uniform, f"{tally.log.symbol} K")
    yield Fact("baseline_labels", "baseline: label frequencies", labels, "entropy of the labels")
    if labels > 0:
        yield Fact("skill", "skill against that", 1 - tally.average / labels, "1 - mean / baseline")


def grids(tally: Tally, found: Groups, by: Sequence[str]) -> Iterator[Grid]:
    """The tables of a report."""
    if tally.labelled:
        yield per_class(tally)
    binary = tally.totals.binary
    if binary is not None and (lines := per_label(binary, tally.class_names, tally.ln_base)):
        yield lines
    if by:
        yield groups(tally, found, by)
    if tally.totals.worst.limit:
        yield worst(tally.totals, tally.ln_base, tally.ids)
    if tally.totals.unusual.skipped:
        yield skips(tally.totals.unusual)


def per_class(tally: Tally) -> Grid:
    """A line per class: rows, mean, accuracy, share of the sum; those without rows stand last."""
    totals, ln = tally.totals, tally.ln_base
    rows = totals.classes.rows.tolist()
    means = [math.nan if mean is None else mean / ln for mean in totals.classes.means()]
    errors = [moments.standard_error / ln for moments in totals.classes.moments()]
    weights = tally.numerator_weights or [1] * len(rows)
    parts = [ratio(loss) * float(w) for loss, w in zip(totals.classes.loss, weights, strict=True)]
    whole = ratio(tally.numerator)
    shares = [part / whole if math.isfinite(whole) and whole else math.nan for part in parts]
    columns = [
        Column("class", "class", tally.class_names or tuple(range(len(rows)))),
        Column("rows", "rows", tuple(rows)),
        Column("mean", "mean", tuple(means)),
        Column("standard_error", "std. error", tuple(errors)),
    ]
    if totals.hits.size:
        hits = zip(totals.hits.tolist(), rows, strict=True)
        columns.append(Column("accuracy", "accuracy", tuple(h / n if n else math.nan for h, n in hits)))
    if tally.denominator_weights:
        columns.append(Column("weight", "weight", tuple(map(float, tally.denominator_weights))))
    columns.append(Column("share", "share of the sum", tuple(shares)))
    order = sorted(range(len(rows)), key=lambda k: not rows[k])
    return Grid("per_class", "by class", tuple(c._replace(values=tuple(c.values[k] for k in order)) for c in columns))


def worst(totals: Totals, ln_base: float, ids: Mapping[int, str]) -> Grid:
    """The rows of highest loss."""
    numbers, values = zip(*totals.worst.rows, strict=True) if totals.worst.rows else ((), ())
    losses = tuple(value / ln_base for value in values)
    names = (Column("id", "id", tuple(ids[row] for row in numbers)),) if ids else ()
    return Grid("worst", "highest losses", (Column("row", "row", numbers), *names, Column("value", "loss", losses)))


def groups(tally: Tally, found: Groups, names: Sequence[str]) -> Grid:
    """A line per group; where classes have weights, its rows were added up by label too."""
    columns, sums = found.sums()
    texts = columns[0] if len(names) == 1 else list(zip(*columns[: len(names)], strict=True))
    labels = columns[len(names)] if len(columns) > len(names) else None
    keys: list[str] = []
    counts: list[int] = []
    values: list[float] = []
    errors: list[float] = []
    spread = list(sums.moments())
    order = np.argsort(np.fromiter(texts, object, len(texts)), kind="stable")  # a list of a million takes thrice this
    for key, parts in groupby(order, texts.__getitem__):
        rows, above, below = 0, ExactSum(), ExactSum()
        moments: list[tuple[int, Moments]] = []
        for i in parts:
            label = 0 if labels is None else int(labels[i])
            rows += int(sums.rows[i])
            above += _weighted(sums.loss[i], label, tally.numerator_weights)
            below += _weighted(sums.weight[i], label, tally.denominator_weights)
            moments.append((label, spread[i]))
        if rows:
            keys.append(key if isinstance(key, str) else ", ".join(key))
            counts.append(rows)
            values.append(tally.reduced(above, below))
            errors.append(tally.spread_of(moments))
    error = [Column("standard_error", "std. error", tuple(errors))] if tally.mean else []
    shown = (
        Column("key", ", ".join(names), tuple(keys)),
        Column("rows", "rows", tuple(counts)),
        Column("value", "mean" if tally.mean else "sum", tuple(values)),
        *error,
    )
    return Grid("groups", "by group", shown)


def _weighted(amount: ExactSum, label: int, weights: Weights | None) -> ExactSum:
    """An amount of the rows with one label, times the weight of the label."""
    if weights is None:
        return amount
    weight = Fraction(weights[label])
    return ExactSum(amount.units * weight, amount.special if weight else 0.0)
