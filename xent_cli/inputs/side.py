"""One of two operands that are read in step: its rows, as many at a time as the other has."""

from collections.abc import Callable, Generator, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.errors import InputError, counted
from xent_cli.inputs.block import Block, Skip
from xent_cli.inputs.faults import Place

KEPT, IGNORED, SKIPPED = range(3)
R = TypeVar("R")


class Operand(Protocol):
    """A table, or typed rows."""

    name: str

    def ordered(self, work: Callable[[Block], R]) -> Generator[tuple[Place, R], None, None]:
        """Every block in turn, worked."""


class Rows(NamedTuple):
    """Consecutive rows: the numbers of each (of one left out, any), whether it is kept, and what --id calls it."""

    values: NDArray[Any]
    fate: NDArray[np.int8]
    ids: NDArray[np.object_] | None = None
    skipped: tuple[Skip, ...] = ()

    @classmethod
    def of(cls, block: Block) -> "Rows":
        """Copy a block, with room for the rows that it left out."""
        values = block.pred if block.target is None else block.target
        fate = np.full(block.seen, KEPT, np.int8)
        ids = None if block.id is None else np.array(block.id.rows, np.object_)
        if block.kept is None:
            return cls(values.copy(order="K"), fate, ids)
        shape, order = (block.seen, *values.shape[1:]), "F" if values.flags.f_contiguous else "C"
        room = np.zeros(shape, values.dtype, order)  # type: ignore[call-overload]
        room[block.kept] = values
        fate[:] = IGNORED
        fate[block.kept] = KEPT
        for skip in block.skipped:
            fate[skip.rows] = SKIPPED
        if ids is not None:
            names = np.full(block.seen, "", np.object_)
            names[block.kept] = ids
            ids = names
        return cls(room, fate, ids, block.skipped)

    @classmethod
    def joined(cls, blocks: Sequence["Rows"]) -> "Rows":
        """The rows of several blocks."""
        if len(blocks) == 1:
            return blocks[0]
        ids = [rows.ids for rows in blocks if rows.ids is not None]
        return cls(
            np.concatenate([rows.values for rows in blocks]),
            np.concatenate([rows.fate for rows in blocks]),
            np.concatenate(ids) if ids else None,
        )


class Side:
    """An operand; `usable` checks its blocks while their lines are known."""

    def __init__(self, operand: Operand, usable: Callable[[Block], Block]) -> None:
        self.name = operand.name
        self.taken = 0
        self._blocks = operand.ordered(lambda block: Rows.of(usable(block)))
        self._skipped: list[Skip] = []
        self._held: Rows | None = None

    def has(self, count: int) -> bool:
        """Whether there are so many rows in all; no more blocks are read for it than hold one row more."""
        blocks = [] if self._held is None else [self._held]
        held = sum(len(rows.fate) for rows in blocks)
        while held <= count and (rows := self._next()):
            blocks.append(rows)
            held += len(rows.fate)
        self._held = Rows.joined(blocks)
        return held == count

    @cached_property
    def single(self) -> bool:
        """Whether there is but one row."""
        return self.has(1)

    def _next(self) -> Rows | None:
        """The next block; what it leaves out is noted by row of the whole."""
        place, rows = next(self._blocks, (None, None))
        if place and rows:
            self._skipped += [s._replace(rows=s.rows + place.rows, where=s.spot(place).text) for s in rows.skipped]
        return rows

    def ahead(self) -> int:
        """How many rows are at hand; 0 at the end, and a single row is always there."""
        while (self._held is None or not len(self._held.fate)) and (rows := self._next()):
            self._held = rows
        return 0 if self._held is None else len(self._held.fate)

    def take(self, count: int) -> Rows:
        """The next rows."""
        assert self._held is not None
        values, fate, ids, _ = self._held
        if self.single:
            return Rows(np.repeat(values, count, axis=0), np.repeat(fate, count))
        self._held = Rows(values[count:], fate[count:], None if ids is None else ids[count:])
        self.taken += count
        return Rows(values[:count].copy(order="K"), fate[:count], None if ids is None else ids[:count])

    def skips(self, start: int, stop: int) -> Iterator[Skip]:
        """What was left out of these rows, counted from their start."""
        for skip in self._skipped:
            rows = skip.rows[(skip.rows >= start) & (skip.rows < stop)] - start
            if rows.size:
                yield skip._replace(rows=rows)
        self._skipped = [skip for skip in self._skipped if skip.rows[-1] >= stop]


def in_step(left: Side, right: Side) -> Iterator[tuple[Rows, Rows]]:
    """Equally many rows of both at a time; a single row is used against every row of the other."""
    single = left.single or right.single
    while (a := left.ahead()) and (b := right.ahead()):
        count = max(a, b) if single else min(a, b)
        yield left.take(count), right.take(count)
        if left.single and right.single:
            return
    if not single and left.ahead() != right.ahead():
        short, long = (left, right) if right.ahead() else (right, left)
        what = f"has {counted(short.taken, 'row')}, fewer than {long.name}"
        raise InputError(what, short.name, "give the same number of rows, or only one, which is used with every row")
