"""Column expressions and roles: names, globs, ranges and positions to the columns of one table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from fnmatch import fnmatchcase
from typing import Any, Literal, NamedTuple

from xent_cli.core.errors import InputError, did_you_mean, listed
from xent_cli.record import record

WIDEST = 18  # digits of a position
Kind = Literal["whole", "number", "text", "whole list", "list"]
LISTS: tuple[Kind, Kind] = ("whole list", "list")


class Header(NamedTuple):
    """The columns of a file as its first rows show them; without a header they are called 1, 2, …

    `widths` says how many entries the lists of a column have; it is empty where no column holds lists.
    """

    file: str
    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    named: bool = True
    widths: tuple[int, ...] = ()


@record
class Roles:
    """Positions, in one file, of the columns that are read and what each is for."""

    pred: tuple[int, ...]
    target: tuple[int, ...] = ()
    weight: tuple[int, ...] = ()
    by: tuple[int, ...] = ()
    labels: bool = False
    notes: tuple[str, ...] = ()
    by_default: bool = False  # PRED was left out
    id: tuple[int, ...] = ()  # what calls the rows by a name, at most one
    knob: tuple[int, ...] = ()  # of a measure, with a value for each row
    lists: Mapping[int, int] = field(default_factory=dict)  # those of PRED and TARGET that hold so many entries a row

    @property
    def numbers(self) -> tuple[int, ...]:
        """The columns read as numbers: PRED, a TARGET that is no label, a knob, the weight."""
        return self.pred + (() if self.labels else self.target) + self.knob + self.weight

    @property
    def texts(self) -> tuple[int, ...]:
        """The columns read as text: the label, the group, the row's name."""
        return (self.target if self.labels else ()) + self.by + self.id

    def entries(self, columns: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
        """What each number of the columns is called: a list has several."""
        found: list[str] = []
        for i in columns:
            found += [f"{names[i]}[{k}]" for k in range(self.lists[i])] if i in self.lists else [names[i]]
        return tuple(found)

    def of(self, here: Header, there: Header) -> "Roles":
        """The same roles in another file, where the columns may stand in another order, among others."""
        if here.names == there.names:
            return self

        counts, at = Counter(there.names), {name: i for i, name in enumerate(there.names)}

        def move(columns: tuple[int, ...]) -> tuple[int, ...]:
            for name in (here.names[i] for i in columns):
                if counts[name] != 1:
                    raise _not_one(name, counts[name], here, there)
            return tuple(at[here.names[i]] for i in columns)

        roles = (self.pred, self.target, self.weight, self.by, self.id, self.knob)
        pred, target, weight, by, row_id, knob = map(move, roles)
        lists = dict(zip(move(tuple(self.lists)), self.lists.values(), strict=True))
        return Roles(pred, target, weight, by, self.labels, (), self.by_default, row_id, knob, lists)


def _not_one(name: str, count: int, here: Header, there: Header) -> InputError:
    """The error of a column of one file that is not there, or several times, in another."""
    what = f"has {count} columns {name}" if count else f"has no column {name}"
    return InputError(what, there.file, f"name columns that all files have, as {here.file} does")


class _Names(Sequence[str]):
    """Names that are found without looking through them: there may be 100,000, and as many asked for."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._counts = Counter(names)
        self._at = {name: i for i, name in reversed([*enumerate(names)])}

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, index: Any) -> Any:
        return self._names[index]

    def __contains__(self, name: object) -> bool:
        return name in self._at

    def index(self, name: Any, *_: int) -> int:
        """Where the first of this name stands."""
        return self._at[name]

    def count(self, name: Any) -> int:
        """How many have this name."""
        return self._counts[name]


def select(expression: str, names: Sequence[str], option: str) -> tuple[int, ...]:
    """Return the positions that an expression names, in the order in which it names them.

    Its whole numbers are all names of columns, or else all positions from 1.

    >>> select("p*,label", ["label", "p0", "p1"], "--pred")
    (1, 2, 0)
    >>> select("2:3", ["label", "p0", "p1"], "--pred")
    (1, 2)
    """
    names = _Names(names)
    parts = _parts(expression, names)
    numbers = _numbers(parts, names)
    beyond = _beyond(numbers, names)
    if beyond and not any(number in names for number in numbers):
        raise _no_position(beyond[0], names, option)
    by_position = not _all_names(numbers, names) and not beyond
    chosen = [i for part in parts for i in _part(part, names, option, by_position)]
    if len(set(chosen)) < len(chosen):
        twice = Counter(chosen).most_common(1)[0][0]
        raise InputError(f"{expression!r} takes column {names[twice]} twice", option, "name each column once")
    if not chosen:
        raise InputError("names no column", option, known(names))
    return tuple(chosen)


def either_way(expression: str, names: Sequence[str]) -> bool:
    """Whether the numbers of an expression are names of columns, and would be positions of other columns."""
    names = _Names(names)
    numbers = _numbers(_parts(expression, names), names)
    differ = any(names.index(number) != position(number) for number in numbers if number in names)
    return differ and _all_names(numbers, names) and not _beyond(numbers, names)


def _parts(expression: str, names: Sequence[str]) -> list[str]:
    return [expression] if expression in names else [part.strip() for part in expression.split(",") if part.strip()]


def _ends(part: str, names: Sequence[str]) -> list[str]:
    """The two ends of a range, or the part itself."""
    is_range = part not in names and part.count(":") == 1
    return [end.strip() for end in part.split(":")] if is_range else [part]


def _numbers(parts: Sequence[str], names: Sequence[str]) -> list[str]:
    return [end for part in parts for end in _ends(part, names) if end.isdecimal()]


def _all_names(numbers: Sequence[str], names: Sequence[str]) -> bool:
    return all(names.count(number) == 1 for number in numbers)


def _beyond(numbers: Sequence[str], names: Sequence[str]) -> list[str]:
    """Those that are no positions."""
    return [number for number in numbers if not 0 <= position(number) < len(names)]


def position(number: str) -> int:
    """The position that a number from 1 means; -1 where no table is so wide."""
    digits = number.lstrip("0")
    return int(digits or 0) - 1 if len(digits) <= WIDEST else -1


def _no_position(number: str, names: Sequence[str], option: str) -> InputError:
    shown = number if len(number) <= WIDEST else f"{number[:WIDEST]}…"
    what = f"there is no column {shown}: the table has {len(names)}, counted from 1"
    return InputError(what, option, known(names))


def _part(part: str, names: Sequence[str], option: str, by_position: bool) -> Sequence[int]:
    """One name, glob, range or position."""
    if part not in names and any(c in part for c in "*?["):
        found = [i for i, name in enumerate(names) if fnmatchcase(name, part)]
        if not found:
            raise InputError(f"no column matches {part!r}", option, known(names))
        return found
    ends = [_single(end, names, option, by_position) for end in _ends(part, names)]
    if ends[-1] < ends[0]:
        raise InputError(f"the range {part!r} runs backwards", option, "name the earlier column first")
    return range(ends[0], ends[-1] + 1)


def _single(name: str, names: Sequence[str], option: str, by_position: bool) -> int:
    """The position of one column given by its name or by its number from 1."""
    if by_position and name.isdecimal():
        return position(name)
    if names.count(name) > 1:
        many = f"{names.count(name)} columns are called {name!r}"
        raise InputError(many, option, "give the position, from 1")
    if name in names:
        return names.index(name)
    if name.isdecimal():
        raise _no_position(name, names, option)
    guess = did_you_mean(repr(name), map(repr, names))
    raise InputError(f"there is no column {name!r}{guess}", option, known(names))


def known(names: Sequence[str]) -> str:
    """What the columns are called, for a message."""
    return f"the columns are {listed(names)}"
