"""A picture as frozen data: axes, lines and bars, whoever draws them."""

from typing import NamedTuple

Numbers = tuple[float, ...]
MOST = 12  # lines in a picture


class Axis(NamedTuple):
    """What an axis shows, with its unit, and from where to where; None: as far as what is drawn."""

    label: str
    low: float | None = None
    high: float | None = None


class Line(NamedTuple):
    """Points that are shown, or joined in their order, or both; `faint` is what others are compared with."""

    name: str
    x: Numbers
    y: Numbers
    points: bool = False
    joined: bool = True
    faint: bool = False


class Bars(NamedTuple):
    """Bars from one end of a bin to the other."""

    name: str
    lower: Numbers
    upper: Numbers
    heights: Numbers


class Picture(NamedTuple):
    """A title, two axes, and what is drawn between them."""

    title: str
    x: Axis
    y: Axis
    lines: tuple[Line, ...] = ()
    bars: tuple[Bars, ...] = ()

    def within(self) -> tuple[float, float, float, float]:
        """From where to where it goes: x, then y."""
        xs = [x for line in self.lines for x in line.x] + [x for bar in self.bars for x in (*bar.lower, *bar.upper)]
        ys = [y for line in self.lines for y in line.y] + [y for bar in self.bars for y in (0.0, *bar.heights)]
        return (*limits(self.x, xs), *limits(self.y, ys))


def limits(axis: Axis, values: list[float]) -> tuple[float, float]:
    """The ends of an axis; never one point."""
    low = min(values) if axis.low is None else axis.low
    high = max(values) if axis.high is None else axis.high
    return (low, high) if low < high else (low - 0.5, high + 0.5)
