"""A mistake: what it makes of a problem, and its words."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import TypeAlias

from xent_cli.core.numerics import Array
from xent_cli.verify.mistakes.solution import answered, quantity, solved
from xent_cli.verify.problem import Problem

# Another problem that is then solved, a wrong answer, or None where the mistake cannot be made.
Wrong: TypeAlias = Problem | Array | float | None

CATEGORICAL = frozenset({"kl", "ce", "smooth", "focal"})
BINARY = frozenset({"bce", "binary focal"})
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

    def commit(self, problem: Problem) -> Problem | None:
        """The problem with the answer of who makes this mistake, or None where it cannot be made."""
        if quantity(problem) not in self.of:
            return None
        wrong = self.wrong(problem)
        if isinstance(wrong, Problem):
            return solved(wrong)
        return None if wrong is None else answered(problem, wrong)


def mistake(
    name: str, formula: str, remedy: str, *, of: Set[str], convention: str | None = None
) -> Callable[[Callable[[Problem], Wrong]], Mistake]:
    """Make a function from a problem to what is wrongly made of it a mistake with these words."""
    return lambda wrong: Mistake(name, formula, remedy, of, wrong, convention)
