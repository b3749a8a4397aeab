"""How a table is read: the options that all commands of this room share."""

from typing import Protocol


class Reading(Protocol):
    """What parts columns, which lines are no rows, and whether a bad row is left out."""

    delimiter: str | None
    comment: str | None
    no_header: bool
    skip_bad: bool


class Categorical(Reading, Protocol):
    """The same where columns hold categories: a missing value may be one of its own."""

    missing: bool
