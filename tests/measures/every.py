"""Every measure of the list in each of its forms, and with every choice that its knobs leave made each way."""

from collections.abc import Iterator
from decimal import Decimal
from enum import EnumMeta
from fractions import Fraction
from typing import Any

from xent_cli.core.kinds import InputKind
from xent_cli.measures.catalogue import MEASURES
from xent_cli.measures.knobs import Knob
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import Measure


def forms(measure: Measure) -> Iterator[Measure]:
    """The measure, what it is of one column, and what these are of the truth alone."""
    yield measure
    if measure.of_one_column is not None:
        yield measure.fitted(1)
    if measure.alone is not None:
        yield from forms(measure.alone())


def choices(knob: Knob[Any]) -> list[Any]:
    """What a knob may be turned to, where that can be told."""
    if isinstance(knob.annotation, EnumMeta):
        return list(knob.annotation)
    return [False, True] if knob.annotation is bool else []


def in_eighths(measure: Measure) -> Measure:
    """The measure with numbers on its knobs that are in float64 what they are in decimals."""
    numbers = {name: getattr(measure, name) for name in measure.knobs}
    eighths = {name: Fraction(round(8 * x), 8) for name, x in numbers.items() if isinstance(x, Decimal | Fraction)}
    return measure.turned(**eighths)


def turned(measure: Measure) -> Iterator[Measure]:
    """The measure as it is, and with one knob at a time turned otherwise."""
    yield measure
    for name, knob in measure.knobs.items():
        others = [choice for choice in choices(knob) if choice != getattr(measure, name)]
        yield from (measure.turned(**{name: choice}) for choice in others)


def called(measure: Measure) -> str:
    """What a form is called in a test."""
    return " ".join([type(measure).__name__, *(f"{name}={value}" for name, value in measure.said.items())])


# What a measure is not without.
SAID: dict[str, dict[str, Any]] = {"gaussian": {"sd": "0.625"}}

ALL = {
    called(way): way
    for name, listed in MEASURES.items()
    for form in forms(listed.load()(**SAID.get(name, {})))
    for way in turned(in_eighths(form))
}
# Those whose truth is a probability or several; what else can be true has tests of its own.
EVERY = {name: measure for name, measure in ALL.items() if measure.truth is InputKind.PROBS}
LOSSES = {name: measure for name, measure in EVERY.items() if isinstance(measure, Loss)}
