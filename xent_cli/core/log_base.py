"""The base of the logarithm, and the unit and symbol that follow from it."""

import math

from xent_cli.core.errors import InputError
from xent_cli.record import record

_NAMED = {"e": ("nats", "ln"), "2": ("bits", "log2"), "10": ("hartleys", "log10")}


@record
class LogBase:
    """The base that logarithms are taken to.

    >>> LogBase.of("2").unit, LogBase.of("3").symbol
    ('bits', 'log_3')
    """

    text: str
    ln: float

    @classmethod
    def of(cls, text: str) -> "LogBase":
        """Read `e`, `2`, `10` or any other base above 1."""
        try:
            base = math.e if text == "e" else float(text)
        except ValueError:
            base = math.nan
        if not 1 < base < math.inf:
            raise InputError(f"'{text}' is not a base", "--base", "use e, 2, 10 or another number above 1")
        return cls("e", 1.0) if text == "e" else cls(repr(base).removesuffix(".0"), math.log(base))

    @property
    def unit(self) -> str:
        return _NAMED[self.text][0] if self.text in _NAMED else f"base-{self.text}"

    @property
    def symbol(self) -> str:
        return _NAMED[self.text][1] if self.text in _NAMED else f"log_{self.text}"
