"""A `.npy` file: a matrix whose columns are known by position, mapped block by block."""

from typing import Any

import numpy as np

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import Header, Kind, Roles
from xent_cli.inputs.faults import Record
from xent_cli.inputs.parsed import Parsed, Texts
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.stream import refused

ROWS = 16384
SAMPLE = 100
CELLS = 1 << 20
_MAGIC = b"\x93NUMPY"
_KINDS: dict[str, Kind] = {"f": "number", "i": "whole", "u": "whole"}


class Matrix:
    """An array of one or two dimensions; its rows are counted, for it has no lines."""

    unit = "row"
    lines = 0

    def __init__(self, path: str) -> None:
        self._path = path
        self._array = self._map()
        self.rows, width = self._array.shape
        kind = _KINDS.get(self._array.dtype.kind, "text")
        self.header = Header(path, tuple(str(i + 1) for i in range(width)), (kind,) * width, named=False)
        self._step = min(ROWS, max(1, CELLS // max(1, width)))
        self._next = 0

    def _map(self) -> Any:
        """Map the file anew: what an old map has touched counts as memory, a new one starts at none."""
        try:
            with open(self._path, "rb") as file:
                if file.read(len(_MAGIC)) != _MAGIC:
                    raise InputError("is no .npy file", self._path, "end its name as its format has it")
            array = np.load(self._path, mmap_mode="r")
        except OSError as error:
            raise refused(self._path, error) from None
        except (ValueError, EOFError) as error:
            objects = "object" in str(error).lower()
            what = "holds Python objects, not numbers" if objects else "is cut short or damaged"
            raise InputError(what, self._path, "write it again with numpy.save") from None
        if array.ndim not in (1, 2) or array.dtype.kind not in "fiubU":
            what = f"holds {array.dtype} of shape {array.shape}"
            raise InputError(what, self._path, "give a matrix of numbers")
        return array if array.ndim == 2 else array[:, np.newaxis]

    @property
    def bytes_done(self) -> int:
        """Bytes of the rows handed out."""
        return int(self._next * self._array[:1].nbytes)

    def close(self) -> None:
        """Let the map go."""
        del self._array

    def firsts(self, column: int) -> set[str]:
        """The texts of a column in the first rows."""
        return set(matrix_texts(self.rows_at(0, min(SAMPLE, self.rows))[:, column]).listed)

    def take(self, scratch: Scratch, roles: Roles) -> Any:
        """The next rows."""
        start, self._next = self._next, min(self._next + self._step, self.rows)
        return self.rows_at(start, self._next) if self._next > start else None

    def rows_at(self, start: int, stop: int) -> Any:
        """Some rows of the array."""
        return self._map()[start:stop]

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
