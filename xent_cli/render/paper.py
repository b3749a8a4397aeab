"""A student's page: each answer with its verdict, and what was not right worked out."""

from collections.abc import Callable, Iterable, Iterator

from xent_cli.render.block import Block, Grid, Note, Strip, Title
from xent_cli.render.graded import feedback, is_weighed
from xent_cli.render.marking import numbers
from xent_cli.render.numbers import cell
from xent_cli.render.verdict import verdict_notes
from xent_cli.verify.graded import Answered, Graded, Paper
from xent_cli.verify.sheet import Line

Steps = Callable[[Line], Iterable[Block]]


def paper_blocks(paper: Paper, graded: Graded, steps: Steps, digits: int | None) -> Iterator[Block]:
    """The page of a student; `steps` are those of a question."""
    score, weighed = paper.score, is_weighed(graded)
    said = f"{score.right} of {score.of} right"
    if weighed:
        said += f", {cell(paper.points, digits)} of {cell(graded.of_points, digits)} points"
    yield Title(paper.student.name, said)
    if paper.student.error:
        yield Note(str(paper.student.error), "✗")
        return
    yield answers_grid(paper, digits, weighed)
    for answer in paper.answers:
        if answer.mark.accepted and (said := feedback(answer)):
            yield Note(f"{answer.name}: {said}", "✓")
    for answer in paper.answers:
        if not answer.mark.accepted:
            yield from worked_answer(answer, steps)


def answers_grid(paper: Paper, digits: int | None, weighed: bool) -> Grid:
    """A line for each question."""
    answers = paper.answers
    strips = [
        Strip("question", tuple(answer.name for answer in answers)),
        Strip("answer", tuple(answer.mark.line.claim or "" for answer in answers)),
        Strip("verdict", tuple(answer.mark.status for answer in answers)),
    ]
    if weighed:
        strips.append(numbers("points", [cell(answer.points, digits) for answer in answers]))
        strips.append(numbers("of", [cell(a.question.points, digits) if a.question else "" for a in answers]))
    return Grid("", tuple(strips))


def worked_answer(answer: Answered, steps: Steps) -> Iterator[Block]:
    """What is wrong with an answer, and how the right one comes about."""
    mark = answer.mark
    words = answer.question.words if answer.question else ""
    command = f"xent {mark.line.command.removeprefix('xent ')}" if mark.line.command else ""
    yield Title(answer.name or "an answer to no question", words or command)
    if words:
        yield Note(command)
    if mark.verdict:
        yield from verdict_notes(mark.verdict)
    else:
        yield Note(mark.trouble, "✗")
    if mark.line.command:
        yield from steps(mark.line)
