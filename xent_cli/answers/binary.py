"""What a report says of labels that are 0 or 1: accuracy, what constant predictions would cost, a line per label."""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from xent_cli.answers.answer import Fact
from xent_cli.answers.worked import Column, Grid
from xent_cli.core.binary import SIDES, Binary
from xent_cli.core.exact_sum import ratio
from xent_cli.core.spread import Moments


def binary_facts(binary: Binary, mean: float, positive: float, ln_base: float) -> Iterator[Fact]:
    """Accuracy, baselines and skill, where every y is 0 or 1; `positive` is the weight of the term of y = 1."""
    if not binary.hard:
        return
    accuracy = int(binary.hits.sum()) / int(binary.sums.rows.sum())
    yield Fact("accuracy", "accuracy", accuracy, "ŷ > ½ where y = 1, and not where y = 0")
    shares = [share_of_ones(binary, k) for k in range(binary.columns)]
    if any(share is None for share in shares):
        return
    known = [share for share in shares if share is not None]
    even = math.fsum(positive * p + 1 - p for p in known) * math.log(2) / (len(known) * ln_base)
    best = math.fsum(best_constant(p, positive) for p in known) / (len(known) * ln_base)
    each = "" if binary.columns == 1 else ", of each label"
    yield Fact("baseline_uniform", "baseline: always ½", even, "both sides alike")
    yield Fact("baseline_labels", "baseline: label frequencies", best, f"the best constant prediction{each}")
    if best > 0:
        yield Fact("skill", "skill against that", 1 - mean / best, "1 - mean / baseline")


def share_of_ones(binary: Binary, column: int) -> float | None:
    """The share of y = 1 among the rows of a column, by their weights; None where none counts."""
    zeros, ones = (binary.sums.weight[SIDES * column + side] for side in (0, 1))
    whole = zeros + ones
    return ratio(ones, whole) if whole.units else None


def best_constant(share: float, positive: float) -> float:
    """-[w p ln q + (1-p) ln(1-q)] at the q = w p / (w p + 1 - p) where it is least."""
    terms = positive * share, 1 - share
    return math.fsum(-term * math.log(term / sum(terms)) for term in terms if term)


def per_label(binary: Binary, names: Sequence[str], ln_base: float) -> Grid | None:
    """A line for each label: of one column y = 0 and y = 1, of several a line for each column."""
    if binary.columns == 1 and not binary.hard:
        return None
    parts = [[0], [1]] if binary.columns == 1 else [[SIDES * k + s for s in range(SIDES)] for k in range(len(names))]
    labels = ("0", "1") if binary.columns == 1 else tuple(names)
    moments = list(binary.sums.moments())
    rows, means, errors, accuracies, shares = [], [], [], [], []
    for part in parts:
        whole = sum((moments[i] for i in part), Moments())
        count = sum(int(binary.sums.rows[i]) for i in part)
        infinite = sum(float(binary.sums.loss.special[i]) for i in part)
        mean = float(Fraction(whole.value) / Fraction(whole.weight)) if whole.weight else math.nan
        rows.append(count)
        means.append(infinite or mean / ln_base)
        errors.append(whole.standard_error / ln_base)
        accuracies.append(sum(int(binary.hits[i]) for i in part) / count if count and binary.hard else math.nan)
        shares.append(int(binary.sums.rows[part[1]]) / count if len(part) > 1 and count else math.nan)
    columns = [
        Column("label", "label", labels),
        Column("rows", "rows", tuple(rows)),
        Column("mean", "mean", tuple(means)),
        Column("standard_error", "std. error", tuple(errors)),
    ]
    if binary.hard:
        columns.append(Column("accuracy", "accuracy", tuple(accuracies)))
    if binary.hard and binary.columns > 1:
        columns.append(Column("share_of_ones", "y = 1", tuple(shares)))
    return Grid("per_label", "by label", tuple(columns))
