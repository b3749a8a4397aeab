"""A stream of rows, each with its own answer: a line is written as soon as it is known."""

from collections.abc import Iterator

from xent_cli.answers.answer import Stream
from xent_cli.answers.worked import Cell
from xent_cli.core.characters import visible
from xent_cli.render.numbers import cell

NUMBER = 12  # places for 6 digits, their sign, point and exponent
ROW = 9


def records(stream: Stream) -> Iterator[list[Cell]]:
    """The header, and a record for each row: its number, its name and its label where it has these, its values."""
    for count, block in enumerate(stream.blocks):
        said = {"row": block.numbers.tolist(), "id": block.ids, "label": block.labels}
        told = {name: values for name, values in said.items() if values is not None}
        if not count:
            yield [*told, *stream.names]
        yield from ([*opening, *row] for *opening, row in zip(*told.values(), block.lines, strict=True))


def table(stream: Stream, digits: int | None) -> Iterator[str]:
    """Lines whose columns stand below each other, as far as that is known before the rows are."""
    head = stream.head
    yield f"{head.quantity}{f' in {head.unit}' if head.unit else ''}, row by row"
    wide = max(NUMBER, (digits or 0) + NUMBER // 2, *map(len, stream.names))
    for record in records(stream):
        number, *texts = [visible(cell(x, digits)) for x in record]
        yield "  ".join([number.rjust(ROW), *(text.rjust(wide) for text in texts)])


def markdown(stream: Stream, digits: int | None) -> Iterator[str]:
    """A Markdown table, line by line."""
    from xent_cli.render.markdown import row

    for count, record in enumerate(records(stream)):
        yield row(cell(x, digits) for x in record)
        if not count:
            yield f"|{' ---: |' * len(record)}"
