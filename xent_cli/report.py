"""Totals over rows -> the report: facts with their meaning, a line per class, group and worst row."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xent_cli.core.answer import Fact, Grid
from xent_cli.core.exact_sum import ExactSum, Weights, ratio
from xent_cli.core.totals import Totals
from xent_cli.core.units import LogBase
from xent_cli.core.worked import Column


@dataclass(frozen=True)
class Tally:
    """Totals, and what is known of the rows they were gathered from."""

    totals: Totals
    log: LogBase
    class_names: tuple[str, ...]
    class_count: int
    denominator: str = "N"
    numerator_weights: Weights | None = None
    denominator_weights: Weights | None = None
    perplexity: bool = False
    labelled: bool = False

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
        return ratio(self.numerator) / self.log.ln

    @property
    def mean(self) -> float:
        """The mean of the losses, in the unit of the answer."""
        return ratio(self.numerator, self.weight) / self.log.ln


def facts(tally: Tally) -> Iterator[Fact]:
    """What one wants to know beside the value."""
    totals = tally.totals
    yield Fact("denominator", "denominator", ratio(tally.weight), tally.denominator)
    yield Fact("sum", "sum", tally.sum, "before dividing")
    if tally.perplexity:
        yield Fact("perplexity", "perplexity", _power(tally.mean * tally.log.ln), f"{tally.log.text}^mean")
    if totals.accuracy is not None:
        yield Fact("accuracy", "accuracy", totals.accuracy, "the largest prediction is the label")
    if tally.labelled and tally.perplexity:
        yield from _baselines(tally)
    if totals.infinite.count:
        rows = ", ".join(map(str, totals.infinite.first))
        more = ", …" if totals.infinite.count > len(totals.infinite.first) else ""
        yield Fact("infinite", "infinite rows", totals.infinite.count, f"row {rows}{more}")
    skipped = sum(kind.count for kind in totals.skipped.values())
    if skipped:
        yield Fact("skipped", "skipped rows", skipped, "; ".join(skips(totals)))


def _baselines(tally: Tally) -> Iterator[Fact]:
    uniform = math.log(tally.class_count) / tally.log.ln
    labels = tally.totals.classes.label_entropy(tally.denominator_weights) / tally.log.ln
    yield Fact("baseline_uniform", "baseline: all classes alike", uniform, f"{tally.log.symbol} K")
    yield Fact("baseline_labels", "baseline: how often each label occurs", labels, "entropy of the labels")
    if labels > 0:
        yield Fact("skill", "skill against that", 1 - tally.mean / labels, "1 - mean / baseline")


def _power(exponent: float) -> float:
    try:
        return math.exp(exponent)
    except OverflowError:
        return math.inf


def skips(totals: Totals) -> Iterator[str]:
    """Why rows were left out, and where the first of each kind stands."""
    for kind, skipped in totals.skipped.items():
        yield f"{skipped.count} {kind} (first: {skipped.text})"


def per_class(tally: Tally) -> Grid:
    """A line per class: rows, mean, accuracy, share of the sum."""
    totals, ln = tally.totals, tally.log.ln
    rows = totals.classes.rows.tolist()
    means = (math.nan if mean is None else mean / ln for mean in totals.classes.means())
    weights = tally.numerator_weights or [1] * len(rows)
    parts = [ratio(loss) * float(w) for loss, w in zip(totals.classes.loss, weights, strict=True)]
    whole = ratio(tally.numerator)
    shares = (part / whole if math.isfinite(whole) and whole else math.nan for part in parts)
    columns = [
        Column("class", "class", tally.class_names or tuple(range(len(rows)))),
        Column("rows", "rows", tuple(rows)),
        Column("mean", "mean", tuple(means)),
    ]
    if totals.hits.size:
        hits = zip(totals.hits.tolist(), rows, strict=True)
        columns.append(Column("accuracy", "accuracy", tuple(h / n if n else math.nan for h, n in hits)))
    if tally.denominator_weights:
        columns.append(Column("weight", "weight", tuple(map(float, tally.denominator_weights))))
    return Grid("per_class", "by class", (*columns, Column("share", "share of the sum", tuple(shares))))


def worst(totals: Totals, log: LogBase) -> Grid:
    """The rows of highest loss."""
    numbers, values = zip(*totals.worst.rows, strict=True) if totals.worst.rows else ((), ())
    losses = tuple(value / log.ln for value in values)
    return Grid("worst", "highest losses", (Column("row", "row", numbers), Column("value", "loss", losses)))


def groups(lines: Sequence[tuple[tuple[str, ...], int, float | None]], names: Sequence[str], log: LogBase) -> Grid:
    """A line per group."""
    keys = tuple(", ".join(key) for key, _, _ in lines)
    values = tuple(math.nan if mean is None else mean / log.ln for _, _, mean in lines)
    columns = (
        Column("key", ", ".join(names), keys),
        Column("rows", "rows", tuple(rows for _, rows, _ in lines)),
        Column("value", "mean", values),
    )
    return Grid("groups", "by group", columns)
