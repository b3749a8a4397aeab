"""What a command hands back: the answer, how to show it, and whether all that was claimed holds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xent_cli.options import Output

if TYPE_CHECKING:
    from xent_cli.core.answer import Answer
    from xent_cli.verify.verdict import VectorVerdict, Verdict


@dataclass(frozen=True)
class Outcome:
    """An answer on its way to be shown."""

    answer: "Answer"
    output: Output
    verdict: "Verdict | VectorVerdict | None" = None
    gate: str | None = None

    @property
    def accepted(self) -> bool:
        """Whether the claim, if there was one, is accepted and the bounds are kept."""
        return self.gate is None and (self.verdict is None or self.verdict.accepted)
