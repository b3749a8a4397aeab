"""Memory that a worker uses again for every block, so that reading a file makes no new pages."""

from math import prod
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


class Scratch:
    """One worker's buffers: bytes as read, and arrays by name."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self._arrays: dict[str, NDArray[Any]] = {}

    def buffer(self, size: int, keep: int = 0) -> bytearray:
        """A buffer of at least `size` bytes; the first `keep` bytes are kept."""
        if len(self.bytes) < size:
            # A new one: the old one cannot grow while Arrow still looks at it.
            larger = bytearray(size + (size >> 4))
            larger[:keep] = self.bytes[:keep]
            self.bytes = larger
        return self.bytes

    def array(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """A contiguous array whose values are whatever the last block left in it."""
        size = prod(shape)
        held = self._arrays.get(name)
        if held is None or held.size < size or held.dtype != dtype:
            held = self._arrays[name] = np.empty(size + (size >> 3), dtype)
        return held[:size].reshape(shape)
