"""Files of claims: read line by line, judged by whoever computes, marked."""

import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from xent_cli.core.errors import InputError, one_line
from xent_cli.verify.verdict import Status, VectorVerdict, Verdict
from xent_cli.verify.written import is_missing

Judge = Callable[[tuple[str, ...], str], Verdict | VectorVerdict]

BOM = "\ufeff"
_COMMENT = re.compile(r"(?:^|\s)#")
# The last equals sign, but for that of a name: = L = 0.357, and = H(p,q) ≈ 0.357.
_CLAIMS = re.compile(r"(.*?)\s(?:=\s*)?[=≈]\s*((?:[^\W\d]\w*(?:\([^()=]*\))?\s*[=≈]\s*)?[^=≈]*)")
# Or right behind a number: not that of --eps=1e-7, nor of cat=2.
_TIGHT_CLAIMS = re.compile(r"((?:.*\s)?(?!--)\S*[\d.%\])])=\s*(\S.*)")
# A line may be anybody's: it is worked here, and leaves nothing behind.
_COMMANDS_ELSEWHERE = {
    **dict.fromkeys(("check", "make", "export"), "a sheet is neither marked nor made within a sheet"),
    "part": "the totals of rows are no answer",
}
_OPTIONS_ELSEWHERE = {
    **dict.fromkeys(("--expect", "--at-most", "--at-least", "--help"), "in a sheet the claim stands behind the ="),
    **dict.fromkeys(("--save", "--write", "--predict"), "nothing is written where a claim is judged"),
    **dict.fromkeys(("--scheduler", "--scheduler-file", "--workers"), "no cluster works for a line of a sheet"),
}


class Unjudged(StrEnum):
    """Why a line is not judged by its own value alone."""

    FOLLOWS = "follows"  # it is right for an earlier answer of the student's, which is not
    MISSING = "missing"
    UNUSABLE = "unusable"


@dataclass(frozen=True)
class Line:
    """Line `number` of a file: a command as typed, and what is claimed of it (None where nothing is)."""

    file: str
    number: int
    command: str
    claim: str | None

    @property
    def place(self) -> str:
        """Where it stands, as messages name it."""
        return f"{self.file}, line {self.number}"

    @property
    def arguments(self) -> tuple[str, ...]:
        """The command's words, as a shell would part them."""
        try:
            words = shlex.split(self.command)
        except ValueError as error:
            raise InputError(str(error).lower(), "", "close the quotes") from None
        if "-" in words:
            raise InputError("a line of a sheet has no standard input", "-", "type the numbers, or name a file")
        command = tuple(words[1:] if words[:1] == ["xent"] else words)
        if not command:
            raise InputError("no command stands before the claim", "", "write COMMAND ARGS = CLAIM")
        if command[0] in _COMMANDS_ELSEWHERE:
            raise InputError(_COMMANDS_ELSEWHERE[command[0]], command[0], "leave the line out")
        for word in command:
            option = word.partition("=")[0]
            if option in _OPTIONS_ELSEWHERE:
                raise InputError(_OPTIONS_ELSEWHERE[option], word, "leave the option out")
        return command


@dataclass(frozen=True)
class Mark:
    """What is said of a line: a verdict, or why there is none."""

    line: Line
    status: Status | Unjudged
    verdict: Verdict | VectorVerdict | None = None
    trouble: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the claim is."""
        return self.status is Unjudged.FOLLOWS or (self.verdict is not None and self.verdict.accepted)

    @property
    def values(self) -> tuple[float, ...]:
        """The right answer, entry by entry; nothing where there is none."""
        value = () if self.verdict is None else self.verdict.value
        return value if isinstance(value, tuple) else (value,)

    @property
    def reason(self) -> str:
        """Why the claim is not accepted, in a few words."""
        diagnosis = self.verdict.diagnosis if self.verdict else ()
        return self.trouble or " or ".join(f"{d.name} ({d.convention})" if d.convention else d.name for d in diagnosis)


@dataclass(frozen=True)
class Unreadable:
    """A file that cannot be read, and why."""

    file: str
    error: InputError

    @property
    def mark(self) -> Mark:
        """What is said of it."""
        return Mark(Line(self.file, 0, "", None), Unjudged.UNUSABLE, trouble=str(self.error))


@dataclass(frozen=True)
class Score:
    """How many of the claims asked for a file has right."""

    file: str
    right: int
    of: int

    @property
    def share(self) -> float:
        """The part that is right; of nothing, all of it."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True)
