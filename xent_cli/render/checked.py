"""What a check hands back, sheets or a class, in each format."""

from collections.abc import Iterable, Iterator
from typing import Any

from xent_cli.answers.worked import Cell
from xent_cli.render.block import Block
from xent_cli.render.graded import feedback, graded_blocks
from xent_cli.render.json import verdict_object
from xent_cli.render.marking import marking_blocks
from xent_cli.render.numbers import cell, plain
from xent_cli.verify.graded import Answered, Graded, Paper, Summary
from xent_cli.verify.sheet import Mark, Marking, Score

Checked = Marking | Graded


def blocks(checked: Checked, digits: int | None, details: bool) -> Iterator[Block]:
    """For whoever reads."""
    if isinstance(checked, Graded):
        return graded_blocks(checked, digits, details)
    return marking_blocks(checked, digits, details)


def records(checked: Checked, details: bool) -> Iterator[Iterable[Cell]]:
    """For a spreadsheet: a line per claim; of a class, its gradebook, of an answer or else of a student a line."""
    if isinstance(checked, Marking):
        return _claims(checked)
    return _answers(checked) if details else _students(checked)


def _claims(marking: Marking) -> Iterator[Iterable[Cell]]:
    yield ["file", "line", "command", "claim", "value", "status", "accepted", "diagnosis"]
    for mark in marking.marks:
        line, accepted = mark.line, "true" if mark.accepted else "false"
        value = ",".join(map(plain, mark.values))
        yield [line.file, line.number, line.command, line.claim or "", value, mark.status, accepted, mark.reason]


def _answers(graded: Graded) -> Iterator[Iterable[Cell]]:
    yield ["student", "question", "claim", "verdict", "points", "feedback"]
    for paper in graded.papers:
        for answer in paper.answers:
            mark, points = answer.mark, cell(answer.points, None)
            yield [paper.student.name, answer.name, mark.line.claim or "", mark.status, points, feedback(answer)]


def _students(graded: Graded) -> Iterator[Iterable[Cell]]:
    """A row for each student, with what else the table of answers says of who it is."""
    others = dict.fromkeys(name for paper in graded.papers for name, _ in paper.student.identity)
    questions = graded.key.questions
    yield ["student", *others, *(question.name for question in questions), "points", "of"]
    for paper in graded.papers:
        identity = dict(paper.student.identity)
        points = [cell(answer.points, None) for answer in paper.answers[: len(questions)]]
        total = [cell(paper.points, None), cell(graded.of_points, None)]
        yield [paper.student.name, *(identity.get(name, "") for name in others), *points, *total]


def as_object(checked: Checked) -> dict[str, Any]:
    """For a program."""
    said = {
        "command": "check",
        "quantity": "share of accepted claims",
        "value": checked.total.share,
        "unit": None,
        "rows": len(checked.marks),
        "files": list(map(_score, checked.scores)),
    }
    if isinstance(checked, Marking):
        return said | {"lines": list(map(_mark, checked.marks))}
    return said | {
        "points": checked.points,
        "of_points": checked.of_points * len(checked.papers),
        "students": [_paper(paper, checked) for paper in checked.papers],
        "questions": list(map(_summary, checked.summaries)),
        "lines": [_answer(paper, answer) for paper in checked.papers for answer in paper.answers],
        "notes": checked.notes,
    }


def _score(score: Score) -> dict[str, Any]:
    return {"file": score.file, "right": score.right, "of": score.of, "share": score.share}


def _mark(mark: Mark) -> dict[str, Any]:
    line = mark.line
    said: dict[str, Any] = {"file": line.file, "line": line.number, "command": line.command, "claim": line.claim}
    if mark.verdict:
        said |= verdict_object(mark.verdict)
    said |= {"claim": line.claim, "status": mark.status, "accepted": mark.accepted}
    return said | ({"message": mark.trouble} if mark.trouble else {})


def _answer(paper: Paper, answer: Answered) -> dict[str, Any]:
    name = answer.name or None
    said = {"student": paper.student.name, "question": name, "points": answer.points, "feedback": feedback(answer)}
    return _mark(answer.mark) | said


def _paper(paper: Paper, graded: Graded) -> dict[str, Any]:
    score = paper.score
    return {
        "student": paper.student.name,
        "file": paper.student.file,
        "right": score.right,
        "of": score.of,
        "share": score.share,
        "points": paper.points,
        "of_points": graded.of_points,
    }


def _summary(summary: Summary) -> dict[str, Any]:
    question = summary.question
    return {
        "question": question.name,
        "command": question.line.command,
        "words": question.words,
        "points": question.points,
        "asked": summary.asked,
        "right": summary.right,
        "share": summary.share,
        "follows": summary.follows,
        "missing": summary.missing,
        "unusable": summary.unusable,
        "mistakes": [{"name": mistake.name, "count": mistake.count} for mistake in summary.mistakes],
    }
