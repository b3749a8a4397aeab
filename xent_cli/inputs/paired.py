"""TARGET and PRED as two operands, at least one of them a file: read in step, row by row."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.errors import InputError
from xent_cli.inputs import operand
from xent_cli.inputs.block import Block, Source
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.faults import Place, Record, RowError
from xent_cli.inputs.labels import Labels
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.operand import Files, Operand
from xent_cli.inputs.table import Table, open_table
from xent_cli.record import record

R = TypeVar("R")
Values = NDArray[Any]


class Typed:
    """Typed rows as a table of one block."""

    bytes_done = 0
    bytes_total = 0
    notes: tuple[str, ...] = ()

    def __init__(self, name: str, values: Values, *, truth: bool) -> None:
        columns = tuple(range(values.shape[1] if values.ndim > 1 else 1))
        self.name = name
        self.names = tuple(str(k + 1) for k in columns)
        self.pred = () if truth else self.names
        self.target = self.names if truth else ()
        roles = Roles((), columns) if truth else Roles(columns)
        source = Source(self.names, roles, lambda row: Record(row + 1, [str(x) for x in np.atleast_1d(values[row])]))
        pred, target = (np.zeros((len(values), 0)), values) if truth else (values, None)
        self._block = Block(pred, target, None, (), None, len(values), 0, (), source)

    def ordered(self, work: Callable[[Block], R]) -> Generator[tuple[Place, R], None, None]:
        """The one block, worked."""
        place = Place(self.name, unit="row")
        try:
            yield place, work(self._block)
        except RowError as fault:
            raise place.settle(fault) from None


@record
class Paired:
    """Two tables that are read as one; `usable` checks the blocks of each while their lines are known."""

    truth: Table | Typed
    predictions: Table | Typed
    labels: Labels
    label_by: Literal["name", "index"] | None
    usable: Callable[[Block], Block] = lambda block: block
    by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What messages about both call them."""
        return f"{self.truth.name} and {self.predictions.name}"

    @property
    def names(self) -> tuple[str, ...]:
        """All columns."""
        return self.truth.names + self.predictions.names

    @property
    def pred(self) -> tuple[str, ...]:
        """The columns of PRED."""
        return self.predictions.pred

    @property
    def target(self) -> tuple[str, ...]:
        """The columns of TARGET."""
        return self.truth.target

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes by name."""
        return self.labels.classes

    @property
    def notes(self) -> tuple[str, ...]:
        """How PRED was read."""
        return self.predictions.notes

    @property
    def bytes_done(self) -> int:
        """Bytes of both read so far."""
        return self.truth.bytes_done + self.predictions.bytes_done

    @property
    def bytes_total(self) -> int | None:
        """Bytes of both; None where one is a pipe."""
        sizes = (self.truth.bytes_total, self.predictions.bytes_total)
        return None if None in sizes else sum(size or 0 for size in sizes)

    def class_of(self, label: str) -> int:
        """The PRED position of a label."""
        return self.labels.known(label, self.predictions.name)

    def ordered(self, work: Callable[[Block], R], workers: int = 2) -> Generator[tuple[Place, R], None, None]:
        """Yield work(block) for rows of both together; the reading runs ahead on other threads."""

        def pred_of(block: Block) -> Values:
            return self.usable(block).pred.copy(order="K")

        def target_of(block: Block) -> Values:
            target = self.usable(block).target
            assert target is not None
            return target.copy(order="K")

        truth = _Rows(self.truth.name, (values for _, values in self.truth.ordered(target_of)))
        predictions = _Rows(self.predictions.name, (values for _, values in self.predictions.ordered(pred_of)))
        roles = Roles(tuple(range(len(self.pred))))
        seen = 0
        for target, pred in in_step(truth, predictions):
            source = Source(self.pred, roles, lambda row: Record(row + 1, ()))
            block = Block(pred, target, None, (), None, len(pred), 0, (), source)
            yield Place(self.name, seen, seen, "row"), work(block)
            seen += len(pred)


class _Rows:
    """The rows of an operand, as many at a time as the other has."""

    def __init__(self, name: str, blocks: Iterator[Values]) -> None:
        self.name = name
        self.taken = 0
        self._blocks = blocks
        self._held = next(blocks)
        following = next(blocks, None) if len(self._held) == 1 else None
        self.single = len(self._held) == 1 and following is None
        if following is not None:
            self._held = np.concatenate([self._held, following])

    def ahead(self) -> int:
        """How many rows are at hand; 0 at the end, and a single row is always there."""
        while not len(self._held) and (block := next(self._blocks, None)) is not None:
            self._held = block
        return len(self._held)

    def take(self, count: int) -> Values:
        """The next rows."""
        if self.single:
            return np.repeat(self._held, count, axis=0)
        rows, self._held = self._held[:count], self._held[count:]
        self.taken += count
        return rows.copy(order="K")


def in_step(left: _Rows, right: _Rows) -> Iterator[tuple[Values, Values]]:
    """Equally many rows of both at a time; a single row is used against every row of the other."""
    single = left.single or right.single
    while (a := left.ahead()) and (b := right.ahead()):
        count = max(a, b) if single else min(a, b)
        yield left.take(count), right.take(count)
        if left.single and right.single:
            return
    if not single and left.ahead() != right.ahead():
        short, long = (left, right) if right.ahead() else (right, left)
        what = f"has {short.taken} rows, fewer than {long.name}"
        raise InputError(what, short.name, "give a row for each, or one to use against every other")


def open_pair(target: Operand, pred: Operand, layout: Layout) -> Paired:
    """Open both operands; `layout` says what TARGET holds."""
    own = replace(layout, target=None)
    predictions = open_table(pred.paths, own) if isinstance(pred, Files) else _typed(pred, truth=False)
    width = len(predictions.pred)
    labels_wanted = layout.target_is == "labels" or (layout.target_is == "either" and width > 1)
    if isinstance(target, Files):
        kind: Literal["labels", "numbers"] = "labels" if labels_wanted else "numbers"

        def labels_of(seen: Any) -> Labels:
            return _labels(predictions, layout, seen)

        truth: Table | Typed = open_table(target.paths, Layout("*", "", kind), labels_of)
        assert isinstance(truth, Table)
        return Paired(truth, predictions, truth.labels, truth.label_by)
    cells = target.cells
    listed = [cell for row in cells for cell in row]
    if labels_wanted and not (len(cells[0]) == width > 1 and _are_numbers(target)):
        labels = _labels(predictions, layout, listed)
        positions = np.array([labels.known(cell, "TARGET") for cell in listed])
        return Paired(Typed("TARGET", positions, truth=True), predictions, labels, labels.by)
    return Paired(_typed(target, truth=True), predictions, _labels(predictions, layout, ()), None)


def _are_numbers(literal: "operand.Literal") -> bool:
    try:
        return bool(literal.rows)
    except InputError:
        return False


def _typed(literal: "operand.Literal", *, truth: bool) -> Typed:
    rows = literal.rows
    if any(len(row) != len(rows[0]) for row in rows):
        raise InputError("its rows differ in length", literal.name, "give every row as many numbers")
    return Typed(literal.name, np.array([[float(x) for x in row] for row in rows]), truth=truth)


def _labels(predictions: Table | Typed, layout: Layout, seen: Any) -> Labels:
    named = isinstance(predictions, Table) and predictions.named
    return Labels(predictions.pred, layout.classes, layout.one_based, (), seen, named)
