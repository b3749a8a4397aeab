"""What was asked of `xent ppl`."""

from functools import cached_property
from typing import Protocol

from xent_cli.core.errors import InputError
from xent_cli.core.log_base import LogBase
from xent_cli.information.asking import Asking
from xent_cli.information.reading import Reading
from xent_cli.record import record


class Numbers(Protocol):
    """What the numbers of the tokens are."""

    log_probs: bool
    log_base: str | None


class Columns(Reading, Protocol):
    """Where the tokens of a table stand, and how long their text is."""

    pred: str | None
    text: str | None
    bytes: str | None
    words: str | None
    by: str | None


@record
class Call(Asking):
    """What was asked."""

    numbers: Numbers
    table: Columns

    @cached_property
    def log_base(self) -> str | None:
        """The base of the log-probabilities; None where the numbers are probabilities."""
        said = self.numbers.log_base
        if said is not None and not self.numbers.log_probs:
            raise InputError("says the base of log-probabilities", "--log-base", "say --log-probs too")
        return LogBase.of(said or "e").text if self.numbers.log_probs else None
