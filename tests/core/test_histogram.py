"""Counts in bins that double: the same for any cut and order."""

import math
from itertools import pairwise

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from xent_cli.core.histogram import MOST, Histogram

VALUES = st.lists(st.floats(-1e6, 1e6) | st.just(math.inf) | st.floats(0, 1e-3), max_size=40)


def told(found: Histogram) -> tuple[list[float], list[int], int]:
    return (found.edges if found.counts.size else [], found.counts.tolist(), found.others)


@given(VALUES, st.integers(0, 40))
def test_no_cut_matters(values: list[float], cut: int) -> None:
    whole = Histogram.of(np.array(values))
    parts = Histogram.of(np.array(values[:cut])) + Histogram.of(np.array(values[cut:]))
    assert told(parts) == told(whole)


@given(VALUES)
@example([63.0, -5e-324])
def test_every_value_is_in_its_bin(values: list[float]) -> None:
    found = Histogram.of(np.array(values))
    assert found.others == sum(map(math.isinf, values))
    if found.counts.size:
        assert len(found.counts) <= MOST
        finite = [x for x in values if math.isfinite(x)]
        edges = found.edges
        counted = [sum(low <= x < high for x in finite) for low, high in pairwise(edges)]
        assert found.counts.tolist() == counted


def test_of_equal_values() -> None:
    assert Histogram.of(np.array([0.7, 0.7, 0.7])).counts.tolist() == [3]
    assert Histogram.of(np.zeros(4)).counts.tolist() == [4]
