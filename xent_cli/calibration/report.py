"""What is known of the calibration of all rows -> the report."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xent_cli.answers.answer import Fact, Head, Report, Verification
from xent_cli.answers.unusual import skips, unusual_facts
from xent_cli.answers.worked import Column, Grid
from xent_cli.calibration.fitted import Fitted
from xent_cli.calibration.part import Totals
from xent_cli.core.exact_sum import ratio
from xent_cli.core.log_base import LogBase
from xent_cli.core.reliability import Bin, BrierParts, Errors, added, brier_parts, errors

ADDED_UP = "Brier score = reliability - resolution + uncertainty + within bins"


class Found(NamedTuple):
    """What was found: the totals, the bins of each column of events, and T* or why there is none."""

    totals: Totals
    columns: Sequence[Sequence[Bin]]
    fitted: Fitted | None
    missing: str | None


class Asked(NamedTuple):
    """How the bins were made, and what is shown of them."""

    bins: int
    equal_mass: bool
    classwise: bool

    @property
    def said(self) -> str:
        """The rule of the bins, in words."""
        many = f"{self.bins} bins" if self.bins > 1 else "1 bin"
        if self.equal_mass:
            return f"{many} of as many events each (a, b]; equal probabilities stay together"
        return f"{many} of equal width (a, b]; the first holds 0 too, empty ones are left out"


def report(
    head: Head, found: Found, asked: Asked, classes: Sequence[str], log: LogBase, notes: Sequence[str]
) -> Report:
    """The report; `classes` are none where one column was predicted."""
    columns = found.columns[1:] if classes else found.columns
    parts = brier_parts(columns, found.totals.squares)
    brier = ratio(found.totals.brier, found.totals.rows)
    each = [errors(column) for column in columns] if asked.classwise else [errors(found.columns[0])]
    expected = math.fsum(one.expected for one in each) / len(each)
    facts = (
        *losses(found, log),
        Fact("ece", "expected calibration error", expected, "the mean |gap| of a row's bin"),
        Fact("mce", "maximum calibration error", max(one.maximum for one in each), "the largest |gap| of a bin"),
        Fact("brier", "Brier score", brier, "reliability - resolution + uncertainty + within bins"),
        *brier_facts(parts),
        *unusual_facts(found.totals.unusual),
    )
    grids = [bins_grid(columns, classes) if asked.classwise else bins_grid(found.columns[:1], ())]
    if asked.classwise:
        grids.insert(0, classes_grid(each, columns, classes))
    if found.totals.unusual.skipped:
        grids.append(skips(found.totals.unusual))
    remarks = [*notes, rule(asked, bool(classes))]
    if found.missing:
        remarks.append(f"there is no T*: {found.missing}")
    return Report(head, expected, facts, tuple(grids), tuple(remarks), verification=added_up(brier, parts))


def losses(found: Found, log: LogBase) -> Iterator[Fact]:
    """The loss, T*, the loss there, and how much of the loss that mends."""
    totals = found.totals
    loss = ratio(totals.loss, totals.rows) / log.ln
    yield Fact("loss", "cross-entropy", loss, log.unit)
    if found.fitted:
        there = found.fitted.loss / log.ln
        yield Fact("temperature", "temperature T*", found.fitted.temperature, sureness(found.fitted.temperature))
        yield Fact("loss_at_temperature", "cross-entropy at T*", there, f"{log.unit}; the logits divided by T*")
        share = f"{(loss - there) / loss:.1%} of the cross-entropy" if loss else ""
        yield Fact("calibration_loss", "of it calibration", loss - there, share)
    yield Fact("accuracy", "accuracy", ratio(totals.hits, totals.rows), "the most probable class is the true one")


def sureness(temperature: float) -> str:
    """What T* says of the predictions."""
    if temperature > 1:
        return "above 1: too sure of themselves"
    return "below 1: not sure enough" if temperature < 1 else "as they should be"


def brier_facts(parts: BrierParts) -> Iterator[Fact]:
    """The parts of the Brier score."""
    yield Fact("reliability", "  reliability", parts.reliability, "squared gaps of the bins: 0 is best")
    yield Fact("resolution", "  resolution", parts.resolution, "how far the bins' outcomes differ: more is better")
    yield Fact("uncertainty", "  uncertainty", parts.uncertainty, "of the outcomes alone")
    yield Fact("within_bins", "  within bins", parts.within_bins, "what binning leaves")


def added_up(brier: float, parts: BrierParts) -> Verification:
    """Whether the parts make the score."""
    sides = (parts.reliability, -parts.resolution, parts.uncertainty, parts.within_bins)
    said = " ".join(f"{'-' if x < 0 else '+'} {abs(x):.6g}" for x in sides[1:])
    holds = math.isclose(brier, parts.total, rel_tol=1e-12, abs_tol=1e-12)  # of parts up to 1
    return Verification(holds, f"{ADDED_UP}: {brier:.6g} = {sides[0]:.6g} {said}")


def rule(asked: Asked, of_classes: bool) -> str:
    """What the calibration errors are of."""
    if not of_classes:
        of = "the probability of y = 1, and how often it comes true"
    elif asked.classwise:
        of = "the probability of each class, and how often it comes true (ECE: their mean, MCE: the largest)"
    else:
        of = "the most probable class (of equals the first), and how often it is the true one"
    return f"calibration errors: {of}; {asked.said}"


def bins_grid(columns: Sequence[Sequence[Bin]], classes: Sequence[str]) -> Grid:
    """A line per bin that is not empty."""
    lines = [(k, line) for k, column in enumerate(columns) for line in column if line.rows]
    named = (Column("class", "class", tuple(classes[k] for k, _ in lines)),) if classes else ()
    shown = (
        *named,
        Column("lower", "above", tuple(line.lower for _, line in lines)),
        Column("upper", "up to", tuple(line.upper for _, line in lines)),
        Column("rows", "rows", tuple(line.rows for _, line in lines)),
        Column("confidence", "confidence", tuple(line.confidence for _, line in lines)),
        Column("accuracy", "accuracy", tuple(line.accuracy for _, line in lines)),
        Column("gap", "gap", tuple(line.gap for _, line in lines)),
    )
    return Grid("bins", "reliability", shown)


def classes_grid(each: Sequence[Errors], columns: Sequence[Sequence[Bin]], classes: Sequence[str]) -> Grid:
    """A line per class."""
    rows = sum(line.rows for line in columns[0])
    said = [ratio(added(line.probs for line in column), rows) for column in columns]
    came = [ratio(added(line.outcomes for line in column), rows) for column in columns]
    return Grid(
        "per_class",
        "by class",
        (
            Column("class", "class", tuple(classes)),
            Column("confidence", "mean probability", tuple(said)),
            Column("accuracy", "share of the rows", tuple(came)),
            Column("ece", "ECE", tuple(one.expected for one in each)),
            Column("mce", "MCE", tuple(one.maximum for one in each)),
        ),
    )
