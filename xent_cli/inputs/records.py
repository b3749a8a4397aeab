"""The rows of a delimited text one by one, with their lines and their flaws, as the csv module reads them."""

import csv
from collections.abc import Iterator
from io import StringIO

from xent_cli.core.errors import counted
from xent_cli.inputs.faults import Record

COMMENT = "#"


def read_records(text: str, delimiter: str, width: int = 0, comment: str | None = None) -> Iterator[Record]:
    """Yield the rows of a text with their lines; blank lines, and those that start with `comment`, are none.

    A row whose quotes go wrong is one line long: what follows it must not be swallowed.
    """
    lines = list(StringIO(text, newline=""))
    at = 0
    while at < len(lines):
        if not lines[at].strip() or (comment and lines[at].startswith(comment)):
            at += 1
            continue
        following = (lines[i] for i in range(at, len(lines)))
        reader = csv.reader(following, delimiter=delimiter, strict=True)
        try:
            cells = next(reader)
        except csv.Error as error:
            at += 1
            long = "limit" in str(error)
            flaw = "has a cell of more than 128 KB" if long else f"a quote in this line goes wrong ({error})"
            yield Record(at, (), f"{'broken line' if long else 'broken quotes'}: {flaw}{_doubt(lines[at - 1])}")
            continue
        start, at = at + 1, at + reader.line_num
        flaw = _flaw(cells, width, at == len(lines) and not lines[-1].endswith("\n"))
        yield Record(start, cells, flaw and flaw + _doubt(lines[start - 1]))


def _doubt(line: str) -> str:
    """What a line with a flaw may have been meant to be."""
    return f" (--comment '{COMMENT}' leaves out lines that start so)" if line.startswith(COMMENT) else ""


def _flaw(cells: list[str], width: int, last: bool) -> str:
    """What is wrong with the form of a row."""
    if width and len(cells) != width:
        cut = ": does the file end in the middle of a row?" if last and len(cells) < width else ""
        return f"ragged line: has {counted(len(cells), 'field')} where {width} are expected{cut}"
    if any("\udc80" <= max(cell, default="") <= "\udcff" for cell in cells if not cell.isascii()):
        return "not UTF-8: holds bytes that are not UTF-8"
    return ""
