"""A picture drawn in a terminal, of characters."""

from collections.abc import Iterator
from typing import NamedTuple

from xent_cli.answers.picture import Numbers, Picture
from xent_cli.render.bars import knows

WIDTH, HEIGHT = 80, 17
LABELS = 10  # columns beside the frame, for the numbers of the axis
NARROWEST = 20
COLORS = ("blue", "yellow", "magenta", "green", "red")
FAINT = "cyan"
MARKS = list("*ox+#@%&=$~^:;!?")
FRAME = str.maketrans("┌┐└┘─│", "++++-|")


class Stroke(NamedTuple):
    """What is drawn in one go: points, which may be joined."""

    name: str
    x: Numbers
    y: Numbers
    joined: bool
    faint: bool


def lines(picture: Picture, width: int, *, color: bool) -> Iterator[str]:
    """The lines of text, none of them wider than `width`."""
    import uniplot

    drawn = [*strokes(picture)]
    left, right, bottom, top = picture.within()
    several = len(drawn) > 1
    text = uniplot.plot_to_string(
        xs=[stroke.x for stroke in drawn],
        ys=[stroke.y for stroke in drawn],
        lines=[stroke.joined for stroke in drawn],
        legend_labels=[stroke.name for stroke in drawn] if several else None,
        legend_placement="auto" if width >= WIDTH else "vertical",
        color=[FAINT if s.faint else COLORS[k % len(COLORS)] for k, s in enumerate(drawn)] if color else False,
        # Without colours, what tells several apart is the character that they are drawn with.
        character_set="block" if knows("▚") and (color or not several) else "ascii",
        force_ascii_characters=MARKS,
        width=max(NARROWEST, width - LABELS),
        height=HEIGHT,
        line_length_hard_cap=width,
        x_min=left,
        x_max=right,
        y_min=bottom,
        y_max=top,
        x_gridlines=[],
        y_gridlines=[],
    )
    yield picture.title
    yield f"y: {picture.y.label}"
    for line in text.splitlines():
        yield line.rstrip() if knows("┌") else line.rstrip().translate(FRAME)
    yield f"x: {picture.x.label}"


def strokes(picture: Picture) -> Iterator[Stroke]:
    """Bars by their outlines, then the lines."""
    for bars in picture.bars:
        x, y = [], []
        for lower, upper, height in zip(bars.lower, bars.upper, bars.heights, strict=True):
            x += [lower, lower, upper, upper]
            y += [0.0, height, height, 0.0]
        yield Stroke(bars.name, tuple(x), tuple(y), True, False)
    for line in picture.lines:
        if line.x:
            yield Stroke(line.name, line.x, line.y, line.joined, line.faint)
