"""Rows of two tables that belong together: by their place, or by a key."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from xent_cli.comparison.lines import Lines, Side
from xent_cli.core.errors import InputError, counted
from xent_cli.inputs.keys import Keys
from xent_cli.record import record

Pair = tuple[Lines, Lines]
ALIGN = "put the rows of both into one order, or pair them by a column, as in --on id"


@record
class Unpaired:
    """How many keys stand in one table only, and how many twice in a table."""

    only_old: int
    only_new: int
    twice_old: int
    twice_new: int


def by_place(old: Side, new: Side) -> Iterator[Pair]:
    """Row by row; a row that is left out of either is left out of both."""
    lefts, rights = old.blocks(), new.blocks()
    left, right = next(lefts, None), next(rights, None)
    stop = 0
    while left and right:
        stop = min(left.stop, right.stop)
        yield shared(left.upto(stop), right.upto(stop))
        left = left.beyond(stop) if left.stop > stop else next(lefts, None)
        right = right.beyond(stop) if right.stop > stop else next(rights, None)
    if left or right:
        short, long = (old, new) if right else (new, old)
        what = f"has {counted(stop, 'row')}, fewer than {long.table.name}"
        raise InputError(what, short.table.name, "give predictions of the same rows, or pair them with --on COL")


def shared(left: Lines, right: Lines) -> Pair:
    """The rows that neither table left out."""
    if np.array_equal(left.numbers, right.numbers):
        return left, right
    _, at_left, at_right = np.intersect1d(left.numbers, right.numbers, assume_unique=True, return_indices=True)
    return left.some(at_left), right.some(at_right)


def by_key(old: Side, new: Side) -> tuple[Unpaired, list[Pair]]:
    """By the key in a column, which stands once in each table; all rows of both are held."""
    lefts, rights = list(old.blocks()), list(new.blocks())
    keys = Keys()
    at_left, at_right = (keys.number([(lines.id,) for lines in blocks if lines.id]) for blocks in (lefts, rights))
    in_left, in_right = (np.bincount(at, minlength=len(keys)) for at in (at_left, at_right))
    unpaired = Unpaired(
        int(np.count_nonzero((in_left > 0) & (in_right == 0))),
        int(np.count_nonzero((in_left[: len(keys)] == 0) & (in_right > 0))),
        int(np.count_nonzero(in_left > 1)),
        int(np.count_nonzero(in_right > 1)),
    )
    once = (in_left == 1) & (in_right == 1)
    where = np.zeros(len(keys), np.int64)
    where[at_right] = np.arange(len(at_right))
    whole = joined(rights)
    pairs, start = [], 0
    for lines in lefts:
        own = at_left[start : start + len(lines.numbers)]
        start += len(own)
        (kept,) = np.nonzero(once[own])
        pairs.append((lines.some(kept), whole.some(where[own[kept]])))
    return unpaired, pairs


def joined(blocks: Sequence[Lines]) -> Lines:
    """The numbers of all rows together; their texts are those of the other table."""
    hits = [lines.hits for lines in blocks if lines.hits is not None]
    return Lines(
        blocks[-1].stop,
        np.concatenate([lines.numbers for lines in blocks]),
        np.concatenate([lines.losses for lines in blocks]),
        np.concatenate([lines.truth for lines in blocks]),
        np.concatenate(hits) if hits else None,
        None,
        (),
        None,
    )


def agreed(pair: Pair, names: Sequence[str], sides: tuple[str, str]) -> Pair:
    """The pair; InputError for the first of its rows whose truth is not the same in both tables."""
    old, new = pair
    differ = old.truth != new.truth
    if differ.ndim > 1:
        differ = differ.any(axis=1)
    if not differ.any():
        return pair
    row = int(differ.argmax())
    said = [told(lines.truth[row], names) for lines in pair]
    where = f"{sides[1]}, row {new.numbers[row]}"
    raise InputError(
        f"the truth is {said[1]}, and in {sides[0]}, row {old.numbers[row]}, it is {said[0]}", where, ALIGN
    )


def told(truth: Any, names: Sequence[str]) -> str:
    """A label by its name, or the numbers of a row."""
    if truth.ndim == 0:
        return names[int(truth)]
    return ", ".join(f"{x:g}" for x in truth.tolist())
