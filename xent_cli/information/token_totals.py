"""What consecutive tokens of a table come to."""

from dataclasses import replace
from typing import NamedTuple

from xent_cli.core.groups import Groups
from xent_cli.core.totals import Totals
from xent_cli.information.perplexity import Sizes
from xent_cli.inputs.block import Skip
from xent_cli.inputs.faults import Place
from xent_cli.record import record
from xent_cli.tables.scoring import placed


class Edges(NamedTuple):
    """Whether a text starts, and ends, within a word; and the documents of its first and its last row."""

    starts: bool
    ends: bool
    first: tuple[str, ...]
    last: tuple[str, ...]

    def joins(self, following: "Edges") -> bool:
        """Whether a word runs on into the text that follows."""
        return self.ends and following.starts and self.last == following.first

    def through(self, following: "Edges") -> "Edges":
        """Those of both texts, one behind the other."""
        return Edges(self.starts, following.ends, self.first, following.last)


@record
class Gathered:
    """-log q of tokens, how long their text is (None: there are none), and both by group."""

    totals: Totals
    sizes: Sizes | None
    edges: Edges | None
    grouped: Groups
    lengths: Groups

    def after(self, rows: int, lines: int) -> "Gathered":
        """The same, behind so many rows, and so many lines of the file that it begins in."""
        return replace(self, totals=self.totals.after(rows, lines))

    def __add__(self, following: "Gathered") -> "Gathered":
        sizes, edges = self.sizes or following.sizes, self.edges or following.edges
        if self.sizes and following.sizes:
            sizes = self.sizes.plus(following.sizes)
        if self.edges and following.edges:
            edges = self.edges.through(following.edges)
            if sizes and sizes.words is not None and self.edges.joins(following.edges):
                sizes = sizes._replace(words=sizes.words - 1)
        grouped, lengths = self.grouped, self.lengths
        grouped += following.grouped
        lengths += following.lengths
        return Gathered(self.totals + following.totals, sizes, edges, grouped, lengths)


class Part(NamedTuple):
    """What a block came to."""

    gathered: Gathered
    skipped: tuple[Skip, ...]

    def at(self, place: Place) -> Gathered:
        """The same, now that it is known what stands before the block."""
        found = self.gathered.after(place.rows, 0)
        return replace(found, totals=found.totals.beside(placed(self.skipped, place), 0))
