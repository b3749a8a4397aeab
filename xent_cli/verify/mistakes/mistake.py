"""A mistake: what it makes of a problem, and its words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from xent_cli.core.numerics import Array
from xent_cli.measures.entropy import Entropy
from xent_cli.measures.gradient import Gradient
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import Measure
from xent_cli.measures.problem import Answer, Problem
from xent_cli.verify.mistakes.solution import answered, listed
from xent_cli.verify.mistakes.variants import all_answered

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


class Committed(NamedTuple):
    """A mistake made in a problem: the problem that is solved in its place, or the same, and the answer."""

    mistake: Mistake
    before: Problem
    instead: Problem
    answer: Answer

    @property
    def after(self) -> Problem:
        """The problem of who made it, with the answer."""
        return answered(self.instead, self.answer)


def committed(mistakes: Sequence[tuple[Mistake, Problem]]) -> Iterator[Committed]:
    """The mistakes that can be made in their problems, each of a measure that it concerns."""
    wrongs = [(mistake, problem, mistake.wrong(problem)) for mistake, problem in mistakes]
    answers = iter(all_answered([wrong for *_, wrong in wrongs if isinstance(wrong, Problem)]))
    for mistake, problem, wrong in wrongs:
        if isinstance(wrong, Problem):
            yield Committed(mistake, problem, wrong, next(answers))
        elif wrong is not None:
            yield Committed(mistake, problem, problem, listed(wrong))


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
