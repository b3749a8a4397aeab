"""Inputs on which libraries are asked, with edges: 0 and 1, -inf, all equal, 1e4, batches, weights."""

from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from math import inf
from random import Random
from typing import Any, NamedTuple

MANY = 40
Rows = list[list[float]]


class Asked(NamedTuple):
    """TARGET (labels, or a row of numbers for each row of PRED), PRED, and the knobs."""

    target: Any
    pred: Rows
    knobs: Mapping[str, Any] = {}

    @property
    def operands(self) -> list[str]:
        """Both as they are typed."""
        labelled = not isinstance(self.target[0], list)
        target = ",".join(map(str, self.target)) if labelled else typed(self.target)
        return [target, typed(self.pred)]


def typed(rows: Rows) -> str:
    return ";".join(",".join(map(repr, row)) for row in rows)


def probs(random: Random, classes: int) -> list[float]:
    """A distribution of a few decimals."""
    cuts = sorted(random.randrange(1001) for _ in range(classes - 1))
    return [(high - low) / 1000 for low, high in zip([0, *cuts], [*cuts, 1000], strict=True)]


def with_knobs(asked: list[Asked], knobs: list[dict[str, Any]]) -> list[Asked]:
    """Each with knobs, in turn."""
    return [one._replace(knobs=knob) for one, knob in zip(asked, islice(cycle(knobs), len(asked)), strict=True)]


def labelled_probs() -> list[Asked]:
    random = Random(1)
    edges: list[Any] = [
        [1.0, 0.0, 0.0],
        [1 / 3] * 3,
        [1.0 - 1e-12, 1e-12, 0.0],
        [1e-10, 0.5, 0.5 - 1e-10],
        [0.7, 0.3005, 0.0],
    ]
    asked = [Asked([k], [edge]) for edge in edges for k in range(3)]
    for n in (1, 1, 1, 2, 3, 5):
        for classes in (3, 4, 5, 7, 3):
            rows = [probs(random, classes) for _ in range(n)]
            asked.append(Asked([random.randrange(classes) for _ in rows], rows))
    return asked


def soft_probs() -> list[Asked]:
    random = Random(2)
    edges = [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [1 / 3] * 3, [1e-9, 1.0 - 1e-9, 0.0], [0.25, 0.25, 0.5005]]
    asked = [Asked([p], [q]) for p in edges for q in edges]
    for n in (1, 1, 2, 4):
        for classes in (2, 3, 4, 6):
            asked.append(Asked([probs(random, classes) for _ in range(n)], [probs(random, classes) for _ in range(n)]))
    return asked


def labelled_logits() -> list[Asked]:
    random = Random(3)
    edges = [[0.0, 0.0, 0.0], [1e4, 0.0, -1e4], [40.0, 0.0, 1.0], [2.0, 1.0, -inf], [-745.0, 1.0, 3.0]]
    asked = [Asked([k], [edge]) for edge in edges for k in range(3)]
    for n in (1, 1, 2, 3, 5):
        for classes in (2, 3, 4, 6, 9):
            rows = [[round(random.uniform(-6, 6), 3) for _ in range(classes)] for _ in range(n)]
            asked.append(Asked([random.randrange(classes) for _ in rows], rows))
    return asked


def ignoring(asked: list[Asked]) -> list[Asked]:
    """Each with rows whose label is ignored: those of the first label where there are others, else one more."""
    found = []
    for one in asked:
        target, pred, label = one.target, one.pred, one.target[0]
        if len(set(target)) == 1:
            label = (target[0] + 1) % len(pred[0])
            target, pred = [*target, label], [*pred, pred[0][::-1]]
        found.append(Asked(target, pred, {**one.knobs, "ignore": label}))
    return found


def soft_logits() -> list[Asked]:
    random = Random(4)
    edges = [[0.0, 0.0, 0.0], [1e4, 0.0, -1e4], [40.0, 0.0, 1.0], [2.0, 1.0, -inf]]
    asked = [Asked([p], [z]) for p in ([1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.25, 0.25, 0.5]) for z in edges]
    for n in (1, 1, 2, 4):
        for classes in (2, 3, 4, 5, 6, 7, 8):
            rows = [[round(random.uniform(-6, 6), 3) for _ in range(classes)] for _ in range(n)]
            asked.append(Asked([probs(random, classes) for _ in rows], rows))
    return asked


def binary(values: list[float], *, soft: bool = True) -> list[Asked]:
    """One column: edges by themselves, and batches."""
    random = Random(5)
    truths = [0.0, 1.0, 0.3] if soft else [0.0, 1.0]
    asked = [Asked([[y]], [[x]]) for x in values for y in truths]
    for n in range(2, 22):
        asked.append(Asked([[random.choice(truths)] for _ in range(n)], [[random.choice(values)] for _ in range(n)]))
    return asked


def binary_probs(*, soft: bool = True) -> list[Asked]:
    return binary([0.0, 1.0, 0.5, 1e-8, 1.0 - 1e-8, 1e-16, 0.9, 0.123, 0.77, 0.05, 1e-300], soft=soft)


def binary_logits() -> list[Asked]:
    return binary([0.0, 1e4, -1e4, 40.0, -40.0, 2.5, -1.25, 0.1, -6.0])


def signs(*, both: bool = False) -> list[Asked]:
    """Labels 0 and 1, and scores; of both in each where that is asked."""
    asked = binary([0.0, 1.0, -1.0, 1e4, -1e4, 0.5, -2.25, 3.0, 0.999, -1e-9, 7.0], soft=False)
    return [one for one in asked if not both or len({y for (y,) in one.target}) == 2] + (more() if both else [])


def more() -> list[Asked]:
    random = Random(6)
    return [Asked([[0.0], [1.0]], [[random.uniform(-2, 2)], [random.uniform(-2, 2)]]) for _ in range(25)]


def scores() -> list[Asked]:
    return [one for one in labelled_logits() if all(abs(x) < inf for row in one.pred for x in row)]


def wide_scores() -> list[Asked]:
    return [one for one in scores() if len(one.pred[0]) > 2] + [
        Asked([k % 3], [[0.5 * k, 1.0, -0.25 * k]]) for k in range(12)
    ]


def reals(width: int = 1) -> list[Asked]:
    random = Random(7)
    edges = [0.0, 1.0, -1.0, 1e4, -1e-4]
    asked = [Asked([[y] * width], [[x] * width]) for y in edges for x in edges]
    for n in range(2, 20):
        pair = [[[round(random.gauss(0, 3), 4) for _ in range(width)] for _ in range(n)] for _ in range(2)]
        asked.append(Asked(*pair))
    return asked


def counts() -> list[Asked]:
    random = Random(8)
    asked = [
        Asked([[1, 0, 0]], [[0.0, 0.5, 0.5]]),
        Asked([[0, 3, 1]], [[0.0, 0.5, 0.5]]),
        Asked([[2, 2]], [[0.5, 0.5]]),
    ]
    for classes in (2, 3, 4, 6):
        for most in (1, 2, 5, 9, 30, 100, 200, 300, 500, 1000):
            n = [random.randint(0, most) for _ in range(classes - 1)] + [1]
            asked.append(Asked([n], [probs(random, classes)]))
    return asked


def repeated(asked: list[Asked]) -> Iterator[Asked]:
    """Enough of them."""
    assert len(asked) >= MANY, len(asked)
    yield from asked
