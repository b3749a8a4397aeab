"""What a command answers, as frozen data: one vector worked, many rows reduced, or a stream of rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.answers.worked import Derivation, Grid, Worked
from xent_cli.record import record

Value = float | tuple[float, ...] | tuple[tuple[float, ...], ...]


@record
class Head:
    """What every answer says of itself: which quantity, in which unit, of what, by which convention."""

    command: str
    quantity: str
    unit: str | None
    rows: int
    classes: int | None
    convention: Mapping[str, str | float | tuple[float, ...] | None]


@record
class Certificate:
    """The same answer by decimal arithmetic, and how far the float64 core was from it."""

    digits: tuple[Decimal, ...]
    core_ulp: float


@record
class Verification:
    """Whether an independent derivative agrees with the answer (None: there is none), and that in words."""

    agrees: bool | None
    said: str


@record
class Fact:
    """One line of a report; `key` is its name in JSON."""

    key: str
    title: str
    value: Any  # a number, a text, or the bounds of an interval
    remark: str = ""


@record
class WorkedAnswer:
    """One vector, worked step by step; the steps are made for whoever looks at them."""

    head: Head
    value: Value
    work: Callable[[], Worked]
    certificate: Certificate | None = None
    verification: Verification | None = None
    facts: tuple[Fact, ...] = ()  # what else is known, by its name in JSON
    nested: Mapping[str, Any] | None = None  # the same, where it is more than a number

    @property
    def verified(self) -> bool:
        """Whether nothing that was to be verified turned out otherwise."""
        return self.verification is None or self.verification.agrees is not False

    @cached_property
    def worked(self) -> Worked:
        """The steps."""
        return self.work()


@record
class Report:
    """Many rows, reduced to one number (or, for a few typed rows, one number each); steps are made for who looks."""

    head: Head
    value: Value
    facts: tuple[Fact, ...]
    grids: tuple[Grid, ...]
    notes: tuple[str, ...]
    certificate: Certificate | None = None
    verification: Verification | None = None
    work: Callable[[], tuple[Derivation, ...]] = tuple
    nested: Mapping[str, Any] | None = None  # what else is known, where it is more than a number, by its name in JSON

    @property
    def verified(self) -> bool:
        """Whether nothing that was to be verified turned out otherwise."""
        return self.verification is None or self.verification.agrees is not False

    @cached_property
    def derivations(self) -> tuple[Derivation, ...]:
        """The steps of the rows, where they were typed; of many the telling ones."""
        return self.work()


@record
class RowBlock:
    """The answers of some consecutive rows: a number each (n,), or a vector each (n, K)."""

    numbers: NDArray[np.int64]
    labels: Sequence[str] | None
    values: NDArray[np.float64]
    ids: Sequence[str] | None = None

    @property
    def lines(self) -> list[list[float]]:
        """The values of each row."""
        width = self.values.shape[1] if self.values.ndim > 1 else 1
        lines: list[list[float]] = self.values.reshape(len(self.values), width).tolist()
        return lines


@record
class Ending:
    """What is known of a stream when its rows have come."""

    facts: tuple[Fact, ...]
    grids: tuple[Grid, ...]
    notes: tuple[str, ...]
    doubts: tuple[str, ...] = ()  # those of the notes that are told in any format


@record
class Stream:
    """Many rows, each with its own answer, as they come; `names` are those of the values."""

    head: Head
    names: tuple[str, ...]
    blocks: Iterator[RowBlock]
    ending: Callable[[], Ending]
    verified = True


Answer = WorkedAnswer | Report | Stream
