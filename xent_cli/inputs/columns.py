"""Column expressions and roles: names, globs, ranges and positions to the columns of one table."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from xent_cli.core.errors import InputError, did_you_mean
from xent_cli.inputs.layout import Layout
from xent_cli.record import record

Kind = Literal["whole", "number", "text"]


class Header(NamedTuple):
    """The columns of a file as its first rows show them; without a header they are called 1, 2, …"""

    file: str
    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    named: bool = True


@record
class Roles:
    """Positions, in one file, of the columns that are read and what each is for."""

    pred: tuple[int, ...]
    target: tuple[int, ...] = ()
    weight: tuple[int, ...] = ()
    by: tuple[int, ...] = ()
    labels: bool = False
    notes: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The columns read as numbers: PRED, a TARGET that is no label, the weight."""
        return self.pred + (() if self.labels else self.target) + self.weight

    @property
    def texts(self) -> tuple[int, ...]:
        """The columns read as text: the label and the group."""
        return (self.target if self.labels else ()) + self.by

    def of(self, names: Sequence[str], other: Sequence[str]) -> "Roles":
        """The same roles in a file whose columns stand in another order."""

        def move(columns: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(other.index(names[i]) for i in columns)

        return Roles(move(self.pred), move(self.target), move(self.weight), move(self.by), self.labels)


def select(expression: str, names: Sequence[str], option: str) -> tuple[int, ...]:
    """Return the positions that an expression names, in the order in which it names them.

    >>> select("p*,label", ["label", "p0", "p1"], "--pred")
    (1, 2, 0)
    >>> select("2:3", ["label", "p0", "p1"], "--pred")
    (1, 2)
    """
    parts = [expression] if expression in names else [p.strip() for p in expression.split(",") if p.strip()]
    chosen = [i for part in parts for i in _part(part, names, option)]
    twice = next((i for i in chosen if chosen.count(i) > 1), None) if len(set(chosen)) < len(chosen) else None
    if twice is not None:
        raise InputError(f"{expression!r} takes column {names[twice]} twice", option, "name each column once")
    if not chosen:
        raise InputError("names no column", option, _known(names))
    return tuple(chosen)


def _part(part: str, names: Sequence[str], option: str) -> Sequence[int]:
    """One name, glob, range or position."""
    if part not in names and any(c in part for c in "*?["):
        found = [i for i, name in enumerate(names) if fnmatchcase(name, part)]
        if not found:
            raise InputError(f"no column matches {part!r}", option, _known(names))
        return found
    if part not in names and part.count(":") == 1:
        first, last = (_single(end.strip(), names, option) for end in part.split(":"))
        if last < first:
            raise InputError(f"the range {part!r} runs backwards", option, "name the earlier column first")
        return range(first, last + 1)
    return (_single(part, names, option),)


def _single(name: str, names: Sequence[str], option: str) -> int:
    """The position of one column given by its name, or else by its number from 1."""
    if names.count(name) > 1:
        many = f"{names.count(name)} columns are called {name!r}"
        raise InputError(many, option, "give the position, from 1")
    if name in names:
        return names.index(name)
    if name.isdecimal() and 1 <= int(name) <= len(names):
        return int(name) - 1
    if name.isdecimal():
        raise InputError(f"there is no column {name}: the table has {len(names)}", option, _known(names))
    guess = did_you_mean(repr(name), map(repr, names))
    raise InputError(f"there is no column {name!r}{guess}", option, _known(names))


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names for a message, cut short where there are many."""
    shown = [name or "(unnamed)" for name in names]
    if len(shown) > most:
        shown = [*shown[: most - 2], f"… ({len(shown)} in all)", shown[-1]]
    return ", ".join(shown)


def _known(names: Sequence[str]) -> str:
    return f"the columns are {listed(names)}"


def resolve(layout: Layout, header: Header) -> Roles:
    """Find the columns of each role; PRED left out is every other column of numbers."""
    names = header.names

    def take(expression: str | None, option: str) -> tuple[int, ...]:
        return select(expression, names, option) if expression else ()

    target = take(layout.target, "--target")
    weight = take(layout.weight, "--sample-weight")
    by = take(layout.by, "--by")
    if len(weight) > 1:
        raise InputError(f"{layout.weight!r} names {len(weight)} columns", "--sample-weight", "name one")
    notes: tuple[str, ...] = ()
    if layout.pred == "":
        pred: tuple[int, ...] = ()  # the truth alone
    elif layout.pred:
        pred = take(layout.pred, "--pred")
        both = sorted(set(pred) & set(target + weight))
        if both:
            raise InputError(f"column {names[both[0]]} is in PRED and has another role too", "--pred")
    else:
        pred, notes = _others(header, set(target + weight + by))
    labels = len(target) == 1 and (layout.target_is == "labels" or (layout.target_is == "either" and len(pred) > 1))
    return Roles(pred, target, weight, by, labels, notes)


def _others(header: Header, taken: set[int]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Every column of numbers that has no role yet, and the notes that say so.

    An unnamed first column of whole numbers is a data frame's index, and one called id is no prediction.
    """
    names, kinds = header.names, header.kinds
    index = names[0].lower() in ("", "unnamed: 0", "id", "index", "idx", "row") and kinds[0] == "whole"
    free = [i for i in range(len(names)) if i not in taken]
    pred = tuple(i for i in free if kinds[i] != "text" and not (i == 0 and index and len(names) > 1))
    if not pred:
        raise InputError("has no column of numbers to take as PRED", header.file, _known(names))
    out = [names[i] for i in free if i not in pred]
    notes = [f"PRED is every other column of numbers: {listed([names[i] for i in pred])}"]
    if out:
        notes.append(f"columns left out: {listed(out)} (name PRED with --pred to choose)")
    return pred, tuple(notes)
