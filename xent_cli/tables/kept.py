"""Totals that travel: what a table came to, kept in a file, and put together with that of other tables."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from xent_cli import __version__
from xent_cli.core.errors import InputError
from xent_cli.core.groups import Groups
from xent_cli.core.portable import MisfitError, packed, unpacked
from xent_cli.core.sums import Sums
from xent_cli.core.totals import Totals
from xent_cli.inputs.described import Description
from xent_cli.inputs.keys import Keys, block_of
from xent_cli.inputs.storage import STDIN, file_of, is_address, size_of
from xent_cli.inputs.stream import refused, shown
from xent_cli.inputs.table import Table
from xent_cli.outputs.files import refuse_folder, write_whole
from xent_cli.record import record
from xent_cli.tables.gathered import Gathered, Row

FORMAT, VERSION = "xent totals", 1
AGAIN = "make it again with xent part"


class File(NamedTuple):
    """A file that was read: as it was named, where it is, its bytes (of a pipe not known) and its rows."""

    path: str
    at: str
    size: int | None
    rows: int


class Summed(NamedTuple):
    """What was gathered, with the sums of groups beside their keys."""

    totals: Totals
    keys: tuple[tuple[str, ...], ...]
    groups: Sums | None
    first: Row | None
    doubts: frozenset[tuple[str, ...]]
    ids: Mapping[int, str]

    @classmethod
    def of(cls, found: Gathered) -> "Summed":
        """As it can be written."""
        columns, sums = found.groups.sums()
        keys = tuple(map(tuple, columns))
        return cls(found.totals, keys, sums if keys else None, found.first, found.doubts, found.ids)

    @property
    def gathered(self) -> Gathered:
        """As it was gathered."""
        groups = Groups(Keys())
        if self.groups is not None:
            groups.include(block_of(self.keys), self.groups)
        return Gathered(self.totals, groups, self.first, self.doubts, self.ids)


@record
class Kept:
    """The totals of some files (None: they have no rows): by which versions, of which measure, asked how, of what."""

    made_by: Mapping[str, str]
    measure: str
    knobs: Mapping[str, Any]
    classes: tuple[str, ...]
    convention: Mapping[str, Any]
    options: Mapping[str, Mapping[str, Any]]
    table: Description
    files: tuple[File, ...]
    totals: Summed | None

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return sum(file.rows for file in self.files)

    @property
    def order(self) -> tuple[list[str], str]:
        """By which several are put in order: that of the names of their files; pipes have none."""
        return [file.path for file in self.files], json.dumps(packed(self.totals))


def versions() -> dict[str, str]:
    """What decides the last bit of a loss."""
    return {"xent": __version__, "NumPy": np.__version__}


def files_of(table: Table) -> tuple[File, ...]:
    """The files of a table that has been read."""
    paths = [part.path for part in table.parts]
    return tuple(File(path, _at(path), _size(path), table.rows_of[shown(path)]) for path in paths)


def refuse_repeated(table: Table) -> None:
    """Refuse a file that is named twice: its rows would count twice."""
    seen: set[str] = set()
    for part in table.parts:
        if _at(part.path) in seen:
            raise InputError("is named twice", shown(part.path), "name each file once")
        seen.add(_at(part.path))


def _at(path: str) -> str:
    """Where a file is."""
    local = path != STDIN and not is_address(path)
    return os.path.realpath(file_of(path)) + path.removeprefix(file_of(path)) if local else path


def _size(path: str) -> int | None:
    """How many bytes it has; of a pipe that is not known."""
    return None if path == STDIN else size_of(path)


def written(kept: Kept) -> str:
    """The text of a file of totals: a line."""
    return json.dumps({"format": FORMAT, "version": VERSION, **packed(kept)}, ensure_ascii=False) + "\n"


def read(name: str) -> Iterator[Kept]:
    """The totals of a file, one behind the other; `-` is standard input."""
    try:
        with open(0 if name == STDIN else name, encoding="utf-8", closefd=name != STDIN) as file:
            text = file.read().strip()
    except OSError as error:
        raise refused(name, error) from None
    except UnicodeDecodeError:
        raise InputError("is not text", shown(name), f"name a file of totals: {AGAIN}") from None
    if not text:
        raise InputError("is empty", shown(name), AGAIN)
    while text:
        try:
            found, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            raise InputError("is cut off, or holds no JSON", shown(name), AGAIN) from None
        yield _checked(found, shown(name))
        text = text[end:].lstrip()


def _checked(found: Any, name: str) -> Kept:
    """The totals that an object is."""
    if not isinstance(found, dict) or found.pop("format", None) != FORMAT:
        raise InputError("holds no totals", name, "name files that xent part wrote")
    version = found.pop("version", None)
    if version != VERSION:
        what = f"holds totals of version {version}, and this xent reads version {VERSION}"
        raise InputError(what, name, AGAIN)
    try:
        kept: Kept = unpacked(Kept, found, "the object")
    except (MisfitError, OverflowError) as error:
        raise InputError(f"is damaged: {error}", name, AGAIN) from None
    if not _fits(kept):
        raise InputError("is damaged: its sums are not as many as its classes, or its rows", name, AGAIN)
    return kept


def _fits(kept: Kept) -> bool:
    """Whether what belongs together is as long as one another."""
    if kept.totals is None:
        return not kept.rows
    totals, classes = kept.totals.totals, len(kept.classes) if kept.table.labelled else 1
    groups = kept.totals.groups
    lengths = {len(column) for column in kept.totals.keys}
    by_key = [] if groups is None else [lengths == {n} for n in _lengths(groups)]
    left = totals.rows + totals.unusual.left_out == kept.rows
    return left and all(by_key) and {*_lengths(totals.classes)} == {classes} and len(totals.hits) in (0, classes)


def _lengths(sums: Sums) -> Iterator[int]:
    """How many keys each of the sums has."""
    exact = (sums.loss, sums.weight, sums.squares, *sums.uneven)
    return chain([len(sums.rows)], *((len(one.units), len(one.special)) for one in exact))


def save(kept: Kept, path: str | None) -> None:
    """Write a file of totals, whole or not at all; to standard output where none is named."""
    if path is None or path == STDIN:
        sys.stdout.write(written(kept))
        return
    refuse_folder(path)
    write_whole(path, written(kept))
