"""The one error that a user's input can cause."""

from xent_cli.record import record


@record
class InputError(Exception):
    """Input that cannot be used: what is wrong, where it stands, and what to do about it.

    >>> print(InputError("p sums to 0.9, not 1", "p", "rescale it with --normalize"))
    p: p sums to 0.9, not 1; rescale it with --normalize
    """

    what: str
    where: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return place + "; ".join(filter(None, (self.what, self.remedy)))


class NoOperandError(InputError):
    """Nothing was given to work on, and nobody is piping."""
