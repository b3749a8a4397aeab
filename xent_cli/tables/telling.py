"""What the answer about a table says of itself and of how the table was read."""

from collections.abc import Iterator, Mapping

from xent_cli.answers.answer import Head
from xent_cli.answers.unusual import NO_NAMES, infinite_notes
from xent_cli.call import Call
from xent_cli.core.unusual import Unusual
from xent_cli.inputs.described import Described
from xent_cli.measures.measure import Measure


def head_of(measure: Measure, call: Call, table: Described, rows: int, said: str) -> Head:
    """Which quantity it is, of what, and by which convention."""
    classes = None if call.meaning.elementwise else len(table.classes)
    return Head(measure.name, measure.quantity, call.unit(measure), rows, classes, call.convention(measure, said))


def matched(table: Described) -> Iterator[str]:
    """How its columns were taken, and its labels."""
    if table.labelled and table.labels.by:
        yield f"labels were matched to columns by {table.labels.by}"
    yield from table.notes


def notes(table: Described, unusual: Unusual, ids: Mapping[int, str] = NO_NAMES) -> Iterator[str]:
    """What a reader should know of how the table was read."""
    yield from matched(table)
    yield from infinite_notes(unusual.infinite, ids)
