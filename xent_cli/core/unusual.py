"""The rows that are not like the others: of infinite loss, or left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

NAMED = 5  # how many of the infinite rows are named; the others are counted


@dataclass(frozen=True)
class Infinite:
    """How many rows cost an infinite loss, and the numbers of the first few."""

    count: int
    first: tuple[int, ...]

    @classmethod
    def of(cls, losses: NDArray[Any], numbers: NDArray[np.int64]) -> "Infinite":
        """Look for them among the rows with these numbers, which ascend."""
        found = numbers[np.isinf(losses)]
        return cls(len(found), tuple(found[:NAMED].tolist()))

    def after(self, rows: int) -> "Infinite":
        """The same, of a block that stands behind so many rows."""
        return replace(self, first=tuple(number + rows for number in self.first))

    def __add__(self, other: "Infinite") -> "Infinite":
        return Infinite(self.count + other.count, tuple(sorted(self.first + other.first)[:NAMED]))


class Spot(NamedTuple):
    """Where something stands: a line (or row) of a file, and what is named beside it; line 0: `file` says it all."""

    file: str
    line: int = 0
    unit: str = "line"
    beside: str = ""

    @property
    def text(self) -> str:
        """As the user sees it."""
        return f"{self.file}, {self.unit} {self.line}{self.beside}" if self.line else self.file

    def after(self, lines: int) -> "Spot":
        """The same, so many lines further down."""
        return self._replace(line=self.line and self.line + lines)


@dataclass(frozen=True)
class Skipped:
    """Rows of one kind that could not be used: how many, the number of the first, and where that stands.

    `late`: they could be read, and were left out by a check.
    """

    count: int
    row: int
    spot: Spot
    late: bool = False

    @property
    def text(self) -> str:
        """Where the first stands."""
        return self.spot.text

    def after(self, rows: int, lines: int) -> "Skipped":
        """The same, behind so many rows and lines."""
        return replace(self, row=self.row + rows, spot=self.spot.after(lines))

    def __add__(self, other: "Skipped") -> "Skipped":
        first = min(self, other, key=lambda skipped: skipped.row)
        return Skipped(self.count + other.count, first.row, first.spot, self.late and other.late)


@dataclass(frozen=True)
class Unusual:
    """The rows that are not like the others: of infinite loss, left out as unusable by kind, left out for --ignore."""

    infinite: Infinite = Infinite(0, ())
    skipped: Mapping[str, Skipped] = field(default_factory=dict)
    ignored: int = 0

    def __add__(self, other: "Unusual") -> "Unusual":
        shared = {kind: self.skipped[kind] + other.skipped[kind] for kind in self.skipped.keys() & other.skipped}
        found = {**self.skipped, **other.skipped, **shared}
        order = sorted(found, key=lambda kind: (found[kind].late, found[kind].row))  # however the rows were cut
        skipped = {kind: found[kind] for kind in order}
        return Unusual(self.infinite + other.infinite, skipped, self.ignored + other.ignored)

    def after(self, rows: int, lines: int) -> "Unusual":
        """The same, of what stands behind so many rows, and so many lines of its file."""
        skipped = {kind: one.after(rows, lines) for kind, one in self.skipped.items()}
        return Unusual(self.infinite.after(rows), skipped, self.ignored)

    @property
    def left_out(self) -> int:
        """How many rows count for nothing."""
        return self.ignored + sum(kind.count for kind in self.skipped.values())
