"""PRED left out: the columns that are meant, told by what their rows sum to or by their names, never by luck."""

import re
import shlex
from collections.abc import Callable, Collection, Iterable, Sequence

from xent_cli.core.errors import InputError, listed
from xent_cli.inputs.columns import LISTS, Header, known, select
from xent_cli.inputs.layout import Layout

INDEX = ("", "unnamed: 0", "id", "index", "idx", "row")
# Words in the names of columns that stand beside predictions, and are none.
BESIDE = {"count", "epoch", "fold", "id", "idx", "index", "loss", "nll", "row", "seed", "step", "weight"}
_SEPARATOR = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"(.*\D)\d+", re.DOTALL)

# Names that columns of labels go by.
TRUTH = ("label", "labels", "target", "targets", "y", "y_true", "truth", "class", "gold")
TRIED = 100  # choices of columns, for a message

# The labels that the first rows hold.
Seen = Callable[[], Collection[str]]


def default_pred(header: Header, free: Sequence[int], layout: Layout, seen: Seen) -> tuple[int, ...]:
    """The columns of numbers among those without a role; where rows need not sum to 1, those named like classes.

    A column of lists is PRED alone.
    """
    columns = numeric(header, free)
    if found := lists(header, free):
        return the_list(header, found, families(columns, header.names))
    if not columns:
        raise InputError("has no column of numbers to take as PRED", header.file, known(header.names))
    if layout.sums_to_1 or len(columns) == 1 or not header.named:
        return columns
    names = header.names
    found = named_like_classes(columns, names, layout.classes, seen)
    if found:
        return found
    alike = families(columns, names)
    largest = max(alike, key=len, default=())
    if largest and set().union(*alike) == set(largest) and not any(_is_beside(names[i]) for i in largest):
        return largest
    what = f"it is not clear which columns are PRED: {listed([names[i] for i in columns])}"
    meant = likely(columns, names)
    fractions = tuple(i for i in meant if header.kinds[i] == "number")  # a counter has none
    shown = expression(fractions if len(fractions) > 1 else meant, names)
    raise InputError(what, header.file, f"name them, as in --pred {shown}")


def likely(columns: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
    """Those of the columns that by their names may be meant, for a message."""
    largest = max(families(columns, names), key=len, default=columns)
    return tuple(i for i in largest if not _is_beside(names[i])) or tuple(columns)


def likely_target(header: Header) -> str:
    """The column that by its name or by what it holds may be the truth, as it is to be typed."""
    names, kinds = header.names, header.kinds
    by_name = (i for word in TRUTH for i, name in enumerate(names) if name.lower() == word)
    by_kind = (i for kind in ("text", "whole") for i in range(len(names)) if kinds[i] == kind)
    usable = (i for i in (*by_name, *by_kind, 0) if names[i].lower() not in INDEX)
    return expression([next(usable, 0)], names)


def numeric(header: Header, free: Sequence[int]) -> tuple[int, ...]:
    """The columns of numbers; an unnamed first one of whole numbers, or one called id, is a data frame's index."""
    names, kinds = header.names, header.kinds
    index = len(names) > 1 and names[0].lower() in INDEX and kinds[0] == "whole"
    named = (i for i in free if names[i] and not names[i].startswith("__index_level_"))
    return tuple(i for i in named if kinds[i] in ("whole", "number") and not (i == 0 and index))


def lists(header: Header, free: Sequence[int]) -> tuple[int, ...]:
    """The columns of lists: those that hold fractions, or else all."""
    found = tuple(i for i in free if header.kinds[i] in LISTS)
    return tuple(i for i in found if header.kinds[i] == "list") or found


def the_list(header: Header, found: Sequence[int], alike: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The one column of lists; an error where PRED may be another, or columns that are named alike."""
    if len(found) == 1 and not alike:
        return (found[0],)
    names = [header.names[i] for i in found]
    others = [header.names[i] for i in max(alike, key=len, default=())]
    what = f"several columns may be PRED: {listed([*names, *others])}"
    raise InputError(what, header.file, f"name it, as in --pred {shlex.quote(names[0])}")


def named_like_classes(
    columns: Sequence[int], names: Sequence[str], classes: Sequence[str], seen: Seen
) -> tuple[int, ...]:
    """The columns that the classes name, in their order; or those that labels name, where no other may be one."""
    at = {names[i]: i for i in columns}
    if classes:
        return tuple(at[name] for name in classes) if set(classes) <= at.keys() else ()
    found = set(seen()) & at.keys()
    others = (name for name in at if name not in found)
    return tuple(i for i in columns if names[i] in found) if found and all(map(_is_beside, others)) else ()


def families(columns: Sequence[int], names: Sequence[str]) -> list[tuple[int, ...]]:
    """The columns whose names are numbers, and those that share a prefix or a suffix, unless all are of losses."""
    found: dict[tuple[str, str], list[int]] = {}
    for i in columns:
        for affix in _affixes(names[i]):
            found.setdefault(affix, []).append(i)
    several = (tuple(family) for family in found.values() if len(family) > 1)
    return [family for family in several if not all(_is_beside(names[i]) for i in family)]


def _affixes(name: str) -> Iterable[tuple[str, str]]:
    """The prefixes and suffixes of a name, in whole words; a number has those of any number."""
    if name.isdecimal():
        return [("", "")]
    found = [(name[: m.end()], "") for m in _SEPARATOR.finditer(name) if m.end() < len(name)]
    if numbered := _NUMBERED.fullmatch(name):
        found.append((numbered[1], ""))
    found += [("", name[m.start() :]) for m in _SEPARATOR.finditer(name) if m.start()]
    return dict.fromkeys(found)


def _is_beside(name: str) -> bool:
    return not BESIDE.isdisjoint(_SEPARATOR.split(name.lower()))


def without_stray(
    columns: Sequence[int], names: Sequence[str], fit: Callable[[Sequence[int]], bool]
) -> tuple[int, ...]:
    """Those of the columns that fit, others or a single one left out; none where no such choice does."""
    ways = sorted(families(columns, names), key=len, reverse=True)[:TRIED]
    ways.append(tuple(i for i in columns if not _is_beside(names[i])))
    if len(columns) <= TRIED:
        ways += [tuple(i for i in columns if i != out) for out in columns]
    return next((way for way in ways if 1 < len(way) < len(columns) and fit(way)), ())


def expression(columns: Sequence[int], names: Sequence[str]) -> str:
    """What to type for --pred to name these columns."""
    first, last = columns[0], columns[-1]
    many = len(columns) > 3 and tuple(columns) == tuple(range(first, last + 1))
    ways = [f"{names[first]}:{names[last]}", f"{first + 1}:{last + 1}"] if many else []
    if len(columns) > 2:
        shared = set.intersection(*(set(_affixes(names[i])) for i in columns))
        ways = [f"{prefix}*{suffix}" for prefix, suffix in sorted(shared, key=str) if prefix or suffix] + ways
    ways += [",".join(names[i] for i in columns), ",".join(str(i + 1) for i in columns)]
    return next((shlex.quote(way) for way in ways if _names(way, columns, names)), "COLUMNS")


def _names(way: str, columns: Sequence[int], names: Sequence[str]) -> bool:
    """Whether an expression names these columns and no others."""
    try:
        return select(way, names, "--pred") == tuple(columns)
    except InputError:
        return False
