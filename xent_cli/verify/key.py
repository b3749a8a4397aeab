"""The key of a sheet of questions: their names, commands and points, and what an answer that is nearly right is worth.

    credit truncated=1 close=0.5
    Q1: [2] ce 0 0.7,0.2,0.1 --base 2   # how surprised is the model by the cat?
    Q2: perplexity $Q1 --base 2

A question is COMMAND ARGS; its name, its points, a claim behind `=` and the words behind # may be left out. $Q1 stands
for the answer to Q1. Below a line `student Anna Berg` stand her own questions, of the same names and points as those of
the others.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import inf

from xent_cli.core.errors import InputError, did_you_mean, listed
from xent_cli.verify.sheet import Line, numbered, read_line

# What an answer may be worth: what its verdict is called, or an entry that is right of a vector that is not.
CREDITED = ("single", "truncated", "coarse", "close", "follows", "entry")
_CREDIT = re.compile(r"credit\b(?!\s*:)\s*(.*)")
_STUDENT = re.compile(r"student\b(?!\s*:)\s*(.*)")
# No command holds a colon in its first word, nor one with a space behind it outside of quotes.
_NAMED = re.compile(r"([^\W_](?:[^\s:='\"$\[\]{}]*|[^:='\"$\[\]{}]*?(?=\s*:(?:\s|\Z))))\s*:\s*(.*)")
_NAME = re.compile(r"\w+(?:[.-]\w+)*")
_POINTED = re.compile(r"\[([^\]]*)\]\s*(.*)")
_POINTS = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(?:p|pts?|points?|marks?)?", re.IGNORECASE)
_SHARE = re.compile(r"0?\.[0-9]+|0|1(?:\.0*)?")
_USED = re.compile(r"\$(?:\{(\w+(?:[.-]\w+)*)\}|(\w+(?:[.-]\w+)*))")


@dataclass(frozen=True)
class Question:
    """A command of the key, what it is called, how much it counts, and its own words."""

    line: Line
    name: str
    points: float = 1.0
    words: str = ""

    @property
    def uses(self) -> tuple[str, ...]:
        """The names of the questions whose answers stand in the command, as they are typed."""
        return tuple(dict.fromkeys(braced or name for braced, name in _USED.findall(self.line.command)))

    def arguments(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The command's words, with the answers to other questions, by name, in their places.

        >>> Question(Line("key", 2, "kl $Q1 ${Q1}", None), "Q2").arguments({"Q1": "0.5,0.5"})
        ('kl', '0.5,0.5', '0.5,0.5')
        """
        words = self.line.arguments
        return tuple(_USED.sub(lambda used: answers[used[1] or used[2]], word) for word in words)

    def __str__(self) -> str:
        """The line of the key that this is."""
        claim = "" if self.line.claim is None else f" = {self.line.claim}"
        words = f"  # {self.words}" if self.words else ""
        return f"{self.name}: [{self.points:g}] {self.line.command}{claim}{words}"


@dataclass(frozen=True)
class Key:
    """The questions in their order, and the share of the points that verdicts are worth where the key says so.

    `own` are those of each student, by name, where they have numbers of their own.
    """

    file: str
    questions: tuple[Question, ...]
    credit: Mapping[str, float]
    own: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)

    def of(self, student: str) -> tuple[Question, ...]:
        """The questions of a student, who is called by name or by a file of that name."""
        if not self.own:
            return self.questions
        called = {as_file(name): questions for name, questions in self.own.items()}
        if as_file(student) not in called:
            what = f"there are no questions for {student}{did_you_mean(student, self.own)}"
            raise InputError(what, self.file, "call the answers as the key calls the student")
        return called[as_file(student)]

    def pointed(self, points: Sequence[float]) -> "Key":
        """The key with these points, one for each question or one for all."""
        if len(points) not in (1, len(self.questions)):
            what = f"{len(points)} numbers where the key has {len(self.questions)} questions"
            raise InputError(what, "--points", "give one for each, or one for all")

        def pointed(questions: Sequence[Question]) -> tuple[Question, ...]:
            return tuple(replace(q, points=points[k % len(points)]) for k, q in enumerate(questions))

        own = {student: pointed(questions) for student, questions in self.own.items()}
        return replace(self, questions=pointed(self.questions), own=own)

    def __str__(self) -> str:
        """The text of the key."""
        credit = " ".join(f"{name}={worth:g}" for name, worth in self.credit.items())
        lines = [f"credit {credit}"] if credit else []
        for student, questions in self.own.items():
            lines += ["", f"student {student}", *map(str, questions)]
        return "".join(f"{line}\n" for line in (lines if self.own else [*lines, *map(str, self.questions)]))


def is_key(text: str) -> bool:
    """Whether a text is a key rather than a sheet of claims: something in it has a name, points or credit."""
    forms = (_CREDIT, _STUDENT, _NAMED, _POINTED)
    return any(form.fullmatch(words) for _, words, _ in numbered(text) for form in forms)


