"""What is said about a claim, as frozen data: the rules it is held to, its status, and what went wrong."""

from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import NamedTuple

from xent_cli.core.errors import InputError


class Status(StrEnum):
    """How a claim stands, from best to worst."""

    CORRECT = "correct"
    SINGLE = "single"
    TRUNCATED = "truncated"
    COARSE = "coarse"
    CLOSE = "close"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True)
class Rules:
    """How exact a claim must be; with `tol` or `rtol`, |x - claim| <= max(tol, rtol |x|) replaces the digits.

    >>> Rules().accepted(Status.TRUNCATED), Rules(strict=True).accepted(Status.TRUNCATED)
    (True, False)
    """

    strict: bool = False
    lenient: bool = False
    tol: float | None = None
    rtol: float | None = None

    def __post_init__(self) -> None:
        for option, bound in (("--tol", self.tol), ("--rtol", self.rtol)):
            if bound is not None and not 0 <= bound < inf:
                raise InputError(f"a tolerance of {bound}", option, "give a finite number that is not below 0")

    def accepted(self, status: Status) -> bool:
        """Whether a claim of this status passes."""
        match status:
            case Status.CORRECT:
                return True
            case Status.SINGLE | Status.TRUNCATED:
                return not self.strict
            case Status.CLOSE:
                return self.lenient
            case _:
                return False


@dataclass(frozen=True)
class Diagnosis:
    """A known way to the number claimed: a mistake, or the `convention` of a library, named by its owner."""

    name: str
    formula: str
    value: float | tuple[float, ...]
    remedy: str
    convention: str | None = None


class Rounding(Diagnosis):
    """A number rounded on the way: at few digits it leaves the answer as it is."""


class Both(Diagnosis):
    """Two mistakes, one after the other."""


class Known(NamedTuple):
    """A diagnosis that a claim on this answer could get, and how many digits it must have to be accused of it."""

    diagnosis: Diagnosis
    digits: int = 0

    @property
    def values(self) -> tuple[float, ...]:
        """The number that the mistake leads to, entry by entry."""
        value = self.diagnosis.value
        return value if isinstance(value, tuple) else (value,)


@dataclass(frozen=True)
class Verdict:
    """One number judged: `value` in the unit of the answer, `compared` in `unit`, the unit of the claim."""

    status: Status
    accepted: bool
    claim: str
    value: float
    digits: int | None  # decimals as typed; None for a claim that means exact
    compared: float
    unit: str | None
    diagnosis: tuple[Diagnosis, ...] = ()
    hint: str | None = None  # where no mistake is known: the step of our own that it is
    tried: bool = True  # whether the mistakes were looked for


@dataclass(frozen=True)
class VectorVerdict:
    """A vector judged, each component by its own digits."""

    claim: str
    parts: tuple[Verdict, ...]
    diagnosis: tuple[Diagnosis, ...] = ()
    hint: str | None = None
    tried: bool = True

    @property
    def accepted(self) -> bool:
        """Whether every component is."""
        return all(part.accepted for part in self.parts)

    @property
    def status(self) -> Status:
        """The worst of the components, one that is not accepted before one that is."""
        order = list(Status)
        return max(self.parts, key=lambda part: (not part.accepted, order.index(part.status))).status

    @property
    def first_off(self) -> int | None:
        """The index of the first component that is not accepted."""
        return next((k for k, part in enumerate(self.parts) if not part.accepted), None)

    @property
    def value(self) -> tuple[float, ...]:
        """The answer, in its own unit."""
        return tuple(part.value for part in self.parts)

    @property
    def digits(self) -> tuple[int | None, ...]:
        """The decimals typed, component by component."""
        return tuple(part.digits for part in self.parts)
