"""The blocks of text that an answer is laid out in."""

from xent_cli.core.errors import visible
from xent_cli.record import record


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


def legible(block: Block) -> Block:
    """The block as a person may see it: control characters of names, keys and claims are spelled out."""
    match block:
        case Title(text, formula):
            return Title(visible(text), visible(formula))
        case Grid(title, strips, caption, keys):
            return Grid(visible(title), tuple(map(_legible_strip, strips)), visible(caption), keys)
        case Result(name, value, unit, remark):
            return Result(visible(name), value, unit, remark)
        case Note(text, mark):
            return Note(visible(text), mark)


def _legible_strip(strip: Strip) -> Strip:
    return Strip(visible(strip.header), tuple(map(visible, strip.cells)), strip.numeric, strip.total)
