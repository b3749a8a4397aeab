"""Documents of tokens, added up: all of them, each group, and what is to be noted."""

import math
from collections.abc import Iterator
from decimal import localcontext
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.answers.unusual import NO_SPREAD
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError, counted
from xent_cli.core.log_base import LogBase
from xent_cli.core.spread import Moments
from xent_cli.core.sums import Sums
from xent_cli.exact.arithmetic import decimal, open_context
from xent_cli.information.perplexity import Pooled, Sizes, exactly, in_nats
from xent_cli.information.spread import Spread, as_one, errors_of
from xent_cli.information.token_table import report_of
from xent_cli.information.tokens import no_probability
from xent_cli.information.wrong_perplexities import wrong_perplexities
from xent_cli.inputs.documents import Document, within
from xent_cli.outcome import Outcome

if TYPE_CHECKING:
    from xent_cli.information.token_call import Call

Values = NDArray[np.float64]
UNLIKELY = -9999.0  # what OpenAI writes for a token that is not among the twenty most likely


class Scored(NamedTuple):
    """The numbers of a document's tokens (those that are null left out, and counted), and its length.

    `tokens` is None where the numbers are of more than a token each, and nobody counted them.
    """

    values: Values
    sizes: Sizes = Sizes()
    nulls: int = 0
    tokens: int | None = -1


class Gathered:
    """The totals of the documents so far."""

    def __init__(self, call: "Call") -> None:
        self._call = call
        self._whole = Sums.of(np.zeros(0))
        self._documents = Moments()
        self._tokens: int | None = 0
        self._sizes: Sizes | None = None
        self._groups: dict[str, Pooled] = {}
        self._sums: dict[str, Sums] = {}
        self._rows = self._nulls = self._unlikely = self._impossible = self._left_out = 0
        self._mean: list[float] = []
        self._natural = False
        self._first = self._why = ""

    def add(self, document: Document, scored: Scored) -> None:
        """Take a document in."""
        call = self._call
        natural = call.table.pred is None
        if natural and call.log_base not in (None, "e"):
            raise InputError("the numbers of this format are natural logarithms", "--log-base", "leave it out")
        base = "e" if natural else call.log_base
        losses = surprisals(scored.values, document, logs=base is not None)
        sums = Sums.of(losses)
        loss = sums.loss.total()
        self._natural = self._natural or natural
        self._rows += 1
        self._nulls += scored.nulls
        self._unlikely += int((scored.values == UNLIKELY).sum())
        if impossible := int(np.isinf(losses).sum()):
            self._first = self._first or f"the first in {document.place}"
            self._impossible += impossible
        self._whole += sums
        own = Pooled(scored.tokens, in_nats(exactly(loss.units, loss.special), base or "e"), scored.sizes)
        self._tokens = None if own.tokens is None or self._tokens is None else self._tokens + own.tokens
        self._sizes = own.sizes if self._sizes is None else self._sizes.plus(own.sizes)
        if not len(scored.values):
            return
        self._mean.append(own.value)
        self._documents += as_one(loss, len(losses))
        if call.table.by:
            key = ", ".join(str(within(document.found, name.strip())) for name in call.table.by.split(","))
            before = self._groups.get(key)
            self._groups[key] = own if before is None else together(before, own)
            self._sums[key] = self._sums[key] + sums if key in self._sums else sums

    def leave_out(self, error: InputError) -> None:
        """A document that cannot be used."""
        self._why = self._why or str(error)
        self._left_out += 1

    def outcome(self) -> Outcome:
        """The report, and what it makes of a claim."""
        call = self._call
        if self._sizes is None or self._tokens == 0:
            raise InputError("there is no token to count", "TOKENS", self._why or "every list is empty")
        lengths = {"bytes": call.table.bytes, "words": call.table.words}
        given = {name: int(text) for name, text in lengths.items() if text and text.isdecimal()}
        base = "e" if self._natural else call.log_base or "e"
        whole = self._whole.loss.total()
        nats = in_nats(exactly(whole.units, whole.special), base)
        pooled = Pooled(self._tokens, nats, self._sizes._replace(**given))
        spread, said = self._spread(LogBase.of(base).ln), list(self._notes(pooled))
        report = report_of(call, pooled, self._groups, spread, self._rows, said, natural=self._natural)
        documents = tuple(self._groups.values())
        return concluded(call, report, wrong=lambda: wrong_perplexities(pooled, documents))

    def _spread(self, ln_base: float) -> Spread:
        """How sure the means are; of numbers that are of more than a token each nothing tells."""
        if self._tokens is None:
            return Spread(groups=dict.fromkeys(self._groups, math.nan))
        (tokens,) = errors_of(self._whole, ln_base)
        groups = {key: errors_of(sums, ln_base)[0] for key, sums in self._sums.items()}
        return Spread(tokens, self._documents.standard_error * ln_base, groups)

    def _notes(self, pooled: Pooled) -> Iterator[str]:
        if self._natural:
            yield "the numbers are natural log-probabilities, as this format has them"
        if pooled.tokens is None:
            yield f"tokens are not counted in it: the perplexity is that of {pooled.counted[0]}"
        if self._impossible:
            yield f"inf because {counted(self._impossible, 'token')} came with probability 0, {self._first}"
            yield NO_SPREAD
        if self._nulls:
            yield f"{counted(self._nulls, 'token')} without a number (null) left out, such as the first of a prompt"
        if self._unlikely:
            yield f"{counted(self._unlikely, 'token')} at -9999, which stands for 'very unlikely' and is no measurement"
        if self._left_out:
            yield f"{counted(self._left_out, 'document')} left out; the first: {self._why}"
        if not self._groups and self._rows > 1:
            mean = math.fsum(self._mean) / len(self._mean)
            yield f"documents are pooled; the mean of the {len(self._mean)} documents' perplexities would be {mean:.6g}"


def together(one: Pooled, other: Pooled) -> Pooled:
    """The totals of both."""
    tokens = None if one.tokens is None or other.tokens is None else one.tokens + other.tokens
    with localcontext(open_context(60)):
        return Pooled(tokens, decimal(one.nats) + decimal(other.nats), one.sizes.plus(other.sizes))


def surprisals(array: Values, document: Document, *, logs: bool) -> Values:
    """-log q of the tokens, in the base that they have."""
    bad = ~(array <= 0) if logs else ~((array >= 0) & (array <= 1))
    if bad.any():
        what, remedy = no_probability(float(array[bad][0]), logs=logs)
        raise InputError(what, f"{document.place}, token {int(bad.argmax()) + 1}", remedy)
    with np.errstate(divide="ignore"):
        losses: Values = (-array if logs else -np.log(array)) + 0.0
    return losses
