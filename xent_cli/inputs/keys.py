"""The keys of --by: distinct combinations of texts, numbered by Arrow for many rows at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from xent_cli.inputs.parsed import Texts

BITS = 32  # of a code, where two stand in one number


class Keys:
    """The keys so far, each with its number, as they turned up; held as Arrow has them, for they may be very many."""

    def __init__(self) -> None:
        self._texts: list[Any] = []  # the distinct texts of each column
        self._pairs: list[NDArray[np.int64]] = []  # the numbers of keys so far, with the code of each further column

    def __len__(self) -> int:
        return len(self._pairs[-1]) if self._pairs else sum(map(len, self._texts[:1]))

    def number(self, blocks: Sequence[tuple[Texts, ...]]) -> NDArray[np.int64]:
        """The number of each row's key, for the rows of some blocks in turn."""
        columns = list(zip(*blocks, strict=True))
        if not self._texts:
            self._texts = [pa.array([], pa.string())] * len(columns)
            self._pairs = [np.zeros(0, np.int64)] * (len(columns) - 1)
        numbers = self._codes(0, columns[0])
        for i, column in enumerate(columns[1:]):
            self._pairs[i], numbers = _numbered(self._pairs[i], numbers << BITS | self._codes(i + 1, column))
        pa.default_memory_pool().release_unused()  # what the blocks left behind may be more than all keys
        return numbers

    def columns(self) -> list[list[str]]:
        """The texts of all keys by number, column by column."""
        pa.default_memory_pool().release_unused()
        found = []
        for texts in self.block():
            names = texts.listed
            found.append([names[code] for code in texts.codes.tolist()] if self._pairs else names)
        return found

    def block(self) -> tuple[Texts, ...]:
        """All keys by number, as the key columns of so many rows."""
        numbers, codes = np.arange(len(self)), []
        for pairs in reversed(self._pairs):
            codes.append(pairs[numbers] & ((1 << BITS) - 1))
            numbers = pairs[numbers] >> BITS
        return tuple(map(Texts, [numbers, *reversed(codes)], self._texts))

    def _codes(self, column: int, blocks: Sequence[Texts]) -> NDArray[np.int64]:
        """Each row's place among the texts of a column, to which new ones are added at the end."""
        known = Texts(np.zeros(0, np.int32), self._texts[column])
        whole: Any = pa.chunked_array([_encoded(texts) for texts in (known, *blocks)]).unify_dictionaries()
        self._texts[column] = whole.chunk(0).dictionary
        return np.concatenate([np.from_dlpack(chunk.indices) for chunk in whole.chunks]).astype(np.int64)


def block_of(columns: Sequence[Sequence[str]]) -> tuple[Texts, ...]:
    """Keys that are written out, column by column, as the key columns of so many rows."""
    block = []
    for column in columns:
        seen: dict[str, int] = {}
        codes = [seen.setdefault(text, len(seen)) for text in column]
        block.append(Texts(np.array(codes, np.int64), list(seen)))
    return tuple(block)


def _numbered(known: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What is known, with what is new of the rows' values behind it, and each row's place there."""
    values, first, which = np.unique(np.concatenate([known, rows]), return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return values[order], place[which.reshape(-1)[len(known) :]]


def _encoded(texts: Texts) -> Any:
    """As Arrow has it; `pa.array` would load pandas to look at an array."""
    codes = pa.py_buffer(np.ascontiguousarray(texts.codes, np.int32))
    dictionary = pa.array(texts.values, pa.string()) if isinstance(texts.values, list) else texts.values
    indices = pa.Array.from_buffers(pa.int32(), len(texts.codes), [None, codes])
    return pa.DictionaryArray.from_arrays(indices, dictionary)
