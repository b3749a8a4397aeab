"""A worked answer as frozen data: what is shown, with no word on how it looks."""

from dataclasses import dataclass

Cell = float | int | str


@dataclass(frozen=True)
class Column:
    """A column of the worked table: one value a class (or an element)."""

    name: str
    symbol: str
    values: tuple[Cell, ...]


@dataclass(frozen=True)
class Step:
    """One line of the derivation: what is computed, by which formula, and what comes out."""

    title: str
    formula: str
    value: float | tuple[float, ...] | None = None


@dataclass(frozen=True)
class Worked:
    """The derivation of one answer, from the same terms as the answer itself."""

    formula: str
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    value: float | tuple[float, ...]
    notes: tuple[str, ...] = ()
