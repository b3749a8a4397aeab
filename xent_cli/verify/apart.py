"""Whether the answer and the mistakes on the way to it are different numbers at so many decimals."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from xent_cli.verify.verdict import Known, Rounding

Values = tuple[float, ...]

# A number with a zero behind its point has few digits to tell by.
SMALL = 0.1
# In units of the last decimal: nearer than SAME two numbers are one by two names, and within BESIDE of the answer
# a claim is called close, whatever led to it.
SAME, APART, BESIDE = 0.01, 1 + 1e-6, 2.5 + 1e-6


class Coincidence(NamedTuple):
    """Two ways, by name, that lead to the same digits; `same`: more digits would not tell them apart either."""

    one: str
    other: str
    same: bool


class Nearness(NamedTuple):
    """How many answers are small, how many pairs are one number at these digits, and at any; the less, the better."""

    small: int
    at_these: int
    at_any: int

    @property
    def apart(self) -> tuple[int, int]:
        """What more digits would mend."""
        return self.small, self.at_these


def namable(known: Sequence[Known], answer: Values, decimals: int) -> list[Known]:
    """The mistakes that lead to numbers like the answer, with the digits that it takes to be accused of them."""
    return [
        one
        for one in known
        if len(one.values) == len(answer)
        and np.isfinite(one.values).all()
        and _typed(one.values, decimals) >= one.digits
    ]


def coincidences(known: Sequence[Known], answer: Values, decimals: int) -> list[Coincidence]:
    """Which of the mistakes that can be named are no other number, at these decimals, than the answer or another.

    Roundings on the way are expected near the answer, and near one another.
    """
    named = namable(known, answer, decimals)
    if not named or not np.isfinite(answer).all():
        return []
    roundings = [isinstance(one.diagnosis, Rounding) for one in named]
    numbers = np.array([one.values for one in named]) * 10.0**decimals
    from_answer = np.abs(numbers - np.array(answer) * 10.0**decimals).max(axis=1)
    found = [
        Coincidence("the answer", one.diagnosis.name, bool(off < SAME))
        for one, rounding, off in zip(named, roundings, from_answer, strict=True)
        if off < BESIDE and not rounding
    ]
    from_another = np.abs(numbers[:, np.newaxis] - numbers).max(axis=2)
    for i, j in combinations(range(len(named)), 2):
        off, beside = from_another[i, j], min(from_answer[i], from_answer[j]) < SAME
        if off < APART and not beside and not (roundings[i] and roundings[j]):
            found.append(Coincidence(named[i].diagnosis.name, named[j].diagnosis.name, bool(off < SAME)))
    return found


def nearness(answer: Values, found: Sequence[Coincidence]) -> Nearness:
    """How well the numbers around an answer can be told apart."""
    same = sum(one.same for one in found)
    return Nearness(int(max(map(abs, answer)) < SMALL), len(found) - same, same)


def _typed(values: Values, decimals: int) -> int:
    """The digits that these numbers have when they are written with so many decimals, from the first that is not 0."""
    return sum(len(f"{abs(x):.{decimals}f}".replace(".", "").lstrip("0")) for x in values)
