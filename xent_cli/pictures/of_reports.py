"""Pictures of what reports hold: reliability, epochs, and how losses are spread."""

from collections.abc import Callable, Sequence
from functools import partial

from xent_cli.answers.answer import Report
from xent_cli.answers.picture import MOST, Axis, Bars, Line, Picture
from xent_cli.answers.worked import Cell, Grid
from xent_cli.core.errors import counted
from xent_cli.core.histogram import Histogram
from xent_cli.outcome import Outcome

DIAGONAL = Line("perfectly calibrated", (0.0, 1.0), (0.0, 1.0), faint=True)
CURVES = {"loss": "training loss", "validation_loss": "validation loss"}


def of_bins(grid: Grid) -> Picture:
    """The reliability diagram: bars of what came true, and a line through the bins' confidence; of classes, lines."""
    columns, title = {column.name: column.values for column in grid.columns}, "reliability"
    lower, upper, said, came = (numbers(columns[name]) for name in ("lower", "upper", "confidence", "accuracy"))
    if "class" in columns:
        names = list(dict.fromkeys(columns["class"]))
        lines = tuple(of_class(name, columns["class"], said, came) for name in names[:MOST])
        if len(names) > MOST:
            title += f" of the first {MOST} of {len(names)} classes"
        bars: tuple[Bars, ...] = ()
    else:
        lines = (Line("bins, at their confidence", said, came, points=True, joined=False),)
        bars = (Bars("came true", lower, upper, came),)
    confidence = Axis("confidence: mean predicted probability", 0.0, 1.0)
    accuracy = Axis("accuracy: share that came true", 0.0, 1.0)
    return Picture(title, confidence, accuracy, (DIAGONAL, *lines), bars)


def of_class(name: Cell, classes: Sequence[Cell], said: Sequence[float], came: Sequence[float]) -> Line:
    """The line of a class."""
    x, y = zip(*((a, b) for of, a, b in zip(classes, said, came, strict=True) if of == name), strict=True)
    return Line(f"class {name}", x, y, points=True)


def of_training(outcome: Outcome) -> Callable[[], Picture] | None:
    """The training curves of a report, where it has epochs."""
    answer = outcome.answer
    if not isinstance(answer, Report):
        return None
    grids = [grid for grid in answer.grids if grid.key == "epochs"]
    return partial(of_epochs, grids[0], answer.head.unit or "") if grids else None


def of_epochs(grid: Grid, unit: str) -> Picture:
    """The training curves: the losses by epoch."""
    columns = {column.name: column.values for column in grid.columns}
    at = numbers(columns["epoch"])
    lines = tuple(
        Line(name, at, numbers(columns[key]), points=len(at) <= 40) for key, name in CURVES.items() if key in columns
    )
    return Picture("training", Axis("epoch"), Axis(f"cross-entropy ({unit})", 0.0), lines)


def of_losses(quantity: str, unit: str | None, found: Histogram, ln_base: float, of: str = "row") -> Picture:
    """How the losses of a table's rows are spread."""
    edges = [edge / ln_base for edge in found.edges]
    bars = Bars(f"{of}s", tuple(edges[:-1]), tuple(edges[1:]), tuple(map(float, found.counts.tolist())))
    beside = f", and {counted(found.others, of)} of infinite loss" if found.others else ""
    label = f"{quantity} of each {of} ({unit})" if unit else f"{quantity} of each {of}"
    title = f"{quantity} of {counted(int(found.counts.sum()), of)}{beside}"
    return Picture(title, Axis(label), Axis(f"{of}s", 0.0), (), (bars,))


def numbers(cells: Sequence[Cell]) -> tuple[float, ...]:
    """The cells of a column of numbers."""
    return tuple(float(x) for x in cells if isinstance(x, float | int))
