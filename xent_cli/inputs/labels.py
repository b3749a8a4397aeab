"""Labels: the text of a TARGET cell to the position of its PRED column, by name first, then by index."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from xent_cli.core.errors import InputError, counted, listed

IGNORED, UNKNOWN = -1, -2
Way = Literal["name", "index"]

_WHOLE = re.compile(r"[+-]?\d{1,18}(?:\.0*)?")


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Take off the prefix and the suffix that all names share, in whole words.

    >>> short_names(["p_cat", "p_car"]), short_names(["p10", "p11"]), short_names(["cat", "car"])
    (('cat', 'car'), ('10', '11'), ('cat', 'car'))
    """
    if len(names) < 2:
        return tuple(names)
    return without_suffix(without_prefix(names, _whole_words), _whole_words)


# What the beginnings of names have in common.
Common = Callable[[Sequence[str]], str]


def without_prefix(names: Sequence[str], common: Common) -> tuple[str, ...]:
    """The names without what is common to their beginnings."""
    start = len(common(names))
    return tuple(name[start:] for name in names)


def without_suffix(names: Sequence[str], common: Common) -> tuple[str, ...]:
    """The names without what is common to their ends."""
    return tuple(name[::-1] for name in without_prefix([name[::-1] for name in names], common))


def _whole_words(names: Sequence[str]) -> str:
    """The shared prefix as far as a word of it ends; `p1` of p10, p11 ends after the p."""
    shared = _shared(names)
    if any(name == shared for name in names):
        shared = shared[:-1]
    words = re.fullmatch(r"(.*[\W_])?.*", shared, re.DOTALL)
    if words and words[1]:
        return words[1]
    letters = shared.rstrip("0123456789")
    return letters if all(name[len(letters) : len(letters) + 1].isdigit() for name in names) else ""


def _shared(names: Sequence[str]) -> str:
    """The prefix that all names share: that of the first and the last in order."""
    low, high = min(names), max(names)
    return low[: next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))]


def canonical(text: str) -> str:
    """The text of a label; a whole number is written without its point: 1.0 is 1."""
    text = text.strip()
    return str(int(text.partition(".")[0])) if _WHOLE.fullmatch(text) else text


def indices(count: int, first: int = 0) -> tuple[str, ...]:
    """So many classes, counted."""
    return tuple(map(str, range(first, first + count)))


def left_out(ignored: int, label: str) -> str:
    """What is to be said of the rows that --ignore leaves out."""
    if not ignored:
        return f"no row has the label '{label}' of --ignore"
    return f"{counted(ignored, 'row')} left out, with the label {label}"


class Labels:
    """How the labels of a table are matched with its PRED columns: never by sorting, and each for itself."""

    def __init__(
        self,
        pred: Sequence[str],
        classes: Sequence[str] = (),
        one_based: bool = False,
        ignore: Iterable[str] = (),
        named: bool = True,
    ) -> None:
        """Without a header (`named` is false) the columns have no names to match.

        Where every name is a number a label is never an index, unless indices are said to count from 1: then it
        is never a name.
        """
        if classes and len(classes) != len(pred):
            counts = f"{len(classes)} names for {counted(len(pred), 'column')} of PRED"
            raise InputError(counts, "--classes", f"the columns are {listed(pred)}")
        self.first = 1 if one_based else 0
        self.entries = tuple(pred)
        self.given = tuple(classes)
        self.named = named and not classes
        self.classes = tuple(classes) or (short_names(pred) if named else indices(len(pred), self.first))
        self._positions: dict[str, int] = {}
        self._twice: set[str] = set()
        self._numbered = (named or bool(classes)) and all(map(_WHOLE.fullmatch, self.classes))
        self.indexed = one_based or not self._numbered
        if (named or classes) and not (self._numbered and one_based):
            self._name(pred, classes)
        self.ignored = frozenset(canonical(label) for label in ignore)
        self._ignored_positions = {self._positions[label] for label in self.ignored & self._positions.keys()}
        self._found: dict[str, int] = {}
        self.ways: set[Way] = set()

    def _name(self, pred: Sequence[str], classes: Sequence[str]) -> None:
        """Note every name of each column: as it stands, and with what all share taken off, within words at last."""
        spellings = [classes] if classes else [pred, self.classes]
        if not classes and len(pred) > 1:
            cut = without_prefix(pred, _shared)
            both = (without_suffix(cut, _whole_words), without_suffix(cut, _shared))
            spellings += map(self._told_apart, (cut, without_suffix(self.classes, _shared), *both))
        for spelling in spellings:
            names = [canonical(name) for name in spelling]
            self._twice |= {name for name, count in Counter(names).items() if count > 1 and name}
            for position, name in enumerate(names):
                if name:
                    self._positions.setdefault(name, position)

    def _told_apart(self, cut: Sequence[str]) -> Sequence[str]:
        """What a cut within words leaves; a number that it leaves of some names only is no name."""
        if self._numbered and not set(cut) & set(self.classes):
            return cut
        return ["" if _WHOLE.fullmatch(name) else name for name in cut]  # of p1, p10, p11 it leaves another's name

    def said(self, text: str) -> bool:
        """Whether a text stands among the names of --classes, or is the label to ignore."""
        return text in self.given or text in self.ignored

    def is_index(self, text: str) -> bool:
        """Whether a text is a whole number, be there such a class or not."""
        return bool(_WHOLE.fullmatch(text.strip()))

    @property
    def by(self) -> str:
        """How the labels found so far were matched."""
        ways: tuple[Way, Way] = ("name", "index")
        return " and by ".join(way for way in ways if way in self.ways)

    def position(self, text: str) -> int:
        """The 0-based PRED position of a label, or IGNORED, or UNKNOWN."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._match(canonical(text))
            if len(self._found) > 1_000_000:
                self._found.clear()
        return found

    def _match(self, label: str) -> int:
        if label in self.ignored:
            return IGNORED
        position, way = self._place(label)
        if position in self._ignored_positions:
            return IGNORED
        if position != UNKNOWN:
            self.ways.add(way)
        return position

    def _place(self, label: str) -> tuple[int, Way]:
        """The position of a label, and how it was found: by name first, then as an index."""
        if label in self._twice:
            raise InputError(f"two columns of PRED are called {label!r}", "--pred", "give each class one column")
        if label in self._positions:
            return self._positions[label], "name"
        if self.indexed and _WHOLE.fullmatch(label) and 0 <= int(label) - self.first < len(self.classes):
            return int(label) - self.first, "index"
        return UNKNOWN, "index"

    def known(self, text: str, where: str) -> int:
        """The position of a label that must be a class, whether or not its rows are ignored."""
        position, _ = self._place(canonical(text))
        if position == UNKNOWN:
            raise InputError(f"the label {text!r} is unknown", where, self.expected())
        return position

    def expected(self) -> str:
        """What a label must be, for a message."""
        if not self.indexed:
            hint = "to match them otherwise, name the columns in order with --classes"
            return f"labels are matched with the names of the PRED columns: {listed(self.classes)}; {hint}"
        last = len(self.classes) - 1 + self.first
        index = f"an index from {self.first} to {last}" if last > self.first else f"the index {last}"
        return f"a label is one of {listed(self.classes)}, or {index}" if self._positions else f"a label is {index}"
