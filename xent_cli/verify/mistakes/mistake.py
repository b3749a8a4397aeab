"""A mistake: what it makes of a problem, and its words."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

from xent_cli.core.numerics import Array
from xent_cli.verify.mistakes.solution import answered
from xent_cli.verify.mistakes.variants import all_solved
from xent_cli.verify.problem import Problem

# Another problem that is then solved, a wrong answer, or None where the mistake cannot be made.
Wrong: TypeAlias = Problem | Array | float | None

CATEGORICAL = frozenset({"kl", "ce", "smooth", "focal"})
BINARY = frozenset({"bce", "binary focal", "binary smooth"})
LOSSES = CATEGORICAL | BINARY | {"entropy"}


def gradients_of(losses: Set[str]) -> frozenset[str]:
    """The gradients of these losses, as quantities."""
    return frozenset(f"grad {loss}" for loss in losses)


GRADIENTS = gradients_of(CATEGORICAL | BINARY)


@dataclass(frozen=True, eq=False)
class Mistake:
    """A mistake made in some quantities (`of`), its words templates of the numbers of `wording`."""

    name: str
    formula: str
    remedy: str
    of: Set[str]
    wrong: Callable[[Problem], Wrong]
    convention: str | None = None
    factor: Callable[[Problem], float | None] | None = None  # what it multiplies the answer by, if that is all


def committed(mistakes: Sequence[tuple[Mistake, Problem]]) -> list[Problem | None]:
    """Each problem with the answer of who makes the mistake in it, or None where it cannot be made.

    The mistakes must be some of the problem's quantity.
    """
    wrongs = [mistake.wrong(problem) for mistake, problem in mistakes]
    found = iter(all_solved([wrong for wrong in wrongs if isinstance(wrong, Problem)]))
    return [
        next(found) if isinstance(wrong, Problem) else None if wrong is None else answered(problem, wrong)
        for wrong, (_, problem) in zip(wrongs, mistakes, strict=True)
    ]


def mistake(
    name: str, formula: str, remedy: str, *, of: Set[str], convention: str | None = None
) -> Callable[[Callable[[Problem], Wrong]], Mistake]:
    """Make a function from a problem to what is wrongly made of it a mistake with these words."""
    return lambda wrong: Mistake(name, formula, remedy, of, wrong, convention)
