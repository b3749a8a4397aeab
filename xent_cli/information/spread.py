"""How sure the mean nats per token is: where tokens are independent of one another, or no more than documents are."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xent_cli.answers.answer import Fact
from xent_cli.core.exact_sum import FINEST, ExactSum
from xent_cli.core.spread import Moments
from xent_cli.core.sums import Sums


class Spread(NamedTuple):
    """Standard errors of the mean nats per token, of all tokens and of each group; NaN where nothing tells."""

    tokens: float = math.nan
    documents: float = math.nan
    groups: Mapping[str, float] = {}

    def facts(self) -> Iterator[Fact]:
        """Those that are known."""
        if self.tokens == self.tokens:
            yield Fact("standard_error", "standard error", self.tokens, "of nats per token: s / √N, token by token")
        if self.documents == self.documents:
            said = "of the same, by document: tokens of one are not independent"
            yield Fact("standard_error_documents", "  by document", self.documents, said)


def errors_of(sums: Sums, ln_base: float) -> list[float]:
    """The standard error of the mean of each key, in nats."""
    return [moments.standard_error * ln_base for moments in sums.moments()]


def as_one(loss: ExactSum, tokens: int) -> Moments:
    """A document as one of a sample; all in units of 2^-1074, and of its square."""
    value, weight = loss.units, tokens << -FINEST
    return Moments(1, value, weight, value**2, value * weight, weight**2, not loss.special)