def read_key(file: str, text: str) -> Key:
    """The key that a text is; InputError, with the line, where it is none.

    >>> key = read_key("key", "credit close=0.5\\nQ3: [2] ce 0 2,1 --logits # by hand\\nentropy 1/2,1/2 = 0.693")
    >>> [(question.name, question.points, question.line.command, question.words) for question in key.questions]
    [('Q3', 2.0, 'ce 0 2,1 --logits', 'by hand'), ('Q2', 1.0, 'entropy 1/2,1/2', '')]
    >>> dict(key.credit)
    {'close': 0.5}
    """
    questions: list[Question] = []
    common: list[Question] = []
    own: dict[str, list[Question]] = {}
    credit: dict[str, float] = {}
    for number, words, comment in numbered(text):
        place = f"{file}, line {number}"
        if found := _CREDIT.fullmatch(words):
            if questions or own:
                raise InputError("credit is said below a question", place, "write it above the first")
            credit |= read_credit(found[1], place)
        elif found := _STUDENT.fullmatch(words):
            common = common if own else questions
            questions = own.setdefault(read_student(found[1], place, own), [*common])
        elif words:
            questions.append(read_question(Line(file, number, words, None), comment, questions))
    if not any((questions, *own.values())):
        raise InputError("no line holds a command", file, "write COMMAND ARGS, a line for each question")
    for (one, mine), (other, theirs) in pairwise(own.items()):
        if [(q.name, q.points) for q in mine] != [(q.name, q.points) for q in theirs]:
            what = f"{one} and {other} have questions of other names or points"
            raise InputError(what, file, "give each student the same ones, with other numbers")
    first = next(iter(own.values()), questions)
    return Key(file, tuple(first), credit, {student: tuple(each) for student, each in own.items()})


def as_file(student: str) -> str:
    """A student's name as it is compared: in whatever case, and without what no file's name has.

    >>> as_file("Anna Berg") == as_file("anna-berg")
    True
    """
    return re.sub(r"[^\w.]+", "-", student.casefold()).strip("-.")


def read_student(text: str, place: str, before: Mapping[str, object]) -> str:
    """The student whose questions follow."""
    if not as_file(text):
        raise InputError("which student?", place, "write such as student Anna Berg")
    if as_file(text) in map(as_file, before):
        raise InputError(f"{text} has questions above", place, "give each student one section")
    return text


def read_question(line: Line, words: str, before: Sequence[Question]) -> Question:
    """A line of the key; one without a name is called by its place, Q1, Q2, …"""
    place = line.place
    name, points, rest = "", 1.0, line.command
    for _ in range(2):  # the name and the points, in either order
        if not name and (named := _NAMED.fullmatch(rest)):
            name, rest = read_name(named[1], place), named[2]
        elif pointed := _POINTED.fullmatch(rest):
            points, rest = read_points(pointed[1], place), pointed[2]
    if not rest:
        raise InputError("no command stands behind the name", place, f"write {name or 'Q1'}: COMMAND ARGS")
    question = Question(read_line(line.file, line.number, rest), name or f"Q{len(before) + 1}", points, words)
    names = [other.name for other in before]
    if question.name.casefold() in map(str.casefold, names):
        raise InputError(f"two questions are called {question.name}", place, "give each a name of its own")
    for used in question.uses:
        if used not in names:
            what = f"there is no question {used} above{did_you_mean(used, names)}"
            raise InputError(what, f"{place}, ${used}", f"above are {listed(names)}" if names else "say it above")
    return question


def read_name(text: str, place: str) -> str:
    """The name of a question."""
    if not _NAME.fullmatch(text):
        raise InputError(f"'{text}' cannot name a question", place, "write one word before the colon, such as Q3:")
    return text


def read_points(text: str, place: str) -> float:
    """The points of a question, `2` or `2 points`; a comma may be a decimal one."""
    found = _POINTS.fullmatch(text.strip().replace(",", "."))
    if not found or not float(found[1]) < inf:
        raise InputError(f"'{text}' is no number of points", place, "write such as 2 or 0.5")
    return float(found[1])


def read_credit(text: str, place: str) -> dict[str, float]:
    """What verdicts are worth, as a share of the points.

    >>> read_credit("truncated=1, close = 0.5", "key, line 1")
    {'truncated': 1.0, 'close': 0.5}
    """
    known = ", ".join(CREDITED)
    words = re.sub(r"\s*=\s*", "=", text).replace(",", " ").split()
    if not words:
        raise InputError("credit for what?", place, f"write such as credit close=0.5; known are {known}")
    credit: dict[str, float] = {}
    for word in words:
        name, _, worth = word.partition("=")
        if name not in CREDITED:
            raise InputError(f"credit of '{name}'{did_you_mean(name, CREDITED)}", place, f"known are {known}")
        if not _SHARE.fullmatch(worth):
            raise InputError(f"credit {word}", place, f"write a share from 0 to 1, such as {name}=0.5")
        credit[name] = float(worth)
    return credit
