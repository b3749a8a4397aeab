"""Documents of tokens: a list for each, answers of a server with logprobs, samples of an evaluation."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from xent_cli.core.errors import InputError
from xent_cli.information.gathered import Gathered, Scored, Values
from xent_cli.information.perplexity import Sizes
from xent_cli.information.tokens import no_probability
from xent_cli.inputs.documents import Document, first_document, read_documents, within
from xent_cli.inputs.formats import COLUMNAR
from xent_cli.outcome import Outcome

if TYPE_CHECKING:
    from xent_cli.information.token_call import Call, Columns


def holds_documents(paths: Sequence[str], pred: str | None) -> bool:
    """Whether the files hold a list for each document, and are no table with a row for each token."""
    if paths[0].lower().endswith(COLUMNAR):
        from xent_cli.inputs.lists import holds_lists

        return holds_lists(paths[0], pred)
    found = first_document(paths[0])
    if found is None:
        return False
    return is_response(found) or is_sample(found) or bool(pred and isinstance(within(found, pred), list))


def is_response(found: dict[str, Any]) -> bool:
    """Whether it is what a server answers that speaks OpenAI's language."""
    return isinstance(found.get("choices"), list) or found.get("object") == "response"


def is_sample(found: dict[str, Any]) -> bool:
    """Whether it is what lm-evaluation-harness logs of a document."""
    return "resps" in found and "doc" in found


def of_documents(call: "Call", paths: Sequence[str]) -> Outcome:
    """What comes of all documents."""
    gathered = Gathered(call)
    columnar = paths[0].lower().endswith(COLUMNAR)
    for document, listed in of_lists(paths, call.table) if columnar else of_json(paths):
        try:
            found = scored_in(document, call) if listed is None else [with_sizes(document, *listed, call.table)]
            for scored in found:
                gathered.add(document, scored)
        except InputError as error:
            if not call.table.skip_bad:
                raise
            gathered.leave_out(error)
    return gathered.outcome()


def of_json(paths: Sequence[str]) -> Iterator[tuple[Document, None]]:
    """The objects of JSON files."""
    return ((document, None) for document in read_documents(paths))


def of_lists(paths: Sequence[str], table: "Columns") -> Iterator[tuple[Document, tuple[Values, int]]]:
    """The rows of a table of lists, with the columns that are asked for."""
    from xent_cli.inputs.lists import read_lists

    by = [name.strip() for name in (table.by or "").split(",")]
    lengths = (name for name in (table.bytes, table.words) if name and not name.isdecimal())
    others = list(dict.fromkeys(filter(None, (table.text, *lengths, *by))))
    for place, values, nulls, found in read_lists(paths, table.pred or "", others):
        yield Document(place, found), (values, nulls)


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
    """The tokens of each text that was answered."""
    for logprobs in answered(document.found):
        pairs = tokens_of(logprobs)
        if pairs is None:
            raise InputError("an answer has no logprobs", document.place, "ask the server for them")
        kept = [(value, piece) for value, piece in pairs if value is not None]
        text = b"".join(bytes(p) if isinstance(p, list) else str(p).encode("utf-8", "replace") for _, p in kept)
        values = np.array([number(value, document, logs=True) for value, _ in kept])
        sizes = Sizes.of(text.decode("utf-8", "replace"))._replace(bytes=len(text))
        yield Scored(values, sizes, len(pairs) - len(kept), len(values))


def answered(found: dict[str, Any]) -> list[Any]:
    """The logprobs of each choice, or of each text of a response."""
    if isinstance(choices := found.get("choices"), list):
        return [choice.get("logprobs") for choice in records(choices)]
    messages = (item for item in records(found.get("output")) if item.get("type") == "message")
    texts = (text for message in messages for text in records(message.get("content")))
    return [text.get("logprobs") for text in texts if text.get("type") == "output_text"]


def records(found: Any) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def tokens_of(logprobs: Any) -> list[tuple[Any, Any]] | None:
    """Logarithm and text of each token: listed one by one, or side by side as the older completions have them."""
    if isinstance(logprobs, dict) and isinstance(content := logprobs.get("content"), list):
        logprobs = content
    match logprobs:
        case [_, *_]:
            return [(one.get("logprob"), one.get("bytes") or one.get("token", "")) for one in records(logprobs)]
        case {"token_logprobs": [*values], "tokens": [*tokens]}:
            return list(zip(values, tokens, strict=False))
    return None


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
        return Scored(np.array([number(total, document, logs=True)]), Sizes(**lengths), tokens=None)
    if isinstance(alone := found.get("perplexity"), int | float):
        return Scored(np.array([number(alone, document, logs=True)]), tokens=1)
    what = "holds no log-likelihood of a text: neither word_perplexity, byte_perplexity, bits_per_byte nor perplexity"
    raise InputError(what, document.place, "log the samples of a perplexity task")


def of_list(document: Document, table: "Columns") -> Scored:
    """A list of numbers by its name."""
    found = within(document.found, table.pred or "")
    if not isinstance(found, list):
        known = ", ".join(document.found)
        raise InputError(f"has no list {table.pred}", document.place, f"it holds {known}")
    values = np.array([number(x, document, logs=None) for x in found if x is not None])
    return with_sizes(document, values, len(found) - len(values), table)


def with_sizes(document: Document, values: Values, nulls: int, table: "Columns") -> Scored:
    """The numbers of a document, with the length of its text."""
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
    return Scored(values, sizes, nulls, len(values))


def number(value: Any, document: Document, *, logs: bool | None) -> float:
    """A number of a token, checked; whether it is a logarithm is not known everywhere."""
    infinite = {"-Infinity": -math.inf, "-inf": -math.inf}
    value = infinite.get(value, value) if isinstance(value, str) else value
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise InputError(f"{value!r} is not a number", document.place, "correct it, or leave it out with --skip-bad")
    if logs and value > 0:
        what, remedy = no_probability(value, logs=True)
        raise InputError(what, document.place, remedy)
    return float(value)
