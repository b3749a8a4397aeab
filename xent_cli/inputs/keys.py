"""The keys of --by: distinct combinations of texts, found by Arrow for many rows at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from xent_cli.inputs.parsed import Texts


def distinct(blocks: Sequence[tuple[Texts, ...]]) -> tuple[list[tuple[str, ...]], NDArray[np.int64]]:
    """The keys of the rows of some blocks, and for each row in turn the place of its key among them."""
    first, *others = (_unified(column) for column in zip(*blocks, strict=True))
    keys: list[tuple[str, ...]] = [(text,) for text in first[0]]
    places = first[1]
    for texts, codes in others:
        pairs, places = np.unique(places * len(texts) + codes, return_inverse=True)
        keys = [(*keys[pair // len(texts)], texts[pair % len(texts)]) for pair in pairs.tolist()]
    return keys, places


def _unified(column: Sequence[Texts]) -> tuple[list[str], NDArray[np.int64]]:
    """One list of texts for all blocks of a column, and each row's place in it."""
    whole: Any = pa.chunked_array([_encoded(texts) for texts in column]).unify_dictionaries()
    codes = [np.from_dlpack(chunk.indices) for chunk in whole.chunks]
    return whole.chunk(0).dictionary.to_pylist(), np.concatenate(codes).astype(np.int64)


def _encoded(texts: Texts) -> Any:
    """As Arrow has it; `pa.array` would load pandas to look at an array."""
    codes = pa.py_buffer(np.ascontiguousarray(texts.codes, np.int32))
    dictionary = pa.array(texts.values, pa.string()) if isinstance(texts.values, list) else texts.values
    indices = pa.Array.from_buffers(pa.int32(), len(texts.codes), [None, codes])
    return pa.DictionaryArray.from_arrays(indices, dictionary)
