"""The one error that a user's input can cause."""

from collections.abc import Iterable, Sequence

from xent_cli.core.characters import visible
from xent_cli.record import record

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


def one_line(text: str) -> str:
    """Text of the user's within a message: seen, and cut to its beginning and its end, where what is wrong stands.

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


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names for a message, cut short where there are many.

    >>> listed(["a", "b", "c", "d", "e"], most=4)
    'a, b, …, e (5 in all)'
    """
    shown = [name or "(unnamed)" for name in names]
    if len(shown) > most:
        shown = [*shown[: most - 2], "…", f"{shown[-1]} ({len(shown)} in all)"]
    return ", ".join(shown)
