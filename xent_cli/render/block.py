"""The blocks of text that an answer is laid out in."""

from xent_cli.record import record


class Math(str):
    """Text that a notation has written: it means itself, and nothing in it is to be escaped."""


@record
class Title:
    """The quantity and its formula."""

    text: str
    formula: str


@record
class Strip:
    """A column as text: its header, its cells, padded to one width, and what stands below the rule."""

    header: str
    cells: tuple[str, ...]
    numeric: bool = False
    total: str = ""


@record
class Grid:
    """A table of text, column by column; where no header says anything there is none.

    Where it is too wide and drawn in parts, each begins with the first `keys` columns.
    """

    title: str
    strips: tuple[Strip, ...]
    caption: str = ""
    keys: int = 1

    @property
    def headed(self) -> bool:
        """Whether there is a header."""
        return any(strip.header for strip in self.strips)

    @property
    def totalled(self) -> bool:
        """Whether there is a last line with sums."""
        return any(strip.total for strip in self.strips)


@record
class Result:
    """The answer itself, with its unit and what stands behind it."""

    name: str
    value: str
    unit: str
    remark: str


@record
class Note:
    """A remark; `mark` is a check, a cross or a dot."""

    text: str
    mark: str = "·"


Block = Title | Grid | Result | Note
