"""Every measure of the list answers alike, whether its rows are typed, in a file, in a pipe or in Parquet."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from xent_cli.core.kinds import InputKind
from xent_cli.measures.catalogue import MEASURES
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import Measure
from xent_cli.measures.takes import Classes, Compared

from ..measures.every import forms
from .conftest import Ran
from .test_target_forms import cells, named, piped, values, write

# Probabilities, logits and real numbers as well.
ROWS, OTHERS = "0.5,0.25,0.25; 0.1,0.6,0.3; 0.2,0.2,0.6", "0.2,0.5,0.3; 0.1,0.8,0.1; 0.25,0.25,0.5"
COLUMN, TRUTHS = "0.9; 0.2; 0.7", "1; 0; 0.5"
LABELS = "1; 2; 0"


class Line(NamedTuple):
    """A command and its operands, the last the predictions, as they are typed."""

    command: tuple[str, ...]
    operands: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((*self.command, *self.operands))


def lines() -> Iterator[Line]:
    """A line for each form of each measure, of labels and of distributions; and for its gradient, row by row."""
    for name, listed in MEASURES.items():
        if listed.load().truth is not InputKind.PROBS:
            continue
        for form in forms(listed.load()()):
            for operands in typed(form):
                yield Line((name,), operands)
                if isinstance(form, Loss):
                    yield Line(("grad", name, "--reduction", "none"), operands)


def typed(form: Measure) -> Iterator[tuple[str, ...]]:
    """The operands that a form takes."""
    truths, pred = (TRUTHS, COLUMN) if form.takes.elementwise else (OTHERS, ROWS)
    if not issubclass(form.takes, Compared):
        yield (pred,)
        return
    yield truths, pred
    if issubclass(form.takes, Classes):
        yield LABELS, pred


@pytest.mark.parametrize("line", list(lines()), ids=str)
def test_a_measure_means_the_same_however_it_is_asked(xent: Callable[..., Ran], tmp_path: Path, line: Line) -> None:
    answer = values(asked(xent, *line.command, *line.operands))
    letters = "tp"[-len(line.operands) :]
    columns = [named(cells(operand), letter) for operand, letter in zip(line.operands, letters, strict=True)]
    for kind in ("csv", "parquet"):
        files = [write(tmp_path / f"{letter}.{kind}", part) for letter, part in zip(letters, columns, strict=True)]
        assert values(asked(xent, *line.command, *files)) == pytest.approx(answer, rel=1e-12, abs=1e-15), kind
    table = write(tmp_path / "table.csv", {name: cells for part in columns for name, cells in part.items()})
    roles = ("--target", "t*", "--pred", "p*") if len(columns) == 2 else ()
    with piped(table) as pipe:
        assert values(asked(xent, *line.command, pipe, *roles)) == pytest.approx(answer, rel=1e-12, abs=1e-15), "pipe"


def asked(xent: Callable[..., Ran], *argv: str) -> Ran:
    """What comes of a line that is answered."""
    ran = xent(*argv, "-q")
    assert (ran.code, ran.err) == (0, "")
    return ran
