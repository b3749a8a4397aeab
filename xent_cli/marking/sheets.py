"""Sheets of claims, read and marked: every line is a call of its own, within one process."""

import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain, islice

from xent_cli.checking import Exactness
from xent_cli.core.errors import InputError
from xent_cli.inputs.storage import STDIN
from xent_cli.inputs.stream import refused, shown
from xent_cli.outcome import Outcome, Run
from xent_cli.processes import all_done
from xent_cli.verify.key import Key, Question, is_key, read_key
from xent_cli.verify.notes import is_notes, read_notes
from xent_cli.verify.sheet import BOM, Line, Mark, Marking, Unreadable, marked, read_sheet
from xent_cli.verify.verdict import VectorVerdict, Verdict
from xent_cli.verify.written import UNANSWERED

QUESTIONS = 200  # of which the answers are kept while they are judged
AT_ONCE = 50  # lines that are marked together


class Judging:
    """The verdict of the command itself, under these rules unless a line sets its own.

    What many answer is worked out once, and what many claim is judged once.
    """

    def __init__(self, run: Run, exactness: Exactness) -> None:
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

        self._outcome, self._judge = outcome, judge

    def __call__(self, arguments: tuple[str, ...], claim: str) -> Verdict | VectorVerdict:
        return self._judge(arguments, claim)

    def together(self, lines: Iterable[Line]) -> None:
        """Have what these lines ask ready, so that what is wrong with them is sought in all of them at once."""
        from xent_cli.verify.mistakes import put_together

        problems = []
        for line in lines:
            with suppress(Exception):  # it is told where the line is marked
                problems.append(self._outcome(line.arguments).problem)
        put_together([problem for problem in problems if problem is not None])


def mark_sheets(files: Sequence[str], judge: Judging) -> Marking:
    """Every claim of the files."""
    return marking([read_or_reported(file, judge) for file in files], judge)


def marking(files: Sequence[Sequence[Line] | Unreadable], judge: Judging) -> Marking:
    """The lines of all files, each marked."""
    unreadable = [file for file in files if isinstance(file, Unreadable)]
    if len(unreadable) == len(files):
        raise unreadable[0].error
    lines = [line for file in files if not isinstance(file, Unreadable) for line in file]
    marks = iter(all_marked(lines, judge))
    each = ((file.mark,) if isinstance(file, Unreadable) else islice(marks, len(file)) for file in files)
    return Marking(tuple(chain.from_iterable(each)))


def read_or_reported(file: str, judge: Judging) -> Sequence[Line] | Unreadable:
    """The lines of a file, or why there are none: one that cannot be read hinders no other."""
    try:
        return lines_of(file, judge)
    except InputError as error:
        return Unreadable(shown(file), error)


def all_marked(lines: Sequence[Line], judge: Judging) -> list[Mark]:
    """Each line marked; the same claim of the same command is judged once."""
    once = {(line.command, line.claim): line for line in lines}
    asked = Counter(command for command, _ in once)

    def all_of(some: Sequence[Line]) -> list[Mark]:
        if len(some) == AT_ONCE:  # fewer are not worth the catalogue, which right ones do not need
            judge.together(line for line in some if asked[line.command] == 1)
        return [marked(line, judge) for line in some]

    each = list(once.values())
    with no_standard_input():
        marks = all_done(all_of, [each[k : k + AT_ONCE] for k in range(0, len(each), AT_ONCE)])
    said = dict(zip(once, chain.from_iterable(marks), strict=True))
    return [replace(said[line.command, line.claim], line=line) for line in lines]


def options(exactness: Exactness) -> Iterator[str]:
    """The rules as a command line has them."""
    for name, value in vars(exactness).items():
        if value is True:
            yield f"--{name}"
        elif value not in (None, False):
            yield f"--{name}={value}"


def lines_of(file: str, judge: Judging) -> Sequence[Line]:
    """The lines of a sheet or a key in which something is claimed, or of notes, which need not claim anything."""
    text = text_of(file)
    if is_notes(file):
        return read_notes(file, text)
    lines = key_lines(read_key(shown(file), text), judge) if is_key(text) else read_sheet(shown(file), text)
    if all(line.claim is None for line in lines):
        raise InputError("no line holds a claim", shown(file), "write COMMAND ARGS = CLAIM")
    return lines


def key_lines(key: Key, judge: Judging) -> Sequence[Line]:
    """The lines of a key that claim something, for all students."""
    each = key.own.values() if key.own else [key.questions]
    lines = (line for questions in each for line in answered(questions, judge) if line.claim is not None)
    return sorted(dict.fromkeys(lines), key=lambda line: line.number)


def answered(questions: Sequence[Question], judge: Judging) -> Iterator[Line]:
    """The lines of a key with the right answers where they use them; InputError at a command that cannot be run."""
    answers: dict[str, str] = {}
    with no_standard_input():
        for question in questions:
            try:
                line = with_answers(question, answers)
                verdict = judge(line.arguments, UNANSWERED)
            except (InputError, OSError) as error:
                raise InputError(str(error), question.line.place, "correct the key") from None
            value = verdict.value if isinstance(verdict.value, tuple) else (verdict.value,)
            answers[question.name] = ",".join(map(repr, value))
            yield line


def with_answers(question: Question, answers: Mapping[str, str]) -> Line:
    """The question's line with the answers to others in their places."""
    if not question.uses:
        return question.line
    return replace(question.line, command=shlex.join(question.arguments(answers)))


def text_of(file: str) -> str:
    """The whole text of a file, or of standard input."""
    return typed_in(file).removeprefix(BOM)


def typed_in(file: str) -> str:
    """The same, with the mark that some programs put before a text."""
    data = b""
    try:
        with open(0 if file == STDIN else file, "rb", closefd=file != STDIN) as sheet:
            data = sheet.read()
        return data.decode()
    except UnicodeDecodeError:
        if data.startswith(b"PK"):
            raise InputError("is a workbook or an archive, not text", shown(file), "save the table as CSV") from None
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
