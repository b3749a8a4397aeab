"""Typed tokens -> their perplexity, worked."""

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, localcontext
from functools import partial, reduce

import numpy as np

from xent_cli.answers.answer import Certificate, Fact, Head, WorkedAnswer
from xent_cli.answers.worked import Column, Grid, Step, Worked
from xent_cli.core.errors import InputError
from xent_cli.core.log_base import LogBase
from xent_cli.core.perplexity import from_log_probs
from xent_cli.core.spread import Moments
from xent_cli.core.sums import Sums
from xent_cli.exact.arithmetic import ONE, Vector, decimal, ln, open_context
from xent_cli.exact.certify import Certified, certify_each
from xent_cli.exact.predictions import LogProbs, Prediction, Probs
from xent_cli.formula.decimals import Decimals
from xent_cli.formula.expression import Number, Over
from xent_cli.formula.functions import NaturalLn
from xent_cli.formula.notation import Letters
from xent_cli.formula.symbols import Symbol
from xent_cli.information.perplexity import (
    EQUATION,
    MEAN,
    NLL,
    PERPLEXITY,
    SURPRISE,
    H,
    Pooled,
    Q,
    Sizes,
    facts,
    mean_of,
)
from xent_cli.information.spread import Spread, as_one, errors_of
from xent_cli.inputs.literal import Rows
from xent_cli.inputs.sample import as_double
from xent_cli.record import record

BITS = Over(H, NaturalLn(Number(2)))


@record
class Tokens:
    """The tokens that came, a row for each document: probabilities, or logarithms of them to a base."""

    rows: Rows
    log_base: str | None
    log: LogBase
    sizes: Sizes = Sizes()

    @property
    def count(self) -> int:
        """How many tokens there are."""
        return sum(map(len, self.rows))

    @property
    def surprisals(self) -> list[list[float]]:
        """-ln q of the tokens of each document, in float64."""
        if self.log_base is None:
            return [[-math.log(x) if x else math.inf for x in map(float, row)] for row in self.rows]
        return [[-float(x) * LogBase.of(self.log_base).ln for x in row] for row in self.rows]

    def prediction(self, typed: Iterable[Vector]) -> Prediction:
        """All tokens in turn, in decimal arithmetic."""
        values = tuple(x for row in typed for x in row)
        if self.log_base is None:
            return Probs(values)
        per = ONE if self.log_base == "e" else ln(Decimal(self.log_base))
        return LogProbs(tuple(x * per for x in values))

    def arithmetic(self, typed: Iterable[Vector], log: LogBase) -> Decimals:
        """Their symbols."""
        pred = self.prediction(typed)
        ln_base = ONE if log.text == "e" else ln(Decimal(log.text))
        count = len(pred.probs)
        return Decimals({"q": pred, "N": Decimal(count), **pred.given}, count, ln_base)


NATS = LogBase.of("e")


def check(tokens: Tokens) -> None:
    """Refuse what is no probability, or no logarithm of one."""
    for number, row in enumerate(tokens.rows, 1):
        for place, x in enumerate(row, 1):
            logs = tokens.log_base is not None
            if (x <= 0) if logs else (0 <= x <= 1):
                continue
            where = f"row {number}, token {place}" if len(tokens.rows) > 1 else f"token {place}"
            what, remedy = no_probability(as_double(x), logs=logs)
            raise InputError(what, where, remedy)


def no_probability(x: float, *, logs: bool) -> tuple[str, str]:
    """What is wrong with a number, and what to do."""
    if logs:
        return f"{x:.15g} is above 0, so no log-probability", "if these are probabilities, leave out --log-probs"
    if x < 0:
        return f"{x:.15g} is no probability", "if these are log-probabilities, say --log-probs (and --log-base)"
    return f"{x:.15g} is no probability", "give one from 0 to 1 for each token"


def answer(tokens: Tokens) -> WorkedAnswer:
    """The perplexity, certified, with its steps."""
    pooled, documents, perplexity = certified(tokens)
    logs = {} if tokens.log_base is None else {"log_base": tokens.log_base}
    kind = "probs" if tokens.log_base is None else "log-probs"
    convention = {"base": tokens.log.text, "input": kind, **logs, "denominator": "tokens"}
    head = Head("ppl", "perplexity", None, len(tokens.rows), None, convention)
    known = list(facts(pooled))
    if len(documents) > 1:
        known.append(Fact("mean_document_perplexity", "mean over the documents", mean_of(documents)))
    known += spread_of(tokens).facts()
    certificate = Certificate((perplexity.digits,), ulps(tokens, perplexity.value))
    work = partial(worked, tokens, pooled, documents, perplexity.value)
    return WorkedAnswer(head, perplexity.value, work, certificate, facts=tuple(known))


