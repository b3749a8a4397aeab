"""A table of predictions in any format: its columns found, its rows in blocks."""

from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from xent_cli.core.errors import InputError, listed
from xent_cli.inputs.archive import is_array
from xent_cli.inputs.block import Block
from xent_cli.inputs.columns import Header, Roles
from xent_cli.inputs.faults import Place, RowError
from xent_cli.inputs.formats import open_reader
from xent_cli.inputs.gather import gather
from xent_cli.inputs.labels import Labels
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.ordered import in_order
from xent_cli.inputs.parsed import Reader
from xent_cli.inputs.roles import resolve
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.storage import is_regular, size_of
from xent_cli.inputs.stream import shown

R = TypeVar("R")


class Part(NamedTuple):
    """A file of the data set, opened when its turn comes, and its columns."""

    path: str
    open: Callable[[], Reader]
    roles: Roles


class _Job(NamedTuple):
    """A unit, and the file it is from."""

    reader: Reader
    roles: Roles
    unit: Any


class _Done(NamedTuple):
    """What came of a unit: its size, by which those after it are placed, and its result or its fault."""

    reader: Reader
    rows: int
    lines: int
    fault: RowError | None
    worked: bool = False
    result: Any = None


def open_table(paths: Sequence[str], layout: Layout, labels: Labels | None = None) -> "Table":
    """Open the files of one data set (`-` is standard input) and find their columns.

    `labels` are those of another table's classes, where its labels stand in this one.

    Raises InputError for a file that cannot be read, a column that is not there, files that differ.
    """
    first = open_reader(paths[0], layout)
    if layout.target and is_array(layout.target):
        if len(paths) > 1:
            raise InputError("an array of labels goes with one file", layout.target, "name one file of PRED")
        from xent_cli.inputs.joined import Joined

        first = Joined(first, layout.target)
        layout = replace(layout, target=",".join(first.target))
    roles = resolve(layout, first.header, first.firsts)
    further = [_further(path, layout, roles, first.header) for path in paths[1:]]
    if labels is None:
        header = first.header
        lone = roles.labels and not roles.pred
        names = tuple(map(str, range(layout.lone))) if lone else roles.entries(roles.pred, header.names)
        named = header.named and not lone and not roles.lists.keys() & set(roles.pred)
        labels = Labels(names, layout.classes, layout.one_based, layout.ignore, named)
    return Table(paths, layout, first, [Part(paths[0], lambda: first, roles), *further], labels)


def _further(path: str, layout: Layout, roles: Roles, header: Header) -> Part:
    """A file after the first: the same columns, in any order. It is opened again later if it can be."""
    reader = open_reader(path, layout)
    there = reader.header
    if layout.pred is None:
        known = set(header.names)
        extra = [n for n, kind in zip(there.names, there.kinds, strict=True) if n not in known and kind != "text"]
        if extra:
            what = f"has a column {listed(extra)} that {header.file} has not"
            raise InputError(what, there.file, "name the columns of PRED with --pred")
    roles = roles.of(header, there)
    if is_regular(path):
        reader.close()
        return Part(path, lambda: open_reader(path, layout), roles)
    return Part(path, lambda: reader, roles)


class Table:
    """What is known of a table before its rows are read, and its rows."""

    def __init__(
        self, paths: Sequence[str], layout: Layout, first: Reader, parts: Sequence[Part], labels: Labels
    ) -> None:
        roles = parts[0].roles
        self.name = shown(paths[0]) + (f" and {len(paths) - 1} more" if len(paths) > 1 else "")
        self.names = first.header.names
        self.named = first.header.named
        self.pred = roles.entries(roles.pred, self.names)
        self.target = roles.entries(roles.target, self.names)
        self.by = tuple(self.names[i] for i in roles.by)
        self.has_ids = bool(roles.id)
        self.notes = roles.notes
        self.bytes_total = _total(paths)
        self.labelled = roles.labels
        self.labels = labels
        self.classes = labels.classes
        self.layout = layout
        self.parts = tuple(parts)
        self.rows_of: Counter[str] = Counter()  # by file, of those read so far
        self.place = Place(first.header.file, 0, first.lines, first.unit)  # how far it is read
        self._parts = iter(parts)
        self._part: tuple[Reader, Roles] | None = None
        self._bytes_before = 0

    @property
    def bytes_done(self) -> int:
        """Bytes of the files read so far."""
        return self._bytes_before + (self._part[0].bytes_done if self._part else 0)

    def class_of(self, label: str) -> int:
        """Return the PRED position of a label as TARGET would match it."""
        return self.labels.known(label, self.name)

    def ordered(self, work: Callable[[Block], R], workers: int = 2) -> Generator[tuple[Place, R], None, None]:
        """Yield work(block) of every block in the order of the rows, each with its place; there must be one.

        Close the iterator to read no further.
        """
        yield from self.blocks(work, workers)
        self.refuse_empty()

    def blocks(self, work: Callable[[Block], R], workers: int = 2) -> Generator[tuple[Place, R], None, None]:
        """The same, where there may be none.

        The work runs on several threads. The first row that cannot be used raises InputError in its turn.
        """
        reader = None
        for done in in_order(self._take, lambda job, scratch: self._do(work, job, scratch), workers):
            if done.reader is not reader:
                reader = done.reader
                self.place = Place(reader.header.file, self.place.rows, reader.lines, reader.unit)
            if done.worked:
                yield self.place, done.result
            if done.fault:
                raise self.place.settle(done.fault)
            self.place = self.place.behind(done.rows, done.lines)
            self.rows_of[self.place.file] += done.rows

    def refuse_empty(self) -> None:
        """The error of a table that was read and had no rows."""
        if not self.place.rows:
            raise InputError("has no rows", self.name, "give a table with a row for each prediction")

    def _take(self, scratch: Scratch) -> _Job | None:
        """The next unit of the file at hand, or of the next that has one."""
        while True:
            if self._part is None:
                part = next(self._parts, None)
                if part is None:
                    return None
                self._part = part.open(), part.roles
            reader, roles = self._part
            unit = reader.take(scratch, roles)
            if unit is not None:
                return _Job(reader, roles, unit)
            self._bytes_before += reader.bytes_done
            self._part = None
            reader.close()

    def _do(self, work: Callable[[Block], R], job: _Job, scratch: Scratch) -> _Done:
        """Parse a unit and work on its block; a fault there stands before that of the row after the block."""
        parsed = job.reader.parse(job.unit, job.roles)
        labels = self.labels if job.roles.labels else None
        names = job.reader.header.names
        block, fault = gather(parsed, names, job.roles, labels, self.layout.skip_bad, scratch)
        done = _Done(job.reader, parsed.rows, parsed.lines, fault)
        if fault and not block.rows:
            return done
        try:
            return done._replace(worked=True, result=work(block))
        except RowError as earlier:
            return done._replace(fault=earlier)


def _total(paths: Sequence[str]) -> int | None:
    """The bytes of all files; None where one is a pipe."""
    return sum(map(size_of, paths)) if all(map(is_regular, paths)) else None
