"""Labels: the text of a TARGET cell to the position of its PRED column, by name first, then by index."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import listed

IGNORED, UNKNOWN = -1, -2

_WHOLE = re.compile(r"[+-]?\d+(?:\.0*)?")


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Take off the prefix and the suffix that all names share, in whole words.

    >>> short_names(["p_cat", "p_car"]), short_names(["p10", "p11"]), short_names(["cat", "car"])
    (('cat', 'car'), ('10', '11'), ('cat', 'car'))
    """
    if len(names) < 2:
        return tuple(names)
    prefix = _whole_words(names)
    names = [name[len(prefix) :] for name in names]
    suffix = _whole_words([name[::-1] for name in names])
    return tuple(name[: len(name) - len(suffix)] for name in names)


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


class Labels:
    """How the labels of a table are matched with its PRED columns; never by sorting."""

    def __init__(
        self,
        pred: Sequence[str],
        classes: Sequence[str] = (),
        one_based: bool = False,
        ignore: Iterable[str] = (),
        seen: Iterable[str] = (),
        named: bool = True,
    ) -> None:
        """Decide for the whole data set, by the first label `seen` that fits, between names and indices.

        Without a header (`named` is false) the columns have no names to match.
        """
        if classes and len(classes) != len(pred):
            counts = f"{len(classes)} classes for {len(pred)} columns of PRED"
            raise InputError(counts, "--classes", f"the columns are {listed(pred)}")
        self._first = 1 if one_based else 0
        indices = tuple(str(self._first + i) for i in range(len(pred)))
        self.classes = tuple(classes) or (short_names(pred) if named else indices)
        self.ignore = frozenset(canonical(label) for label in ignore)
        self.by: Literal["name", "index"] = "index"
        names = self._names(pred, classes) if named or classes else {}
        numbered = bool(names) and not one_based and all(_WHOLE.fullmatch(name) for name in self.classes)
        labels = (canonical(label) for label in seen)
        fitting = (label for label in labels if label in names or self._index(label))
        if numbered or next((label in names for label in fitting if label not in self.ignore), False):
            self.by = "name"
        self._positions = names if self.by == "name" else {}
        self._found: dict[str, int] = {}

    def _names(self, pred: Sequence[str], classes: Sequence[str]) -> dict[str, int]:
        """Every name of each column: as it stands, and with what all share taken off."""
        shared = len(_shared(pred)) if len(pred) > 1 else 0
        spellings = [classes] if classes else [pred, self.classes, [name[shared:] for name in pred]]
        names: dict[str, int] = {}
        for spelling in spellings:
            for position, name in enumerate(spelling):
                names.setdefault(canonical(name), position)
        return {name: position for name, position in names.items() if name}

    def _index(self, label: str) -> bool:
        return bool(_WHOLE.fullmatch(label)) and 0 <= int(label) - self._first < len(self.classes)

    def position(self, text: str) -> int:
        """The 0-based PRED position of a label, or IGNORED, or UNKNOWN."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._match(canonical(text))
            if len(self._found) > 1_000_000:
                self._found.clear()
        return found

    def _match(self, label: str) -> int:
        if label in self.ignore:
            return IGNORED
        if self.by == "name":
            return self._positions.get(label, UNKNOWN)
        return int(label) - self._first if self._index(label) else UNKNOWN

    def known(self, text: str, where: str) -> int:
        """The position of a label that must be a class."""
        position = self.position(text)
        if position <= UNKNOWN:
            raise InputError(f"the label {text!r} is unknown", where, self.expected())
        return position

    def expected(self) -> str:
        """What a label must be, for a message."""
        if self.by == "name":
            numbered = all(_WHOLE.fullmatch(name) for name in self.classes)
            hint = "; to match them otherwise, name the columns in order with --classes" if numbered else ""
            return f"labels are matched with the names of the PRED columns: {listed(self.classes)}{hint}"
        last = len(self.classes) - 1 + self._first
        names = "" if self.classes[0].isdecimal() else f", or one of {listed(self.classes)}"
        return f"labels are matched by index, {self._first} to {last}{names}"
