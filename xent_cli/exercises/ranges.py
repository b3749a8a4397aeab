"""Ranges in the text of a key: {0..2}, {probs 3 step 0.1}, {cat|dog}; drawn, and called by a name again."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from xent_cli.core.errors import InputError, did_you_mean

# A number of [0, 1), the one draw of Python's generator that is promised to stay what it is.
Random = Callable[[], float]

_RANGE = re.compile(r"(?<!\$)\{([^{}]*)\}")
_NAMED = re.compile(r"(.*?)\s+as\s+([^\W\d]\w*)")
_NAME = re.compile(r"[^\W\d]\w*")
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_GRID = re.compile(
    r"(?:(?P<kind>[a-z]+)\s+(?:(?P<rows>[0-9]+)\s*[x×]\s*)?(?P<width>[0-9]+))?"
    rf"\s*(?:(?P<low>{_NUMBER})\s*\.\.\s*(?P<high>{_NUMBER}))?"
    rf"(?:\s*\bstep\s+(?P<step>{_NUMBER}))?"
)
_HOW = "write {0..2}, {-3..3 step 0.5}, {probs 3 step 0.1}, {logits 3}, {counts 3}, {numbers 3 0..9} or {cat|dog}"
_MOST = 1_000  # numbers of one range
_FINEST = 1_000_000  # steps from one end to the other


class Kind(NamedTuple):
    """What a list of drawn numbers is unless it is said: from where to where, and whether no number comes twice."""

    low: str = ""
    high: str = ""
    step: str = ""
    distinct: bool = False


_KINDS = {
    "probs": Kind("0", "1", "0.05"),
    "logits": Kind("-3", "3", "0.5", distinct=True),
    "counts": Kind("1", "10"),
    "numbers": Kind(),
}


def below(random: Random, count: int) -> int:
    """A whole number from 0 to count - 1."""
    return int(random() * count)


def some(random: Random, of: int, count: int) -> list[int]:
    """So many different whole numbers below `of`, in the order in which they come."""
    places = list(range(of))
    for k in range(count):
        other = k + below(random, of - k)
        places[k], places[other] = places[other], places[k]
    return places[:count]


class Choice(NamedTuple):
    """One of several words."""

    words: tuple[str, ...]

    def draw(self, random: Random) -> str:
        """One of them."""
        return self.words[below(random, len(self.words))]


class Grid(NamedTuple):
    """Rows of numbers from `low` upwards by `step`, of which there are `places`."""

    low: Decimal
    step: Decimal
    places: int
    rows: int = 1
    width: int = 1
    distinct: bool = False

    def draw(self, random: Random) -> str:
        """The numbers, the rows parted by semicolons."""
        return ";".join(",".join(self._number(k) for k in self._row(random)) for _ in range(self.rows))

    def _row(self, random: Random) -> list[int]:
        if self.distinct:
            return some(random, self.places, self.width)
        return [below(random, self.places) for _ in range(self.width)]

    def _number(self, k: int) -> str:
        return written(self.low + k * self.step)


class Shares(NamedTuple):
    """Rows of probabilities above 0, in so many equal steps to 1."""

    steps: int
    rows: int
    width: int

    def draw(self, random: Random) -> str:
        """The probabilities, the rows parted by semicolons."""
        return ";".join(",".join(self._row(random)) for _ in range(self.rows))

    def _row(self, random: Random) -> Iterator[str]:
        cuts = sorted(1 + cut for cut in some(random, self.steps - 1, self.width - 1))
        for before, behind in zip([0, *cuts], [*cuts, self.steps], strict=True):
            yield written(Decimal(behind - before) / self.steps)


Range = Choice | Grid | Shares


def written(x: Decimal) -> str:
    """A number as a teacher writes it.

    >>> written(Decimal("1.50")), written(Decimal("10"))
    ('1.5', '10')
    """
    return f"{x.normalize():f}"


def has_ranges(text: str) -> bool:
    """Whether something is to be drawn in a text."""
    return bool(_RANGE.search(text))


def names_in(text: str) -> set[str]:
    """The names that are given or used in a text.

    >>> sorted(names_in("kl {probs 3 as p} {q} {0..2}"))
    ['p', 'q']
    """
    inner = [found.strip() for found in _RANGE.findall(text)]
    given = {named[2] for each in inner if (named := _NAMED.fullmatch(each))}
    return given | {each for each in inner if _NAME.fullmatch(each)}


def filled(text: str, random: Random, called: dict[str, str]) -> str:
    """The text with numbers in the place of its ranges; those with a name are `called` so.

    >>> filled("ce {1..1 as y} 0.2,{0.8..0.8} # {y}", lambda: 0.5, {})
    'ce 1 0.2,0.8 # 1'
    """

    def draw(found: re.Match[str]) -> str:
        inner = found[1].strip()
        named = _NAMED.fullmatch(inner)
        if named is None and _NAME.fullmatch(inner):
            if inner not in called:
                raise InputError(f"nothing is called {inner}{did_you_mean(inner, called)}", found[0], _HOW)
            return called[inner]
        if named is not None and named[2] in called:
            raise InputError(f"two ranges are called {named[2]}", found[0], "give each a name of its own")
        drawn = read_range(named[1] if named else inner).draw(random)
        return called.setdefault(named[2], drawn) if named else drawn

    return _RANGE.sub(draw, text)


def recalled(words: str, called: Mapping[str, str]) -> str:
    """Words with the numbers that they name; other braces, such as those of LaTeX, are left alone."""
    return _RANGE.sub(lambda found: called.get(found[1].strip(), found[0]), words)


def read_range(text: str) -> Range:
    """What stands between braces.

    >>> read_range("0..2")
    Grid(low=Decimal('0'), step=Decimal('1'), places=3, rows=1, width=1, distinct=False)
    """
    shown = f"{{{text}}}"
    if "|" in text:
        words = tuple(word.strip() for word in text.split("|"))
        if not all(words):
            raise InputError("a word is missing", shown, "write such as {cat|dog}")
        return Choice(words)
    found = _GRID.fullmatch(text.strip())
    if found is None or not text.strip():
        raise InputError("is no range", shown, _HOW)
    if found["kind"] not in (None, *_KINDS):
        raise InputError(f"there are no {found['kind']}{did_you_mean(found['kind'], _KINDS)}", shown, _HOW)
    rows, width = int(found["rows"] or 1), int(found["width"] or 1)
    if not 1 <= rows * width <= _MOST:
        raise InputError(f"{rows * width} numbers", shown, f"ask for 1 to {_MOST}")
    return _of_kind(found, rows, width, shown)


def _of_kind(found: re.Match[str], rows: int, width: int, shown: str) -> Range:
    kind = _KINDS[found["kind"]] if found["kind"] else Kind()
    low, high = found["low"] or kind.low, found["high"] or kind.high
    if not low:
        raise InputError("from where to where?", shown, "write such as {numbers 3 0..9 step 0.5}")
    step = Decimal(found["step"] or kind.step or _last_place(low, high))
    count = _steps(Decimal(low), Decimal(high), step, shown)
    if found["kind"] != "probs":
        if kind.distinct and width > count + 1:
            raise InputError(f"{width} different numbers of {count + 1}", shown, "take a finer step")
        return Grid(Decimal(low), step, count + 1, rows, width, kind.distinct)
    if found["low"]:
        raise InputError("probabilities go from 0 to 1", shown, "leave the range out")
    if width > count:
        raise InputError(f"{width} probabilities in steps of {step} are more than 1", shown, "take a finer step")
    return Shares(count, rows, width)


def _steps(low: Decimal, high: Decimal, step: Decimal, shown: str) -> int:
    """How many steps lead from one to the other."""
    if step <= 0:
        raise InputError(f"a step of {step}", shown, "take one above 0")
    count = (high - low) / step
    if count < 0:
        raise InputError(f"{high} is below {low}", shown, "write the smaller one first")
    if count != int(count):
        raise InputError(f"steps of {step} do not lead from {low} to {high}", shown, "take a step that does")
    if count > _FINEST:
        raise InputError(f"{int(count)} steps", shown, "take a coarser step")
    return int(count)


def _last_place(low: str, high: str) -> str:
    """One unit of the last decimal that either end is written with."""
    decimals = max(len(end.partition(".")[2]) for end in (low, high))
    return str(Decimal((0, (1,), -decimals)))
