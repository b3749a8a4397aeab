"""A Block: rows of a table as arrays, and the way from a row back to its line."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.unusual import Spot
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.faults import Place, Record, RowError, id_of
from xent_cli.inputs.parsed import Texts
from xent_cli.record import record


class Skip(NamedTuple):
    """Rows of a block, from 0, left out for one reason, and the first of them, its line counted from the block's.

    `where` says it once and for all, for rows that were put together from two files.
    """

    kind: str
    rows: NDArray[np.int64]
    line: int
    column: str = ""
    text: str = ""
    where: str = ""
    id: str = ""
    late: bool = False

    def spot(self, place: Place) -> Spot:
        """Where the first of them stands, now that it is known what stands before the block."""
        return Spot(self.where) if self.where else place.spot(self.line, self.column, self.id)


@record
class Source:
    """What a block was made from, to say where a row of it stands."""

    names: tuple[str, ...]
    roles: Roles
    record: Callable[[int], Record]


@record
class Block:
    """Rows of a table. The arrays are used again once the work on the block is done: copy what you keep.

    `pred` is (n, K), the transpose of a contiguous (K, n) buffer below 100 columns and row by row from there;
    `target` holds positions of PRED columns (n,) or numbers (n, T), `group` the columns of --by, `id` that of --id,
    `knob` a column that is a measure's knob;
    `kept` is the row within the block of each row held, None where that is all of them. No NaN, and no unknown
    label, is ever among them.
    """

    pred: NDArray[Any]
    target: NDArray[Any] | None
    weight: NDArray[np.float64] | None
    group: tuple[Texts, ...]
    kept: NDArray[np.int64] | None
    seen: int
    ignored: int
    skipped: tuple[Skip, ...]
    source: Source
    id: Texts | None = None
    knob: NDArray[np.float64] | None = None

    @property
    def rows(self) -> int:
        """How many rows are held."""
        return len(self.pred)

    def row_numbers(self, index: Any) -> Any:
        """The rows held at `index` as rows of the block from 1; add the rows before the block."""
        return (index if self.kept is None else self.kept[index]) + 1

    def fault(
        self, row: int, reason: str, remedy: str = "", column: int | None = None, *, in_target: bool = False
    ) -> RowError:
        """Return the error of a row held, with its line and, with a `column` of PRED or TARGET, its name.

        Raise it while the block is at work: afterwards its bytes are gone.
        """
        record, roles = self.source.record(int(self.row_numbers(row)) - 1), self.source.roles
        called = id_of(record, roles)
        if column is None:
            return RowError(reason, "", remedy, line=record.line, id=called)
        columns = roles.target if in_target else roles.pred
        name = roles.entries(columns, self.source.names)[column]
        texts = record.cells[columns[0]] if columns[0] in roles.lists else [record.cells[i] for i in columns]
        return RowError(reason, "", remedy, line=record.line, column=name, text=texts[column], id=called)

    def without(self, kinds: Mapping[str, NDArray[np.bool_]]) -> "Block":
        """Return the block with the rows marked under each kind left out, and counted there."""
        out = {kind: self.row_numbers(np.flatnonzero(bad)) - 1 for kind, bad in kinds.items() if bad.any()}
        good = ~np.logical_or.reduce([*kinds.values()])
        records = {kind: self.source.record(int(rows[0])) for kind, rows in out.items()}
        ids = {kind: id_of(record, self.source.roles) for kind, record in records.items()}
        skips = (Skip(kind, rows, records[kind].line, id=ids[kind], late=True) for kind, rows in out.items())
        return replace(
            self,
            pred=some_rows(self.pred, good),
            target=None if self.target is None else some_rows(self.target, good),
            weight=None if self.weight is None else self.weight[good],
            group=tuple(texts.some(good) for texts in self.group),
            id=None if self.id is None else self.id.some(good),
            knob=None if self.knob is None else self.knob[good],
            kept=self.row_numbers(np.flatnonzero(good)) - 1,
            skipped=(*self.skipped, *skips),
        )


def some_rows(array: NDArray[Any], good: NDArray[np.bool_]) -> NDArray[Any]:
    """Some rows of an array, in the same order of memory."""
    return array.T.compress(good, axis=-1).T if array.flags.f_contiguous else array.compress(good, axis=0)
