"""Documents of tokens in JSON: a list for each, answers of a server with logprobs, samples of an evaluation."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError, counted
from xent_cli.core.exact_sum import ExactSum, exact_sum
from xent_cli.information.perplexity import Pooled, Sizes, exactly, in_nats
from xent_cli.information.token_table import report_of
from xent_cli.information.tokens import no_probability
from xent_cli.information.wrong_perplexities import wrong_perplexities
from xent_cli.inputs.documents import Document, first_document, read_documents, within
from xent_cli.outcome import Outcome

if TYPE_CHECKING:
    from xent_cli.information.ppl import Call, Columns

UNLIKELY = -9999.0  # what OpenAI writes for a token that is not among the twenty most likely


class Scored(NamedTuple):
    """The numbers of a document's tokens (those that are null left out, and counted), and its length.

    `tokens` is None where the numbers are of more than a token each, and nobody counted them.
    """

    values: list[float]
    sizes: Sizes = Sizes()
    nulls: int = 0
    tokens: int | None = -1


def holds_documents(paths: Sequence[str], pred: str | None) -> bool:
    """Whether the files are JSON of documents, and no table with a row for each token."""
    found = first_document(paths[0])
    if found is None:
        return False
    return is_response(found) or is_sample(found) or bool(pred and isinstance(within(found, pred), list))


def is_response(found: dict[str, Any]) -> bool:
    """Whether it is what a server answers that speaks OpenAI's language."""
    return isinstance(found.get("choices"), list)


def is_sample(found: dict[str, Any]) -> bool:
    """Whether it is what lm-evaluation-harness logs of a document."""
    return "resps" in found and "doc" in found


def of_documents(call: "Call", paths: Sequence[str]) -> Outcome:
    """What comes of all documents."""
    gathered = Gathered(call)
    for document in read_documents(paths):
        try:
            for scored in scored_in(document, call):
                gathered.add(document, scored)
        except InputError as error:
            if not call.table.skip_bad:
                raise
            gathered.leave_out(error)
    return gathered.outcome()


def scored_in(document: Document, call: "Call") -> Iterator[Scored]:
    """The tokens of an object: of a server's answer, each of its choices by itself."""
    found = document.found
    if call.table.pred is None and is_response(found):
        yield from of_response(document)
    elif call.table.pred is None and is_sample(found):
        yield of_sample(document)
    else:
        yield of_list(document, call.table)


def of_response(document: Document) -> Iterator[Scored]:
    """The tokens of each choice, in the form of chats or of completions."""
    for choice in document.found["choices"]:
        logprobs = choice.get("logprobs") if isinstance(choice, dict) else None
        if not isinstance(logprobs, dict):
            raise InputError("a choice has no logprobs", document.place, "ask the server for them: logprobs=true")
        if isinstance(content := logprobs.get("content"), list):
            pairs = [(one.get("logprob"), one.get("bytes") or one.get("token", "")) for one in content]
        else:
            values, tokens = logprobs.get("token_logprobs") or [], logprobs.get("tokens") or []
            pairs = list(zip(values, tokens, strict=False))
        kept = [(value, piece) for value, piece in pairs if value is not None]
        text = b"".join(bytes(p) if isinstance(p, list) else str(p).encode("utf-8", "replace") for _, p in kept)
        values = [number(value, document, logs=True) for value, _ in kept]
        sizes = Sizes.of(text.decode("utf-8", "replace"))._replace(bytes=len(text))
        yield Scored(values, sizes, len(pairs) - len(kept), len(values))


def of_sample(document: Document) -> Scored:
    """The log-likelihood of a text, with the words and the bytes that the harness counted."""
    found = document.found
    lengths: dict[str, int] = {}
    total: object = None
    for name, unit in (("word_perplexity", "words"), ("byte_perplexity", "bytes"), ("bits_per_byte", "bytes")):
        match found.get(name):
            case [float() | int() as likelihood, int() as length]:
                total, lengths[unit] = likelihood, length
    if total is not None:
        return Scored([number(total, document, logs=True)], Sizes(**lengths), tokens=None)
    if isinstance(alone := found.get("perplexity"), int | float):
        return Scored([number(alone, document, logs=True)], tokens=1)
    what = "holds no log-likelihood of a text: neither word_perplexity, byte_perplexity, bits_per_byte nor perplexity"
    raise InputError(what, document.place, "log the samples of a perplexity task")


