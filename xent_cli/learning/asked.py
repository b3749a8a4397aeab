"""What is asked of a training, whoever asks."""

from collections.abc import Sequence
from typing import Protocol

from xent_cli.checking import Gate
from xent_cli.descending import Aim, Moves
from xent_cli.options import Looks
from xent_cli.record import record


class Source(Protocol):
    """Which columns of a table, how they are read, and what rows count for."""

    target: str | None
    features: str | None
    sample_weight: str | None
    class_weight: str | None
    drop_constant: bool
    standardize: bool
    validation: str | None
    delimiter: str | None
    comment: str | None
    no_header: bool
    skip_bad: bool


class Run(Protocol):
    """How long it goes, over which rows, and what becomes of it."""

    epochs: int | None
    batch: str | None
    seed: int | None
    tolerance: float | None
    bias: bool
    sampled: int | None
    negative: int | None
    save: str | None
    load: str | None
    predict: str | None


@record
class Call:
    """A call of the command."""

    operands: Sequence[str]
    table: Source
    aim: Aim
    moves: Moves
    run: Run
    output: Looks
    check: Gate
