"""A data set in pieces that are read apart: files, row groups of Parquet, ranges of bytes of plain text."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from xent_cli.core.errors import InputError
from xent_cli.inputs.archive import is_array
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.formats import COLUMNAR, open_reader
from xent_cli.inputs.labels import Labels
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.storage import STDIN, open_at, size_of
from xent_cli.inputs.stream import is_compressed
from xent_cli.inputs.table import Part, Table

LOOK = 1 << 16  # bytes in which a line is hoped to end


class Piece(NamedTuple):
    """A file of a data set, the `number`th; or what stands in it from `start` to `stop` (None: to its end)."""

    number: int
    path: str
    roles: Roles
    bytes: int
    start: int = 0
    stop: int | None = None

    @property
    def whole(self) -> bool:
        """Whether it is all of the file."""
        return not self.start and self.stop is None


def pieces(table: Table, size: int, uncut: Collection[str]) -> Iterator[Piece]:
    """The pieces of a table, of about so many bytes; the files that are not to be cut are one each."""
    if table.layout.target and is_array(table.layout.target):
        what = "an array of labels beside the table is read here"
        raise InputError(what, table.layout.target, "put the labels into the table, or do without a scheduler")
    for number, part in enumerate(table.parts):
        if part.path == STDIN:
            raise InputError("cannot be read by workers", "standard input", "save it to a file, and name that")
        whole = Piece(number, part.path, part.roles, size_of(part.path))
        ends = [] if part.path in uncut or whole.bytes <= size else cuts(part, whole.bytes, size)
        for start, stop in pairwise([0, *ends, None]):
            length = whole.bytes // (len(ends) + 1)
            yield whole._replace(bytes=length, start=start or 0, stop=stop)


def cuts(part: Part, bytes_: int, size: int) -> Sequence[int]:
    """Where a file is cut: before which row groups, or bytes that begin a line; nowhere where it cannot be."""
    name = part.path.lower()
    if name.endswith(".parquet"):
        from xent_cli.inputs.columnar import row_groups

        return full(row_groups(part.path), size)
    if name.endswith(COLUMNAR) or is_array(name) or is_compressed(part.path):
        return ()
    return [*line_starts(part.path, bytes_, size)]


def full(sizes: Sequence[int], size: int) -> list[int]:
    """Before which of the sizes a new sum begins, so that each is as large as asked, or one of them alone."""
    starts, held = [], 0
    for number, one in enumerate(sizes):
        if held and held + one > size:
            starts.append(number)
            held = 0
        held += one
    return starts


def line_starts(path: str, bytes_: int, size: int) -> Iterator[int]:
    """The first start of a line behind each multiple of a size."""
    start = 0
    with open_at(path) as file:
        while (wanted := max(start + 1, (start // size + 1) * size)) < bytes_:
            file.seek(wanted - 1)
            while (look := file.read(LOOK)) and b"\n" not in look:
                pass
            start = file.tell() - len(look) + look.find(b"\n") + 1
            if not look or start >= bytes_:
                return
            yield start


def opened(piece: Piece, at: str, layout: Layout, labels: Labels) -> Table:
    """The table that a piece is; `at` is its file for who opens it."""
    reader: Any = open_reader(at, layout)
    reader.header = reader.header._replace(file=piece.path)
    if not piece.whole:
        reader.narrow(piece.start, piece.stop)
    return Table((at,), layout, reader, [Part(piece.path, lambda: reader, piece.roles)], labels)
