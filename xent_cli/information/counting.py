"""Two columns of categories, or one against several -> how often each pair occurs, counted in a stream."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from xent_cli.core.errors import InputError, counted
from xent_cli.core.unusual import Unusual
from xent_cli.information.reading import Categorical, Reading
from xent_cli.inputs.block import Block, Skip
from xent_cli.inputs.columns import select
from xent_cli.inputs.faults import Place, RowError, is_missing
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.parsed import Texts
from xent_cli.inputs.table import Table, open_table
from xent_cli.options import Cluster
from xent_cli.passes.fold import gathered
from xent_cli.record import record
from xent_cli.tables.scoring import placed

Pairs = Counter[tuple[str, str]]
MISSING = "(missing)"


@record
class Counts:
    """What rows came to: how often each pair of each feature occurs."""

    rows: int
    pairs: tuple[Pairs, ...]
    unusual: Unusual

    def after(self, rows: int, lines: int) -> "Counts":
        """The same, behind so many rows, and so many lines of the file that it begins in."""
        return replace(self, unusual=self.unusual.after(rows, lines))

    def __add__(self, following: "Counts") -> "Counts":
        for whole, some in zip(self.pairs, following.pairs, strict=True):
            whole.update(some)
        return Counts(self.rows + following.rows, self.pairs, self.unusual + following.unusual)

    @property
    def notes(self) -> tuple[str, ...]:
        """Which rows were left out."""
        kinds = self.unusual.skipped.values()
        return tuple(f"{counted(kind.count, 'row')} left out, the first: {kind.text}" for kind in kinds)


class Part(NamedTuple):
    """What a block came to."""

    counts: Counts
    skipped: tuple[Skip, ...]

    def at(self, place: Place) -> Counts:
        """The same, now that it is known what stands before the block."""
        return replace(self.counts, unusual=Unusual(skipped=placed(self.skipped, place)))


# What a category is called, by its text; a number is brought to the side of a threshold.
Naming = Callable[[str], str]


@record
class Categories:
    """How rows are counted: one column against each of the others, their values named as asked."""

    names: tuple[str, ...]
    against: int
    namings: Mapping[str, Naming]
    skip_bad: bool
    missing: bool

    def part(self, block: Block) -> Part:
        """The pairs of a block; runs on several threads at once."""
        block = self._without_missing(block)
        columns = [self._named(name, texts) for name, texts in zip(self.names, block.group, strict=True)]
        target = columns.pop(self.against)
        pairs = tuple(_pairs(column, target) for column in columns)
        return Part(Counts(block.rows, pairs, Unusual()), block.skipped)

    def _without_missing(self, block: Block) -> Block:
        """The block without rows that have no value somewhere, or the error of the first."""
        if self.missing:
            return block
        masks = [_missing(texts) for texts in block.group]
        bad = np.logical_or.reduce(masks)
        if not bad.any():
            return block
        if self.skip_bad:
            return block.without({"missing value": bad})
        row = int(bad.argmax())
        column = next(name for name, mask in zip(self.names, masks, strict=True) if mask[row])
        text = next(t.listed[int(t.codes[row])] for t, mask in zip(block.group, masks, strict=True) if mask[row])
        shown = f"'{text}' is a missing value" if text.strip() else "the cell is empty"
        remedy = "--missing makes it a category of its own, --skip-bad leaves such rows out"
        line = block.source.record(int(block.row_numbers(row)) - 1).line
        raise RowError(shown, "", remedy, "missing value", line, column, text)

    def _named(self, name: str, texts: Texts) -> Texts:
        """The column with the names that its categories get."""
        naming = self.namings.get(name, str.strip)
        return Texts(texts.codes, [naming(text) if text.strip() else MISSING for text in texts.listed])


def _missing(texts: Texts) -> Any:
    flags = np.array([is_missing(text) for text in texts.listed], np.bool_)
    return flags[texts.codes] if flags.any() else np.zeros(len(texts.codes), np.bool_)


def _pairs(feature: Texts, target: Texts) -> Pairs:
    """How often each pair occurs."""
    width, codes = len(target.values), feature.codes.astype(np.int64)
    both = codes * width + target.codes
    if len(feature.values) * width <= 4 * len(both) + 1024:
        counts = np.bincount(both)
        (seen,) = np.nonzero(counts)
        counts = counts[seen]
    else:
        seen, counts = np.unique(both, return_counts=True)
    pairs: Pairs = Counter()
    for pair, count in zip(seen.tolist(), counts.tolist(), strict=True):
        pairs[feature.values[pair // width], target.values[pair % width]] += count
    return pairs


@contextmanager
def called_as(options: str) -> Iterator[None]:
    """An error in columns read as text is told of the options that named them."""
    try:
        yield
    except InputError as error:
        raise InputError(error.what, options if error.where == "--by" else error.where, error.remedy) from None


def open_columns(paths: Sequence[str], columns: str, reading: Reading, options: str) -> Table:
    """The table, these columns read as text, which the options name."""
    layout = Layout(
        pred="",
        by=columns,
        delimiter=reading.delimiter,
        comment=reading.comment,
        header=not reading.no_header,
        skip_bad=reading.skip_bad,
    )
    with called_as(options):
        return open_table(paths, layout)


def count(table: Table, against: int, reading: Categorical, namings: Mapping[str, Naming], cluster: Cluster) -> Counts:
    """How often each pair of one column's values and those of each of the others occurs."""
    categories = Categories(table.by, against, namings, reading.skip_bad, reading.missing)
    counts = gathered(table, categories.part, cluster)
    if not counts.rows:
        raise InputError("has no row that can be used", table.name, "every one was left out")
    return counts


def only(expression: str, names: Sequence[str], option: str) -> int:
    """The one column that an expression names."""
    found = select(expression, names, option)
    if len(found) != 1:
        raise InputError(f"'{expression}' names {len(found)} columns", option, "name one")
    return found[0]
