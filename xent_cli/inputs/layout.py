"""What a user said about a table: which columns hold what, and how its labels are meant."""

from collections.abc import Callable
from typing import Literal

from xent_cli.record import record

# What stands beside PRED: labels or distributions, distributions alone, or a number for each of its numbers.
TargetForm = Literal["classes", "distribution", "elements"]


def takes_classes(width: int) -> TargetForm:
    """Labels or distributions, of however many columns PRED is."""
    return "classes"


@record
class Layout:
    """The options of a table; the column options are expressions (`p_*`, `p0:p9`, `a,b`, `2:11`)."""

    target: str | None = None
    pred: str | None = None
    wanted: str = ""  # the measure that cannot do without TARGET in this table
    sums_to_1: bool = True  # each row of PRED: a column that does not belong there shows
    lone: int = 0  # with TARGET alone in its table: of how many classes its labels are
    takes: Callable[[int], TargetForm] = takes_classes  # what TARGET is, beside so many columns of PRED
    in_pair: bool = False  # with TARGET and PRED in tables of their own
    beside: int = 0  # with PRED in another table: how many columns it has
    delimiter: str | None = None
    comment: str | None = None  # what starts a line of text that is no row
    header: bool = True
    classes: tuple[str, ...] = ()
    one_based: bool = False
    weight: str | None = None
    by: str | None = None
    id: str | None = None  # the column that names the rows; of two tables, one may be without it
    knob: tuple[str, str] | None = None  # an option of the measure, and the column that it names
    ignore: tuple[str, ...] = ()
    skip_bad: bool = False
