"""What consecutive rows of a table come to, whose mean or sum is asked for."""

from collections.abc import Mapping
from dataclasses import replace

from xent_cli.core.groups import Groups
from xent_cli.core.histogram import Histogram
from xent_cli.core.totals import Totals
from xent_cli.record import record


@record
class Row:
    """The numbers of one row of a table."""

    pred: list[float]
    target: int | list[float] | None
    knob: float | None = None


@record
class Gathered:
    """Totals, sums by group, the first row, what is in doubt about blocks, and what --id calls those spoken of."""

    totals: Totals
    groups: Groups
    first: Row | None
    doubts: frozenset[tuple[str, ...]]
    ids: Mapping[int, str]
    histogram: Histogram | None = None

    def after(self, rows: int, lines: int) -> "Gathered":
        """The same, behind so many rows, and so many lines of the file that it begins in."""
        ids = {number + rows: name for number, name in self.ids.items()}
        return replace(self, totals=self.totals.after(rows, lines), ids=ids)

    def __add__(self, following: "Gathered") -> "Gathered":
        totals = self.totals + following.totals
        groups = self.groups
        groups += following.groups
        known = {**self.ids, **following.ids}
        ids = {row: known[row] for row in totals.spoken_of if row in known}
        spread = self.histogram
        if spread is not None and following.histogram is not None:
            spread += following.histogram
        return Gathered(totals, groups, self.first or following.first, self.doubts | following.doubts, ids, spread)
