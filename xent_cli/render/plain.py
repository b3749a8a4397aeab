"""The bare value: a line per row, vectors as comma lists."""

from collections.abc import Iterator

from xent_cli.core.answer import Answer, Stream, Value
from xent_cli.render.numbers import certified, plain


def lines(answer: Answer, digits: int | None) -> Iterator[str]:
    """The lines of text, without their newlines."""
    if isinstance(answer, Stream):
        for block in answer.blocks:
            yield from (_joined(row, digits) for row in block.values.tolist())
    elif answer.certificate and digits:
        texts = [certified(number, digits) for number in answer.certificate.digits]
        yield from texts if answer.head.rows > 1 else [",".join(texts)]
    elif isinstance(answer.value, tuple) and answer.head.rows > 1:
        yield from (_joined(row, digits) for row in answer.value)
    else:
        yield _joined(answer.value, digits)


def _joined(value: Value | list[float], digits: int | None) -> str:
    if isinstance(value, float):
        return plain(value, digits)
    return ",".join(_joined(x, digits) for x in value)
