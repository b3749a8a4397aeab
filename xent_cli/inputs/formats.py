"""From a path to the reader of its format, by the ending of its name; JSON in other text by its first byte."""

import re
from typing import TYPE_CHECKING

from xent_cli.core.errors import InputError
from xent_cli.inputs.archive import is_array
from xent_cli.inputs.storage import STDIN, file_of
from xent_cli.inputs.stream import Stream, check_readable

if TYPE_CHECKING:
    from xent_cli.inputs.layout import Layout
    from xent_cli.inputs.parsed import Reader

TEXT = re.compile(r"\.(csv|tsv|txt|jsonl|ndjson|json)(\.(gz|zst|bz2))?$", re.IGNORECASE)
BLANK = b"\xef\xbb\xbf \t\r\n"
COLUMNAR = (".parquet", ".arrow", ".feather", ".ipc")


def is_table(path: str) -> bool:
    """Whether a name ends like a table's."""
    return path == STDIN or is_array(path) or path.lower().endswith(COLUMNAR) or bool(TEXT.search(path))


def open_reader(path: str, layout: "Layout") -> "Reader":
    """Open a file (`-` is standard input) and read its head; Arrow is loaded here and not before."""
    if path != STDIN:
        check_readable(file_of(path), by_position=is_array(path) or path.lower().endswith(COLUMNAR))
    reader = _reader(path, layout)
    if not reader.header.names:
        raise InputError("has no columns", reader.header.file, "give a table with a column for each class")
    return reader


def _reader(path: str, layout: "Layout") -> "Reader":
    """The reader of the format."""
    name = path.lower()
    if is_array(path):
        from xent_cli.inputs.matrix import Matrix

        return Matrix(path)
    if name.endswith(COLUMNAR):
        from xent_cli.inputs.columnar import Columnar

        return Columnar(path)
    from xent_cli.inputs.units import TextUnits, without_comments

    units = TextUnits(Stream(path))
    head = units.head(1)
    if layout.comment:
        head = without_comments(head, layout.comment)
    if re.search(r"\.(json|jsonl|ndjson)\b", name) or head.lstrip(BLANK).startswith(b"{"):
        from xent_cli.inputs.jsonlines import JsonLines

        return JsonLines(units, layout.comment)
    from xent_cli.inputs.delimited import Delimited

    return Delimited(units, layout)
