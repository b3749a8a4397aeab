"""Files of claims: read line by line, judged by whoever computes, marked."""

import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby, zip_longest

from xent_cli.core.errors import InputError, one_line
from xent_cli.verify.verdict import Status, VectorVerdict, Verdict
from xent_cli.verify.written import is_missing

Judge = Callable[[tuple[str, ...], str], Verdict | VectorVerdict]

_COMMENT = re.compile(r"(?:^|\s)#")
# The last equals sign, but for that of a name: = L = 0.357, and = H(p,q) ≈ 0.357.
_CLAIMS = re.compile(r"(.*?)\s(?:=\s*)?[=≈]\s*((?:[^\W\d]\w*(?:\([^()=]*\))?\s*[=≈]\s*)?[^=≈]*)")
# Or right behind a number: not that of --eps=1e-7, nor of cat=2.
_TIGHT_CLAIMS = re.compile(r"((?:.*\s)?(?!--)\S*[\d.%\])])=\s*(\S.*)")
_ANSWER = re.compile(r".*[=≈]")
_NOT_IN_SHEETS = ("--expect", "--at-most", "--at-least", "--help")


class Unjudged(StrEnum):
    """Why a line has no verdict."""

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
        if command[0] == "check":
            raise InputError("a sheet is not marked within a sheet", "check", "leave the line out")
        for word in command:
            if word.partition("=")[0] in _NOT_IN_SHEETS:
                raise InputError("in a sheet the claim stands behind the =", word, "leave the option out")
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
        return self.verdict is not None and self.verdict.accepted

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
    """A file that cannot be read, and the questions that it should answer."""

    file: str
    error: InputError
    questions: Sequence[Line] = ()

    def marks(self) -> tuple[Mark, ...]:
        """The mark of the file; or of each question, none of them right."""
        commands = [question.command for question in self.questions] or [""]
        lines = [Line(self.file, 0, command, None) for command in commands]
        return tuple(Mark(line, Unjudged.UNUSABLE, trouble=str(self.error)) for line in lines)


@dataclass(frozen=True)
class Score:
    """How many of the claims asked for a file has right."""

    file: str
    right: int
    of: int

    @property
    def share(self) -> float:
        """The part that is right."""
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True)
class Marking:
    """All lines marked; those of answers to a key belong to its questions in turn."""

    marks: tuple[Mark, ...]
    answers: bool = False

    @property
    def verified(self) -> bool:
        """Whether all claims are accepted."""
        return all(mark.accepted for mark in self.marks)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """A score for each file; an answer to no question is not asked for."""
        return tuple(_score(file, list(marks)) for file, marks in groupby(self.marks, lambda mark: mark.line.file))

    @property
    def total(self) -> Score:
        """The score of all files together."""
        return Score("", sum(score.right for score in self.scores), sum(score.of for score in self.scores))

    def __str__(self) -> str:
        total, counts = self.total, Counter(mark.status for mark in self.marks)
        each = (f"{counts[status]} {status}" for status in dict.fromkeys((*Status, *Unjudged)) if counts[status])
        return f"{total.right} of {total.of} accepted: {', '.join(each)}"


def read_sheet(file: str, text: str) -> tuple[Line, ...]:
    """The lines of a sheet: COMMAND ARGS = CLAIM, or COMMAND ARGS alone; blank ones and # comments are passed over.

    >>> [(line.number, line.command, line.claim) for line in read_sheet("", "# one\\nce 0 0.7,0.3 = 0.357 # nats")]
    [(2, 'ce 0 0.7,0.3', '0.357')]
    """
    return tuple(read_line(file, number, words) for number, words, _ in numbered(text) if words)


def read_answers(file: str, text: str, key: Sequence[Line]) -> tuple[Line, ...]:
    """The k-th answer of a file set against the k-th command of the key.

    An answer is what stands after the last `=` of its line. A blank line is an answer left out, unless there are
    as many answers as commands without it.

    >>> [line.claim for line in read_answers("", "0.357\\n\\nH = 1.5", read_sheet("", "ce 0 0.7,0.3\\nkl 1,0 1,0"))]
    ['0.357', '1.5']
    """
    written = [(number, _ANSWER.sub("", words).strip()) for number, words, _ in numbered(text.rstrip())]
    given = [(number, claim) for number, claim in written if claim]
    given = written if len(given) < len(key) else given
    end = text.rstrip().count("\n") + 1
    return tuple(
        Line(file, answer[0] if answer else end, question.command if question else "", answer[1] if answer else "")
        for question, answer in zip_longest(key, given)
    )


def marked(line: Line, judge: Judge) -> Mark:
    """A line judged; what cannot be used is said, and hinders no other line."""
    if not line.command:
        return Mark(line, Unjudged.UNUSABLE, trouble="there is no such question in the key")
    if line.claim is None:
        return Mark(line, Unjudged.UNUSABLE, trouble="no claim; write COMMAND ARGS = CLAIM")
    if is_missing(line.claim):
        return Mark(line, Unjudged.MISSING, trouble=f"no answer to {line.command}")
    try:
        verdict = judge(line.arguments, line.claim)
    except (InputError, OSError) as error:
        return Mark(line, Unjudged.UNUSABLE, trouble=str(error))
    except Exception as error:
        return Mark(line, Unjudged.UNUSABLE, trouble=f"a fault of xent: {one_line(repr(error))}; please report it")
    return Mark(line, verdict.status, verdict)


def numbered(text: str) -> Iterator[tuple[int, str, str]]:
    """The numbered lines, each parted from its comment; those that are nothing but a comment are left out."""
    for number, line in enumerate(text.split("\n"), start=1):
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


def _score(file: str, marks: Sequence[Mark]) -> Score:
    return Score(file, sum(mark.accepted for mark in marks), sum(bool(mark.line.command) for mark in marks))
