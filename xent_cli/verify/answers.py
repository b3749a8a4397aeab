"""A student's file of answers, set against the questions of the key by their names or by their order."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xent_cli.core.errors import InputError
from xent_cli.verify.key import Question
from xent_cli.verify.sheet import Line, numbered

_CLAIMED = re.compile(r"\A.*[=≈]")
# Q3: 0.357, 3) 0.357, Q3 = 0.357, 3. 0.357, but not 3.57.
_LABEL = re.compile(r"\(?([^\W_]\w*(?:[.-]\w+)*)\s*([:=≈)]|\.(?=\s))\s*(.*)")
_KIND = re.compile(r"(?:question|q|answer|response|frage|antwort|aufgabe|exercise|problem|no|nr)?[\s.:#_-]*(?=\d)")


@dataclass(frozen=True)
class Student:
    """The k-th line answers the k-th question, those beyond them answer none; or why there are no lines.

    What else a table says of who it is, column by column, goes back into the gradebook.
    """

    name: str
    file: str
    questions: tuple[Question, ...] = ()
    lines: tuple[Line, ...] = ()
    error: InputError | None = None
    identity: tuple[tuple[str, str], ...] = ()
    row: int = 0  # the line of the table


def told_apart(students: Sequence[Student], places: Sequence[str]) -> tuple[Student, ...]:
    """The students, those of one name with the places where they stand."""
    names = Counter(student.name for student in students)
    each = zip(students, places, strict=True)
    return tuple(replace(s, name=f"{s.name} ({place})") if names[s.name] > 1 else s for s, place in each)


def plain_name(text: str) -> str:
    """A name as it is compared: Q3, Question 3 and 3. are one.

    >>> [plain_name(text) for text in ("Q3", "Question 3", "3.", "Q3a", "Loss")]
    ['3', '3', '3', '3a', 'loss']
    """
    text = text.strip().casefold()
    return _KIND.sub("", text, count=1).strip(" .:#()[]_-")


def names_of(questions: Sequence[Question]) -> Mapping[str, int]:
    """Which question a name that is compared means."""
    names: dict[str, int] = {}
    for k, question in enumerate(questions):
        names.setdefault(plain_name(question.name), k)
    return names


def answer(file: str, number: int, question: Question | None, claim: str) -> Line:
    """A line of a student's, which may answer no question."""
    return Line(file, number, question.line.command if question else "", claim)


def read_answers(file: str, text: str, questions: Sequence[Question]) -> tuple[Line, ...]:
    """An answer for each question, and behind them those to no question.

    An answer is what stands after the last `=` of its line. It belongs to the question that it names, of two to the
    same question the later; one without a name belongs to the question after the one before. Where none has a
    name, the k-th answers the k-th question; a blank line is then one left out, unless there are enough without it.

    >>> from xent_cli.verify.key import read_key
    >>> key = read_key("", "ce 0 0.7,0.3\\nkl 1,0 1,0")
    >>> [line.claim for line in read_answers("", "0.357\\n\\nH = 1.5", key.questions)]
    ['0.357', '1.5']
    >>> [line.claim for line in read_answers("", "Q2: 1.5", key.questions)]
    ['', '1.5']
    """
    text = text.rstrip()
    written = [(number, words) for number, words, _ in numbered(text)]
    given = [(number, words) for number, words in written if words]
    names = names_of(questions)
    if any(_label(words, names) is not None for _, words in given):
        return _by_name(file, given, questions, names, text.count("\n") + 1)
    claims = [(number, _claim(words)) for number, words in written]
    if sum(bool(claim) for _, claim in claims) >= len(questions):
        claims = [(number, claim) for number, claim in claims if claim]
    claims += [(text.count("\n") + 1, "")] * (len(questions) - len(claims))
    asked = [*questions, *[None] * (len(claims) - len(questions))]
    return tuple(answer(file, number, q, claim) for q, (number, claim) in zip(asked, claims, strict=True))


def _by_name(
    file: str, given: Sequence[tuple[int, str]], questions: Sequence[Question], names: Mapping[str, int], end: int
) -> tuple[Line, ...]:
    answers = [answer(file, end, question, "") for question in questions]
    extra: list[Line] = []
    due = 0
    for number, words in given:
        named = _label(words, names)
        k = due if named is None else named
        other = named is None and ((found := _LABEL.match(words)) is not None and found[2] in ":)")
        if other or k >= len(questions):
            extra.append(answer(file, number, None, words))
            continue
        claim = words if named is None else _LABEL.sub(r"\3", words, count=1)
        answers[k] = answer(file, number, questions[k], _claim(claim))
        due = k + 1
    return (*answers, *extra)


def _label(words: str, names: Mapping[str, int]) -> int | None:
    """The question that a line names."""
    found = _LABEL.match(words)
    return names.get(plain_name(found[1])) if found else None


def _claim(words: str) -> str:
    return _CLAIMED.sub("", words).strip()