class Marking:
    """All lines marked."""

    marks: tuple[Mark, ...]

    @property
    def verified(self) -> bool:
        """Whether all claims are accepted."""
        return all(mark.accepted for mark in self.marks)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """A score for each file."""
        return tuple(score(file, list(marks)) for file, marks in groupby(self.marks, lambda mark: mark.line.file))

    @property
    def total(self) -> Score:
        """The score of all files together."""
        return score("", self.marks)

    def __str__(self) -> str:
        return counted_up(self.total, self.marks)


def read_sheet(file: str, text: str) -> tuple[Line, ...]:
    """The lines of a sheet: COMMAND ARGS = CLAIM, or COMMAND ARGS alone; blank ones and # comments are passed over.

    >>> [(line.number, line.command, line.claim) for line in read_sheet("", "# one\\nce 0 0.7,0.3 = 0.357 # nats")]
    [(2, 'ce 0 0.7,0.3', '0.357')]
    """
    return tuple(read_line(file, number, words) for number, words, _ in numbered(text) if words)


def marked(line: Line, judge: Judge) -> Mark:
    """A line judged; what cannot be used is said, and hinders no other line."""
    if not line.command:
        return Mark(line, Unjudged.UNUSABLE, trouble="there is no such question in the key")
    if line.claim is None:
        return Mark(line, Unjudged.UNUSABLE, trouble="no claim; write COMMAND ARGS = CLAIM")
    if is_missing(line.claim):
        return Mark(line, Unjudged.MISSING, trouble="no answer")
    try:
        verdict = judge(line.arguments, line.claim)
    except (InputError, OSError) as error:
        return Mark(line, Unjudged.UNUSABLE, trouble=str(error))
    except Exception as error:
        return Mark(line, Unjudged.UNUSABLE, trouble=f"a fault of xent: {one_line(repr(error))}; please report it")
    return Mark(line, verdict.status, verdict)


def numbered(text: str) -> Iterator[tuple[int, str, str]]:
    """The numbered lines, each parted from its comment; those that are nothing but a comment are left out."""
    for number, line in enumerate(text.removeprefix(BOM).split("\n"), start=1):
        words, *comment = map(str.strip, _COMMENT.split(line, maxsplit=1))
        if words or not line.strip():
            yield number, words, "".join(comment)


def read_line(file: str, number: int, words: str) -> Line:
    """A command and its claim, parted at the last equals sign that stands by itself or behind a number."""
    parts = _CLAIMS.fullmatch(words) or _TIGHT_CLAIMS.fullmatch(words)
    if parts is None:
        return Line(file, number, words, None)
    command, claim = parts.groups()
    return Line(file, number, command.strip(), claim)


def counted_up(total: Score, marks: Sequence[Mark]) -> str:
    """How many claims are accepted, and how many have which verdict."""
    if not marks:
        return "no claims"
    counts = Counter(mark.status for mark in marks)
    each = (f"{counts[status]} {status}" for status in dict.fromkeys((*Status, *Unjudged)) if counts[status])
    return f"{total.right} of {total.of} accepted: {', '.join(each)}"


def score(file: str, marks: Sequence[Mark]) -> Score:
    """How many are accepted; an answer to no question, and a file that cannot be read, are not asked for."""
    return Score(file, sum(mark.accepted for mark in marks), sum(bool(mark.line.command) for mark in marks))
