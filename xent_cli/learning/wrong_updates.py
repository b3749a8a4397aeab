"""The wrong ways to an update: the same with something exchanged, and what was on the way given for the answer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from xent_cli.learning.certainty import Known, leaves
from xent_cli.learning.course import course
from xent_cli.learning.entries import Asked, chosen
from xent_cli.learning.number_systems import InFloats
from xent_cli.learning.step import Step
from xent_cli.learning.wrong_rules import rules
from xent_cli.learning.wrong_slopes import systems
from xent_cli.learning.wrong_starts import starts
from xent_cli.verify.verdict import Diagnosis

# Above so many updates times parameters the ways would take their time.
TRIED_UP_TO = 5000


class Way(NamedTuple):
    """A mistake: the update as it was done, and the arithmetic in which it was."""

    name: str
    formula: str
    remedy: str
    step: Step
    system: InFloats


def wrong_updates(asked: Asked, found: Known) -> Iterator[Iterator[Diagnosis]]:
    """The known slips, the common ones first; then what was given for something else."""
    if asked.step.updates * len(asked.step.flat) <= TRIED_UP_TO:
        yield (diagnosis(asked, way) for way in ways(asked.step))
        yield given_for_another(asked, found)


def ways(step: Step) -> Iterator[Way]:
    """The update done otherwise."""
    for slip in starts(step):
        yield Way(slip.name, slip.formula, slip.remedy, slip.step, InFloats())
    for rule in rules(step.descent):
        yield Way(rule.name, rule.formula, rule.remedy, replace(step, descent=rule.descent), InFloats())
    for otherwise in systems(step):
        yield Way(otherwise.name, otherwise.formula, otherwise.remedy, step, otherwise.system)


def diagnosis(asked: Asked, way: Way) -> Diagnosis:
    """What comes of it."""
    with np.errstate(all="ignore"):
        of = chosen(replace(asked, step=way.step), course(way.step, way.system))
    return of_numbers(way.name, way.formula, of, way.remedy)


def of_numbers(name: str, formula: str, of: Any, remedy: str) -> Diagnosis:
    """A way with its numbers, laid end to end."""
    numbers = tuple(float(x) for x in leaves(of))
    told = ", ".join(f"{x:.6g}" for x in numbers[:4]) + ", …" * (len(numbers) > 4)
    return Diagnosis(name, f"{formula}: {told}", numbers[0] if len(numbers) == 1 else numbers, remedy)


def given_for_another(asked: Asked, found: Known) -> Iterator[Diagnosis]:
    """What stands on the way, given as the answer."""
    last, name = found.doubles.updates[-1], asked.entry.name
    if name in ("W", "b"):
        of_bias = name == "b"
        before, slopes, after = (part[of_bias] for part in (last.before, last.slopes, last.after))
        change = tuple(new - old for new, old in zip(after, before, strict=True))
        for what, numbers in (("the old parameters", before), ("the gradient", slopes), ("the change alone", change)):
            of = numbers if of_bias else asked.oriented(numbers)
            yield of_numbers(f"{what} given", what, entry_of(of, asked), "the new parameters are asked for")
    if name == "loss_after" and last.found:
        yield of_numbers("the loss before the update", "L", last.found.loss, "take z, ŷ and the loss again")
        penalised = found.doubles.loss + found.doubles.penalty
        yield of_numbers("the loss with its penalty", "L + penalty", penalised, "the penalty stands beside the loss")
    if name == "dW":
        with_penalty = entry_of(asked.oriented(last.moved.gradient), asked)
        yield of_numbers("the penalty's slope added", "g", with_penalty, "∂L/∂W is that of the loss alone")


def entry_of(of: Any, asked: Asked) -> Any:
    """The entry that is asked for."""
    for index in asked.entry.indices:
        of = of[index]
    return of
