"""A table with a row for each token -> the totals of all of them, and of each document or group."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xent_cli.answers.answer import Fact, Head, Report
from xent_cli.answers.unusual import NO_SPREAD, skips, unusual_facts
from xent_cli.answers.worked import Column, Grid
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError, listed
from xent_cli.core.exact_sum import ratio
from xent_cli.core.groups import Groups
from xent_cli.core.log_base import LogBase
from xent_cli.core.numerics import Array
from xent_cli.core.spread import Moments
from xent_cli.core.totals import Totals
from xent_cli.information.counting import called_as
from xent_cli.information.perplexity import Pooled, Sizes, exactly, facts, in_nats, mean_of
from xent_cli.information.spread import Spread, as_one, errors_of
from xent_cli.information.token_totals import Edges, Gathered, Part
from xent_cli.information.tokens import no_probability
from xent_cli.information.wrong_perplexities import wrong_perplexities
from xent_cli.inputs.block import Block
from xent_cli.inputs.keys import Keys
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.parsed import Texts
from xent_cli.inputs.table import Table, open_table
from xent_cli.outcome import Outcome
from xent_cli.passes.fold import gathered
from xent_cli.record import record

if TYPE_CHECKING:
    from xent_cli.information.token_call import Call


@record
class Counting:
    """How the rows of a table are valued: what the numbers are, and which columns stand behind those of --by."""

    logs: bool
    skip_bad: bool
    extras: tuple[str, ...]  # of text, bytes and words, those that are columns

    def part(self, block: Block) -> Part:
        """The tokens of a block; runs on several threads at once."""
        block = self._usable(block)
        values = block.pred[:, 0].astype(np.float64)
        with np.errstate(divide="ignore"):
            losses = (-values if self.logs else -np.log(values)) + 0.0
        totals = Totals.of(losses, block.row_numbers(np.arange(block.rows)))
        count = len(block.group) - len(self.extras)
        keys = tuple(Texts(texts.codes.astype(np.int32), texts.values) for texts in block.group[:count])
        self._refuse_lengths(block)
        sizes, lengths, edges = self._sizes(dict(zip(self.extras, block.group[count:], strict=True)), keys)
        grouped, by_length = Groups(Keys()), Groups(Keys())
        if keys:
            grouped.add(keys, losses)
            if lengths is not None:
                by_length.add(keys, lengths)
        found = Gathered(totals, sizes if block.rows else None, edges, grouped, by_length)
        return Part(found, block.skipped)

    def _usable(self, block: Block) -> Block:
        values = block.pred[:, 0]
        bad = ~(values <= 0) if self.logs else ~((values >= 0) & (values <= 1))
        if not bad.any():
            return block
        if self.skip_bad:
            return block.without({"out of range": bad})
        row = int(bad.argmax())
        what, remedy = no_probability(float(values[row]), logs=self.logs)
        raise block.fault(row, what, remedy, 0)

    def _refuse_lengths(self, block: Block) -> None:
        """The error of the first length that is none."""
        columns = block.group[len(block.group) - len(self.extras) :]
        for name, texts in zip(self.extras, columns, strict=True):
            if name == "text" or not len(texts.codes):
                continue
            bad = ~(texts.numbers >= 0)
            if bad.any():
                row = int(bad.argmax())
                shown = texts.listed[int(texts.codes[row])]
                raise block.fault(row, f"'{shown}' is no number of {name}", f"name a column of whole numbers: --{name}")

    def _sizes(self, columns: dict[str, Texts], keys: tuple[Texts, ...]) -> tuple[Sizes, Array | None, Edges | None]:
        """The lengths of all rows together, the bytes of each, and where the text starts and ends."""
        found: dict[str, NDArray[Any]] = {}
        edges = None
        text = columns.pop("text", None)
        if text is not None and len(text.codes):
            each = np.array([Sizes.of(value) for value in text.listed], np.float64)
            found = dict(zip(Sizes._fields, each.take(text.codes, axis=0).T, strict=True))
            edges, joined = _joined(text, keys)
            found["words"][1:] -= joined
        found |= {name: texts.numbers for name, texts in columns.items()}
        sums = {name: int(lengths.sum()) for name, lengths in found.items()}
        return Sizes(**sums), found.get("bytes"), edges


def _joined(text: Texts, keys: tuple[Texts, ...]) -> tuple[Edges, NDArray[np.bool_]]:
    """Which rows but the first go on with a word of the row before: tokens are often parts of words."""
    values = text.listed
    starts = np.array([not value[:1].isspace() and bool(value) for value in values])[text.codes]
    ends = np.array([not value[-1:].isspace() and bool(value) for value in values])[text.codes]
    joined = starts[1:] & ends[:-1]
    for key in keys:
        joined &= key.codes[1:] == key.codes[:-1]
    first, last = (tuple(key.listed[int(key.codes[row])] for key in keys) for row in (0, -1))
    return Edges(bool(starts[0]), bool(ends[-1]), first, last), joined


def of_table(call: "Call", paths: tuple[str, ...]) -> Outcome:
    """What comes of a table."""
    asked = call.table
    columns = {"text": asked.text, "bytes": asked.bytes, "words": asked.words}
    given = {name: int(text) for name, text in columns.items() if text and name != "text" and text.isdecimal()}
    extras = {name: text for name, text in columns.items() if text and name not in given}
    layout = Layout(
        pred=asked.pred,
        by=",".join(filter(None, (asked.by, *extras.values()))) or None,
        delimiter=asked.delimiter,
        comment=asked.comment,
        header=not asked.no_header,
        skip_bad=asked.skip_bad,
    )
    options = ["--by"] * bool(asked.by) + [f"--{name}" for name in extras]
    with called_as(", ".join(options)):
        table = open_table(paths, layout)
    if len(table.pred) != 1:
        what = f"{len(table.pred)} columns may be the tokens': {listed(table.pred)}"
        raise InputError(what, table.name, "name the one with --pred")
    counting = Counting(call.log_base is not None, asked.skip_bad, tuple(extras))
    return counted(call, table, counting, given)


def counted(call: "Call", table: Table, counting: Counting, given: dict[str, int]) -> Outcome:
    """All rows, added up."""
    found = gathered(table, counting.part, call.cluster)
    totals, sizes = found.totals, found.sizes
    if sizes is None:
        raise InputError("has no row that can be used", table.name, "every one was left out")
    base = call.log_base or "e"
    whole = totals.classes.loss.total()
    pooled = Pooled(totals.rows, in_nats(exactly(whole.units, whole.special), base), sizes._replace(**given))
    documents = dict(of_groups(found.grouped, found.lengths, base)) if call.table.by else {}
    spread = spread_of(totals, found.grouped, LogBase.of(base).ln)
    return reported(call, table, totals, pooled, documents, spread)


def of_groups(grouped: Groups, lengths: Groups, base: str) -> Iterator[tuple[str, Pooled]]:
    """The totals of each group, by its key."""
    columns, sums = grouped.sums()
    sized, sizes = lengths.sums()
    keys = list(zip(*columns, strict=True))
    bytes_of = {key: int(ratio(amount)) for key, amount in zip(zip(*sized, strict=True), sizes.loss, strict=True)}
    lines = zip(keys, sums.rows.tolist(), sums.loss, strict=True)
    for key, rows, loss in sorted(lines, key=lambda line: line[0]):
        nats = in_nats(exactly(loss.units, loss.special), base)
        yield ", ".join(key), Pooled(rows, nats, Sizes(bytes_of.get(key)))


def spread_of(totals: Totals, grouped: Groups, ln_base: float) -> Spread:
    """How sure the means are."""
    columns, sums = grouped.sums()
    (tokens,) = errors_of(totals.classes, ln_base)
    each = dict(zip(map(", ".join, zip(*columns, strict=True)), errors_of(sums, ln_base), strict=True))
    documents = sum(map(as_one, sums.loss, sums.rows.tolist()), Moments())
    return Spread(tokens, documents.standard_error * ln_base, each)


def reported(
    call: "Call", table: Table, totals: Totals, pooled: Pooled, documents: dict[str, Pooled], spread: Spread
) -> Outcome:
    """The report, and what it makes of a claim."""
    infinite = totals.unusual.infinite
    notes = list(table.notes)
    if infinite.count:
        rows = ", ".join(map(str, infinite.first)) + ", …" * (infinite.count > len(infinite.first))
        notes.append(f"inf because {infinite.count} tokens came with probability 0: row {rows}")
        notes.append(NO_SPREAD)
    grids = (skips(totals.unusual),) if totals.unusual.skipped else ()
    report = report_of(call, pooled, documents, spread, totals.rows, notes)
    report = replace(report, facts=(*report.facts, *unusual_facts(totals.unusual)), grids=(*report.grids, *grids))
    return concluded(call, report, wrong=lambda: wrong_perplexities(pooled, tuple(documents.values())))


def report_of(
    call: "Call",
    pooled: Pooled,
    documents: dict[str, Pooled],
    spread: Spread,
    rows: int,
    notes: list[str],
    *,
    natural: bool = False,
) -> Report:
    """What the totals say, of whatever they were gathered; `natural` numbers are what their format says."""
    base = "e" if natural else call.log_base
    kind = {"input": "probs"} if base is None else {"input": "log-probs", "log_base": base}
    convention = {**kind, "denominator": pooled.counted[0]}
    head = Head("ppl", "perplexity", None, rows, None, convention)
    lines = [*facts(pooled), *spread.facts()]
    if documents:
        said = "documents pooled alike, however long: not the perplexity"
        lines.append(Fact("documents", "documents", len(documents), "a line for each"))
        lines.append(Fact("mean_document_perplexity", "mean over them", mean_of(tuple(documents.values())), said))
    grids = (groups_grid(documents, spread, call.table.by or ""),) if documents else ()
    return Report(head, pooled.value, tuple(lines), grids, tuple(notes))


def groups_grid(documents: dict[str, Pooled], spread: Spread, by: str) -> Grid:
    """A line per document or group."""
    each = tuple(documents.values())
    columns = [
        Column("key", by, tuple(documents)),
        Column("rows", "tokens", tuple(one.tokens or 0 for one in each)),
        Column("nats_per_token", "nats per token", tuple(one.each(one.tokens) for one in each)),
        Column("standard_error", "std. error", tuple(spread.groups[key] for key in documents)),
        Column("value", "perplexity", tuple(one.value for one in each)),
    ]
    if all(one.sizes.bytes for one in each):
        bits = tuple(one.each(one.sizes.bytes) / math.log(2) for one in each)
        columns.insert(4, Column("bits_per_byte", "bits per byte", bits))
    return Grid("groups", "by group", tuple(columns))
