"""The order of an epoch follows from the seed and the sizes, and every row comes once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli.learning import spool
from xent_cli.learning.order import batches
from xent_cli.learning.parting import Parting
from xent_cli.learning.spool import CHUNK, Spool


def numbered(rows: int, cut: int = 1000) -> Spool:
    """Rows that hold their number, appended so many at a time."""
    made = Spool(1)
    numbers = np.arange(float(rows))
    table = np.stack([numbers, numbers % 3, np.ones(rows)], axis=1)
    for start in range(0, rows, cut):
        made.append(table[start : start + cut])
    return made


def order(rows: Spool, size: int, seed: int = 0, epoch: int = 0, done: int = 0) -> list[list[float]]:
    """The numbers of each batch."""
    found: dict[int, list[float]] = {}
    for piece in batches(rows, size, seed, epoch, done):
        found.setdefault(piece.batch, []).extend(piece.rows[:, 0].tolist())
    return [found[batch] for batch in sorted(found)]


@given(st.integers(1, 2000), st.integers(1, 2500), st.integers(0, 3), st.integers(300, 9000))
def test_every_row_comes_once(rows: int, size: int, seed: int, cells: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "CELLS", cells)
        found = order(numbered(rows), size, seed)
    assert sorted(number for batch in found for number in batch) == list(range(rows))
    assert [len(batch) for batch in found[:-1]] == [size] * (len(found) - 1)


@given(st.integers(1, 1500), st.integers(1, 700), st.integers(0, 40), st.integers(300, 3000))
def test_going_on_gives_the_batches_that_are_left(rows: int, size: int, done: int, cells: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "CELLS", cells)
        held = numbered(rows)
        assert order(held, size, 1, 2, done) == order(held, size, 1, 2)[done:]


@pytest.mark.parametrize("cut", [1, 7, 4096])
def test_it_does_not_matter_how_the_rows_were_read(cut: int) -> None:
    assert order(numbered(3 * CHUNK + 5, cut), 32) == order(numbered(3 * CHUNK + 5), 32)


def test_seeds_and_epochs_have_orders_of_their_own() -> None:
    held = numbered(600)
    orders = [order(held, 32, seed, epoch) for seed in range(2) for epoch in range(2)]
    assert all(one != other for i, one in enumerate(orders) for other in orders[:i])


def test_a_batch_of_all_rows_has_them_in_their_order() -> None:
    assert order(numbered(700), 700) == [list(range(700))]


def test_rows_from_all_over_the_table_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "CELLS", 3 * 10 * CHUNK)
    first = order(numbered(100 * CHUNK), 10 * CHUNK)[0]
    assert len({int(number) // CHUNK for number in first}) == 10
    assert max(first) - min(first) > 30 * CHUNK


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6), st.floats(0.01, 0.99), st.integers(0, 3))
def test_a_share_is_held_back_however_the_rows_come(cuts: list[int], share: float, seed: int) -> None:
    rows = sum(cuts)
    table = np.stack([np.arange(float(rows)), np.zeros(rows), np.ones(rows)], axis=1)

    def parted(sizes: list[int]) -> tuple[list[float], list[float]]:
        parting, start = Parting(1, share, seed), 0
        for size in sizes:
            parting.add(table[start : start + size])
            start += size
        parting.end()
        both = (parting.training, parting.held_back)
        learnt, held = ([x for piece in held.pieces() for x in piece[:, 0].tolist()] for held in both)
        return learnt, held

    learnt, held = parted(cuts)
    assert parted([rows]) == (learnt, held)
    assert len(held) == round(rows * share)
    assert sorted(learnt + held) == list(range(rows))
