"""What a command hands back: the answer, how to show it, and whether all that was claimed holds."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from xent_cli.drawing import Drawing
from xent_cli.options import Looks
from xent_cli.record import record

if TYPE_CHECKING:
    from xent_cli.answers.answer import Answer
    from xent_cli.answers.picture import Picture
    from xent_cli.measures.problem import Problem
    from xent_cli.verify.graded import Graded
    from xent_cli.verify.sheet import Marking
    from xent_cli.verify.verdict import Known, VectorVerdict, Verdict


@record
class Outcome:
    """An answer on its way to be shown."""

    answer: "Answer | Marking | Graded"
    output: Looks
    verdict: "Verdict | VectorVerdict | None" = None
    gate: str | None = None
    doubts: tuple[str, ...] = ()  # remarks that are told where the format has no place for any
    drawing: Drawing | None = None
    picture: "Callable[[], Picture] | None" = None
    judge: "Callable[[str], Verdict | VectorVerdict] | None" = None  # the verdict on another claim
    problem: "Problem | None" = None  # that of which mistakes are known
    known: "Callable[[], tuple[Known, ...]]" = tuple  # the mistakes that can be made on the way to the answer

    @property
    def accepted(self) -> bool:
        """Whether the claim, if there was one, is accepted, the bounds are kept and what was to be verified is."""
        return self.answer.verified and self.gate is None and (self.verdict is None or self.verdict.accepted)


# What runs another command line, and hands back what it came to.
Run = Callable[[Sequence[str]], Outcome]
