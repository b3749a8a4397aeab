"""The focal loss of a table's row and its gradient come within 8 units of the last place of the certified answer."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
WORST = [
    72.84896801062119,
    -11.914453265810007,
    0.834854253156364,
    -33.51415506470276,
    35.437848018215135,
    14.3779141737,
]


def rows(seed: int, width: int) -> list[list[float]]:
    """Logits of every spread, some of them near each other, some far apart."""
    rng = np.random.default_rng(seed)
    spread = rng.choice([0.1, 1.0, 3.0, 10.0], size=(40, 1))
    return (rng.normal(size=(40, width)) * spread).tolist()


def numbers(text: str) -> list[float]:
    return [float(cell) for line in text.splitlines() for cell in line.split(",")]


def check(xent: Xent, table: Path, command: Sequence[str], logits: list[list[float]], labels: list[int]) -> None:
    """The table's rows against the same rows typed, which are certified."""
    header = ["y", *(f"z{k}" for k in range(len(logits[0])))]
    lines = ([label, *row] for label, row in zip(labels, logits, strict=True))
    table.write_text("".join(",".join(map(str, line)) + "\n" for line in [header, *lines]))
    options = ["--logits", "--gamma", "5", "--reduction", "none", "-q"]
    streamed = xent(*command, str(table), "--target", "y", "--pred", "z*", *options)
    exactly = ";".join(",".join(str(Decimal(z)) for z in row) for row in logits)
    typed = xent(*command, ";".join(map(str, labels)), exactly, *options)
    assert (streamed.code, typed.code) == (0, 0), streamed.err + typed.err
    for mine, true in zip(numbers(streamed.out), numbers(typed.out), strict=True):
        assert abs(mine - true) <= 8 * math.ulp(true)


@pytest.mark.parametrize("command", [["focal"], ["grad", "focal"]])
@pytest.mark.parametrize("width", [2, 3, 6, 10])
def test_classes(xent: Xent, tmp_path: Path, command: list[str], width: int) -> None:
    logits = rows(width, width)
    labels = [i % width for i in range(len(logits))]
    check(xent, tmp_path / "rows.csv", command, logits, labels)


@pytest.mark.parametrize("command", [["focal"], ["grad", "focal"]])
def test_one_column(xent: Xent, tmp_path: Path, command: list[str]) -> None:
    logits = [*rows(1, 1), [9.65777457039869], [-10.381497236702597]]
    check(xent, tmp_path / "rows.csv", command, logits, [1] * len(logits))


def test_the_worst_row_that_a_search_found(xent: Xent, tmp_path: Path) -> None:
    check(xent, tmp_path / "rows.csv", ["grad", "focal"], [WORST, WORST], [0, 5])
