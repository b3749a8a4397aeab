"""The blocks of text that an answer is laid out in."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace

from xent_cli.core.characters import visible
from xent_cli.record import record


class Math(str):
    """Text that a notation has written: it means itself, and nothing in it is to be escaped."""


@record
class Title:
    """The quantity, its formula, and what the symbols of that stand for; `depth` more of one within another's part."""

    text: str
    formula: str
    where: tuple[str, ...] = ()
    depth: int = 0

    @property
    def formulas(self) -> str:
        """All of them in a line."""
        return ",  ".join((self.formula, *self.where))


@record
class Strip:
    """A column as text: its header, its cells, padded to one width, and what stands below the rule.

    One that is `spare` says nothing that the others do not, and is left out where a screen is too narrow.
    """

    header: str
    cells: tuple[str, ...]
    numeric: bool = False
    total: str = ""
    spare: bool = False


@record
class Grid:
    """A table of text, column by column; where no header says anything there is none.

    Where it is too wide and drawn in parts, each begins with the first `keys` columns.
    """

    title: str
    strips: tuple[Strip, ...]
    caption: str = ""
    keys: int = 1

    def parts(self, width: float, width_of: Callable[[Strip], float]) -> Iterator[tuple[Strip, ...]]:
        """The columns in parts no wider than that, each beginning with the columns that tell its lines apart."""
        strips = self.strips
        if sum(map(width_of, strips)) > width:
            strips = tuple(strip for strip in strips if not strip.spare)
        keys = part = strips[: self.keys]
        for strip in strips[self.keys :]:
            if len(part) > self.keys and sum(map(width_of, (*part, strip))) > width:
                yield self._summed(part)
                part = keys
            part = (*part, strip)
        yield self._summed(part)

    def _summed(self, part: tuple[Strip, ...]) -> tuple[Strip, ...]:
        """The columns; where none of them has a sum, the first does not say that there is one."""
        if any(strip.total for strip in part[self.keys :]):
            return part
        return tuple(replace(strip, total="") for strip in part)

    @property
    def headed(self) -> bool:
        """Whether there is a header."""
        return any(strip.header for strip in self.strips)

    @property
    def totalled(self) -> bool:
        """Whether there is a last line with sums."""
        return any(strip.total for strip in self.strips)


@record
class Steps(Grid):
    """The lines of a derivation: what is computed, by which formula, and what comes out."""


@record
class Result:
    """The answer itself, with its unit and what stands behind it."""

    name: str
    value: str
    unit: str
    remark: str


@record
class Note:
    """A remark; `mark` is a check, a cross or a dot. What it says in numbers may be that of a formula."""

    text: str
    mark: str = "·"
    formula: str = ""

    @property
    def said(self) -> str:
        """The formula and its numbers in a line."""
        return f"{self.formula}: {self.text}" if self.formula else self.text


@record
class Figure:
    """A picture as SVG, and what it shows in words."""

    svg: str
    words: str


Block = Title | Grid | Result | Note | Figure


def seen(block: Block) -> Block:
    """The block with what no reader could see shown as a program would write it: nothing of it moves a terminal."""
    drawn = copy(block)
    vars(drawn).update({name: _seen(value) for name, value in vars(block).items() if isinstance(value, str)})
    if isinstance(drawn, Grid):
        drawn = replace(drawn, strips=tuple(map(_strip, drawn.strips)))
    return drawn


def _strip(strip: Strip) -> Strip:
    return replace(strip, header=_seen(strip.header), cells=tuple(map(_seen, strip.cells)))


def _seen(text: str) -> str:
    return text if isinstance(text, Math) else visible(text)
