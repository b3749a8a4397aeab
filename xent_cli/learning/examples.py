"""A table read once, into rows to learn from and rows to be judged by: features, classes and weights, all checked."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.errors import InputError, listed
from xent_cli.core.numerics import Array
from xent_cli.core.unusual import Unusual
from xent_cli.inputs.block import Block, Skip
from xent_cli.inputs.faults import RowError, is_missing, number
from xent_cli.inputs.labels import canonical
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.parsed import Texts
from xent_cli.inputs.table import Table, open_table
from xent_cli.learning.options import Sources
from xent_cli.learning.parting import Parting
from xent_cli.learning.spool import Spool
from xent_cli.record import record
from xent_cli.render.progress import watched
from xent_cli.tables.scoring import placed


class Part(NamedTuple):
    """The rows of a block, their labels, and what was left out."""

    rows: Array
    labels: Texts
    skipped: tuple[Skip, ...]


@record
class Examples:
    """The rows of a table: the names of features and classes, and what there is of each to learn from."""

    features: tuple[str, ...]
    target: str
    classes: tuple[str, ...]
    parted: Parting
    counts: NDArray[np.int64]  # rows of each class to learn from
    constant: tuple[str, ...]  # features that are the same in all of these
    unusual: Unusual
    notes: tuple[str, ...]

    @property
    def training(self) -> Spool:
        """The rows to learn from."""
        return self.parted.training


class Checking(NamedTuple):
    """How a block becomes rows; runs on several threads at once."""

    target: str
    known: Mapping[str, int]
    skip_bad: bool

    def part(self, block: Block) -> Part:
        """The rows of a block without those that cannot be used, or the error of the first of them."""
        block = self._finite(self._labelled(block))
        rows = np.empty((block.rows, block.pred.shape[1] + 2))
        rows[:, :-2] = block.pred
        rows[:, -1] = 1.0 if block.weight is None else block.weight
        (labels,) = block.group
        return Part(rows, Texts(labels.codes.copy(), labels.listed), block.skipped)

    def _labelled(self, block: Block) -> Block:
        (labels,) = block.group
        usable = [not is_missing(text) and (not self.known or canonical(text) in self.known) for text in labels.listed]
        bad = ~np.array(usable, np.bool_)[labels.codes]
        if not bad.any():
            return block
        if self.skip_bad:
            return block.without({"missing or unknown label": bad})
        row = int(bad.argmax())
        text = labels.at(row)
        if not is_missing(text):
            raise self._fault(block, row, f"the label {text!r} is unknown", f"known are {listed([*self.known])}")
        shown = f"'{text}' is a missing value" if text.strip() else "the label is empty"
        raise self._fault(block, row, shown, "correct the line, or leave such rows out with --skip-bad")

    def _fault(self, block: Block, row: int, what: str, remedy: str) -> RowError:
        return replace(block.fault(row, what, remedy), column=self.target)

    def _finite(self, block: Block) -> Block:
        with np.errstate(invalid="ignore", over="ignore"):
            if np.isfinite(block.pred.sum(dtype=np.float64)):
                return block
        infinite = ~np.isfinite(block.pred)
        bad = infinite.any(axis=1)
        if not bad.any():
            return block
        if self.skip_bad:
            return block.without({"infinite value": bad})
        row = int(bad.argmax())
        column = int(infinite[row].argmax())
        remedy = "features are finite: correct the line, or leave such rows out with --skip-bad"
        raise block.fault(row, "is infinite", remedy, column)


@contextmanager
def told_of_features() -> Iterator[None]:
    """An error in columns that other commands call PRED, and groups, is told by the options of this one."""
    try:
        yield
    except InputError as error:
        where = {"--pred": "--features", "--by": "--target"}.get(error.where, error.where)
        raise InputError(of_features(error.what), where, of_features(error.remedy)) from None


def of_features(text: str) -> str:
    """What is said of PRED elsewhere."""
    return text.replace("--pred", "--features").replace("PRED is", "the features are").replace("PRED", "the features")


def opened(paths: Sequence[str], source: Sources, target: str, features: str | None) -> Table:
    """The table, its features read as numbers and its labels as text."""
    layout = Layout(
        pred=features,
        by=target,
        weight=source.sample_weight,
        delimiter=source.delimiter,
        comment=source.comment,
        header=not source.no_header,
        skip_bad=source.skip_bad,
    )
    with told_of_features():
        table = open_table(paths, layout)
        if both := set(table.pred) & set(table.by):
            raise InputError(
                f"column {both.pop()} is the target, and cannot be a feature", "--features", "leave it out"
            )
        if len(table.by) != 1:
            raise InputError(f"{len(table.by)} columns are named", "--target", "name the one that holds the classes")
    return table


def read(table: Table, known: Sequence[str], share: float, seed: int, skip_bad: bool) -> Examples:
    """All rows of a table, of which a share is held back; where classes are `known`, others are errors."""
    numbers = {name: k for k, name in enumerate(known)}
    checking = Checking(table.by[0], dict(numbers), skip_bad)
    parting, unusual = Parting(len(table.pred), share, seed), Unusual()
    with told_of_features():
        for place, part in watched(table, table.ordered(checking.part)):
            unusual += Unusual(skipped=placed(part.skipped, place))
            codes = [numbers.setdefault(canonical(text), len(numbers)) for text in part.labels.listed]
            part.rows[:, -2] = np.array(codes, np.float64).take(part.labels.codes)
            parting.add(part.rows)
    parting.end()
    if not parting.training.rows:
        raise InputError("has no row to use", table.name, "every one was left out, or held back")
    classes = tuple(known) or tuple(sorted(numbers, key=in_order))
    ranks = np.array([0] * len(numbers), np.int64)
    ranks[[numbers[name] for name in classes]] = np.arange(len(classes))
    parting.training.ranks = parting.held_back.ranks = ranks
    counts = np.zeros(len(classes), np.int64)
    counts[ranks[: len(parting.counts)]] = parting.counts
    notes = tuple(of_features(note) for note in table.notes)
    same = np.flatnonzero(parting.low == parting.high)
    constant = tuple(table.pred[i] for i in same.tolist())
    return Examples(table.pred, table.by[0], classes, parting, counts, constant, unusual, notes)


def in_order(label: str) -> tuple[bool, float, str]:
    """Numbers by their size, then texts by their letters."""
    value = number(label)
    return (value != value, value if value == value else 0.0, label)
