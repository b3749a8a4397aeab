"""Marked sheets of claims laid out as blocks of text."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from xent_cli.render.block import Block, Grid, Note, Strip, Title
from xent_cli.render.numbers import aligned, cell
from xent_cli.render.verdict import verdict_notes
from xent_cli.verify.sheet import Mark, Marking, Score

# Of more claims than MANY only those that are not accepted are worth the reader's time.
MANY = 200


def marking_blocks(marking: Marking, digits: int | None, details: bool) -> Iterator[Block]:
    """A line per file where there are several, a line per claim, what is wrong with some, and the total."""
    off = tuple(mark for mark in marking.marks if not mark.accepted)
    everything = len(marking.marks) <= MANY
    yield Title("claims", "judged by the digits typed")
    if len(marking.scores) > 1:
        yield scores_grid(marking.scores)
    if listed := marking.marks if everything else off:
        yield marks_grid(listed, digits, "" if everything else "not accepted")
    for _, (mark, *_) in groupby(off if details else (), key=told_apart):
        yield from explanation(mark)
    yield Note(str(marking), "✓" if marking.verified else "✗")


def numbers(header: str, cells: Sequence[str]) -> Strip:
    """A column of numbers."""
    return Strip(header, tuple(aligned(list(cells))), True)


def scores_grid(scores: Sequence[Score]) -> Grid:
    """A line per file: right, of, share."""
    counts = (
        numbers("right", [str(score.right) for score in scores]),
        numbers("of", [str(score.of) for score in scores]),
        numbers("share", [f"{score.share:.1%}" for score in scores]),
    )
    return Grid("", (Strip("file", tuple(score.file for score in scores)), *counts))


def judged(marks: Sequence[Mark], digits: int | None) -> tuple[Strip, ...]:
    """What was claimed, and what is said to it."""
    return (
        Strip("claim", tuple(mark.line.claim or "" for mark in marks)),
        Strip("value", tuple(", ".join(cell(x, digits) for x in mark.values) for mark in marks)),
        Strip("verdict", tuple(mark.status for mark in marks)),
        Strip("diagnosis", tuple(mark.reason for mark in marks)),
    )


def marks_grid(marks: Sequence[Mark], digits: int | None, title: str) -> Grid:
    """A line per claim."""
    return Grid(
        title,
        (
            Strip("file", tuple(mark.line.file for mark in marks)),
            Strip("line", tuple(aligned([str(mark.line.number or "") for mark in marks])), True),
            *judged(marks, digits),
        ),
        keys=2,
    )


def told_apart(mark: Mark) -> object:
    """What is explained by itself: a line, or a whole file that cannot be read."""
    return (mark.line.file, mark.trouble) if not mark.line.number else id(mark)


def explanation(mark: Mark, whose: str = "") -> Iterator[Note]:
    """Where a claim stands, what is wrong with it, and what to do instead."""
    line = mark.line
    if not line.number:
        yield Note(mark.trouble, "✗")
        return
    place = f"{line.file}:{line.number}{whose}: {line.command}".rstrip(": ")
    if mark.verdict is None:
        yield Note(f"{place}: {mark.trouble}", "✗")
        return
    verdict, *diagnosis = verdict_notes(mark.verdict)
    yield Note(f"{place} = {verdict.text}", verdict.mark)
    yield from diagnosis
