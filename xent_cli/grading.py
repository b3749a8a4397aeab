"""Sheets of claims, read and marked: every line is a call of its own, within one process."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain, islice

from xent_cli.checking import Exactness
from xent_cli.core.errors import InputError
from xent_cli.inputs.storage import STDIN
from xent_cli.inputs.stream import refused, shown
from xent_cli.outcome import Outcome
from xent_cli.processes import all_done
from xent_cli.verify.notes import is_notes, read_notes
from xent_cli.verify.sheet import Judge, Line, Mark, Marking, Unreadable, marked, read_sheet
from xent_cli.verify.verdict import VectorVerdict, Verdict

Run = Callable[[Sequence[str]], Outcome]
UNANSWERED = "?"
QUESTIONS = 200  # of which the answers are kept while they are judged


def mark_sheets(files: Sequence[str], judge: Judge) -> Marking:
    """Every claim of the files."""
    return marking([read_or_reported(file) for file in files], judge)


def marking(files: Sequence[Sequence[Line] | Unreadable], judge: Judge) -> Marking:
    """The lines of all files, each marked."""
    unreadable = [file for file in files if isinstance(file, Unreadable)]
    if len(unreadable) == len(files):
        raise unreadable[0].error
    lines = [line for file in files if not isinstance(file, Unreadable) for line in file]
    marks = iter(all_marked(lines, judge))
    each = ((file.mark,) if isinstance(file, Unreadable) else islice(marks, len(file)) for file in files)
    return Marking(tuple(chain.from_iterable(each)))


def read_or_reported(file: str) -> Sequence[Line] | Unreadable:
    """The lines of a file, or why there are none: one that cannot be read hinders no other."""
    try:
        return lines_of(file)
    except InputError as error:
        return Unreadable(shown(file), error)


def all_marked(lines: Sequence[Line], judge: Judge) -> list[Mark]:
    """Each line marked; the same claim of the same command is judged once."""
    once = {(line.command, line.claim): line for line in lines}
    with no_standard_input():
        marks = all_done(lambda line: marked(line, judge), list(once.values()))
    said = dict(zip(once, marks, strict=True))
    return [replace(said[line.command, line.claim], line=line) for line in lines]


def judge_by(run: Run, exactness: Exactness) -> Judge:
    """The verdict of the command itself, under these rules unless a line sets its own.

    What many answer is worked out once, and what many claim is judged once.
    """
    rules = tuple(options(exactness))

    @lru_cache(QUESTIONS)
    def outcome(arguments: tuple[str, ...]) -> Outcome:
        command, *rest = arguments
        return run([command, *rules, f"--expect={UNANSWERED}", *rest])

    @cache
    def judge(arguments: tuple[str, ...], claim: str) -> Verdict | VectorVerdict:
        judged = outcome(arguments).judge
        assert judged is not None
        return judged(claim)

    return judge


def options(exactness: Exactness) -> Iterator[str]:
    """The rules as a command line has them."""
    for name, value in vars(exactness).items():
        if value is True:
            yield f"--{name}"
        elif value not in (None, False):
            yield f"--{name}={value}"


def lines_of(file: str) -> Sequence[Line]:
    """The lines of a sheet in which something is claimed, or of notes, which need not claim anything."""
    if is_notes(file):
        return read_notes(file, text_of(file))
    lines = read_sheet(shown(file), text_of(file))
    if all(line.claim is None for line in lines):
        raise InputError("no line holds a claim", shown(file), "write COMMAND ARGS = CLAIM")
    return lines


def text_of(file: str) -> str:
    """The whole text of a file, or of standard input."""
    try:
        with open(0 if file == STDIN else file, "rb", closefd=file != STDIN) as sheet:
            return sheet.read().decode()
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text", shown(file), "save it as UTF-8") from None
    except OSError as error:
        raise refused(file, error) from None


@contextmanager
def no_standard_input() -> Iterator[None]:
    """A line without operands is not to wait for some."""
    ours, sys.stdin = sys.stdin, None
    try:
        yield
    finally:
        sys.stdin = ours
