"""Totals of several files put together, if they fit: of one measure, asked alike, each file once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from xent_cli.core.errors import InputError, listed
from xent_cli.inputs.labels import Way
from xent_cli.inputs.storage import STDIN
from xent_cli.tables.gathered import Gathered
from xent_cli.tables.kept import AGAIN, Kept, versions


def together(named: Sequence[tuple[str, Kept]]) -> tuple[Kept, Gathered]:
    """What all say, and what their rows come to, in the order of the names of their files; they must fit together."""
    refuse_others(named)
    refuse_twice(named)
    first, *others = sorted((kept for _, kept in named), key=lambda kept: kept.order)
    found, rows, ways = None, 0, set[Way]()
    for kept in (first, *others):
        if kept.totals is not None:
            more = kept.totals.gathered.after(rows, 0)
            found = more if found is None else found + more
        rows += kept.rows
        ways |= {*kept.table.ways}
    if found is None:
        raise InputError("has no rows", first.table.name, "give a table with a row for each prediction")
    return replace(first, table=first.table._replace(ways=tuple(sorted(ways)))), found


def refuse_others(named: Sequence[tuple[str, Kept]]) -> None:
    """Refuse totals that were made in another way than the first."""
    (name, first), *others = named
    for other, kept in [(name, first), *others]:
        if kept.made_by != versions():
            by = next(key for key, version in versions().items() if kept.made_by.get(key) != version)
            what = f"was made with {by} {kept.made_by.get(by)}, and this is {by} {versions()[by]}"
            raise InputError(what, other, f"the last bit may differ: {AGAIN}")
    for other, kept in others:
        if kept.measure != first.measure:
            what = f"holds totals of {kept.measure}, and {name} of {first.measure}"
            raise InputError(what, other, "merge totals of one measure")
        if kept.classes != first.classes:
            what = f"has the classes {listed(kept.classes)}, and {name} has {listed(first.classes)}"
            raise InputError(what, other, "name the columns in one order, with --pred")
        mine, theirs = dict(options(first)), dict(options(kept))
        for option in [*mine, *theirs]:
            if mine.get(option) != theirs.get(option):
                what = f"was made with {said(option, theirs)}, and {name} with {said(option, mine)}"
                raise InputError(what, other, "merge totals that were asked for alike")
        if kept.table.roles != first.table.roles:
            raise InputError(f"has other columns than {name}", other, "name them with --target, --pred and --by")


def options(kept: Kept) -> Iterator[tuple[str, Any]]:
    """Every option of a call, knobs among them."""
    for group in (kept.knobs, *kept.options.values()):
        yield from ((f"--{name.replace('_', '-')}", value) for name, value in group.items())


def said(option: str, values: Mapping[str, Any]) -> str:
    """An option as it was typed."""
    value = values.get(option)
    if value in (None, False):
        return f"no {option}"
    return option if value is True else f"{option} {value}"


def refuse_twice(named: Sequence[tuple[str, Kept]]) -> None:
    """Refuse a file whose rows would count twice."""
    seen: dict[str, str] = {}
    for name, kept in named:
        for file in kept.files:
            if file.at in seen:
                raise InputError(f"holds {file.path}, which {seen[file.at]} holds too", name, "merge each file once")
            if file.path != STDIN:
                seen[file.at] = name
