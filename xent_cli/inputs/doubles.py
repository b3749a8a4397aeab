"""Doubles put by in a temporary file that goes with the process: those of rows read once, and needed again."""

from tempfile import SpooledTemporaryFile, gettempdir

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.errors import InputError

IN_MEMORY = 1 << 20  # bytes for which no file is made
SIZE = 8


class Doubles:
    """Doubles one behind the other: all are put by before any is read, then in any order."""

    def __init__(self, width: int) -> None:
        """`width` of them are a row."""
        self._width = width
        self._file = SpooledTemporaryFile(IN_MEMORY, buffering=0)  # noqa: SIM115 - open as long as it is read

    def __del__(self) -> None:
        # An error may leave it anywhere on its way.
        self._file.close()

    def append(self, numbers: NDArray[np.float64]) -> None:
        """Put some by, in the order in which they stand."""
        left = np.ascontiguousarray(numbers).reshape(-1).data.cast("B")
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            what = f"the rows are put by in a temporary file, and it cannot be written ({error.strerror})"
            remedy = f"set TMPDIR to a folder with room for {SIZE * self._width} bytes a row"
            raise InputError(what, gettempdir(), remedy) from None

    def read(self, start: int, into: NDArray[np.float64]) -> None:
        """Fill an array with those from a place on."""
        self._file.seek(SIZE * start)
        left = into.data.cast("B")
        while left:
            left = left[self._file.readinto(left) :]
