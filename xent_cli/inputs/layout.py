"""What a user said about a table: which columns hold what, and how its labels are meant."""

from typing import Literal

from xent_cli.record import record


@record
class Layout:
    """The options of a table; the column options are expressions (`p_*`, `p0:p9`, `a,b`, `2:11`)."""

    target: str | None = None
    pred: str | None = None
    sums_to_1: bool = True  # each row of PRED: a column that does not belong there shows
    lone: int = 0  # with TARGET alone in its table: of how many classes its labels are
    target_is: Literal["labels", "numbers", "either"] = "labels"  # either: numbers beside a single column of PRED
    delimiter: str | None = None
    comment: str | None = None  # what starts a line of text that is no row
    header: bool = True
    classes: tuple[str, ...] = ()
    one_based: bool = False
    weight: str | None = None
    by: str | None = None
    ignore: tuple[str, ...] = ()
    skip_bad: bool = False
