"""Plain text as rows of cells: NumPy finds where they end, and Arrow reads the numbers of all columns at once.

Arrow's own reader looks at each byte for what may be special there; where nothing is, this takes a fifth less time.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from xent_cli.inputs.parsed import Texts

NEWLINE = ord("\n")
PRINTED = 14  # from here on a byte ends no line


class Cells(NamedTuple):
    """A text of so many columns, and where each cell, row by row, begins and ends in it."""

    text: memoryview
    width: int
    bounds: NDArray[np.int32]

    @property
    def rows(self) -> int:
        """How many lines there are."""
        return len(self.bounds) // (2 * self.width)

    def numbers(self, columns: Sequence[int]) -> list[NDArray[np.float64]]:
        """Some columns as numbers; ArrowInvalid where a cell is none."""
        wanted = np.zeros((self.width, 2), np.bool_)
        wanted[columns, 0] = True
        valid = np.packbits(np.tile(wanted.ravel(), self.rows), bitorder="little")
        read = self._array(self.bounds, valid).cast(pa.float64())
        values = np.frombuffer(read.buffers()[1], np.float64, len(read)).reshape(self.rows, self.width, 2)
        return list(np.ascontiguousarray(values[:, columns, 0].T))

    def texts(self, column: int) -> Texts:
        """A column as texts; ArrowInvalid where they are not UTF-8."""
        bounds = self.bounds.reshape(self.rows, self.width, 2)[:, column].ravel()
        every_other = np.full(len(bounds) // 8 + 1, 0b01010101, np.uint8)
        coded = self._array(bounds, every_other).dictionary_encode()
        coded.dictionary.validate(full=True)
        return Texts(np.frombuffer(coded.indices.buffers()[1], np.int32, len(coded))[::2], coded.dictionary)

    def _array(self, bounds: NDArray[np.int32], valid: NDArray[np.uint8]) -> pa.StringArray:
        """Cells as Arrow's, of which the bits say which are wanted; what stands between two is a null."""
        offsets = np.append(bounds, bounds[-1])
        return pa.StringArray.from_buffers(len(bounds), *map(pa.py_buffer, (offsets, self.text, valid)))


def cells(text: memoryview, delimiter: str, width: int) -> Cells | None:
    """The cells of a text without quotes; None unless each of its lines plainly has so many, more than one.

    Of one column a blank line would be a cell.
    """
    data = np.frombuffer(text, np.uint8)
    apart = data == ord(delimiter)
    apart |= data < PRINTED
    ends = np.flatnonzero(apart)
    if width == 1 or not ends.size or ends.size % width or ends[-1] != data.size - 1:
        return None
    marks = data[ends]
    lines = marks[width - 1 :: width] == NEWLINE
    if not lines.all() or np.count_nonzero(marks == ord(delimiter)) != ends.size - lines.size:
        return None
    bounds = np.empty(2 * ends.size, np.int32)
    bounds[0] = 0
    bounds[1::2] = ends
    np.add(ends[:-1], 1, out=bounds[2::2], casting="same_kind")
    return Cells(text, width, bounds)
