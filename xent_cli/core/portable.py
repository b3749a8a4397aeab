"""Frozen data as JSON and back, by the types of its fields: what a class gains or loses, its JSON does too."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np

SPECIAL = {"Infinity": math.inf, "-Infinity": -math.inf, "NaN": math.nan}
PLAIN = {"a text": str, "true or false": bool, "a whole number": int}


class MisfitError(ValueError):
    """What stands somewhere in the JSON is not what belongs there."""


def packed(value: Any) -> Any:
    """As JSON has it; exact integers, which may be of thousands of digits, as text."""
    match value:
        case float() if not math.isfinite(value):
            return next(name for name, one in SPECIAL.items() if one == value or name == "NaN")
        case np.ndarray():
            return list(map(str, value)) if value.dtype == np.object_ else packed(value.tolist())
        case Mapping():
            return {str(key): packed(one) for key, one in value.items()}
        case frozenset():
            return sorted(map(packed, value))
        case Enum():
            return value.value
        case str() | bool() | int() | float() | None:
            return value
    if is_dataclass(value) or hasattr(value, "_fields"):
        return {name: packed(getattr(value, name)) for name in names_of(type(value))}
    return list(map(packed, value))


def names_of(kind: Any) -> list[str]:
    """The fields of a class."""
    return [*kind._fields] if hasattr(kind, "_fields") else [field.name for field in fields(kind)]


def unpacked(kind: Any, value: Any, where: str = "it") -> Any:
    """The value of a type that this JSON is; MisfitError where it is none."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return value
    if origin is Annotated:
        return unpacked(inner[0], value, where)
    if origin in (Union, UnionType):
        return _one_of(inner, value, where)
    if origin is Literal:
        return _checked(value, value in inner, where, f"one of {', '.join(map(str, inner))}")
    if origin is np.ndarray:
        return _array(get_args(inner[1])[0], value, where)
    if origin is Mapping or origin is dict:
        _checked(value, isinstance(value, dict), where, "an object")
        return {_key(inner[0], key, where): unpacked(inner[1], one, f"{where}.{key}") for key, one in value.items()}
    if origin in (tuple, list, frozenset):
        _checked(value, isinstance(value, list), where, "a list")
        kinds = inner if origin is tuple and inner[-1] is not Ellipsis else (inner[0],) * len(value)
        _checked(value, len(kinds) == len(value), where, f"a list of {len(kinds)}")
        found = (unpacked(k, one, f"{where}[{i}]") for i, (k, one) in enumerate(zip(kinds, value, strict=True)))
        return origin(found)
    if kind is float:
        number = SPECIAL.get(value, value) if isinstance(value, str) else value
        is_number = isinstance(number, int | float) and not isinstance(number, bool)
        return float(_checked(number, is_number, where, "a number"))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(_checked(value, value in [one.value for one in kind], where, f"one of {', '.join(kind)}"))
    for said, plain in PLAIN.items():
        if kind is plain:
            return _checked(value, type(value) is plain, where, said)
    if kind is NoneType:
        return _checked(value, value is None, where, "null")
    return _record(kind, value, where)


def _record(kind: Any, value: Any, where: str) -> Any:
    """An object as the class that has these fields, and no others."""
    _checked(value, isinstance(value, dict), where, "an object")
    names, hints = names_of(kind), get_type_hints(kind, include_extras=True)
    for name in sorted({*names} ^ value.keys()):
        raise MisfitError(f"{where} has no '{name}'" if name in names else f"{where} has a strange '{name}'")
    return kind(**{name: unpacked(hints[name], value[name], f"{where}.{name}") for name in names})


def _one_of(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    """The value of the first type that it can be."""
    misfits = []
    for kind in kinds:
        try:
            return unpacked(kind, value, where)
        except MisfitError as misfit:
            misfits.append(misfit)
    raise misfits[0]


def _key(kind: Any, key: str, where: str) -> Any:
    """A key of an object; a whole number is written as text there."""
    return key if kind is str else int(_checked(key, key.isdecimal(), where, "an object of numbers"))


def _array(scalar: Any, value: Any, where: str) -> Any:
    """A list as an array; of exact integers those written as text."""
    _checked(value, isinstance(value, list), where, "a list")
    exact = scalar is np.object_
    fits = _is_integer if exact else _is_count if issubclass(scalar, np.integer) else _is_float
    for i, one in enumerate(value):
        _checked(one, fits(one), f"{where}[{i}]", "a whole number in quotes" if exact else "a number")
    numbers = [int(one) if exact else SPECIAL.get(one, one) for one in value]
    return np.array(numbers, scalar)


def _is_integer(value: Any) -> bool:
    return isinstance(value, str) and value.removeprefix("-").isdecimal() and value.isascii()


def _is_count(value: Any) -> bool:
    return type(value) is int and abs(value) < 1 << 62


def _is_float(value: Any) -> bool:
    return type(value) in (int, float) or (isinstance(value, str) and value in SPECIAL)


def _checked(value: Any, fits: bool, where: str, said: str) -> Any:
    """The value, if it fits."""
    if not fits:
        raise MisfitError(f"{where} should be {said}")
    return value
