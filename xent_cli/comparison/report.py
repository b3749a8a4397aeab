"""What a comparison answers: the mean difference with its interval, and what lies behind it."""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from xent_cli.answers.answer import Fact, Head, Report
from xent_cli.answers.worked import Column, Grid
from xent_cli.comparison.changes import Change, Line
from xent_cli.comparison.interval import interval, unpaired
from xent_cli.comparison.pairing import Unpaired
from xent_cli.record import record


@record
class Compared:
    """Two tables compared; lines are in the unit of the answer."""

    old: str
    new: str
    whole: Line
    groups: tuple[str, Sequence[Line]] | None
    classes: tuple[Sequence[str], Sequence[Line]] | None
    worst: Sequence[Change] | None
    hits: Sequence[int] | None
    clusters: str | None
    unpaired: Unpaired | None
    confidence: Fraction


def report(head: Head, found: Compared, notes: Sequence[str]) -> Report:
    """The report."""
    return Report(head, found.whole.difference, tuple(facts(found)), tuple(grids(found)), (*remarks(found), *notes))


def facts(found: Compared) -> Iterator[Fact]:
    """What one wants to know beside the difference."""
    line, share = found.whole, f"{100 * float(found.confidence):g}%"
    yield Fact("old", "old", line.old, f"the mean of {found.old}")
    yield Fact("new", "new", line.new, f"the mean of {found.new}")
    yield Fact("difference", "difference", line.difference, "new - old, row by row: below 0 the new one is better")
    if not math.isnan(line.standard_error):
        counted = f"of {line.units} clusters, by {found.clusters}" if found.clusters else "of the paired differences"
        yield Fact("standard_error", "standard error", line.standard_error, counted)
        if bounds := interval(line.difference, line.standard_error, found.confidence, Fraction(line.units - 1)):
            yield Fact("interval", f"{share} interval", bounds, f"Student's t, {line.units - 1} degrees of freedom")
    error, freedom = unpaired(line)
    if bounds := interval(line.difference, error, found.confidence, freedom):
        yield Fact("unpaired_standard_error", "unpaired error", error, "for contrast: as if of different rows")
        yield Fact("unpaired_interval", "unpaired interval", bounds, f"Welch's t, {float(freedom):.6g} degrees")
    yield Fact("better", "better", line.better, "rows that cost less")
    yield Fact("worse", "worse", line.worse, "rows that cost more")
    yield Fact("equal", "equal", line.equal, "rows that cost the same")
    if found.hits is not None:
        old, new = (hits / line.rows for hits in found.hits)
        yield Fact("accuracy_old", "accuracy, old", old, "the largest prediction is the label")
        yield Fact("accuracy_new", "accuracy, new", new, "")
    if found.unpaired is not None:
        lost = found.unpaired
        yield Fact("missing_in_new", "keys only in old", lost.only_old, f"not in {found.new}")
        yield Fact("missing_in_old", "keys only in new", lost.only_new, f"not in {found.old}")
        yield Fact("twice_in_old", "keys twice in old", lost.twice_old, "left out: no one knows which is meant")
        yield Fact("twice_in_new", "keys twice in new", lost.twice_new, "left out likewise")


def remarks(found: Compared) -> Iterator[str]:
    """What the numbers say, and what they cannot say."""
    line = found.whole
    if found.unpaired and sum(vars(found.unpaired).values()):
        yield "keys that do not stand once in both tables were left out, see above"
    if math.isnan(line.standard_error):
        few = "cluster" if found.clusters else "row"
        infinite = not math.isfinite(line.difference)
        yield f"no interval: {'a loss that is infinite has no spread' if infinite else f'one {few} tells no spread'}"
        return
    bounds = interval(line.difference, line.standard_error, found.confidence, Fraction(line.units - 1))
    if bounds and bounds[0] <= 0 <= bounds[1]:
        yield "the interval holds 0: on these rows neither is shown to be better"
    elif bounds:
        yield f"the interval does not hold 0: the {'old' if bounds[0] > 0 else 'new'} one is better on such rows"


def grids(found: Compared) -> Iterator[Grid]:
    """The lines of the classes, of the groups, of the rows."""
    if found.classes is not None:
        names, lines = found.classes
        named = tuple(names[int(line.key[0])] for line in lines)
        yield Grid("per_class", "by class", (Column("class", "class", named), *columns(lines)))
    if found.groups is not None:
        title, lines = found.groups
        keys = tuple(", ".join(line.key) for line in lines)
        yield Grid("groups", "by group", (Column("key", title, keys), *columns(lines)))
    if found.worst is not None:
        yield worst(found.worst)


def columns(lines: Sequence[Line]) -> tuple[Column, ...]:
    """Lines, column by column."""
    return (
        Column("rows", "rows", tuple(line.rows for line in lines)),
        Column("old", "old", tuple(line.old for line in lines)),
        Column("new", "new", tuple(line.new for line in lines)),
        Column("value", "difference", tuple(line.difference for line in lines)),
        Column("standard_error", "std. error", tuple(line.standard_error for line in lines)),
        Column("better", "better", tuple(line.better for line in lines)),
        Column("worse", "worse", tuple(line.worse for line in lines)),
    )


def worst(changes: Sequence[Change]) -> Grid:
    """The rows that changed most."""
    ids = tuple(change.id for change in changes if change.id is not None)
    shown = (
        Column("row", "row", tuple(change.row for change in changes)),
        *([Column("id", "id", ids)] if ids else []),
        Column("old", "old", tuple(change.old for change in changes)),
        Column("new", "new", tuple(change.new for change in changes)),
        Column("value", "difference", tuple(change.difference for change in changes)),
    )
    return Grid("worst", "changed most", shown)
