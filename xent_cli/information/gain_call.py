"""The journey of `xent gain`: branches typed, or the features of a table -> the gain of one, or all of them ranked."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from xent_cli.answers.answer import Certificate, Fact, Head, Report
from xent_cli.answers.worked import Column, Grid
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError
from xent_cli.core.log_base import LogBase
from xent_cli.information.asking import Asking
from xent_cli.information.counting import Counts, count, only, open_columns
from xent_cli.information.gain import Branches, answer, branches, ulps
from xent_cli.information.joint import Joint, as_number, of_pairs, of_rows
from xent_cli.information.reading import Categorical
from xent_cli.information.splits import Cuts, every_cut, shown, thresholds
from xent_cli.information.wrong_gains import wrong_gains
from xent_cli.inputs.operand import Files, as_typed, read_operands
from xent_cli.outcome import Outcome
from xent_cli.passes.fold import refuse_workers
from xent_cli.record import record

MANY = 20  # different numbers of a feature from which cuts may have been meant


class Columns(Categorical, Protocol):
    """Which columns of a table, and how they are read."""

    target: str | None
    features: str | None
    threshold: str | None
    cuts: bool


@record
class Call(Asking):
    """What was asked."""

    table: Columns


class Ranked(NamedTuple):
    """A feature with what its split comes to; `told` is its name, and where it was cut."""

    told: str
    found: Branches
    cuts: Cuts | None


def solve(call: Call) -> Outcome:
    """Carry out a call."""
    table = call.table
    named = bool(table.target or table.features)
    (operand,) = read_operands(call.operands, ("BRANCHES",), one_table=named, words=False)
    if isinstance(operand, Files) and not named:
        operand = as_typed(operand, "BRANCHES") or operand
    if isinstance(operand, Files):
        return of_table(call, operand)
    refuse_workers(call.cluster)
    if table.threshold or table.cuts:
        option = "--cuts" if table.cuts else "--threshold"
        raise InputError("is for the numbers of a table", option, "name the table, and its --target")
    joint = of_rows(operand.rows, "BRANCHES", counted=True)
    return one(call, joint, 1, ())


def one(call: Call, joint: Joint, rows: int, notes: tuple[str, ...]) -> Outcome:
    """A single split, worked."""
    found = answer(joint, call.log, rows, notes)
    return concluded(call, found, wrong=lambda: wrong_gains(branches(joint, call.log)))


def of_table(call: Call, files: Files) -> Outcome:
    """The features of a table, counted in one pass."""
    asked = call.table
    if asked.threshold and asked.cuts:
        raise InputError("a threshold is given, and every cut asked for", "--cuts", "say one of them")
    if asked.target is None:
        raise InputError("which column holds the classes is not said", files.paths[0], "name it with --target")
    columns = f"{asked.features},{asked.target}" if asked.features else "*"
    table = open_columns(files.paths, columns, asked, "--features, --target")
    features = list(table.by)
    against = features.index(table.names[only(asked.target, table.names, "--target")])
    target = features.pop(against)
    if not features:
        raise InputError("has no column but that of the classes", table.name, "give a table with features")
    counts = count(table, against, asked, thresholds(asked.threshold, features), call.cluster)
    ranked = []
    for name, pairs in zip(features, counts.pairs, strict=True):
        cuts = every_cut(pairs) if asked.cuts else None
        told = name if cuts is None else f"{name} ≤ {shown(cuts.cuts[cuts.best].threshold)}"
        joint = of_pairs(pairs if cuts is None else cuts.pairs, name, target)
        ranked.append(Ranked(told, branches(joint, call.log), cuts))
    ranked.sort(key=lambda one: -one.found.gain.digits)
    notes = (*table.notes, *counts.notes)
    if len(ranked) == 1 and ranked[0].cuts is None:
        return one(call, ranked[0].found.joint, counts.rows, (*notes, *of_many_numbers(ranked[0].found.joint)))
    found = report(call, ranked, counts, (*notes, *remarks(ranked)))
    return concluded(call, found, wrong=lambda: wrong_gains(ranked[0].found))


def remarks(ranked: Sequence[Ranked]) -> Iterator[str]:
    """What is to be noted of features."""
    for one in ranked:
        joint = one.found.joint
        size = len(joint.rows)
        if size > 2 and joint.sum == size:
            yield f"{joint.x} has {size} values in {size} rows: it names the rows, and its gain says nothing"
        else:
            yield from of_many_numbers(joint)


def of_many_numbers(joint: Joint) -> Iterator[str]:
    """What may have been meant by a branch for each of many numbers."""
    size = len(joint.rows)
    if size > MANY and all(as_number(name) is not None for name in joint.rows):
        yield f"{joint.x} has {size} numbers, each a branch of its own: --cuts parts them in two"


def report(call: Call, ranked: Sequence[Ranked], counts: Counts, notes: Sequence[str]) -> Report:
    """All features, the best first."""
    best = ranked[0]
    joint = best.found.joint
    convention = {"base": call.log.text, "input": "counts"}
    head = Head("gain", f"information gain of {best.told}", call.log.unit, counts.rows, len(joint.columns), convention)
    facts = (
        Fact("parent_entropy", "parent entropy", best.found.parent.value, joint.y),
        Fact("gini", "Gini impurity", float(best.found.gini), joint.y),
        Fact("best", "best feature", best.told, "the highest gain"),
    )
    grids = [features_grid(ranked)]
    if len(ranked) == 1 and best.cuts:
        grids = [cuts_grid(best.cuts, call.log)]
    certificate = Certificate((best.found.gain.digits,), ulps(best.found))
    return Report(head, best.found.gain.value, facts, tuple(grids), tuple(notes), certificate)


def features_grid(ranked: Sequence[Ranked]) -> Grid:
    """A line per feature."""
    columns = (
        Column("feature", "feature", tuple(one.told for one in ranked)),
        Column("branches", "branches", tuple(len(one.found.joint.rows) for one in ranked)),
        Column("conditional_entropy", "left after the split", tuple(one.found.weighted.value for one in ranked)),
        Column("split_information", "split information", tuple(one.found.split.value for one in ranked)),
        Column("gini_decrease", "Gini decrease", tuple(float(one.found.gini_decrease) for one in ranked)),
        Column("gain_ratio", "gain ratio", tuple(one.found.ratio for one in ranked)),
        Column("gain", "gain", tuple(one.found.gain.value for one in ranked)),
    )
    return Grid("features", "features by gain", columns)


def cuts_grid(cuts: Cuts, log: LogBase) -> Grid:
    """A line per threshold."""
    columns = (
        Column("threshold", "threshold", tuple(float(cut.threshold) for cut in cuts.cuts)),
        Column("below", "rows up to it", tuple(cut.below for cut in cuts.cuts)),
        Column("gain", "gain", tuple((cuts.gains / log.ln + 0.0).tolist())),
    )
    return Grid("cuts", "every cut", columns)
