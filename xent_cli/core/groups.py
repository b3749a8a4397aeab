"""Sums by group, for groups that turn up as the rows do and may be very many."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.totals import Sums

Key = tuple[str, ...]
# The key columns of some blocks -> the distinct keys, and for each row in turn the place of its key.
Encode = Callable[[Sequence[Any]], tuple[Sequence[Key], NDArray[Any]]]

ROWS_PENDING = 1 << 17


class Groups:
    """Exact sums per key: `add` takes a block in, `+` merges.

    With 100,000 keys, looking up those of every block would cost more than parsing it. So blocks are put by
    as they are, and encoded and added up only when there are many rows, and several for each key.
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._ids: dict[Key, int] = {}
        self._sums = Sums.of(np.zeros(0), keys=np.zeros(0, np.int64), count=0)
        self._pending: list[tuple[Any, NDArray[Any], NDArray[Any] | None]] = []
        self._rows = 0

    def add(self, columns: Any, losses: NDArray[Any], weights: NDArray[Any] | None = None) -> None:
        """Take in losses (n,) or (n, C) with the key columns of the n rows; none of them may change later."""
        self._pending.append((columns, losses, weights))
        self._rows += len(losses)
        if self._rows >= max(ROWS_PENDING, 8 * len(self._ids)):
            self._add_up()

    def __add__(self, other: "Groups") -> "Groups":
        merged = Groups(self._encode)
        for groups in (self, other):
            groups._add_up()
            merged._include(groups._sums, merged._numbered(groups._ids))
        return merged

    def sums(self) -> tuple[Sequence[Key], Sums]:
        """The keys, and what the rows of each add up to; a key may have no rows."""
        self._add_up()
        return tuple(self._ids), self._sums

    def lines(self) -> Iterator[tuple[Key, int, float | None]]:
        """Key, rows and mean of every group, by key."""
        keys, sums = self.sums()
        lines = zip(keys, sums.rows.tolist(), sums.means(), strict=True)
        return iter(sorted(lines, key=lambda line: line[0]))

    def _numbered(self, keys: Iterable[Key]) -> NDArray[np.int64]:
        """The number of each key; a new key gets the next."""
        return np.array([self._ids.setdefault(key, len(self._ids)) for key in keys], np.int64)

    def _include(self, sums: Sums, numbers: NDArray[np.int64]) -> None:
        """Merge sums whose keys have these numbers."""
        count, known = len(self._ids), np.arange(len(self._sums.rows))
        self._sums = self._sums.placed(known, count) + sums.placed(numbers, count)

    def _add_up(self) -> None:
        """Turn the pending rows into sums."""
        if not self._pending:
            return
        columns, losses, weights = zip(*self._pending, strict=True)
        weight = None if weights[0] is None else np.concatenate(weights)
        keys, which = self._encode(columns)
        self._include(Sums.of(np.concatenate(losses), weight, which, len(keys)), self._numbered(keys))
        self._pending, self._rows = [], 0
