"""Joint tables -> mutual information, worked."""

from collections.abc import Iterator
from decimal import Decimal, localcontext
from functools import partial
from math import ulp
from typing import NamedTuple

from xent_cli.answers.answer import Certificate, Fact, Head, WorkedAnswer
from xent_cli.answers.worked import Column, Grid, Identity, Step, Worked
from xent_cli.core.log_base import LogBase
from xent_cli.exact.arithmetic import ONE, Vector, decimal, ln, open_context
from xent_cli.formula.decimals import Decimals
from xent_cli.formula.expression import Formula
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import Equation, Letters
from xent_cli.formula.symbols import Functional, Symbol
from xent_cli.information.joint import Entropies, Joint, as_given, entropies, entropy, quotient
from xent_cli.record import record

x, y, X, Y = (Symbol(name) for name in ("x", "y", "X", "Y"))
PXY = Functional("p", (x, y), Symbol("joint", True))
PX = Functional("p", (x,), Symbol("of_x", True))
PY = Functional("p", (y,), Symbol("of_y", True))
H_X = Functional("H", (X,), -Sum(PX * Ln(PX)))
H_Y = Functional("H", (Y,), -Sum(PY * Ln(PY)))
H_XY = Functional("H", (X, Y), -Sum(PXY * Ln(PXY)))
Y_GIVEN = Functional("H", (Y, x), Symbol("given", True), "|")
X_GIVEN = Functional("H", (X, y), Symbol("given", True), "|")
H_Y_X = Functional("H", (Y, X), Sum(PX * Y_GIVEN), "|")
H_X_Y = Functional("H", (X, Y), Sum(PY * X_GIVEN), "|")
POINTWISE = Ln(PXY / (PX * PY))
MUTUAL = Functional("I", (X, Y), Sum(PXY * POINTWISE), ";")
DIGITS = 60
# Above so many cells they are not shown one by one.
SHOWN_UP_TO = 5000


@record
class Asked:
    """A joint table, and how it is answered."""

    joint: Joint
    log: LogBase
    rows: int = 1
    notes: tuple[str, ...] = ()

    @property
    def small(self) -> bool:
        """Whether its cells are shown."""
        return len(self.joint.flat) <= SHOWN_UP_TO


class Margin(NamedTuple):
    """One of the two variables: its name, its probabilities, and what is left of the other when it is known."""

    name: str
    letter: Formula
    values: tuple[str, ...]
    probs: Vector
    given: Formula
    left: tuple[float, ...]


def facts(found: Entropies, names: tuple[str, str]) -> Iterator[Fact]:
    """The amounts by name."""
    yield Fact("entropy_x", "entropy of x", found.x.value, names[0])
    yield Fact("entropy_y", "entropy of y", found.y.value, names[1])
    yield Fact("joint_entropy", "joint entropy", found.joint.value)
    yield Fact("entropy_x_given_y", "of x when y is known", found.x_given_y.value)
    yield Fact("entropy_y_given_x", "of y when x is known", found.y_given_x.value)
    yield Fact("mutual_information", "mutual information", found.mutual.value)
    yield Fact("share", "share of the smaller entropy", share(found))


def share(found: Entropies) -> float:
    """I(X;Y) / min(H(X), H(Y)); 0 where one of them has no entropy."""
    return quotient(found.mutual, min(found.x.digits, found.y.digits))


def answer(asked: Asked) -> WorkedAnswer:
    """The mutual information, certified, with its steps."""
    found = entropies(asked.joint, asked.log)
    kind = "counts" if asked.joint.counted else "probs"
    head = Head("mi", "mutual information", asked.log.unit, asked.rows, None, {"base": asked.log.text, "input": kind})
    certificate = Certificate((found.mutual.digits,), ulps(asked, found.mutual.value))
    names = (asked.joint.x, asked.joint.y)
    work = partial(worked, asked, found)
    return WorkedAnswer(head, found.mutual.value, work, certificate, facts=tuple(facts(found, names)))


def ulps(asked: Asked, true: float) -> float:
    """How far the float64 kernel is off, in units in the last place."""
    from xent_cli.core.joint import mutual_information

    mine = mutual_information([[float(cell) for cell in row] for row in asked.joint.cells]) / asked.log.ln
    return abs(mine - true) / ulp(true) if true else 0.0


