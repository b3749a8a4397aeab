"""A stream of text cut into units of whole records, which workers parse side by side."""

import re
import sys
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from xent_cli.core.errors import InputError
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.stream import Stream, shown

UNIT = 1 << 22
ROWS = 400  # of a wide table: with fewer, the cost of a column outweighs that of its cells
WIDEST_UNIT = 16 << 20
LONGEST = 64 << 20
NEWLINE = ord("\n")


class TornError(InputError):
    """A range of bytes that ends within quotes: the lines of this file do not say where its rows end."""


class Unit(NamedTuple):
    """Whole records: the first `size` bytes of a worker's own buffer; its quotes, if any, may go wrong."""

    data: bytearray
    size: int
    quoted: bool = False
    stray: bool = False

    @property
    def view(self) -> memoryview:
        """The bytes of the unit."""
        return memoryview(self.data)[: self.size]

    def lines(self) -> int:
        """The newlines in the unit (bytes.count is seven times slower)."""
        return int(np.count_nonzero(np.frombuffer(self.data, np.uint8, self.size) == NEWLINE))


def comment_line(mark: str) -> bytes:
    """The pattern of a line that starts with a mark."""
    return rb"(?m:^)" + re.escape(mark.encode(errors="surrogateescape")) + rb"[^\n]*+"


def without_comments(data: bytes, mark: str, quoted: bytes = rb'"[^"]*+"') -> bytes:
    """A text with its comment lines blank; a line within quotes is no comment."""
    return re.sub(b"(" + quoted + b")|" + comment_line(mark), rb"\1", data)


Cut = Callable[[bytearray, int, bool], Unit]


def cut_lines(data: bytearray, size: int, final: bool) -> Unit:
    """The whole lines of a buffer, for text in which a newline always ends a record."""
    return Unit(data, size if final else data.rfind(b"\n", 0, size) + 1)


def cut_quoted(delimiter: str, comment: str | None = None) -> Cut:
    """Return the cut for text where a quoted cell may hold a newline, and a comment may hold a quote."""
    apart = b"[^" + re.escape(delimiter.encode()) + rb"\r\n]"
    # It starts with the quote itself, not with what must stand before it: ten times as fast.
    quoted = rb'"(?<!' + apart + rb'")[^"]*+(?:""[^"]*+)*+("(?!' + apart + rb"))?"
    pattern = re.compile(quoted if comment is None else comment_line(comment) + rb"()|" + quoted)

    def cut(data: bytearray, size: int, final: bool) -> Unit:
        if data.find(b'"', 0, size) < 0:
            return cut_lines(data, size, final)
        with memoryview(data)[:size] as view:
            spans = [(*m.span(), m.lastindex is not None) for m in pattern.finditer(view)]
        end = size if final else 0
        stop = size
        for start, close, _ in reversed(spans):
            end = end or data.rfind(b"\n", close, stop) + 1
            stop = start
        end = end or data.rfind(b"\n", 0, stop) + 1
        return Unit(data, end, True, any(not closed for start, _, closed in spans if start < end))

    return cut


class TextUnits:
    """Hands out a stream in units of whole records."""

    def __init__(self, stream: Stream, unit: int = UNIT) -> None:
        self.stream = stream
        self.unit = unit
        self._tail = b""
        self._ended = False
        self._goes_on = False  # the text does, behind the last unit

    def narrow(self, start: int, stop: int | None) -> None:
        """Hand out these bytes of the text alone, which begin and end with a line."""
        self._tail, self._ended, self._goes_on = b"", False, stop is not None
        self.stream.narrow(start, sys.maxsize if stop is None else stop)

    def head(self, records: int) -> bytes:
        """The first lines, `records` of them or two of very long ones, left in place to be read again."""
        scratch = Scratch()
        size, lines = len(self._tail), self._tail.count(b"\n")
        scratch.buffer(size)[:size] = self._tail
        while not self._ended and lines < (records if size < UNIT else 2) and size < LONGEST:
            goal = max(2 * size, 1 << 16)
            size = self.stream.fill(scratch.buffer(goal, size), size, goal)
            self._ended = size < goal
            self._tail = bytes(scratch.bytes[:size])
            lines = self._tail.count(b"\n")
        return self._tail

    def widen(self, head: bytes) -> None:
        """Make room for rows enough in a unit, where they are as long as those of the head."""
        row_bytes = len(head) // max(1, head.count(b"\n"))
        if self.unit == UNIT:
            self.unit = min(max(UNIT, ROWS * row_bytes), WIDEST_UNIT)

    def skip(self, count: int) -> None:
        """Drop bytes that `head` has shown."""
        self._tail = self._tail[count:]

    def take(self, scratch: Scratch, cut: Cut) -> Unit | None:
        """Read the next unit into the worker's buffer; None at the end."""
        size, goal = len(self._tail), len(self._tail) + self.unit
        scratch.buffer(goal)[:size] = self._tail
        while True:
            if not self._ended:
                size = self.stream.fill(scratch.buffer(goal, size), size, goal)
                self._ended = size < goal
            unit = cut(scratch.bytes, size, self._ended and not self._goes_on)
            if unit.size or self._ended:
                break
            if goal > LONGEST:
                what = f"has a line, or a cell that a quote opens, of more than {LONGEST >> 20} MB"
                raise InputError(what, shown(self.stream.path), "look for a quote that is never closed")
            goal *= 2
        if size and not unit.size:
            raise TornError("a cell in quotes was cut", self.stream.path)
        self._tail = bytes(memoryview(scratch.bytes)[unit.size : size])
        return unit if unit.size else None
