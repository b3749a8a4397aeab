import math
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import add
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.core.exact_sum import ExactSums
from xent_cli.core.sums import Sums
from xent_cli.core.totals import Totals, Worst
from xent_cli.core.unusual import Infinite, Skipped, Spot, Unusual

CLASSES = 3
# loss, label, is the arg-max the label, sample weight
rows_of = st.tuples(
    st.floats(0, 1e300) | st.sampled_from([0.5, 5e-324, math.inf]),
    st.integers(0, CLASSES - 1),
    st.booleans(),
    st.floats(0, 10),
)
Row = tuple[float, int, bool, float]


def totals(rows: list[Row], first: int = 1) -> Totals:
    return Totals.of(
        np.array([r[0] for r in rows], float),
        np.arange(first, first + len(rows)),
        labels=np.array([r[1] for r in rows], int),
        classes=CLASSES,
        correct=np.array([r[2] for r in rows], bool),
        weights=np.array([r[3] for r in rows], float),
        worst=4,
    )


def plain(value: Any) -> Any:
    """Frozen data with arrays as lists and sums as they are, so that == compares."""
    if isinstance(value, ExactSums):
        return list(value)
    if isinstance(value, Sums):
        return (
            value.rows.tolist(),
            plain(value.loss),
            plain(value.weight),
            [str(m.standard_error) for m in value.moments()],
        )
    return plain(value.classes), value.hits.tolist(), value.worst, value.unusual


def of(losses: list[Any], **options: Any) -> Totals:
    return Totals.of(np.array(losses, float), np.arange(1, len(losses) + 1), **options)


@given(st.lists(rows_of, max_size=30), st.lists(st.integers(0, 30), max_size=4), st.randoms())
def test_cut_anyhow_and_merged_in_any_order_totals_are_the_same(rows: list[Row], cuts: list[int], random: Any) -> None:
    edges = sorted({0, len(rows), *(cut for cut in cuts if cut < len(rows))})
    parts = [totals(rows[a:b], a + 1) for a, b in pairwise(edges)]
    random.shuffle(parts)
    assert plain(reduce(add, parts, totals([]))) == plain(totals(rows))


@given(st.lists(rows_of), st.lists(rows_of), st.lists(rows_of))
def test_merging_is_associative(one: list[Row], two: list[Row], three: list[Row]) -> None:
    a, b, c = totals(one), totals(two, 100), totals(three, 1000)
    assert plain((a + b) + c) == plain(a + (b + c))


def test_mean_sum_and_denominator_without_weights() -> None:
    result = of([0.1] * 10)
    assert (result.rows, result.classes.mean(), result.classes.sum()) == (10, 0.1, 1.0)


def test_a_row_of_several_elements_counts_each_of_them() -> None:
    result = of([[1, 2, 3], [4, 5, 9]], worst=1)
    assert (result.rows, result.classes.sum(), result.classes.mean()) == (2, 24.0, 4.0)
    assert result.worst.rows == ((2, 6.0),)


def test_several_elements_with_sample_weights_and_labels() -> None:
    losses, weights, labels = np.array([[1, 3], [4, 6.0]]), np.array([1.0, 3]), np.array([1, 0])
    sums = Sums.of(losses, weights, labels, 2)
    assert sums.means() == [5.0, 2.0]
    assert sums.mean() == (1 * 4 + 3 * 10) / (2 * 4)


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0.125, 10)), min_size=1))
def test_sample_weights(rows: list[tuple[float, float]]) -> None:
    result = of([loss for loss, _ in rows], weights=np.array([s for _, s in rows]))
    above = sum(Fraction(loss * s) for loss, s in rows)
    assert result.classes.mean() == float(above / sum(Fraction(s) for _, s in rows))


def test_a_row_of_weight_zero_counts_for_nothing() -> None:
    result = of([math.inf, 2, 4], weights=np.array([0.0, 1, 1]))
    assert result.classes.mean() == 3.0
    assert result.unusual.infinite == Infinite(1, (1,))


weight_of = st.floats(0.125, 100) | st.fractions(Fraction(1, 8), 100, max_denominator=1000)


@given(
    st.lists(st.tuples(st.floats(0, 800), st.integers(0, 2)), min_size=1),
    st.lists(weight_of, min_size=3, max_size=3),
)
def test_class_weights(rows: list[tuple[float, int]], weights: list[float | Fraction]) -> None:
    sums = of([r[0] for r in rows], labels=np.array([r[1] for r in rows]), classes=3).classes
    above = sum(Fraction(weights[c]) * Fraction(loss) for loss, c in rows)
    below = sum(Fraction(weights[c]) for _, c in rows)
    assert (sums.mean(weights), sums.sum(weights)) == (float(above / below), float(above))


