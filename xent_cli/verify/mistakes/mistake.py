"""A mistake: what it makes of a problem, and its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from xent_cli.core.numerics import Array
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.gradient import Gradient
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import Measure
from xent_cli.measures.problem import Problem
from xent_cli.verify.mistakes.solution import answered
from xent_cli.verify.mistakes.variants import all_solved

# Another problem that is then solved, a wrong answer, or None where the mistake cannot be made.
Wrong: TypeAlias = Problem | Array | float | None
# Measures by their classes, and what is derived from these.
Family: TypeAlias = tuple[type[Measure], ...]

LOSSES: Family = (Entropy, Loss)


# How many digits a claim must have to be laid to a mistake: of few digits any number fits something, and to name what
# is rare is a bold word. Only what is common is laid to a claim that is cut off.
COMMON, RARE, ODD = 0, 3, 4


@dataclass(frozen=True, eq=False)
class Mistake:
    """A mistake made in some measures (`of`) and in gradients (`in_gradients` of some losses).

    Its words are templates of the numbers of `wording`.
    """

    name: str
    formula: str
    remedy: str
    of: Family
    in_gradients: Family
    wrong: Callable[[Problem], Wrong]
    convention: str | None = None
    factor: Callable[[Problem], float | None] | None = None  # what it multiplies the answer by, if that is all
    digits: int = RARE
    rounds: bool = False  # on the way: at few digits it leaves the answer as it is

    def concerns(self, measure: Measure) -> bool:
        """Whether it can be made in this measure."""
        if isinstance(measure, Gradient):
            return isinstance(measure.loss, self.in_gradients)
        return isinstance(measure, self.of)


def committed(mistakes: Sequence[tuple[Mistake, Problem]]) -> list[Problem | None]:
    """Each problem with the answer of who makes the mistake in it, or None where it cannot be made.

    The mistakes must concern the problem's measure.
    """
    wrongs = [mistake.wrong(problem) for mistake, problem in mistakes]
    found = iter(all_solved([wrong for wrong in wrongs if isinstance(wrong, Problem)]))
    return [
        next(found) if isinstance(wrong, Problem) else None if wrong is None else answered(problem, wrong)
        for wrong, (_, problem) in zip(wrongs, mistakes, strict=True)
    ]


def mistake(
    name: str,
    formula: str,
    remedy: str,
    *,
    of: Family = (),
    in_gradients: Family = (),
    convention: str | None = None,
    digits: int = RARE,
    rounds: bool = False,
) -> Callable[[Callable[[Problem], Wrong]], Mistake]:
    """Make a function from a problem to what is wrongly made of it a mistake with these words."""
    return lambda wrong: Mistake(name, formula, remedy, of, in_gradients, wrong, convention, None, digits, rounds)
