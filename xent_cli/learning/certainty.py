"""A course in float64, and again in decimals: to 50 digits, where two precisions agree on every number of it."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import numpy as np

from xent_cli.exact.certify import UncertifiedError, certify_each
from xent_cli.learning.course import Course, course
from xent_cli.learning.number_systems import Exactly, InFloats
from xent_cli.learning.step import Step
from xent_cli.record import record

Tree = TypeVar("Tree")
# Above a second's work the second arithmetic would be felt: of a row about as much as of so many weights, and in all.
OF_A_ROW, CERTIFIED_UP_TO = 40, 50_000


@record
class Known:
    """The numbers of a course as doubles, as they were found in float64, and to 50 digits where that is certified."""

    doubles: Course
    floats: Course
    digits: Course | None


def known(step: Step) -> Known:
    """The course, certified where it is not too long."""
    with np.errstate(all="ignore"):
        floats = course(step, InFloats())
        floats = grown(floats, map(float, leaves(floats)))
    rows = len(step.batch.inputs) if step.batch else 1
    if step.updates * rows * (len(step.flat) + OF_A_ROW) > CERTIFIED_UP_TO:
        return Known(floats, floats, None)
    optimizer, penalty = step.descent.optimizer, step.descent.penalty
    constants = (*optimizer.constants.values(), *penalty.constants.values())
    batch = (*step.batch.inputs, step.batch.weights) if step.batch else step.gradients
    try:
        found = certify_each(lambda *_: leaves(course(step, Exactly())), step.flat, step.bias, constants, *batch)
    except UncertifiedError:
        return Known(floats, floats, None)
    digits = grown(floats, iter([each.digits for each in found]))
    return Known(grown(floats, iter([each.value for each in found])), floats, digits)


def leaves(of: Any) -> Iterator[Any]:
    """The numbers of nested tuples, one after the other."""
    if isinstance(of, Mapping):
        of = tuple(of.values())
    if not isinstance(of, tuple):
        if of is not None:
            yield of
        return
    for part in of:
        yield from leaves(part)


def grown(like: Tree, numbers: Iterator[Any]) -> Tree:
    """Numbers in the places of those of a tree."""
    made: Any = like
    match like:
        case None:
            pass
        case Mapping():
            made = {name: grown(part, numbers) for name, part in like.items()}
        case tuple() if hasattr(like, "_fields"):
            made = type(like)(*(grown(part, numbers) for part in like))
        case tuple():
            made = tuple(grown(part, numbers) for part in like)
        case _:
            made = next(numbers)
    grown_like: Tree = made
    return grown_like