def spread_of(tokens: Tokens) -> Spread:
    """How sure the mean is."""
    documents = [Sums.of(np.array(row)) for row in tokens.surprisals]
    (whole,) = errors_of(reduce(Sums.__add__, documents), 1.0)
    each = (as_one(sums.loss.total(), int(sums.rows[0])) for sums in documents)
    return Spread(whole, sum(each, Moments()).standard_error)


def ulps(tokens: Tokens, true: float) -> float:
    """How far the float64 kernel is off, in units in the last place."""
    typed = np.array([float(x) for row in tokens.rows for x in row])
    with np.errstate(divide="ignore"):
        logs = np.log(typed) if tokens.log_base is None else typed * LogBase.of(tokens.log_base).ln
    mine = from_log_probs(logs)
    if mine == true:
        return 0.0
    return abs(mine - true) / math.ulp(true) if math.isfinite(true) else math.inf


def certified(tokens: Tokens) -> tuple[Pooled, Sequence[Pooled], Certified]:
    """All tokens pooled, each document by itself, and the perplexity."""

    def compute(*typed: Vector) -> Iterator[Decimal]:
        everything = tokens.arithmetic(typed, NATS)
        yield everything.one(PERPLEXITY)
        yield everything.one(NLL)
        for row in typed:
            yield tokens.arithmetic([row], NATS).one(NLL)

    perplexity, nats, *each = certify_each(compute, *tokens.rows)
    documents = [Pooled(len(row), found.digits) for row, found in zip(tokens.rows, each, strict=True)]
    return Pooled(tokens.count, nats.digits, tokens.sizes), documents, perplexity


def worked(tokens: Tokens, pooled: Pooled, documents: Sequence[Pooled], perplexity: float) -> Worked:
    """A line per token, and the steps from the logarithms to the power."""
    with localcontext(open_context(60)):
        a = tokens.arithmetic([tuple(map(decimal, row)) for row in tokens.rows], tokens.log)
        columns = [Column("k", Symbol("k"), tuple(range(tokens.count)))]
        if len(documents) > 1:
            numbers = (number for number, row in enumerate(tokens.rows, 1) for _ in row)
            columns.append(Column("document", "document", tuple(numbers)))
        if tokens.log_base is not None:
            given = tuple(float(x) for row in tokens.rows for x in row)
            columns.append(Column("log_prob", Symbol("l", True), given))
        columns.append(Column("q", Q, floats(a.each(Q))))
        columns.append(Column("surprise", SURPRISE, floats(a.each(SURPRISE)), float(a.one(NLL))))
        steps = [Step("sum", "sum", NLL, float(a.one(NLL))), Step("mean", "per token", MEAN, float(a.one(MEAN)))]
        if tokens.log.text == "e":
            steps.append(Step("bits_per_token", "in bits", BITS, float(a.one(BITS))))
    steps.append(Step("perplexity", "perplexity", PERPLEXITY, perplexity))
    steps += [Step(f.key, f.title, f.remark, float(f.value)) for f in facts(pooled._replace(tokens=None))][1:]
    grids = (documents_grid(documents),) if len(documents) > 1 else ()
    letters = Letters({"q": "q", "b": tokens.log.text}, tokens.log.text)
    return Worked(EQUATION, tuple(columns), tuple(steps), letters, tuple(notes(tokens, documents)), (), grids)


def floats(values: Vector) -> tuple[float, ...]:
    """Decimals as doubles."""
    return tuple(float(x) + 0.0 for x in values)


def documents_grid(documents: Sequence[Pooled]) -> Grid:
    """A line per document."""
    columns = (
        Column("document", "document", tuple(range(1, len(documents) + 1))),
        Column("tokens", "tokens", tuple(document.tokens or 0 for document in documents)),
        Column("nats", "nats", tuple(document.each(1) for document in documents)),
        Column("value", "perplexity", tuple(document.value for document in documents)),
    )
    return Grid("documents", "documents", columns)


def notes(tokens: Tokens, documents: Sequence[Pooled]) -> Iterator[str]:
    """What is to be said of impossible tokens, and of several documents."""
    lowest = 0 if tokens.log_base is None else float("-inf")
    impossible = [k for k, x in enumerate(x for row in tokens.rows for x in row) if x == lowest]
    if impossible:
        shown = ", ".join(map(str, impossible[:5])) + ", …" * (len(impossible) > 5)
        yield f"inf because the token k = {shown} came with probability 0"
    if len(documents) > 1:
        mean = mean_of(documents)
        yield f"documents are pooled: all tokens together; the mean of their own perplexities would be {mean:.6g}"
