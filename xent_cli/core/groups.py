"""Sums by group, for groups that turn up as the rows do and may be very many."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.sums import Sums

ROWS_PENDING = 1 << 17
ROWS_AT_ONCE = 1 << 15  # what is made on the way to their sums is many times what they take


class Keys(Protocol):
    """The distinct keys so far, numbered from 0 as they turned up."""

    def __len__(self) -> int: ...

    def number(self, blocks: Sequence[Any]) -> NDArray[Any]:
        """The number of each row's key, for the rows of some blocks of key columns in turn."""

    def columns(self) -> Sequence[Sequence[str]]:
        """The texts of all keys by number, column by column."""

    def block(self) -> Any:
        """All keys by number, as the key columns of so many rows."""


class Groups:
    """Exact sums per key: `add` takes a block in, `+=` merges.

    With 100,000 keys, looking up those of every block would cost more than parsing it. So blocks are put by
    as they are, and numbered and added up only when there are many rows, and some for each key.
    """

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._sums = Sums.of(np.zeros(0), keys=np.zeros(0, np.int64), count=0)
        self._pending: list[tuple[Any, NDArray[Any], NDArray[Any] | None]] = []
        self._rows = 0

    def add(self, columns: Any, losses: NDArray[Any], weights: NDArray[Any] | None = None) -> None:
        """Take in losses (n,) or (n, C) with the key columns of the n rows; none of them may change later."""
        self._pending.append((columns, losses, weights))
        self._rows += len(losses)
        if self._rows >= max(ROWS_PENDING, 2 * len(self._keys)):
            self._add_up()

    def __iadd__(self, other: "Groups") -> "Groups":
        """Take in other groups, which are not used again."""
        if len(other._keys):
            self._add_up()
            self.include(other._keys.block(), other._sums)
        for columns, losses, weights in other._pending:
            self.add(columns, losses, weights)
        return self

    def __getstate__(self) -> dict[str, Any]:
        """What travels: sums, rather than the rows that are still to be added up."""
        self._add_up()
        return vars(self)

    def include(self, keys: Any, sums: Sums) -> None:
        """Take in sums with their keys."""
        self._include(sums, self._keys.number([keys]))

    def sums(self) -> tuple[Sequence[Sequence[str]], Sums]:
        """The texts of the keys, column by column, and what the rows of each add up to; a key may have no rows."""
        self._add_up()
        return self._keys.columns(), self._sums

    def lines(self) -> Iterator[tuple[tuple[str, ...], int, float | None]]:
        """Key, rows and mean of every group, by key."""
        columns, sums = self.sums()
        lines = zip(zip(*columns, strict=True), sums.rows.tolist(), sums.means(), strict=True)
        return iter(sorted(lines, key=lambda line: line[0]))

    def _include(self, sums: Sums, numbers: NDArray[np.int64]) -> None:
        """Merge sums whose keys have these numbers."""
        self._sums = self._sums.joined(sums, numbers, len(self._keys))

    def _add_up(self) -> None:
        """Turn the pending rows into sums."""
        if not self._pending:
            return
        columns, losses, weights = zip(*self._pending, strict=True)
        self._pending, self._rows = [], 0
        numbers = self._keys.number(columns)
        del columns
        loss, weight = np.concatenate(losses), None if weights[0] is None else np.concatenate(weights)
        for start in range(0, len(numbers), ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            seen, which = np.unique(numbers[rows], return_inverse=True)
            own = None if weight is None else weight[rows]
            self._include(Sums.of(loss[rows], own, which.reshape(-1), len(seen)), seen)
