"""Numbers parted by thresholds: one that was asked for, or every cut between two of them."""

from collections import Counter
from collections.abc import Sequence
from decimal import localcontext
from fractions import Fraction
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.errors import InputError
from xent_cli.exact.arithmetic import decimal, open_context
from xent_cli.information.counting import MISSING, Naming, Pairs
from xent_cli.information.joint import as_number
from xent_cli.inputs.literal import Number, read_number

SAME = 1e-12  # gains this near are equal: the lowest cut is taken


class Cut(NamedTuple):
    """A threshold between two values, and how many rows stand below it."""

    threshold: Fraction
    below: int


class Cuts(NamedTuple):
    """Every cut of a feature, with the gain of each in nats, and the table of the best."""

    cuts: tuple[Cut, ...]
    gains: NDArray[np.float64]
    best: int
    pairs: Pairs


def thresholds(text: str | None, features: Sequence[str]) -> dict[str, Naming]:
    """`75` for the only feature, or `humidity=75,wind=10`: how their values are named."""
    if text is None:
        return {}
    found: dict[str, Naming] = {}
    for cell in text.split(","):
        name, equals, number = cell.rpartition("=")
        name = name.strip()
        if not equals and (len(features) > 1 or found):
            raise InputError(f"{cell} is for one feature, and there are {len(features)}", "--threshold", "say NAME=75")
        if equals and name not in features:
            raise InputError(f"{name} is none of the features", "--threshold", f"they are {', '.join(features)}")
        found[name or features[0]] = partial(side, limit=exact(number), name=name or features[0])
    return found


def exact(text: str) -> Number:
    """A threshold as it was typed."""
    try:
        return read_number(text)
    except InputError as error:
        raise InputError(error.what, "--threshold", "give a number") from None


def side(text: str, limit: Number, name: str) -> str:
    """On which side of a threshold a value stands."""
    value = as_number(text.strip())
    if value is None:
        raise InputError(f"'{text}' is not a number", name, "a threshold parts numbers: leave it out for categories")
    return f"≤ {shown(limit)}" if value <= limit else f"> {shown(limit)}"


def shown(number: Number) -> str:
    """A threshold as a person writes it."""
    with localcontext(open_context(15)):
        return format((+decimal(number)).normalize(), "f")


def every_cut(pairs: Pairs) -> Cuts | None:
    """The gain of each cut midway between two neighbouring values; None where they are not all numbers, or but one."""
    values = {name: as_number(name) for name, _ in pairs}
    if MISSING in values or any(value is None for value in values.values()):
        return None
    numbers = sorted({value for value in values.values() if value is not None})
    if len(numbers) < 2:
        return None
    classes = sorted({name for _, name in pairs})
    at, of = {value: i for i, value in enumerate(numbers)}, {name: i for i, name in enumerate(classes)}
    counts = np.zeros((len(numbers), len(classes)))
    for (name, label), count in pairs.items():
        value = values[name]
        assert value is not None
        counts[at[value], of[label]] += count
    below = counts.cumsum(axis=0)[:-1]
    gains = _entropies(counts.sum(axis=0)[np.newaxis])[0] - _left(below, counts.sum(axis=0))
    best = int(np.flatnonzero(gains >= gains.max() - SAME)[0])
    cuts = tuple(
        Cut((low + high) / 2, int(rows))
        for low, high, rows in zip(numbers[:-1], numbers[1:], below.sum(axis=1), strict=True)
    )
    return Cuts(cuts, gains, best, parted(pairs, cuts[best].threshold))


def parted(pairs: Pairs, limit: Fraction) -> Pairs:
    """The table of the two sides of a cut."""
    sides: Pairs = Counter()
    for (name, label), count in pairs.items():
        sides[side(name, limit, name), label] += count
    return sides


def _left(below: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weighted mean of the entropies on both sides of each cut, in nats."""
    above = whole - below
    rows = whole.sum()
    parts = (side.sum(axis=1) / rows * _entropies(side) for side in (below, above))
    return np.asarray(sum(parts))


def _entropies(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The entropy of each row of counts, in nats."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = counts / counts.sum(axis=1, keepdims=True)
        terms = np.where(shares > 0, -shares * np.log(shares), 0.0)
    return np.asarray(terms.sum(axis=1))
