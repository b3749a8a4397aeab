"""The journey of `xent ppl`: tokens typed, in a table or in JSON -> their totals -> the perplexity."""

from collections.abc import Iterator

from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError
from xent_cli.information.perplexity import Sizes
from xent_cli.information.token_call import Call
from xent_cli.information.tokens import Tokens, answer, certified, check
from xent_cli.information.wrong_perplexities import wrong_perplexities
from xent_cli.inputs.operand import Files, as_typed, read_operands
from xent_cli.outcome import Outcome
from xent_cli.passes.fold import refuse_workers
from xent_cli.verify.verdict import Diagnosis


def solve(call: Call) -> Outcome:
    """Carry out a call."""
    table, base = call.table, call.log_base
    operands = read_operands(call.operands, ("TOKENS",), one_table=bool(table.pred or table.by), words=False)
    (operand,) = operands
    if isinstance(operand, Files) and not (table.pred or table.by):
        operand = as_typed(operand, "TOKENS") or operand
    if not isinstance(operand, Files):
        refuse_workers(call.cluster)
        return typed(call, Tokens(operand.rows, base, call.log, sizes_typed(call)))
    from xent_cli.information.documents import holds_documents, of_documents

    if holds_documents(operand.paths, table.pred):
        refuse_workers(call.cluster)
        return of_documents(call, operand.paths)
    from xent_cli.information.token_table import of_table

    return of_table(call, operand.paths)


def typed(call: Call, tokens: Tokens) -> Outcome:
    """Typed tokens, worked."""
    check(tokens)

    def wrong() -> Iterator[Iterator[Diagnosis]]:
        pooled, documents, _ = certified(tokens)
        return wrong_perplexities(pooled, documents, [x for row in tokens.surprisals for x in row])

    return concluded(call, answer(tokens), wrong=wrong)


def sizes_typed(call: Call) -> Sizes:
    """How long the text of typed tokens is: the text itself, or its lengths, are typed too."""
    table = call.table
    sizes = Sizes() if table.text is None else Sizes.of(table.text)
    return with_lengths(sizes, bytes=whole("--bytes", table.bytes), words=whole("--words", table.words))


def with_lengths(sizes: Sizes, *, bytes: int | None, words: int | None) -> Sizes:
    """The sizes, with those that were given in the place of those that were counted."""
    given = {name: size for name, size in (("bytes", bytes), ("words", words)) if size is not None}
    return sizes._replace(**given)


def whole(option: str, text: str | None) -> int | None:
    """A length that was typed."""
    if text is None:
        return None
    if not text.isdecimal() or not int(text):
        raise InputError(f"'{text}' is no length", option, "give a whole number above 0")
    return int(text)
