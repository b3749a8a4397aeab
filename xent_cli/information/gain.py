"""Branches of counted classes -> information gain, worked."""

from collections.abc import Iterator, Sequence
from decimal import localcontext
from fractions import Fraction
from functools import partial
from math import ulp
from typing import NamedTuple

from xent_cli.answers.answer import Certificate, Fact, Head, WorkedAnswer
from xent_cli.answers.worked import Column, Identity, Step, Worked
from xent_cli.core.log_base import LogBase
from xent_cli.exact.arithmetic import ONE, decimal, ln, open_context
from xent_cli.exact.certify import Certified
from xent_cli.formula.expression import Formula, Over
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import Equation, Letters
from xent_cli.formula.symbols import Functional, N, Named, Symbol, p
from xent_cli.information.joint import Joint, as_given, entropies, entropy, quotient

S, SV, NV = Symbol("S"), Symbol("S", True), Symbol("n", True)
SHARE = Over(NV, N)
PARENT = Functional("H", (S,), -Sum(p * Ln(p)))
BRANCH = Named("H", -Sum(p * Ln(p)))
WEIGHTED = Sum(SHARE * BRANCH)
GAIN = PARENT - WEIGHTED
SPLIT = -Sum(SHARE * Ln(SHARE))
RATIO = Named("Gain", GAIN, indexed=False) / Named("Split", SPLIT, indexed=False)
GINI: Formula = 1 - Sum(p**2)
GINI_BRANCH = Named("Gini", GINI)
GINI_PARENT = Functional("Gini", (S,), GINI)
GINI_DECREASE = GINI_PARENT - Sum(SHARE * GINI_BRANCH)
EQUATION = Equation(Functional("Gain", (S,), GAIN), GAIN, (Equation(PARENT, -Sum(p * Ln(p))),))


class Branches(NamedTuple):
    """What a split by some feature comes to, in one unit."""

    joint: Joint
    log: LogBase
    parent: Certified
    weighted: Certified
    gain: Certified
    split: Certified
    gini: Fraction
    gini_decrease: Fraction

    @property
    def ratio(self) -> float:
        """Gain over split information; 0 where there is but one branch."""
        return quotient(self.gain, self.split)


def branches(joint: Joint, log: LogBase) -> Branches:
    """The amounts of a split: the parent is y, the branches are x."""
    found = entropies(joint, log)
    whole = joint.sum
    parent = impurity(joint.of_y)
    each = sum((n / whole * impurity(row) for n, row in zip(joint.of_x, joint.cells, strict=True)), Fraction(0))
    return Branches(joint, log, found.y, found.y_given_x, found.mutual, found.x, parent, parent - each)


def impurity(counts: Sequence[Fraction]) -> Fraction:
    """Gini's 1 - Σ p²; 0 of nothing."""
    whole = sum(counts, Fraction(0))
    squares = (count * count for count in counts)
    return 1 - sum(squares, Fraction(0)) / whole**2 if whole else Fraction(0)


def facts(found: Branches) -> Iterator[Fact]:
    """The amounts by name."""
    yield Fact("parent_entropy", "parent entropy", found.parent.value)
    yield Fact("conditional_entropy", "weighted mean of the branches", found.weighted.value)
    yield Fact("split_information", "split information", found.split.value)
    yield Fact("gain_ratio", "gain ratio", found.ratio)
    yield Fact("gini", "Gini impurity", float(found.gini))
    yield Fact("gini_decrease", "Gini decrease", float(found.gini_decrease))


def answer(joint: Joint, log: LogBase, rows: int = 1, notes: tuple[str, ...] = ()) -> WorkedAnswer:
    """The information gain, certified, with its steps."""
    found = branches(joint, log)
    convention = {"base": log.text, "input": "counts"}
    head = Head("gain", "information gain", log.unit, rows, len(joint.columns), convention)
    certificate = Certificate((found.gain.digits,), ulps(found))
    work = partial(worked, found, notes)
    return WorkedAnswer(head, found.gain.value, work, certificate, facts=tuple(facts(found)))


def ulps(found: Branches) -> float:
    """How far the float64 kernel is off, in units in the last place."""
    from xent_cli.core.joint import information_gain

    cells = [[float(cell) for cell in row] for row in found.joint.cells]
    mine, true = float(information_gain(cells)) / found.log.ln, found.gain.value
    return abs(mine - true) / ulp(true) if true else 0.0


def worked(found: Branches, notes: tuple[str, ...]) -> Worked:
    """A line per branch, and the steps."""
    joint, log = found.joint, found.log
    sizes, whole = joint.of_x, joint.sum
    shares = tuple(float(n / whole) for n in sizes)
    each = tuple(entropy(row, log) for row in joint.cells)
    with localcontext(open_context(40)):
        per = ONE if log.text == "e" else ln(decimal(Fraction(log.text)))
        splits = tuple(float(-s * ln(s) / per) if (s := decimal(n / whole)) else 0.0 for n in sizes)
    ginis = tuple(float(impurity(row)) for row in joint.cells)
    classes = [
        Column(f"class_{name}", name, tuple(as_given(row[i]) for row in joint.cells), float(joint.of_y[i]))
        for i, name in enumerate(joint.columns)
    ]
    columns = (
        Column("branch", joint.x if joint.x != "x" else "branch", joint.rows),
        *classes,
        Column("n", NV, tuple(map(as_given, sizes)), float(whole)),
        Column("share", SHARE, shares),
        Column("entropy", BRANCH, each),
        Column("term", SHARE * BRANCH, tuple(s * h for s, h in zip(shares, each, strict=True)), found.weighted.value),
        Column("split", -(SHARE * Ln(SHARE)), splits, found.split.value),
        Column("gini", GINI_BRANCH, ginis),
    )
    letters = Letters({}, log.text)
    steps = (
        Step("parent_entropy", "parent entropy", Equation(PARENT, -Sum(p * Ln(p))), found.parent.value),
        Step("conditional_entropy", "weighted mean of the branches", WEIGHTED, found.weighted.value),
        Step("gain", "information gain", GAIN, found.gain.value),
        Step("split_information", "split information", SPLIT, found.split.value),
        Step("gain_ratio", "gain ratio", RATIO, found.ratio),
        Step("gini", "Gini impurity", Equation(GINI_PARENT, GINI), float(found.gini)),
        Step("gini_decrease", "Gini decrease", GINI_DECREASE, float(found.gini_decrease)),
    )
    parts = (found.parent.value, found.split.value, -entropies(joint, log).joint.value)
    x, y = Symbol("branch"), Symbol("class")
    both = Functional("H", (x, y), SPLIT)
    mutual = Functional("I", (x, y), GAIN, ";")
    right = Functional("H", (y,), SPLIT) + Functional("H", (x,), SPLIT) - both
    identities = (Identity(Equation(mutual, right), found.gain.value, parts),)
    return Worked(EQUATION, columns, steps, letters, (*remarks(found), *notes), identities)


def remarks(found: Branches) -> Iterator[str]:
    """What is to be noted of a split."""
    filled = [size for size in found.joint.of_x if size]
    if len(filled) == 1:
        yield "there is but one branch: nothing is gained"
    elif len(filled) > 2 and all(size == 1 for size in filled):
        yield "every branch has one row: such a feature names the rows, and its gain says nothing of new ones"
