"""The rescaled predictions, written as a table that the same options read."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np

from xent_cli.core.ce import Target
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind
from xent_cli.core.numerics import Array
from xent_cli.core.predictions import BinaryLogits, Logits, Prediction
from xent_cli.inputs.spool import Spool

DELIMITERS = {".csv": ",", ".tsv": "\t"}


class Held(NamedTuple):
    """Rows that are put by: the logits (n, `width`), or log-odds, and the truth beside them."""

    spool: Spool
    width: int
    labelled: bool

    def parted(self, rows: Array) -> tuple[Array, Target]:
        """The logits of some rows, and their truth."""
        beside = rows[:, self.width :]
        return rows[:, : self.width], beside[:, 0].astype(np.int64) if self.labelled else beside


class Names(NamedTuple):
    """How the columns of truth and of predictions are called, and the classes that labels stand for."""

    truth: Sequence[str]
    pred: Sequence[str]
    classes: Sequence[str]


def check_name(path: str) -> None:
    """Refuse a name whose format cannot be written."""
    if Path(path).suffix.lower() not in DELIMITERS:
        raise InputError("the rescaled predictions are written as text", f"--write {path}", "end it in .csv or .tsv")


def write(path: str, held: Held, temperature: float, kind: InputKind, names: Names) -> None:
    """Write the truth and the predictions at T, of the kind that the predictions were."""
    try:
        with open(path, "w", encoding="utf-8", newline="") as file:
            lines(file, path, held, temperature, kind, names)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", path, "check the name and the folder") from None


def lines(file: IO[str], path: str, held: Held, temperature: float, kind: InputKind, names: Names) -> None:
    """The lines of the table."""
    table = csv.writer(file, delimiter=DELIMITERS[Path(path).suffix.lower()], lineterminator="\n")
    table.writerow([*names.truth, *names.pred])

    def work(rows: Array) -> list[list[object]]:
        logits, target = held.parted(rows)
        truth = [[names.classes[k]] for k in target.tolist()] if held.labelled else target.tolist()
        return [[*true, *row] for true, row in zip(truth, at(logits, temperature, kind).tolist(), strict=True)]

    for block in held.spool.each(work):
        table.writerows(block)


def at(logits: Array, temperature: float, kind: InputKind) -> Array:
    """The predictions at a temperature."""
    cooled = logits / temperature
    if kind is InputKind.LOGITS:
        return cooled
    pred: Prediction = Logits(cooled) if logits.shape[1] > 1 else BinaryLogits(cooled)
    return -pred.surprisal + 0.0 if kind is InputKind.LOG_PROBS else pred.probs
