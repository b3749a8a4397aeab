"""Is this a distribution, a logit vector, a label? Blocks at once; the words only for the first bad row."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.core.kinds import LEAST, MOST, InputKind
from xent_cli.core.numerics import Array, compensated_sum, plain_sum

TOLERANCE = 1e-3  # how far from 1 a distribution may sum
_ROUNDING = 1e-12  # decimals that sum to 1, or to 1 + tolerance, need not do so as doubles
_FINITE = float(np.finfo(np.float64).max)
_LARGEST_COUNT = 2.0**53  # the last whole number all below which are doubles
_WHOLE = {InputKind.WHOLE, InputKind.ONE_HOT, InputKind.SIGNS}
_ONE_CLASS = "this loss is of one true class: give its index, its name, or its one-hot"
_Mask = NDArray[np.bool_]
_OUTSIDE = "out of range"


class Fault(NamedTuple):
    """Why a row cannot be used: what is wrong, at which entry (None: with all of it), and what to do."""

    what: str
    entry: int | None
    remedy: str


def unusable_factors(values: Array) -> _Mask:
    """Which numbers are neither 0 nor in the range where losses can be multiplied by them."""
    return np.asarray((values != 0) & ~((values >= LEAST) & (values <= MOST)))


def unusable_rows(values: Array, kind: InputKind, tolerance: float = TOLERANCE) -> _Mask | None:
    """Which rows of (..., K) values are not what the kind says they are; None if all are."""
    bad = np.logical_not(_totals_fit(values, kind, tolerance))
    if not _within(values, kind, tolerance):
        bad |= _outside(values, kind, tolerance)
    return bad if bad.any() else None


def kinds_of_unusable(values: Array, kind: InputKind, tolerance: float = TOLERANCE) -> dict[str, _Mask]:
    """The rows that `unusable_rows` finds, by what is wrong with them."""
    outside = _outside(values, kind, tolerance)
    whole = {
        InputKind.LOGITS: "all logits -inf",
        InputKind.COUNTS: "all counts 0",
        InputKind.WHOLE: "all counts 0",
    }.get(kind, "sum not 1")
    return {_OUTSIDE: outside, whole: ~outside & ~_totals_fit(values, kind, tolerance)}


def kinds_of_unusable_elements(values: Array, kind: InputKind) -> dict[str, _Mask]:
    """The rows that `unusable_elements` finds, likewise."""
    return {_OUTSIDE: _outside(values, kind, 0.0)}


def unusable_elements(values: Array, kind: InputKind) -> _Mask | None:
    """Which rows of (..., K) values have an element that is not a probability by itself; None if none has."""
    return None if _within(values, kind, 0.0) else _outside(values, kind, 0.0)


def _within(values: Array, kind: InputKind, tolerance: float) -> bool:
    """Whether all entries are in range; as doubles, for the bounds are none of single precision."""
    low, high = _entry_range(kind, tolerance)
    inside = low <= float(values.min(initial=np.inf)) and float(values.max(initial=-np.inf)) <= high
    return inside and (kind not in _WHOLE or bool((values == np.rint(values)).all()))


def _outside(values: Array, kind: InputKind, tolerance: float) -> _Mask:
    """Which rows have an entry that is not."""
    return np.asarray(~_fits(values.astype(np.float64, copy=False), kind, tolerance).all(axis=-1))


def _fits(values: Array, kind: InputKind, tolerance: float) -> _Mask:
    """Which entries are in range."""
    low, high = _entry_range(kind, tolerance)
    fits = (values >= low) & (values <= high)
    return np.asarray(fits & (values == np.rint(values)) if kind in _WHOLE else fits)


def why_unusable(row: Array, kind: InputKind, tolerance: float = TOLERANCE) -> Fault:
    """The words for a row that `unusable_rows` found."""
    fault = _bad_entry(row, kind, tolerance)
    if fault is not None:
        return fault
    if not row.size:
        return Fault("there are no numbers", None, "give at least one")
    if kind is InputKind.LOGITS:
        return Fault("all logits are -inf", None, "give at least one class a finite logit")
    if kind in (InputKind.COUNTS, InputKind.WHOLE):
        return Fault("all counts are 0", None, "give at least one class a count")
    if kind is InputKind.ONE_HOT:
        return Fault(f"{int(row.sum())} classes at once", None, _ONE_CLASS)
    total = float(compensated_sum(np.exp(row) if kind is InputKind.LOG_PROBS else row))
    what = f"{'e^x sums' if kind is InputKind.LOG_PROBS else 'sums'} to {total:.15g}, not 1"
    return Fault(what, None, "rescale with --normalize, or allow for it with --tolerance")


def why_unusable_element(row: Array, kind: InputKind) -> Fault:
    """The words for a row that `unusable_elements` found."""
    for entry in range(row.size):
        if fault := _bad_entry(row[entry : entry + 1], kind, 0.0):
            return fault._replace(entry=entry)
    return Fault("there are no numbers", None, "give at least one")


def _totals_fit(values: Array, kind: InputKind, tolerance: float) -> _Mask:
    """Whether a row as a whole is what it should be, each entry taken to be so."""
    with np.errstate(over="ignore", invalid="ignore"):
        match kind:
            case InputKind.LOGITS:
                fits = values.max(axis=-1, initial=-np.inf) > -np.inf
            case InputKind.COUNTS | InputKind.WHOLE:
                fits = values.max(axis=-1, initial=0.0) > 0.0
            case InputKind.REALS | InputKind.SIGNS:
                fits = np.ones(values.shape[:-1], dtype=np.bool_)
            case _:
                total = plain_sum(np.exp(values) if kind is InputKind.LOG_PROBS else values)
                fits = np.abs(total - 1.0) <= tolerance + _ROUNDING
    return np.asarray(fits, dtype=np.bool_)


def _entry_range(kind: InputKind, tolerance: float) -> tuple[float, float]:
    """The least and the largest that an entry may be."""
    match kind:
        case InputKind.PROBS:
            return 0.0, 1.0 + tolerance
        case InputKind.LOG_PROBS:
            return -np.inf, float(np.log1p(tolerance))
        case InputKind.LOGITS:
            return -np.inf, _FINITE
        case InputKind.COUNTS:
            return 0.0, _FINITE
        case InputKind.REALS:
            return -_FINITE, _FINITE
        case InputKind.WHOLE:
            return 0.0, _LARGEST_COUNT
        case InputKind.ONE_HOT:
            return 0.0, 1.0
        case InputKind.SIGNS:
            return -1.0, 1.0


def _bad_entry(row: Array, kind: InputKind, tolerance: float) -> Fault | None:
    """The words for the first entry that is none."""
    (bad,) = np.nonzero(~_fits(row, kind, tolerance))
    if not bad.size:
        return None
    what, remedy = _words(row, float(row[bad[0]]), kind)
    return Fault(what, int(bad[0]), remedy)


def _words(row: Array, number: float, kind: InputKind) -> tuple[str, str]:
    """What is wrong with a number that is out of range, and what to do."""
    if np.isnan(number):
        return "not a number (nan)", "mend it, or leave such rows out with --skip-bad"
    match kind:
        case InputKind.LOGITS:
            return f"{number:g} is no logit", "give a finite one, or -inf for a class that cannot be"
        case InputKind.COUNTS:
            return f"{number:.15g} is no count", "a count is finite and not below 0"
        case InputKind.REALS:
            return f"{number:g} is no finite number", "give a finite one"
        case InputKind.WHOLE:
            return f"{number:.15g} is no whole count", "a count is 0, 1, 2 and so on, up to 2^53"
        case InputKind.ONE_HOT:
            if number == -1:
                return "-1 is no class", "samples of two classes are parted by ; as in '-1;1' '0.5;2'"
            return f"{number:.15g} is neither 0 nor 1", _ONE_CLASS
        case InputKind.SIGNS:
            return f"{number:.15g} is no label of two classes", "give 0 and 1, or -1 and 1"
        case InputKind.LOG_PROBS:
            return f"{number:.15g} is above 0, so no log-probability", "if these are logits, say --logits"
        case InputKind.PROBS:
            what = f"{number:.15g} is no probability"
            if row.size == 1:
                return what, "give one from 0 to 1; if it is a logit, say --logits"
            if row.max() <= 0.0:
                return what, "if these are log-probabilities, say --log-probs; if logits, --logits"
            if row.min() >= 0.0 and _is_percent(math.fsum(row) if row.max() < MOST else math.inf):
                return what, "if these are percentages, write them with %, or rescale with --normalize"
            return what, "if these are logits, say --logits; if counts or weights, rescale with --normalize"


def _is_percent(total: float) -> bool:
    return abs(total - 100.0) <= 1.0
