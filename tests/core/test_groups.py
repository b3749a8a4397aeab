import math
from collections.abc import Sequence
from operator import iadd
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from xent_cli.core import groups as module
from xent_cli.core.groups import Groups
from xent_cli.core.sums import Sums

rows_of = st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 1e300) | st.just(math.inf), st.floats(0.125, 10)))


class Names:
    """Keys of one column, from plain lists."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.names)

    def number(self, blocks: Sequence[list[str]]) -> NDArray[Any]:
        names = [name for block in blocks for name in block]
        return np.array([self.names.setdefault(name, len(self.names)) for name in names], int)

    def columns(self) -> list[list[str]]:
        return [self.block()]

    def block(self) -> list[str]:
        return [*self.names]


def groups(*blocks: list[tuple[str, float, float]]) -> Groups:
    result = Groups(Names())
    for block in blocks:
        names, losses, weights = zip(*block, strict=True) if block else ((), (), ())
        result.add(list(names), np.array(losses, float), np.array(weights, float))
    return result


@given(rows_of, st.integers(0, 20), st.sampled_from([1, 1 << 18]))
def test_a_group_has_the_mean_of_its_own_rows_however_cut(
    rows: list[tuple[str, float, float]], cut: int, at_once: int
) -> None:
    expected = []
    for key in sorted({name for name, _, _ in rows}):
        own = np.array([row[1:] for row in rows if row[0] == key])
        expected.append(((key,), len(own), Sums.of(own[:, 0], own[:, 1]).mean()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ROWS_PENDING", at_once)
        assert list(groups(rows[:cut], rows[cut:]).lines()) == expected
        assert list(iadd(groups(rows[cut:]), groups(rows[:cut])).lines()) == expected


def test_groups_without_weights() -> None:
    result = Groups(Names())
    result.add(["b", "a", "b"], np.array([1.0, math.inf, 4.0]))
    result.add(["c"], np.array([[1.0, 3.0]])[:, 1])
    assert list(result.lines()) == [(("a",), 1, math.inf), (("b",), 2, 2.5), (("c",), 1, 3.0)]


def test_no_rows_no_groups() -> None:
    assert list(Groups(Names()).lines()) == []
    merged = Groups(Names())
    merged += Groups(Names())
    assert list(merged.lines()) == []
