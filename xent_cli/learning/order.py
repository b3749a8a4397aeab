"""The order of an epoch: chunks of rows from all over the table, shuffled within a window, cut into batches.

It follows from the seed, the epoch and the sizes alone, never from how the table was read: whoever goes on in the
middle of an epoch has the same batches.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from xent_cli.core.numerics import Array
from xent_cli.learning.spool import CHUNK, Spool

OF_CHUNKS, OF_ROWS, OF_VALIDATION, OF_CLASSES, OF_TRIALS = range(5)  # what is drawn, each from a stream of its own


def drawn(seed: int, *of: int) -> np.random.Generator:
    """Random numbers of a seed, for this and nothing else."""
    return np.random.default_rng([seed, *of])


class Piece(NamedTuple):
    """Rows of a batch: all of them, unless the batch is larger than a window."""

    batch: int
    rows: Array
    last: bool


def batches(rows: Spool, size: int, seed: int, epoch: int, done: int = 0) -> Iterator[Piece]:
    """The batches of an epoch but for those that are done; a batch of all rows has them in their order."""
    window = max(size, rows.window // size * size) if size <= rows.window else rows.window
    whole = size >= rows.rows
    chunks = np.arange(-(-rows.rows // CHUNK))
    if not whole:
        chunks[: rows.rows // CHUNK] = drawn(seed, epoch, OF_CHUNKS).permutation(rows.rows // CHUNK)
    room = np.empty((min(window, rows.rows), rows.width))
    stride = max(window, size)
    for stretch in range(done * size // stride * stride, rows.rows, stride):
        for start in range(stretch, min(stretch + stride, rows.rows), window):
            stop = min(start + window, stretch + stride, rows.rows)
            held = gathered(rows, chunks, start, room[: stop - start])
            if not whole:
                held = held.take(drawn(seed, epoch, OF_ROWS, start).permutation(len(held)), axis=0)
            for at in range(start, stop, size):
                batch, end = at // size, min(at + size, stop)
                if batch >= done:
                    yield Piece(batch, held[at - start : end - start], end == min((batch + 1) * size, rows.rows))


def gathered(rows: Spool, chunks: "np.ndarray[tuple[int], np.dtype[np.int64]]", start: int, into: Array) -> Array:
    """Some rows of the epoch's order."""
    stop = start + len(into)
    at = start
    while at < stop:
        first = at // CHUNK
        last = first
        # Neighbours in the table are read together.
        while (last + 1) * CHUNK < stop and chunks[last + 1] == chunks[last] + 1:
            last += 1
        end = min(stop, (last + 1) * CHUNK)
        rows.read(int(chunks[first]) * CHUNK + at - first * CHUNK, into[at - start : end - start])
        at = end
    return into
