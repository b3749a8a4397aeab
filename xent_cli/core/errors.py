"""The one error that a user's input can cause."""

import re
from collections.abc import Iterable, Sequence

from xent_cli.core.characters import visible
from xent_cli.record import record

CUT = 40
_QUOTED = re.compile(rf"(?<![^\s(])'([^']{{{2 * CUT + 1},}})'")
_WORD = re.compile(r"[^\s/]{120,}")


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
        return sentence(place + "; ".join(filter(None, (self.what, self.remedy))))


def sentence(text: str) -> str:
    """A message as one line that a reader can see: what it quotes is cut to what helps.

    >>> sentence("'" + "0.7 " * 99 + "'\\n is no number")
    "'0.7 0.7 0.7 0.7 0.7 0.7 0.7 0.7 0.7 0.7 …' (396 characters)\\\\n is no number"
    """
    text = _QUOTED.sub(lambda found: f"'{found[1][:CUT].rstrip()} …' ({len(found[1])} characters)", text)
    return visible(_WORD.sub(lambda found: f"{found[0][:CUT]}…", text))


class NoOperandError(InputError):
    """Nothing was given to work on, and nobody is piping."""


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
    """Names for a message, cut short where there are many."""
    shown = [name or "(unnamed)" for name in names]
    if len(shown) > most:
        shown = [*shown[: most - 2], f"… ({len(shown)} in all)", shown[-1]]
    return ", ".join(shown)
