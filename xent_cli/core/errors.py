"""The one error that a user's input can cause, and how text of the user's stands in a message."""

import re
from collections.abc import Iterable

from xent_cli.record import record

# What a terminal obeys instead of showing it, what reverses or breaks a line, and bytes that are no text.
_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST, _FIRST, _LAST = 240, 60, 100


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
        place = f"{one_line(self.where)}: " if self.where else ""
        return place + "; ".join(one_line(part) for part in (self.what, self.remedy) if part)


class NoOperandError(InputError):
    """Nothing was given to work on, and nobody is piping."""


def visible(text: str) -> str:
    r"""Text with its control characters spelled out.

    >>> print(visible("\x1b[2Jp\n"))
    \x1b[2Jp\n
    """
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def one_line(text: str) -> str:
    """The same, cut to its beginning and its end where it is long: there stands what is wrong.

    >>> len(one_line("7," * 10_000))
    184
    """
    if len(text) > _LONGEST:
        text = f"{text[:_FIRST]} … ({len(text)} characters) … {text[-_LAST:]}"
    return visible(text)


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """The nearest known words as a question, to stand behind the one that is wrong.

    >>> did_you_mean("entrop", ["entropy", "kl"])
    ' (did you mean entropy?)'
    """
    from difflib import get_close_matches  # a slip is rare, and 1 ms is a hundredth of a start

    near = get_close_matches(typed.lower(), list(known), n=2, cutoff=0.65) if len(typed.strip("'-")) > 1 else []
    return f" (did you mean {' or '.join(near)}?)" if near else ""


def counted(count: int, noun: str) -> str:
    """So many of them.

    >>> counted(1, "row"), counted(2, "row")
    ('1 row', '2 rows')
    """
    return f"{count} {noun}" + ("" if count == 1 else "s")
