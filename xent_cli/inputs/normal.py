"""Gaussians as operands: N(0, sd=1), or N([0,0], var=[1,4]) of several dimensions."""

import re
from fractions import Fraction
from typing import NamedTuple

from xent_cli.core.errors import InputError
from xent_cli.inputs.literal import read_rows

_GAUSSIAN = re.compile(r"\s*(?:N|Normal)\s*\((.*)\)\s*", re.DOTALL | re.IGNORECASE)
_SPREAD = re.compile(r"(.*),\s*(sd|std|sigma|σ|var|variance|σ²)\s*=\s*(.*)", re.DOTALL | re.IGNORECASE)
_PLAIN = re.compile(r"([^,;]+|\s*\[[^\]]*\]\s*)[,;](.+)", re.DOTALL)
_OF_VARIANCE = ("var", "variance", "σ²")
EXAMPLE = "'N(0, sd=1)'"


class Normal(NamedTuple):
    """A Gaussian with a diagonal covariance: a mean and a variance for each dimension, exactly as typed."""

    mean: tuple[Fraction, ...]
    variance: tuple[Fraction, ...]
    by_variance: bool


def is_normal(token: str) -> bool:
    """Whether an operand is written as a Gaussian."""
    return _GAUSSIAN.fullmatch(token) is not None


def read_normal(token: str, name: str) -> Normal:
    """The Gaussian that an operand is.

    >>> read_normal("N([0,1], sd=2)", "P")
    Normal(mean=(Fraction(0, 1), Fraction(1, 1)), variance=(Fraction(4, 1), Fraction(4, 1)), by_variance=False)
    """
    found = _GAUSSIAN.fullmatch(token)
    assert found is not None
    said = _SPREAD.fullmatch(found[1])
    if said is None:
        raise InputError(f"'{token.strip()}' does not say what its spread is", name, _readings(found[1]))
    mean, spread = (_numbers(text, name) for text in (said[1], said[3]))
    if min(spread) <= 0:
        raise InputError(f"{said[2]}={said[3].strip()} is not above 0", name, "a spread is positive")
    wide = max(len(mean), len(spread))
    if {len(mean), len(spread)} - {1, wide}:
        what = f"{len(mean)} means and {len(spread)} spreads"
        raise InputError(what, name, "give one for each dimension, or one for all")
    by_variance = said[2].lower() in _OF_VARIANCE
    variance = spread if by_variance else tuple(x * x for x in spread)
    return Normal(mean * (wide // len(mean)), variance * (wide // len(spread)), by_variance)


def read_normals(tokens: list[str], names: tuple[str, ...]) -> list[Normal]:
    """Gaussians for all operands; InputError where one of them is none, or they have not as many dimensions."""
    if len(tokens) != len(names):
        what = f"{len(tokens)} operands where {' and '.join(names)} was expected"
        raise InputError(what, "", f"give {len(names)}, each such as {EXAMPLE}")
    for token in tokens:
        if not is_normal(token):
            gaussian = next(filter(is_normal, tokens)).strip()
            remedy = f"compare two Gaussians, {EXAMPLE} 'N(1, sd=2)', or probabilities of the same classes"
            readings = "" if "=" in gaussian else f"; for {gaussian}, {_readings(gaussian[2:-1])}"
            raise InputError(f"'{token}' is no Gaussian, and '{gaussian}' is one", "", remedy + readings)
    normals = [read_normal(token, name) for token, name in zip(tokens, names, strict=True)]
    if len({len(normal.mean) for normal in normals}) > 1:
        what = " and ".join(str(len(normal.mean)) for normal in normals) + " dimensions"
        raise InputError(what, " and ".join(names), "give both the same number of dimensions")
    return normals


def _readings(inside: str) -> str:
    """Both readings of what was typed without a name."""
    plain = _PLAIN.fullmatch(inside)
    mean, spread = (part.strip() for part in plain.groups()) if plain else ("0", "1")
    return f"write N({mean}, sd={spread}) or N({mean}, var={spread}): books differ"


def _numbers(text: str, name: str) -> tuple[Fraction, ...]:
    """A number, or a list of them in brackets."""
    try:
        rows = read_rows(text)
        return tuple(Fraction(x) for row in rows for x in row)
    except InputError as error:
        raise InputError(error.what, name, f"write {EXAMPLE}, or 'N([0,0], var=[1,4])'") from None
    except (OverflowError, ValueError):
        raise InputError(f"'{text.strip()}' is not finite", name, "give finite numbers") from None
