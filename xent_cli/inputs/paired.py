"""TARGET and PRED as two operands, at least one of them a file: read in step, row by row."""

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.errors import InputError
from xent_cli.inputs import side
from xent_cli.inputs.block import Block, Source, some_rows
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.faults import Place, Record, RowError
from xent_cli.inputs.labels import IGNORED, Labels
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.literal import Rows as TypedRows
from xent_cli.inputs.operand import Files, Literal, Operand
from xent_cli.inputs.parsed import Texts
from xent_cli.inputs.sample import as_double, as_samples
from xent_cli.inputs.side import KEPT, Rows, Side, in_step
from xent_cli.inputs.table import Table, open_table
from xent_cli.inputs.target import read
from xent_cli.record import record

R = TypeVar("R")
Values = NDArray[Any]


class Typed:
    """Typed rows as a table of one block."""

    bytes_done = 0
    bytes_total = 0
    notes: tuple[str, ...] = ()
    named = has_ids = False

    def __init__(self, name: str, values: Values, *, truth: bool) -> None:
        columns = tuple(range(values.shape[1] if values.ndim > 1 else 1))
        self.name = name
        self.names = tuple(str(k + 1) for k in columns)
        self.pred = () if truth else self.names
        self.target = self.names if truth else ()
        roles = Roles((), columns) if truth else Roles(columns)
        source = Source(self.names, roles, lambda row: Record(row + 1, [str(x) for x in np.atleast_1d(values[row])]))
        kept = np.flatnonzero(values != IGNORED) if values.ndim == 1 else None
        held = values if kept is None else values[kept]
        pred, target = (np.zeros((len(held), 0)), held) if truth else (held, None)
        self._block = Block(pred, target, None, (), kept, len(values), len(values) - len(held), (), source)

    def ordered(self, work: Callable[[Block], R]) -> Generator[tuple[Place, R], None, None]:
        """The one block, worked."""
        place = Place(self.name, unit="row")
        try:
            yield place, work(self._block)
        except RowError as fault:
            raise place.settle(fault) from None


@record
class Paired:
    """Two tables that are read as one, with their rows."""

    truth: Table | Typed
    predictions: Table | Typed
    true_rows: Side
    pred_rows: Side
    labels: Labels
    labelled: bool
    target_notes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What messages about both call them."""
        return f"{self.truth.name} and {self.predictions.name}"

    @property
    def named(self) -> bool:
        """Whether the columns of both have names."""
        return self.truth.named and self.predictions.named

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
        """How both were read."""
        return self.target_notes + self.predictions.notes

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
        """Yield work(block) for rows of both together; the reading runs ahead on other threads.

        A row that is left out of either is left out of both, and counted once.
        """
        truth, predictions = self.true_rows, self.pred_rows
        source = Source(self.pred, Roles(tuple(range(len(self.pred)))), lambda row: Record(row + 1, ()))
        seen = 0
        for true, pred in in_step(truth, predictions):
            stop = seen + len(true.fate)
            good = (true.fate == KEPT) & (pred.fate == KEPT)
            ids = self._ids(seen, good, true, pred)
            kept = None if good.all() else np.flatnonzero(good)
            values, target = (rows.values if kept is None else some_rows(rows.values, good) for rows in (pred, true))
            ignored = int(np.count_nonzero(true.fate == side.IGNORED))
            also = ((skip, skip.rows[true.fate[skip.rows] == KEPT]) for skip in predictions.skips(seen, stop))
            skipped = (*truth.skips(seen, stop), *(skip._replace(rows=rows) for skip, rows in also if rows.size))
            block = Block(values, target, None, (), kept, len(good), ignored, skipped, source, ids)
            yield Place(self.name, seen, seen, "row"), work(block)
            seen = stop

    def _ids(self, seen: int, good: NDArray[np.bool_], true: Rows, pred: Rows) -> Texts | None:
        """What --id calls the rows that are kept; where both tables say it, they must say the same."""
        if true.ids is not None and pred.ids is not None and (off := good & (true.ids != pred.ids)).any():
            row = int(off.argmax())
            names = f"{true.ids[row]} in {self.truth.name} and {pred.ids[row]} in {self.predictions.name}"
            what = f"row {seen + row + 1} is {names}"
            raise InputError(what, "--id", "bring the rows of both into the same order")
        ids = pred.ids if pred.ids is not None else true.ids
        return None if ids is None else Texts(np.arange(int(good.sum())), ids[good].tolist())


def open_pair(
    target: Operand, pred: Operand, layout: Layout, usable: Callable[[int], Callable[[Block], Block]]
) -> Paired:
    """Open both operands; `layout` says what TARGET holds.

    `usable` of the width of PRED checks the blocks of each operand while their lines are known.
    """
    own = replace(layout, target=None, wanted="", lone=0, in_pair=True)
    predictions = open_table(pred.paths, own) if isinstance(pred, Files) else typed(pred.name, pred.rows)
    labels = _labels(predictions, layout)
    width = len(predictions.pred)
    if isinstance(target, Files):
        truth = open_table(target.paths, replace(own, target="*", pred="", beside=width), labels)
        if isinstance(pred, Literal) and layout.takes(width) == "elements" and len(truth.target) == 1:
            predictions = typed(pred.name, as_samples(pred.rows))
            labels = _labels(predictions, layout)
        check = usable(len(predictions.pred))
        _check_ids(layout.id, truth, predictions)
        return Paired(truth, predictions, Side(truth, check), Side(predictions, check), labels, truth.labelled)
    _check_ids(layout.id, predictions)
    check = usable(width)
    pred_rows = Side(predictions, check)
    found = read(target, layout.takes(width), labels, pred_rows.has)
    beside = _labelled(target.name, found.labels) if found.labels else typed(target.name, found.rows, True)
    return Paired(beside, predictions, Side(beside, check), pred_rows, labels, bool(found.labels), found.notes)


def _check_ids(column: str | None, *tables: Table | Typed) -> None:
    """Some table must have the column that names the rows."""
    if column is not None and not any(table.has_ids for table in tables):
        files = " nor ".join(table.name for table in tables if isinstance(table, Table))
        raise InputError(f"there is no column '{column}' in {files}", "--id", "name a column of one of them")


def _labels(predictions: Table | Typed, layout: Layout) -> Labels:
    """The labels of the columns of PRED."""
    return Labels(predictions.pred, layout.classes, layout.one_based, layout.ignore, predictions.named)


def _labelled(name: str, labels: tuple[int, ...]) -> Typed:
    """Typed labels as a table."""
    return Typed(name, np.array(labels), truth=True)


def typed(name: str, rows: TypedRows, truth: bool = False) -> Typed:
    """Typed numbers as a table."""
    if any(len(row) != len(rows[0]) for row in rows):
        raise InputError("its rows have different lengths", name, "give every row the same number of entries")
    return Typed(name, np.array([[as_double(x) for x in row] for row in rows]), truth=truth)
