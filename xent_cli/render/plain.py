"""The bare value: a line per row, vectors as comma lists."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xent_cli.answers.answer import Answer, Report, Stream, WorkedAnswer
from xent_cli.render.numbers import plain, rows

if TYPE_CHECKING:
    from xent_cli.verify.graded import Graded
    from xent_cli.verify.sheet import Marking


def lines(answer: "Answer | Marking | Graded", digits: int | None) -> Iterator[str]:
    """The lines of text, without their newlines."""
    match answer:
        case Stream():
            for block in answer.blocks:
                yield from (",".join(plain(x, digits) for x in row) for row in block.lines)
        case WorkedAnswer() | Report():
            texts = rows(answer.value, answer.certificate, digits)
            one_each = len(texts) == 1 and answer.head.rows == len(texts[0])
            yield from texts[0] if one_each else map(",".join, texts)
        case checked:
            yield plain(checked.total.share, digits)
