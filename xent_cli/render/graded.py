"""A class's answers laid out: the students, the questions, what is wrong with some, and the total."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from xent_cli.render.block import Block, Grid, Note, Strip, Title
from xent_cli.render.marking import MANY, explanation, judged, numbers, told_apart
from xent_cli.render.numbers import cell
from xent_cli.render.verdict import verdict_notes
from xent_cli.verify.graded import UNKNOWN, Answered, Graded, Paper, Summary
from xent_cli.verify.sheet import Unjudged
from xent_cli.verify.verdict import Status

SIGNS = {
    Status.CORRECT: "✓",
    Status.SINGLE: "✓",
    Status.TRUNCATED: "✓",
    Unjudged.FOLLOWS: "→",
    Status.CLOSE: "≈",
    Unjudged.MISSING: "·",
    Status.MISSING: "·",
}
LEGEND = "✓ right, → follows, ≈ close, ✗ wrong, · missing"
COMMONEST = 3  # of the mistakes with a question


def graded_blocks(graded: Graded, digits: int | None, details: bool) -> Iterator[Block]:
    """A line per student, a line per question, of a few answers what is wrong, and the total."""
    weighed = is_weighed(graded)
    yield Title("claims", "judged by the digits typed")
    yield papers_grid(graded, digits, weighed)
    if details:
        yield answers_grid(graded, digits, weighed)
    yield summaries_grid(graded.summaries)
    off = [(paper, a) for paper in graded.papers for a in paper.answers if not a.mark.accepted]
    if off and details and len(graded.marks) <= MANY:
        yield off_grid(off, digits)
        for _, ((paper, answer), *_) in groupby(off, key=lambda each: told_apart(each[1].mark)):
            yield from explanation(answer.mark, whose(paper, answer))
    elif off:
        yield Note("what each has wrong: --feedback DIR, or --format csv")
    yield from map(Note, graded.notes)
    yield Note(str(graded), "✓" if graded.verified else "✗")


def is_weighed(graded: Graded) -> bool:
    """Whether points say more than how many answers are right."""
    return graded.of_points != len(graded.key.questions) or any(p.points != p.score.right for p in graded.papers)


def papers_grid(graded: Graded, digits: int | None, weighed: bool) -> Grid:
    """A line per student: right, of, share, and points where they say more."""
    papers = graded.papers
    strips = [
        Strip("student", tuple(paper.student.name for paper in papers)),
        numbers("right", [str(paper.score.right) for paper in papers]),
        numbers("of", [str(paper.score.of) for paper in papers]),
        numbers("share", [f"{paper.score.share:.1%}" for paper in papers]),
    ]
    if weighed:
        strips.append(numbers("points", [cell(paper.points, digits) for paper in papers]))
        strips.append(numbers("of", [cell(graded.of_points, digits)] * len(papers)))
    return Grid("", tuple(strips))


def answers_grid(graded: Graded, digits: int | None, weighed: bool) -> Grid:
    """A line per student and a column per question: its points where they say more, or a sign."""

    def strip(k: int, name: str) -> Strip:
        answers = [paper.answers[k] for paper in graded.papers]
        if weighed:
            return numbers(name, [cell(answer.points, digits) for answer in answers])
        return Strip(name, tuple(SIGNS.get(answer.mark.status, "✗") for answer in answers))

    names = Strip("student", tuple(paper.student.name for paper in graded.papers))
    strips = (strip(k, question.name) for k, question in enumerate(graded.key.questions))
    return Grid("points" if weighed else "answers", (names, *strips), "" if weighed else LEGEND)


def summaries_grid(summaries: Sequence[Summary]) -> Grid:
    """A line per question: how many have it right, and what went wrong most."""
    strips = [
        Strip("question", tuple(each.question.name for each in summaries)),
        numbers("right", [str(each.right) for each in summaries]),
        numbers("of", [str(each.asked) for each in summaries]),
        numbers("missing", [str(each.missing) for each in summaries]),
    ]
    if any(each.follows for each in summaries):
        strips.append(numbers("follows", [str(each.follows) for each in summaries]))
    if any(each.unusable for each in summaries):
        strips.append(numbers("unusable", [str(each.unusable) for each in summaries]))
    mistakes = tuple(commonest(each) for each in summaries)
    return Grid("questions", (*strips, Strip("commonest mistakes", mistakes)))


def commonest(summary: Summary) -> str:
    """The commonest mistakes with their number."""
    known = [mistake for mistake in summary.mistakes if mistake.name != UNKNOWN]
    shown = [*known[:COMMONEST], *summary.mistakes[len(known) :]]
    return "; ".join(f"{mistake.count} {mistake.name}" for mistake in shown)


def whose(paper: Paper, answer: Answered) -> str:
    """Of the line of a table: whose answer is meant, and to which question."""
    return f" ({paper.student.name}, {answer.name})" if paper.student.row else ""


def off_grid(off: Sequence[tuple[Paper, Answered]], digits: int | None) -> Grid:
    """A line for each answer that is not accepted."""
    marks = [answer.mark for _, answer in off]
    return Grid(
        "not accepted",
        (
            Strip("student", tuple(paper.student.name for paper, _ in off)),
            Strip("question", tuple(answer.name for _, answer in off)),
            *judged(marks, digits),
        ),
        keys=2,
    )


def feedback(answer: Answered) -> str:
    """What is said of an answer in a gradebook; nothing of one that is right."""
    mark = answer.mark
    if mark.trouble or mark.verdict is None:
        return mark.trouble
    if mark.status is Status.CORRECT:
        return ""
    return "; ".join(note.text for note in verdict_notes(mark.verdict))