def worked(asked: Asked, found: Entropies) -> Worked:
    """The joint with its margins, what each tells of the other, the pointwise values, and the sums."""
    joint, log = asked.joint, asked.log
    with localcontext(open_context(DIGITS)):
        ln_base = ONE if log.text == "e" else ln(Decimal(log.text))
        of_x, of_y = (tuple(decimal(w / joint.whole) for w in weights) for weights in (joint.of_x, joint.of_y))
        of_rows = tuple(entropy(row, log) for row in joint.cells)
        of_columns = tuple(entropy(column, log) for column in zip(*joint.cells, strict=True))
        first = Margin(joint.x, PX, joint.rows, of_x, Y_GIVEN, of_rows)
        second = Margin(joint.y, PY, joint.columns, of_y, X_GIVEN, of_columns)
        by_x, by_y = margin_grid("of_x", first, ln_base), margin_grid("of_y", second, ln_base)
        columns, grids = by_x.columns, tuple[Grid, ...]((by_y,))
        direct: float | None = None
        if asked.small:
            cells = tuple(decimal(cell / joint.whole) for cell in joint.flat)
            a = Decimals({"joint": cells, **over_cells(of_x, of_y)}, len(cells), ln_base)
            direct = float(a.one(MUTUAL)) if found.mutual.digits else 0.0
            columns, grids = cell_columns(joint, a, found), (joint_grid(joint), by_x, by_y)
    steps = (
        Step("entropy_x", f"entropy of {joint.x}", Equation(H_X, H_X.means), found.x.value),
        Step("entropy_y", f"entropy of {joint.y}", Equation(H_Y, H_Y.means), found.y.value),
        Step("joint_entropy", "joint entropy", Equation(H_XY, H_XY.means), found.joint.value),
        Step(
            "entropy_y_given_x",
            f"{joint.y} when {joint.x} is known",
            Equation(H_Y_X, H_Y_X.means),
            found.y_given_x.value,
        ),
        Step(
            "entropy_x_given_y",
            f"{joint.x} when {joint.y} is known",
            Equation(H_X_Y, H_X_Y.means),
            found.x_given_y.value,
        ),
        Step("total", "mutual information", MUTUAL.means, found.mutual.value),
        Step("share", "share of the smaller entropy", "I / min(H(X), H(Y))", share(found)),
    )
    notes = (*remarks(found, asked), *asked.notes)
    identities = tuple(checks(found, direct, first, second))
    return Worked(Equation(MUTUAL, MUTUAL.means), columns, steps, Letters({}, log.text), notes, identities, grids)


def over_cells(of_x: Vector, of_y: Vector) -> dict[str, Vector]:
    """The margins at every cell."""
    return {"of_x": tuple(p for p in of_x for _ in of_y), "of_y": tuple(q for _ in of_x for q in of_y)}


def floats(values: Vector) -> tuple[float, ...]:
    """Decimals as doubles."""
    return tuple(float(value) + 0.0 for value in values)


def joint_grid(joint: Joint) -> Grid:
    """The joint as it was given, with its margins."""
    columns = [Column("x", f"{joint.x} \\ {joint.y}", (*joint.rows, "Σ"))]
    for name, column, margin in zip(joint.columns, zip(*joint.cells, strict=True), joint.of_y, strict=True):
        columns.append(Column(f"y={name}", name, tuple(map(as_given, (*column, margin)))))
    columns.append(Column("sum", "Σ", tuple(map(as_given, (*joint.of_x, joint.sum)))))
    return Grid("joint", "counts" if joint.counted else "joint distribution", tuple(columns))


def margin_grid(key: str, margin: Margin, ln_base: Decimal) -> Grid:
    """A line for each value of one variable: what it adds to its entropy, and what is left of the other."""
    a = Decimals({key: margin.probs}, len(margin.probs), ln_base)
    term = -(margin.letter * Ln(margin.letter))
    left = tuple(float(p) * h for p, h in zip(margin.probs, margin.left, strict=True))
    terms = floats(a.each(term))
    columns = (
        Column("value", margin.name, margin.values),
        Column("p", margin.letter, floats(margin.probs)),
        Column("term", term, terms, sum(terms)),
        Column("left", margin.given, margin.left),
        Column("weighted", margin.letter * margin.given, left, sum(left)),
    )
    return Grid(key, f"{margin.name} by itself, and what is left of the other", columns)


def cell_columns(joint: Joint, a: Decimals, found: Entropies) -> tuple[Column, ...]:
    """A line for each pair."""
    count = len(joint.columns)
    return (
        Column("x", joint.x, tuple(name for name in joint.rows for _ in range(count))),
        Column("y", joint.y, joint.columns * len(joint.rows)),
        Column("p_xy", PXY, floats(a.each(PXY))),
        Column("term_joint", -(PXY * Ln(PXY)), floats(a.each(-(PXY * Ln(PXY)))), found.joint.value),
        Column("pointwise", POINTWISE, tuple(0.0 if x != x else x for x in floats(a.each(POINTWISE)))),
        Column("term", PXY * POINTWISE, floats(a.each(PXY * POINTWISE)), found.mutual.value),
    )


def checks(found: Entropies, direct: float | None, first: Margin, second: Margin) -> Iterator[Identity]:
    """What holds; the left sides are computed on their own."""
    mutual = found.mutual.value if direct is None else direct
    y_left = sum(float(p) * h for p, h in zip(first.probs, first.left, strict=True))
    x_left = sum(float(p) * h for p, h in zip(second.probs, second.left, strict=True))
    yield Identity(Equation(MUTUAL, H_X - H_X_Y), mutual, (found.x.value, -x_left))
    yield Identity(Equation(MUTUAL, H_Y - H_Y_X), mutual, (found.y.value, -y_left))
    parts = (found.x.value, found.y.value, -found.joint.value)
    yield Identity(Equation(MUTUAL, H_X + H_Y - H_XY), mutual, parts)
    yield Identity(Equation(H_XY, H_X + H_Y_X), found.joint.value, (found.x.value, y_left))


def remarks(found: Entropies, asked: Asked) -> Iterator[str]:
    """What is to be noted of a joint table."""
    if not found.mutual.digits:
        yield "x and y are independent: neither tells anything of the other"
    for given, name, other in (
        (found.y_given_x, asked.joint.y, asked.joint.x),
        (found.x_given_y, asked.joint.x, asked.joint.y),
    ):
        if not given.digits and found.mutual.digits:
            yield f"{name} is a function of {other}"
    total = float(asked.joint.sum)
    if not asked.joint.counted and abs(total - 1) > 1e-6:
        yield f"the table sums to {total:.6g}, as --tolerance allows"
