"""An array of NumPy, in `.npy` or `.npz`: a matrix whose columns are known by position, read block by block.

Never mapped: what is cut off while a map of it is read ends the process.
"""

from math import prod
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from xent_cli.core.errors import InputError
from xent_cli.inputs.archive import Bytes
from xent_cli.inputs.columns import Header, Kind, Roles
from xent_cli.inputs.faults import Record
from xent_cli.inputs.parsed import Parsed, Texts
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.stream import refused

ROWS = 16384
_MAGIC = b"\x93NUMPY"
SAMPLE = 100
CELLS = 1 << 20
_KINDS: dict[str, Kind] = {"f": "number", "i": "whole", "u": "whole"}
_AGAIN = "write it again with numpy.save"


class Matrix:
    """An array of one or two dimensions; its rows are counted, for it has no lines."""

    unit = "row"
    lines = 0

    def __init__(self, path: str) -> None:
        self._path = path
        try:
            self._bytes = Bytes(path)
            with self._bytes.open() as file:
                file.seek(self._bytes.start)
                shape, self._by_column, self._dtype = self._head(file)
                self._start = file.tell()
                size = self._bytes.size + self._bytes.start - self._start
        except OSError as error:
            raise refused(path, error) from None
        if len(shape) not in (1, 2) or self._dtype.kind not in "fiubU" or not self._dtype.itemsize:
            raise InputError(f"holds {self._dtype} of shape {shape}", path, "give a matrix of numbers")
        self.rows, self._width = (*shape, 1)[:2]
        if min(shape) < 0 or prod(shape) * self._dtype.itemsize > size:
            raise self._damaged()
        if not self.rows:
            raise InputError("has no rows", path, "give an array with a row for each prediction")
        kind = _KINDS.get(self._dtype.kind, "text")
        names = tuple(str(i + 1) for i in range(self._width))
        self.header = Header(path, names, (kind,) * self._width, named=False)
        self._step = min(ROWS, max(1, CELLS // max(1, self._width)))
        self._next = 0

    def _head(self, file: Any) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
        """The shape, whether column stands behind column, and the type."""
        if file.read(len(_MAGIC)) != _MAGIC:
            raise InputError("is not a .npy file", self._path, "give it the name ending of its format, such as .csv")
        file.seek(self._bytes.start)
        try:
            read = npy.read_array_header_1_0 if npy.read_magic(file) == (1, 0) else npy.read_array_header_2_0
            shape, by_column, dtype = read(file)
        except Exception:  # a header is read as Python, and may be anything
            raise self._damaged() from None
        if dtype.hasobject:
            raise InputError("holds Python objects, not numbers", self._path, _AGAIN)
        return shape, by_column, dtype

    def _damaged(self) -> InputError:
        return InputError("is cut short or damaged", self._path, _AGAIN)

    @property
    def bytes_done(self) -> int:
        """Bytes of the rows handed out."""
        return int(self._next * self._width * self._dtype.itemsize)

    def close(self) -> None:
        """Nothing stays open."""

    def firsts(self, column: int) -> set[str]:
        """The texts of a column in the first rows."""
        return set(matrix_texts(self.rows_at(0, min(SAMPLE, self.rows), Scratch())[:, column]).listed)

    def take(self, scratch: Scratch, roles: Roles) -> Any:
        """The next rows."""
        start, self._next = self._next, min(self._next + self._step, self.rows)
        return self.rows_at(start, self._next, scratch) if self._next > start else None

    def rows_at(self, start: int, stop: int, scratch: Scratch) -> NDArray[Any]:
        """Some rows of the array."""
        height, width, size = stop - start, self._width, self._dtype.itemsize
        buffer = scratch.buffer(height * width * size)
        with self._bytes.open() as file, memoryview(buffer) as view:
            if not self._by_column:
                self._read(file, start * width, view[: height * width * size])
            else:
                for i in range(width):
                    self._read(file, i * self.rows + start, view[i * height * size : (i + 1) * height * size])
        entries = np.frombuffer(buffer, self._dtype, height * width)
        return entries.reshape(width, height).T if self._by_column else entries.reshape(height, width)

    def _read(self, file: Any, first: int, view: memoryview) -> None:
        """Read consecutive entries."""
        file.seek(self._start + first * self._dtype.itemsize)
        done = 0
        while done < len(view):
            count = file.readinto(view[done:])
            if not count:
                raise self._damaged()
            done += count

    def parse(self, rows: Any, roles: Roles) -> Parsed:
        """The columns of some rows."""
        numbers = [matrix_numbers(rows[:, i]) for i in roles.numbers]
        texts = [matrix_texts(rows[:, i]) for i in roles.texts]

        def record(row: int) -> Record:
            return Record(row + 1, {i: str(cell) for i, cell in enumerate(rows[row])})

        return Parsed(len(rows), len(rows), numbers, texts, record)


def matrix_numbers(column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A column as numbers."""
    return matrix_texts(column).numbers if column.dtype.kind == "U" else column


def matrix_texts(column: np.ndarray[Any, Any]) -> Texts:
    """A column as codes and distinct texts."""
    values, codes = np.unique(column, return_inverse=True)
    return Texts(codes, [str(value) for value in values])
