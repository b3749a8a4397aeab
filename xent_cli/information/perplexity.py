"""Perplexity of tokens: totals pooled over documents, and what follows from them."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from xent_cli.answers.answer import Fact
from xent_cli.exact.arithmetic import Number, decimal, ln, open_context
from xent_cli.formula.expression import Over, Power
from xent_cli.formula.functions import Base, Ln, Sum
from xent_cli.formula.notation import Equation
from xent_cli.formula.symbols import N, Named, Prob

Q = Prob("q", True)
SURPRISE = -Ln(Q)
NLL = -Sum(Ln(Q))
MEAN = Over(NLL, N)
H = Named("H", MEAN, indexed=False)
PERPLEXITY = Power(Base(), H)
EQUATION = Equation(Named("PPL", PERPLEXITY, indexed=False), PERPLEXITY, (Equation(H, MEAN),))
DIGITS = 60
TWO = Decimal(2)


class Sizes(NamedTuple):
    """How long a text is, as far as that is known."""

    bytes: int | None = None
    characters: int | None = None
    words: int | None = None

    @classmethod
    def of(cls, text: str) -> "Sizes":
        """Its UTF-8 bytes, its characters, and the words that white space parts.

        >>> Sizes.of("naïve cat")
        Sizes(bytes=10, characters=9, words=2)
        """
        return cls(len(text.encode("utf-8", "surrogatepass")), len(text), len(text.split()))

    def plus(self, other: "Sizes") -> "Sizes":
        """Both together; what is unknown of one is unknown of both."""
        return Sizes(*(None if a is None or b is None else a + b for a, b in zip(self, other, strict=True)))


class Pooled(NamedTuple):
    """Tokens of one document or of many: how many (None: that is not known), and -Σ ln q of all of them."""

    tokens: int | None
    nats: Number
    sizes: Sizes = Sizes()

    def each(self, count: int | None, base: Decimal | None = None) -> float:
        """The share of one of so many, in nats or in the unit of a base; NaN where there are none."""
        if not count:
            return float("nan")
        with localcontext(open_context(DIGITS)):
            return float(decimal(self.nats) / count / (ln(base) if base else 1))

    def perplexity(self, count: int | None) -> float:
        """e to the power of the nats of one of so many."""
        if not count:
            return float("nan")
        with localcontext(open_context(DIGITS)):
            return float((decimal(self.nats) / count).exp())

    @property
    def counted(self) -> tuple[str, int | None]:
        """What the perplexity is of: tokens, or where they are not counted words, or else bytes."""
        if self.tokens is None:
            return ("words", self.sizes.words) if self.sizes.words else ("bytes", self.sizes.bytes)
        return "tokens", self.tokens

    @property
    def value(self) -> float:
        """The perplexity."""
        return self.perplexity(self.counted[1])


def in_nats(amount: Number, log_base: str) -> Number:
    """An amount of information by logarithms to this base, in nats."""
    if log_base == "e":
        return amount
    with localcontext(open_context(DIGITS)):
        return decimal(amount) * ln(Decimal(log_base))


def exactly(units: int | Fraction, special: float) -> Number:
    """A sum of doubles in units of 2^-1074 as a number."""
    return Decimal(special) if special else Fraction(units) / (1 << 1074)


def facts(pooled: Pooled) -> Iterator[Fact]:
    """What follows from the totals, each with what it is divided by."""
    tokens, sizes = pooled.tokens, pooled.sizes
    if tokens is not None:
        yield Fact("tokens", "tokens", tokens, "N")
    yield Fact("nats", "nats", pooled.each(1), "-Σ ln q")
    if tokens is not None:
        yield Fact("nats_per_token", "nats per token", pooled.each(tokens), "nats / N")
        yield Fact("bits_per_token", "bits per token", pooled.each(tokens, TWO), "nats / (N ln 2)")
    if sizes.bytes is not None:
        yield Fact("bytes", "bytes", sizes.bytes, "UTF-8")
        yield Fact("bits_per_byte", "bits per byte", pooled.each(sizes.bytes, TWO), "nats / (bytes · ln 2)")
        yield Fact("byte_perplexity", "byte perplexity", pooled.perplexity(sizes.bytes), "e^(nats / bytes)")
    if sizes.characters is not None:
        per = pooled.each(sizes.characters, TWO)
        yield Fact("characters", "characters", sizes.characters, "Unicode")
        yield Fact("bits_per_character", "bits per character", per, "nats / (characters · ln 2)")
    if sizes.words is not None:
        yield Fact("words", "words", sizes.words, "parted by white space")
        yield Fact("word_perplexity", "word perplexity", pooled.perplexity(sizes.words), "e^(nats / words)")


def mean_of(documents: Sequence[Pooled]) -> float:
    """The mean of the documents' perplexities, which is not that of their tokens."""
    return math.fsum(document.value for document in documents) / len(documents)
