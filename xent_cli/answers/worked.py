"""A worked answer as frozen data: expressions with their values, whoever writes them."""

import math
from decimal import Decimal
from typing import NamedTuple

from xent_cli.formula.expression import Formula
from xent_cli.formula.notation import Equation, Letters

Cell = float | int | str | tuple[float, ...] | tuple[tuple[float, ...], ...]


class Beyond(float):
    """A number that no double holds: to reckon with it is the nearest one, and to look at it is what it is."""

    exact: Decimal

    def __new__(cls, exact: Decimal) -> "Beyond":
        """The double next to it, with its digits."""
        made = super().__new__(cls, float(exact) + 0.0)  # never -0.0
        made.exact = exact
        return made


class Remark(NamedTuple):
    """A sentence in which numbers stand, to be written with as many digits as the answer."""

    pieces: tuple[str | float, ...]


class Column(NamedTuple):
    """A column of a table: one value a class, an element or a row, and their sum where it says something.

    `name` says what it is, for a program and for whoever looks for it; `symbol` is an expression, or plain text.
    """

    name: str
    symbol: Formula | Equation | str
    values: tuple[Cell, ...]
    total: float | None = None


class Step(NamedTuple):
    """One line of the derivation: what is computed, by which formula, and what comes out."""

    name: str
    title: str
    formula: Formula | Equation | str
    value: float | tuple[float, ...] | None = None


class Identity(NamedTuple):
    """Two ways to the same number: `left` is computed on its own, the `right` parts add up to it."""

    formula: Equation | str
    left: float
    right: tuple[float, ...]

    @property
    def holds(self) -> bool:
        """Whether both sides agree, as far as the rounding of their parts lets them."""
        size = max(map(abs, self.right), default=0.0)
        return math.isclose(self.left, math.fsum(self.right), rel_tol=1e-12, abs_tol=1e-12 * min(size, 1e300))


class Grid(NamedTuple):
    """A table of its own, a line per class, group or row; `key` is its name in JSON."""

    key: str
    title: str
    columns: tuple[Column, ...]


class Worked(NamedTuple):
    """The derivation of one answer, from the same terms as the answer itself."""

    equation: Equation
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    letters: Letters
    notes: tuple[str | Remark, ...] = ()
    identities: tuple[Identity, ...] = ()
    grids: tuple[Grid, ...] = ()  # what comes before the columns


class Derivation(NamedTuple):
    """The derivation of one of several rows."""

    row: int
    worked: Worked
