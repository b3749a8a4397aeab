"""Weights -> their Huffman code, worked: the merges, the tree, the words, and how good they are."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property, partial

from xent_cli.answers.answer import Certificate, Fact, Head, WorkedAnswer
from xent_cli.answers.worked import Column, Grid, Identity, Step, Worked
from xent_cli.core.huffman import Node, canonical, codes_of, kraft, tree
from xent_cli.core.log_base import LogBase
from xent_cli.exact.arithmetic import decimal, ln, open_context, total
from xent_cli.exact.certify import Certified, certify_each
from xent_cli.formula.expression import Formula, Minus, Power
from xent_cli.formula.functions import Base, Ln, Sum
from xent_cli.formula.notation import Equation, Letters
from xent_cli.formula.symbols import Functional, Named, Symbol, p
from xent_cli.information.joint import entropy_of, quotient
from xent_cli.information.tree import merges_grid, tree_grid
from xent_cli.record import record

TIES = "of equal weights, symbols in their order and then merges in theirs"
LENGTH, MADE_FOR = Symbol("l", True), Symbol("q", True)
AVERAGE = Sum(p * LENGTH)
L = Named("L", AVERAGE, indexed=False)
ENTROPY = Functional("H", (p,), -Sum(p * Ln(p)))
CROSSED = Functional("H", (p, MADE_FOR), -Sum(p * Ln(MADE_FOR)))
KRAFT = Sum(Power(Base(), Minus(LENGTH)))
# Above so many symbols neither merges nor tree are shown.
DRAWN_UP_TO = 200


@record
class Code:
    """A code of so many digits, made for some weights and used under others (or the same)."""

    names: tuple[str, ...]
    used: tuple[Fraction, ...]
    made_for: tuple[Fraction, ...]
    arity: int
    counted: bool

    @property
    def other(self) -> bool:
        """Whether it was made for another distribution."""
        return self.used != self.made_for

    @cached_property
    def grown(self) -> tuple[Node, tuple[Node, ...]]:
        """The tree, and what was merged."""
        return tree(self.made_for, self.arity)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The word of each symbol."""
        return codes_of(self.grown[0], len(self.names))

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How long each is."""
        return tuple(map(len, self.words))

    @cached_property
    def shares(self) -> tuple[Fraction, ...]:
        """p: of counts, divided by their sum."""
        return divided(self.used, counted=self.counted)

    @cached_property
    def guessed(self) -> tuple[Fraction, ...]:
        """q, that it was made for."""
        return divided(self.made_for, counted=self.counted)

    def average(self, lengths: Iterable[int]) -> Fraction:
        """Σ p l."""
        return sum((share * length for share, length in zip(self.shares, lengths, strict=True)), Fraction(0))

    @cached_property
    def log(self) -> LogBase:
        """Information is measured in digits of the code."""
        return LogBase.of(str(self.arity))

    @cached_property
    def informations(self) -> tuple[Certified, Certified]:
        """H(p) and H(p,q)."""
        entropy, crossed = certify_each(self._informations, self.shares, self.guessed)
        return entropy, crossed

    def _informations(self, *_: object) -> tuple[Decimal, Decimal]:
        per = ln(Decimal(self.arity))
        pairs = zip(self.shares, self.guessed, strict=True)
        crossed = -total([decimal(a) * ln(decimal(b)) for a, b in pairs if a])
        return entropy_of(Counter(self.shares), Fraction(1)) / per, crossed / per

    @property
    def entropy(self) -> Certified:
        """H(p)."""
        return self.informations[0]

    @property
    def crossed(self) -> Certified:
        """H(p,q)."""
        return self.informations[1]


def divided(weights: Sequence[Fraction], *, counted: bool) -> tuple[Fraction, ...]:
    """Weights as probabilities."""
    whole = sum(weights, Fraction(0)) if counted else Fraction(1)
    return tuple(weight / whole for weight in weights)


def exactly(amount: Fraction) -> Decimal:
    """An exact amount to 50 digits."""
    with localcontext(open_context(50)):
        return decimal(amount)


def facts(code: Code) -> Iterator[Fact]:
    """What is known of the code, by name."""
    average = code.average(code.lengths)
    yield Fact("entropy", "entropy", code.entropy.value)
    if code.other:
        own = Code(code.names, code.used, code.used, code.arity, code.counted)
        yield Fact("cross_entropy", "cross-entropy", code.crossed.value)
        yield Fact("own_average_length", "average length of its own code", float(own.average(own.lengths)))
    yield Fact("efficiency", "efficiency", quotient(code.entropy, exactly(average)))
    yield Fact("redundancy", "redundancy", redundancy(code, code.entropy))
    yield Fact("kraft", "Kraft sum", float(kraft(code.lengths, code.arity)))
    yield Fact("longest", "longest word", max(code.lengths))


def redundancy(code: Code, information: Certified) -> float:
    """L - H."""
    with localcontext(open_context(50)):
        return float(decimal(code.average(code.lengths)) - information.digits) + 0.0


def answer(code: Code) -> WorkedAnswer:
    """The average length, exact, with the code and its steps."""
    average = code.average(code.lengths)
    kind = "counts" if code.counted else "probs"
    convention = {"base": str(code.arity), "input": kind, "ties": TIES}
    head = Head("huffman", "average length", code.log.unit, 1, len(code.names), convention)
    certificate = Certificate((exactly(average),), 0.0)
    return WorkedAnswer(head, float(average), partial(worked, code), certificate, facts=tuple(facts(code)))


def worked(code: Code) -> Worked:
    """The merges, the tree, a line per symbol, and the steps."""
    average, lengths = code.average(code.lengths), code.lengths
    products = tuple(float(share * length) for share, length in zip(code.shares, lengths, strict=True))
    with localcontext(open_context(40)):
        per = ln(Decimal(code.arity))
        ideal = tuple(float(-ln(decimal(q)) / per) + 0.0 for q in code.guessed)
    letter: Formula = MADE_FOR if code.other else p
    columns = (
        Column("symbol", "symbol", code.names),
        Column("p", p, tuple(map(float, code.shares))),
        *([Column("q", MADE_FOR, tuple(map(float, code.guessed)))] if code.other else []),
        Column("code", "code", code.words),
        Column("canonical", "canonical code", canonical(lengths, code.arity)),
        Column("ideal", -Ln(letter), ideal),
        Column("length", LENGTH, lengths),
        Column("term", p * LENGTH, products, float(average)),
    )
    grids: tuple[Grid, ...] = ()
    if len(code.names) <= DRAWN_UP_TO:
        root, merges = code.grown
        grids = merges_grid(code.names, merges), tree_grid(code.names, root)
    equation = Equation(L, AVERAGE)
    letters = Letters({"b": str(code.arity)}, str(code.arity))
    return Worked(equation, columns, tuple(steps(code)), letters, tuple(remarks(code)), tuple(checks(code)), grids)


def steps(code: Code) -> Iterator[Step]:
    """How good the code is."""
    average = float(code.average(code.lengths))
    known = {fact.key: float(fact.value) for fact in facts(code)}
    yield Step("total", "average length", AVERAGE, average)
    yield Step("entropy", "entropy", Equation(ENTROPY, ENTROPY.means), known["entropy"])
    if code.other:
        yield Step("cross_entropy", "cross-entropy", Equation(CROSSED, CROSSED.means), known["cross_entropy"])
        yield Step("own", "average length of the code for p", "Σ p l of its own code", known["own_average_length"])
    yield Step("efficiency", "efficiency", ENTROPY / L, known["efficiency"])
    yield Step("redundancy", "redundancy", L - ENTROPY, known["redundancy"])
    yield Step("kraft", "Kraft sum", KRAFT, known["kraft"])


def checks(code: Code) -> Iterator[Identity]:
    """The average length is what the merges weigh together."""
    if not code.other and code.grown[1]:
        merged = divided_merges(code)
        text = "average length = sum of the merged weights"
        yield Identity(text, float(code.average(code.lengths)), tuple(map(float, merged)))


def divided_merges(code: Code) -> tuple[Fraction, ...]:
    """What was merged in turn, as probabilities."""
    whole = sum(code.made_for, Fraction(0)) if code.counted else Fraction(1)
    return tuple(Fraction(node.weight) / whole for node in code.grown[1])


def remarks(code: Code) -> Iterator[str]:
    """What is to be noted of a code."""
    if len(code.names) == 1:
        yield "a symbol alone needs no digits to be told; it is given one, so that it can be counted"
    if not all(code.shares):
        yield "symbols of probability 0 have words too: leave them out if they never come"
    whole = sum(code.shares, Fraction(0))
    if abs(whole - 1) > Fraction(1, 10**6):
        yield f"p sums to {float(whole):.6g}, as --tolerance allows"
    if code.other:
        extra = math.fsum((float(code.average(code.lengths)), -code.entropy.value))
        yield f"the wrong code costs {extra:.6g} above the entropy; of that H(p,q) - H(p) is the price of the wrong q"
