"""The libraries, and which of their calls fit a problem."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from xent_cli.choices import Library

if TYPE_CHECKING:
    from xent_cli.libraries.rule import Rule
    from xent_cli.measures.measure import Measure
    from xent_cli.measures.problem import Problem


MODULES = (
    "of_torch",
    "of_torch_numbers",
    "of_torchvision",
    "of_keras",
    "of_sklearn",
    "of_scipy",
    "of_optax",
    "of_fairseq",
)


def rules() -> "Iterator[type[Rule]]":
    """Every rule."""
    for module in MODULES:
        yield from import_module(f"xent_cli.libraries.{module}").RULES


@cache
def by_measure() -> "dict[type[Measure], list[type[Rule]]]":
    """The rules of each measure."""
    found: dict[type[Measure], list[type[Rule]]] = {}
    for rule in rules():
        found.setdefault(rule.of, []).append(rule)
    return found


def fitting(problem: "Problem", library: Library) -> "list[Rule]":
    """The calls of a library, or of all, that fit a problem."""
    wanted = {*Library} if library is Library.ALL else {library}
    each = by_measure().get(type(problem.measure), [])
    return [rule(problem) for rule in each if rule.library in wanted and rule.fits(problem)]
