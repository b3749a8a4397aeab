"""Questions as Moodle's GIFT format has them: https://docs.moodle.org/en/GIFT_format; it knows no points."""

import re
from collections.abc import Iterator, Sequence

from xent_cli.core.characters import visible
from xent_cli.exercises.answers import Exported

_SPECIAL = re.compile(r"[\\~=#{}:]")


def gift(category: str, questions: Sequence[Exported]) -> str:
    """The text of the file; a blank line parts the questions."""
    head = f"$CATEGORY: $course$/top/{visible(category).replace('/', '//')}\n"
    return "\n".join([head, *("".join(f"{line}\n" for line in _lines(question)) for question in questions)])


def escaped(text: str) -> str:
    r"""Text in which no character means more than itself.

    >>> print(escaped("{p = 1}: a\\b"))
    \{p \= 1\}\: a\\b
    """
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", visible(text))


def _lines(question: Exported) -> Iterator[str]:
    yield f"::{escaped(question.name)}::[plain]{escaped(question.text)} {{#"
    for answer in question.answers:
        worth = "" if answer.grade == "100" else f"%{answer.grade}%"
        said = f"#{escaped(answer.feedback)}" if answer.feedback else ""
        yield f"={worth}{answer.number}:{answer.tolerance}{said}"
    yield f"####{escaped(question.general)}"
    yield "}"
