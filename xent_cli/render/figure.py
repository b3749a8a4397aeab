"""A picture as a file that one would put in a paper: SVG or PNG, the same bytes each time."""

import logging
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from xent_cli.answers.picture import Line, Picture
from xent_cli.choices import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INCHES = (5.6, 4.0)
WIDER = 1.9  # inches, for names that stand beside the axes
DOTS = 200  # an inch, of a PNG
# For print in black and white.
DASHES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 3)))
MARKERS = ("o", "s", "^", "D", "v", "P")
MANY = 6  # names, more than which stand beside the axes


class Inks(NamedTuple):
    """The colours of paper, of what is written on it, of what stands back, of bars, and of lines.

    Those of lines are Okabe and Ito's, which the colour-blind tell apart; on dark ground the lighter ones.
    """

    paper: str
    ink: str
    faint: str
    grid: str
    bars: str
    lines: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Each of them."""
        return (self.paper, self.ink, self.faint, self.grid, self.bars, *self.lines)


LIGHT = Inks(
    *("#ffffff", "#1c2128", "#59636e", "#d5dae0", "#a8d4f2"),
    ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"),
)
DARK = Inks(
    *("#14181d", "#e4e8ec", "#9aa5b1", "#343b44", "#1d4f73"),
    ("#4fb0f0", "#ff8a3d", "#1fc79a", "#e39ac3", "#f2c14a", "#9ad5f7"),
)
SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "xent",
    "svg.fonttype": "path",
    "font.family": ["DejaVu Sans"],
    "font.size": 12,
    "axes.labelsize": 13,
    "axes.titlesize": 13,
    "legend.fontsize": 11,
    "lines.linewidth": 2.2,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
}


def svg(picture: Picture, theme: Theme) -> str:
    """The text of an SVG."""
    text = drawn(picture, DARK if theme is Theme.DARK else LIGHT, "svg").decode()
    if theme is not Theme.AUTO:
        return text
    for k, color in enumerate(LIGHT.all):
        text = text.replace(color, f"var(--ink-{k})")
    light, dark = (" ".join(f"--ink-{k}: {color};" for k, color in enumerate(inks.all)) for inks in (LIGHT, DARK))
    style = f"<style>svg {{ {light} }}\n@media (prefers-color-scheme: dark) {{ svg {{ {dark} }} }}</style>\n"
    at = text.index("<defs>")
    return text[:at] + style + text[at:]


def png(picture: Picture, theme: Theme) -> bytes:
    """The bytes of a PNG."""
    return drawn(picture, DARK if theme is Theme.DARK else LIGHT, "png")


def drawn(picture: Picture, inks: Inks, form: str) -> bytes:
    """The bytes of a file."""
    import matplotlib
    from matplotlib.figure import Figure

    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # that it looks for fonts is nobody's concern
    colors: dict[Any, Any] = {
        "text.color": inks.ink,
        "axes.labelcolor": inks.ink,
        "axes.edgecolor": inks.faint,
        "axes.facecolor": inks.paper,
        "figure.facecolor": inks.paper,
        "xtick.color": inks.ink,
        "ytick.color": inks.ink,
        "grid.color": inks.grid,
        "legend.facecolor": inks.paper,
        "legend.edgecolor": inks.grid,
    }
    with matplotlib.rc_context(SETTINGS | colors):
        names = len(picture.bars) + len(picture.lines)
        width, height = INCHES
        figure = Figure(figsize=(width + WIDER * (names > MANY), height), layout="constrained")
        axes = figure.add_subplot()
        draw(axes, picture, inks)
        if names > MANY:
            figure.legend(loc="outside right upper", framealpha=0.9)
        elif names > 1:
            axes.legend(framealpha=0.9)
        out = BytesIO()
        stamp = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        figure.savefig(out, format=form, dpi=DOTS, metadata=stamp)
    return out.getvalue()


def draw(axes: "Axes", picture: Picture, inks: Inks) -> None:
    """Bars, lines, axes and legend."""
    left, right, bottom, top = picture.within()
    for bars in picture.bars:
        widths = [upper - lower for lower, upper in zip(bars.lower, bars.upper, strict=True)]
        axes.bar(
            bars.lower,
            bars.heights,
            widths,
            align="edge",
            color=inks.bars,
            edgecolor=inks.paper,
            linewidth=0.8,
            label=bars.name,
        )
    for k, line in enumerate(line for line in picture.lines if not line.faint):
        draw_line(axes, line, inks.lines, k)
    for line in picture.lines:
        if line.faint:
            axes.plot(line.x, line.y, color=inks.faint, linestyle=(0, (2, 2)), linewidth=1.5, label=line.name)
    axes.set(title=picture.title, xlabel=picture.x.label, ylabel=picture.y.label)
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top + (0.0 if picture.y.high is not None else 0.04 * (top - bottom)))
    axes.grid(True, linewidth=0.8)


def draw_line(axes: "Axes", line: Line, colors: Sequence[str], number: int) -> None:
    """A line by its number: a colour, a dash and a mark that no other has among thirty-six."""
    turn = number + number // len(colors)
    axes.plot(
        line.x,
        line.y,
        color=colors[number % len(colors)],
        linestyle=DASHES[turn % len(DASHES)] if line.joined else "none",
        marker=MARKERS[turn % len(MARKERS)] if line.points else "none",
        markersize=7,
        label=line.name,
        clip_on=not line.points,
    )
