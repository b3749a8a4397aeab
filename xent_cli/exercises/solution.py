"""A question of a key with its answer, and the numbers that its mistakes lead to."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xent_cli.answers.answer import Report, WorkedAnswer
from xent_cli.core.errors import InputError
from xent_cli.outcome import Run
from xent_cli.verify.apart import Coincidence, coincidences, namable
from xent_cli.verify.claim import read_claims
from xent_cli.verify.key import Question
from xent_cli.verify.verdict import Known, VectorVerdict
from xent_cli.verify.written import UNANSWERED, is_missing

KEPT = 10_000  # calls whose answers are kept: few ranges lead to more
MOST_DECIMALS = 15


class Answered(NamedTuple):
    """What a call comes to."""

    quantity: str
    values: tuple[float, ...]
    unit: str | None
    known: tuple[Known, ...]


class Solution(NamedTuple):
    """A question, the answer to it, and the mistakes on the way, which differ from it at so many decimals."""

    question: Question
    answered: Answered
    decimals: int

    @property
    def claim(self) -> str:
        """The answer as a student should write it."""
        return ",".join(f"{x:.{self.decimals}f}" for x in self.answered.values)

    @property
    def named(self) -> list[Known]:
        """The mistakes that the diagnosis names at these digits."""
        return namable(self.answered.known, self.answered.values, self.decimals)

    @property
    def coincidences(self) -> list[Coincidence]:
        """Which numbers are not apart."""
        return coincidences(self.answered.known, self.answered.values, self.decimals)


class Solver:
    """Solves questions; what is asked for twice is worked out once."""

    def __init__(self, run: Run, decimals: int) -> None:
        self._run, self._decimals = run, decimals
        self._answered = lru_cache(KEPT)(self._asked)

    def solutions(self, questions: Sequence[Question]) -> tuple[Solution, ...]:
        """Each question solved; those that use the answer to one before get it with all its digits."""
        answers: dict[str, str] = {}
        found = []
        for question in questions:
            solution = self._solution(question, answers)
            answers[question.name] = ",".join(map(repr, solution.answered.values))
            found.append(solution)
        return tuple(found)

    def _solution(self, question: Question, answers: Mapping[str, str]) -> Solution:
        """One question solved; InputError, with its line, if that cannot be done."""
        try:
            answered = self._answered(question.arguments(answers))
            return Solution(question, answered, self._decimals_of(question))
        except (InputError, OSError) as error:
            what = f"{question.line.command}: {error}"
            raise InputError(what, question.line.place, "correct the key") from None

    def _asked(self, arguments: tuple[str, ...]) -> Answered:
        outcome = self._run(arguments)
        if outcome.judge is None or not isinstance(outcome.answer, WorkedAnswer | Report):
            raise InputError("a stream of rows is no answer", "", "reduce it, or ask for one --row")
        verdict = outcome.judge(UNANSWERED)
        values = verdict.value if isinstance(verdict, VectorVerdict) else (verdict.value,)
        head = outcome.answer.head
        return Answered(head.quantity, values, head.unit, outcome.known())

    def _decimals_of(self, question: Question) -> int:
        """As many as the claim of the key has, if it has one: 0.000 asks for three."""
        claim = question.line.claim
        if claim is None or is_missing(claim):
            return self._decimals
        typed = [part.digits for part in read_claims(claim).parts if part.digits is not None]
        return min(max(0, *typed), MOST_DECIMALS) if typed else self._decimals