def of_list(document: Document, table: "Columns") -> Scored:
    """A list of numbers by its name."""
    found = within(document.found, table.pred or "")
    if not isinstance(found, list):
        known = ", ".join(document.found)
        raise InputError(f"has no list {table.pred}", document.place, f"it holds {known}")
    values = [number(x, document, logs=None) for x in found if x is not None]
    sizes = Sizes()
    if table.text:
        text = within(document.found, table.text)
        if not isinstance(text, str):
            raise InputError(f"has no text {table.text}", document.place, "name one with --text")
        sizes = Sizes.of(text)
    for name, path in (("bytes", table.bytes), ("words", table.words)):
        if path and not path.isdecimal():
            size = within(document.found, path)
            if not isinstance(size, int):
                raise InputError(f"has no whole number {path}", document.place, f"name one with --{name}")
            sizes = sizes._replace(**{name: size})
    return Scored(values, sizes, len(found) - len(values), len(values))


def number(value: Any, document: Document, *, logs: bool | None) -> float:
    """A number of a token, checked; whether it is a logarithm is not known everywhere."""
    infinite = {"-Infinity": -math.inf, "-inf": -math.inf}
    value = infinite.get(value, value) if isinstance(value, str) else value
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise InputError(f"{value!r} is not a number", document.place, "mend it, or leave it out with --skip-bad")
    if logs and value > 0:
        what, remedy = no_probability(value, logs=True)
        raise InputError(what, document.place, remedy)
    return float(value)


class Gathered:
    """The totals of the documents so far."""

    def __init__(self, call: "Call") -> None:
        self._call = call
        self._whole = ExactSum()
        self._tokens: int | None = 0
        self._sizes: Sizes | None = None
        self._groups: dict[str, Pooled] = {}
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
        loss = exact_sum(losses)
        self._natural = self._natural or natural
        self._rows += 1
        self._nulls += scored.nulls
        self._unlikely += scored.values.count(UNLIKELY)
        if impossible := int(np.isinf(losses).sum()):
            self._first = self._first or f"the first in {document.place}"
            self._impossible += impossible
        self._whole += loss
        own = Pooled(scored.tokens, in_nats(exactly(loss.units, loss.special), base or "e"), scored.sizes)
        self._tokens = None if own.tokens is None or self._tokens is None else self._tokens + own.tokens
        self._sizes = own.sizes if self._sizes is None else self._sizes.plus(own.sizes)
        if not scored.values:
            return
        self._mean.append(own.value)
        if call.table.by:
            key = ", ".join(str(within(document.found, name.strip())) for name in call.table.by.split(","))
            before = self._groups.get(key)
            self._groups[key] = own if before is None else together(before, own)

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
        nats = in_nats(exactly(self._whole.units, self._whole.special), base)
        pooled = Pooled(self._tokens, nats, self._sizes._replace(**given))
        report = report_of(call, pooled, self._groups, self._rows, list(self._notes(pooled)), natural=self._natural)
        documents = tuple(self._groups.values())
        return concluded(call, report, wrong=lambda: wrong_perplexities(pooled, documents))

    def _notes(self, pooled: Pooled) -> Iterator[str]:
        if self._natural:
            yield "the numbers are natural log-probabilities, as this format has them"
        if pooled.tokens is None:
            yield f"tokens are not counted in it: the perplexity is that of {pooled.counted[0]}"
        if self._impossible:
            yield f"inf because {counted(self._impossible, 'token')} came with probability 0, {self._first}"
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
    from decimal import localcontext

    from xent_cli.exact.arithmetic import decimal, open_context

    tokens = None if one.tokens is None or other.tokens is None else one.tokens + other.tokens
    with localcontext(open_context(60)):
        return Pooled(tokens, decimal(one.nats) + decimal(other.nats), one.sizes.plus(other.sizes))


def surprisals(values: Sequence[float], document: Document, *, logs: bool) -> np.ndarray[Any, np.dtype[np.float64]]:
    """-log q of the tokens, in the base that they have."""
    array = np.array(values, np.float64)
    bad = ~(array <= 0) if logs else ~((array >= 0) & (array <= 1))
    if bad.any():
        what, remedy = no_probability(float(array[bad][0]), logs=logs)
        raise InputError(what, f"{document.place}, token {int(bad.argmax()) + 1}", remedy)
    with np.errstate(divide="ignore"):
        losses: np.ndarray[Any, np.dtype[np.float64]] = (-array if logs else -np.log(array)) + 0.0
    return losses