def test_balanced_weights_give_the_mean_of_the_class_means() -> None:
    sums = of([1, 1, 1, 5], labels=np.array([0, 0, 0, 2]), classes=3).classes
    assert sums.balanced() == [Fraction(2, 3), 0, 2]
    assert sums.mean(sums.balanced()) == 3.0
    assert sums.weight.total(sums.balanced()) == sums.weight.total()


def test_means_by_class_and_none_for_a_class_not_seen() -> None:
    assert of([1, 2, 6], labels=np.array([0, 2, 2]), classes=3).classes.means() == [1.0, None, 4.0]


def test_label_entropy_of_equal_classes_is_ln_k() -> None:
    sums = of([1, 2, 3, 4], labels=np.arange(4), classes=4).classes
    assert sums.label_entropy() == math.log(4)
    assert of([1, 2], labels=np.array([1, 1]), classes=2).classes.label_entropy() == 0.0


def test_label_entropy_follows_the_weights() -> None:
    labels = np.array([0, 1, 1, 1])
    assert of([0] * 4, labels=labels, classes=2).classes.label_entropy([3.0, 1.0]) == math.log(2)
    weighted = of([0] * 4, labels=labels, classes=2, weights=np.array([3.0, 1, 1, 1]))
    assert weighted.classes.label_entropy() == math.log(2)


def test_accuracy_counts_rows() -> None:
    correct = np.array([True, False, True, True])
    result = of([1] * 4, labels=np.array([0, 0, 1, 1]), classes=2, correct=correct)
    assert (result.accuracy, result.hits.tolist()) == (0.75, [1, 2])
    assert of([1] * 4, correct=correct).accuracy == 0.75
    assert of([1] * 4).accuracy is None


def test_only_the_first_infinite_rows_are_named() -> None:
    later, earlier = (Infinite.of(np.array([math.inf, 1] * 3), np.arange(n, n + 6)) for n in (11, 1))
    assert later + earlier == earlier + later == Infinite(6, (1, 3, 5, 11, 13))


@given(st.lists(st.sampled_from([0.0, 1.0, 2.5, math.inf])), st.integers(0, 6), st.integers(0, 6))
def test_worst_rows_are_the_highest_and_then_the_earliest(losses: list[float], limit: int, cut: int) -> None:
    ranked = sorted(enumerate(losses, start=1), key=lambda row: (-row[1], row[0]))[:limit]
    values, numbers = np.array(losses, float), np.arange(1, len(losses) + 1)
    parts = [Worst.of(values[piece], numbers[piece], limit) for piece in (slice(cut, None), slice(cut))]
    assert parts[0] + parts[1] == Worst.of(values, numbers, limit) == Worst(limit, tuple(ranked))


def test_skipped_rows_are_counted_by_kind_with_the_first_of_each() -> None:
    one = of([]).beside({"nan": Skipped(2, 17, Spot("a", 18)), "ragged": Skipped(1, 9, Spot("a", 10))}, 1)
    two = of([]).beside({"nan": Skipped(3, 5, Spot("a", 6)), "sum": Skipped(1, 4, Spot("a", 5))}, 2)
    merged = {
        "nan": Skipped(5, 5, Spot("a", 6)),
        "ragged": Skipped(1, 9, Spot("a", 10)),
        "sum": Skipped(1, 4, Spot("a", 5)),
    }
    assert (one + two).unusual == (two + one).unusual == Unusual(skipped=merged, ignored=3)
    assert (one + two).unusual.left_out == 10


def test_sums_of_other_keys_join() -> None:
    def of(*losses: float) -> Sums:
        return Sums.of(np.array(losses), keys=np.arange(len(losses)), count=len(losses))

    sums = of(1.0, 2.0).joined(of(2.0**-900, math.inf, 2.0**900), np.array([3, 0, 1]), 5)
    assert sums.means() == [math.inf, (2.0 + 2.0**900) / 2, None, 2.0**-900, None]
    assert sums.joined(of(1.0), np.array([2]), 5).rows.tolist() == [2, 2, 1, 1, 0]


def test_worst_rows_are_kept_only_where_asked() -> None:
    assert of([3, 4]).worst == Worst(0)
    assert of([3, 4], worst=1).worst == Worst(1, ((2, 4.0),))
