"""A worked answer as frozen data: what is shown, with no word on how it looks."""

import math

from xent_cli.record import record

Cell = float | int | str


@record
class Column:
    """A column of the worked table: one value a class (or an element), and their sum where it says something."""

    name: str
    symbol: str
    values: tuple[Cell, ...]
    total: float | None = None


@record
class Step:
    """One line of the derivation: what is computed, by which formula, and what comes out."""

    title: str
    formula: str
    value: float | tuple[float, ...] | None = None


@record
class Identity:
    """Two ways to the same number: `left` is computed on its own, the `right` parts add up to it.

    >>> print(Identity("H(p,q) = H(p) + D(p‖q)", 1.5, (1.0, 0.5)))
    H(p,q) = H(p) + D(p‖q): 1.5 = 1 + 0.5
    """

    formula: str
    left: float
    right: tuple[float, ...]

    @property
    def holds(self) -> bool:
        """Whether both sides agree, as far as the rounding of their parts lets them."""
        size = max(map(abs, self.right), default=0.0)
        return math.isclose(self.left, math.fsum(self.right), rel_tol=1e-12, abs_tol=1e-12 * min(size, 1e300))

    def __str__(self) -> str:
        parts = "".join(f" {'-' if x < 0 else '+'} {abs(x):.6g}" for x in self.right).removeprefix(" + ")
        return f"{self.formula}: {self.left:.6g} = {parts.strip()}"


@record
class Worked:
    """The derivation of one answer, from the same terms as the answer itself."""

    formula: str
    columns: tuple[Column, ...]
    steps: tuple[Step, ...]
    value: float | tuple[float, ...]
    notes: tuple[str, ...] = ()
    identities: tuple[Identity, ...] = ()
