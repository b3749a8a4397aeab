"""Arrays from the library's caller: the numbers as float64, or an InputError that says which is wrong."""

import numpy as np
from numpy.typing import ArrayLike

from xent_cli.core.checks import (
    Fault,
    unusable_elements,
    unusable_rows,
    why_unusable,
    why_unusable_element,
)
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array, Labels


def usable_rows(values: ArrayLike, kind: InputKind, name: str) -> Array:
    """The values as an array of float64; InputError if a row cannot be used."""
    array = _with_classes(values, name)
    bad = unusable_rows(array, kind)
    if bad is not None:
        row = np.unravel_index(int(bad.argmax()), bad.shape)
        raise _located(why_unusable(array[row], kind), name, row)
    return array


def usable_elements(values: ArrayLike, kind: InputKind, name: str) -> Array:
    """The values as an array of float64; InputError if an element cannot be used."""
    array = _numbers(values, name)
    bad = unusable_elements(array[..., np.newaxis], kind)
    if bad is not None:
        place = np.unravel_index(int(bad.argmax()), bad.shape)
        fault = why_unusable_element(array[place].reshape(1), kind)
        raise _located(fault._replace(entry=None), name, place)
    return array


def usable_target(target: ArrayLike, shape: tuple[int, ...], name: str = "target") -> Labels | Array:
    """Class indices (of the shape without its last axis) or distributions (of the shape); or InputError."""
    array = np.asarray(target)
    if array.shape == shape:
        return usable_rows(array, InputKind.PROBS, name)
    if array.shape != shape[:-1]:
        raise InputError(
            f"its shape is {array.shape}", name, f"give class indices {shape[:-1]} or distributions {shape}"
        )
    if array.dtype.kind not in "iu":
        raise InputError("class indices are integers", name, f"give distributions of shape {shape} instead")
    outside = (array < 0) | (array >= shape[-1])
    if outside.any():
        place = np.unravel_index(int(outside.argmax()), outside.shape)
        raise _located(
            Fault(f"{array[place]} is no class", None, f"give an index from 0 to {shape[-1] - 1}"),
            name,
            place,
        )
    return array.astype(np.int64)


def same_classes(values: Array, other: Array, name: str) -> Array:
    """The values; InputError if they do not have a class for each of the other's."""
    if values.shape[-1] != other.shape[-1]:
        what = f"{values.shape[-1]} classes against {other.shape[-1]}"
        raise InputError(what, name, "give both the same number of classes")
    return values


def without_nan(values: ArrayLike, name: str) -> Array:
    """The values as an array of float64; InputError if there are none, or one is NaN."""
    array = _with_classes(values, name)
    if np.isnan(array).any():
        raise InputError("not a number (nan)", name, "correct it")
    return array


def within(name: str, number: float, low: float, high: float) -> None:
    """InputError if a knob is outside of its range."""
    if not low <= number <= high:
        raise InputError(f"{number} is not from {low:g} to {high:g}", name, "give one that is")


def _numbers(values: ArrayLike, name: str) -> Array:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"not an array of numbers ({error})", name, "give rows of one length") from error


def _with_classes(values: ArrayLike, name: str) -> Array:
    array = _numbers(values, name)
    if array.ndim == 0 or array.shape[-1] == 0:
        raise InputError("there are no numbers", name, "give an array with a class along its last axis")
    return array


def _located(fault: Fault, name: str, place: tuple[np.intp, ...]) -> InputError:
    """The error that names the entry by its indices."""
    entry = () if fault.entry is None else (fault.entry,)
    return InputError(fault.what, name + "".join(f"[{index}]" for index in (*place, *entry)), fault.remedy)
