"""A class's answers, read and marked by a key."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Context
from functools import cache
from pathlib import PurePath

from xent_cli.core.errors import InputError
from xent_cli.inputs.stream import shown
from xent_cli.marking.sheets import Judging, all_marked, answered, text_of, typed_in, with_answers
from xent_cli.verify.answers import Student, read_answers, told_apart
from xent_cli.verify.claim import read_claims
from xent_cli.verify.graded import Answered, Graded, Paper, worth
from xent_cli.verify.key import Key, Question, read_key, read_points
from xent_cli.verify.responses import is_class, read_class
from xent_cli.verify.sheet import Line, Mark, Unjudged
from xent_cli.verify.verdict import VectorVerdict

_OPERAND = Context(prec=25)  # of 1/3, more digits than a double has


def mark_answers(file: str, files: Sequence[str], judge: Judging, points: str | None, follow: bool) -> Graded:
    """Every student's answers to the key's questions, which must be right in every line."""
    key = read_key(shown(file), text_of(file))
    if points is not None:
        key = key.pointed([read_points(each, "--points") for each in points.split(",")])
    if not files:
        raise InputError("no answers are given", "--answers", "name the students' files after the key")

    @cache
    def commands(questions: tuple[Question, ...]) -> tuple[str, ...]:
        return tuple(line.command for line in answered(questions, judge))

    commands(key.questions)
    read = [read_students(each, key) for each in files]
    named = [student for some, _ in read for student in some]
    students = told_apart(named, [student.file for student in named])
    if all(student.error for student in students):
        raise next(student.error for student in students if student.error)
    asked = [asked_for(student, commands(student.questions)) for student in students]
    marks = iter(all_marked([line for student in asked for line in student.lines], judge))
    sheets = [[next(marks) for _ in student.lines] or unusable(student, commands) for student in asked]
    if follow:
        sheets = followed(asked, sheets, judge)
    papers = (paper(student, sheet, key.credit) for student, sheet in zip(asked, sheets, strict=True))
    return Graded(key, tuple(papers), tuple(note for _, note in read if note))


def asked_for(student: Student, commands: Sequence[str]) -> Student:
    """The student, whose lines answer these commands."""
    lines = (replace(line, command=command) for line, command in zip(student.lines, commands, strict=False))
    return replace(student, lines=(*lines, *student.lines[len(commands) :]))


def read_students(file: str, key: Key) -> tuple[tuple[Student, ...], str]:
    """The students of a file, one or a class, and how it was read; one that cannot be read hinders no other."""
    name = shown(file)
    student = Student(PurePath(name).stem, name, key.questions)
    try:
        text = typed_in(file)
        if is_class(name, text, key.questions):
            return read_class(name, text, key)
        questions = key.of(student.name)
        return (replace(student, questions=questions, lines=read_answers(name, text, questions)),), ""
    except InputError as error:
        return (replace(student, error=error),), ""


def unusable(student: Student, commands: Callable[[tuple[Question, ...]], Sequence[str]]) -> list[Mark]:
    """The marks of a student who cannot be read: none of the questions is right."""
    lines = (Line(student.file, 0, command, None) for command in commands(student.questions))
    return [Mark(line, Unjudged.UNUSABLE, trouble=str(student.error)) for line in lines]


def followed(students: Sequence[Student], sheets: Sequence[Sequence[Mark]], judge: Judging) -> list[list[Mark]]:
    """The marks, with those that are right for the student's own earlier answers."""
    own = [dict(own_lines(student.questions, marks)) for student, marks in zip(students, sheets, strict=True)]
    judged = iter(all_marked([line for each in own for line in each.values()], judge))
    found = [{k: next(judged).accepted for k in each} for each in own]
    return [
        [follows(mark, student.questions[k]) if right.get(k) else mark for k, mark in enumerate(marks)]
        for student, marks, right in zip(students, sheets, found, strict=True)
    ]


def own_lines(questions: Sequence[Question], marks: Sequence[Mark]) -> Iterator[tuple[int, Line]]:
    """What the student claims and is not accepted, of the command with the student's own earlier answers in it."""
    answers: dict[str, str] = {}
    for k, (question, mark) in enumerate(zip(questions, marks, strict=False)):
        if mark.verdict is None:
            continue
        answers[question.name] = operand(mark)
        if question.uses and not mark.accepted and all(name in answers for name in question.uses):
            yield k, replace(mark.line, command=with_answers(question, answers).command)


def operand(mark: Mark) -> str:
    """A claim as an operand, in the unit that the answer has."""
    assert mark.verdict is not None
    verdict = mark.verdict
    parts = verdict.parts if isinstance(verdict, VectorVerdict) else (verdict,)
    numbers = (claim.number for claim in read_claims(verdict.claim).of(len(parts)).parts)
    pairs = zip(numbers, parts, strict=True)
    return ",".join(
        str(_OPERAND.plus(x) if part.compared == part.value else float(x) * part.value / part.compared)
        for x, part in pairs
    )


def follows(mark: Mark, question: Question) -> Mark:
    """The mark of an answer that is right for the student's own earlier ones; the fault is theirs, and said there."""
    assert mark.verdict is not None
    return replace(
        mark,
        status=Unjudged.FOLLOWS,
        verdict=replace(mark.verdict, diagnosis=(), hint=None),
        trouble=f"right for the {' and '.join(question.uses)} given",
    )


def paper(student: Student, marks: Sequence[Mark], credit: Mapping[str, float]) -> Paper:
    """A student's marks with their points."""
    questions = [*student.questions, *[None] * (len(marks) - len(student.questions))]
    points = (q.points * worth(mark, credit) if q else 0.0 for q, mark in zip(questions, marks, strict=True))
    return Paper(student, tuple(map(Answered, questions, marks, points)))
