import tracemalloc

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xent_cli import core
from xent_cli.core.groups import Groups
from xent_cli.inputs.keys import Keys
from xent_cli.inputs.parsed import Texts

KEYS = 10_000
texts = st.sampled_from(["a", "b", "", "é", "a, b", "10", "9"])


def column(cells: list[str], as_list: bool) -> Texts:
    values = sorted(set(cells))
    codes = np.array([values.index(cell) for cell in cells], np.int64)
    return Texts(codes, values if as_list else pa.array(values, pa.string()))


@settings(deadline=None)
@given(
    blocks=st.lists(st.lists(st.tuples(texts, texts, texts), max_size=9), min_size=1, max_size=5),
    width=st.integers(1, 3),
    as_list=st.booleans(),
)
def test_keys_are_numbered_as_they_turn_up(blocks: list[list[tuple[str, str, str]]], width: int, as_list: bool) -> None:
    keys, numbers = Keys(), dict[tuple[str, ...], int]()
    for block in blocks:
        rows = [row[:width] for row in block]
        columns = tuple(column([row[i] for row in rows], as_list) for i in range(width))
        known = [numbers.setdefault(row, len(numbers)) for row in rows]
        found = keys.number([columns]).tolist()
        assert len(set(zip(found, known, strict=True))) == len(set(known))
        listed = list(zip(*keys.columns(), strict=True))
        assert [listed[number] for number in found] == rows
        assert len(keys) == len(listed) == len(numbers)
    again = Keys()
    assert again.number([keys.block()]).tolist() == list(range(len(numbers)))
    assert again.columns() == keys.columns()


def test_a_group_takes_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("ROWS_PENDING", "ROWS_AT_ONCE"):  # as for ten times as many, which are slow to trace
        monkeypatch.setattr(core.groups, limit, getattr(core.groups, limit) // 10)
    groups, numbers = Groups(Keys()), np.arange(KEYS)
    names = pa.array([f"user {i}" for i in range(KEYS)])
    losses = np.random.default_rng(0).random(KEYS)
    tracemalloc.start()
    for _ in range(6):
        groups.add((Texts(numbers, names),), losses)
    assert groups.sums()[1].rows.tolist() == [6] * KEYS
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 150 * KEYS  # and as Arrow has them some twenty for the names
    assert most < 400 * KEYS
