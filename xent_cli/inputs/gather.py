"""From the columns of a unit to a Block: labels to positions, bad and ignored rows left out."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xent_cli.inputs.block import Block, Skip, Source
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.faults import RowError, diagnose
from xent_cli.inputs.labels import IGNORED, UNKNOWN, Labels
from xent_cli.inputs.parsed import Parsed, Texts
from xent_cli.inputs.scratch import Scratch

ROW_MAJOR = 100  # columns from which a row is better held together


class Gathered(NamedTuple):
    """A block of usable rows, and the fault of the row after them if it cannot be used."""

    block: Block
    fault: RowError | None = None


def gather(
    parsed: Parsed,
    names: tuple[str, ...],
    roles: Roles,
    labels: Labels | None,
    skip_bad: bool,
    scratch: Scratch,
) -> Gathered:
    """Make the block of a unit: every row that can be used, or those before the first that cannot."""
    codes = _positions(parsed.texts[0], labels) if labels else None
    bad = _bad(parsed, roles, codes)
    kept, ignored, fault = None, 0, None
    skipped: tuple[Skip, ...] = ()
    if bad is not None:
        at = np.flatnonzero(bad)
        if skip_bad:
            skipped = _skips((row, diagnose(parsed.record(row), names, roles, labels)) for row in at.tolist())
        else:
            fault = diagnose(parsed.record(int(at[0])), names, roles, labels)
            bad[at[0] :] = True
        kept = np.flatnonzero(~bad)
    if codes is not None and codes.min(initial=0) < 0 and (codes == IGNORED).any():
        out = codes == IGNORED
        ignored = int(out.sum())
        kept = np.flatnonzero(~out if bad is None else ~(out | bad))

    def some(column: NDArray[Any]) -> NDArray[Any]:
        return column if kept is None else column[kept]

    count = len(roles.pred)
    rows = parsed.rows if kept is None else len(kept)
    pred = _matrix("pred", parsed.numbers[:count], kept, rows, scratch)
    target = None if codes is None else some(codes)
    if roles.target and codes is None:
        target = _matrix("target", parsed.numbers[count : count + len(roles.target)], kept, rows, scratch)
    weight = some(parsed.numbers[-1]).astype(np.float64, copy=False) if roles.weight else None
    knob = some(parsed.numbers[-1 - len(roles.weight)]).astype(np.float64, copy=False) if roles.knob else None
    texts = [found if kept is None else found.some(kept) for found in parsed.texts[1 if labels else 0 :]]
    group = tuple(texts[: len(roles.by)])
    row_id = texts[-1] if roles.id else None
    source = Source(names, roles, parsed.record)
    block = Block(pred, target, weight, group, kept, parsed.rows, ignored, skipped, source, row_id, knob)
    return Gathered(block, fault)


def _positions(labels_found: Texts, labels: Labels) -> NDArray[np.int64]:
    """The PRED position of each row's label: one look-up a distinct text."""
    positions = np.array([labels.position(text) for text in labels_found.listed], np.int64)
    return positions.take(labels_found.codes)


def _bad(parsed: Parsed, roles: Roles, codes: NDArray[np.int64] | None) -> NDArray[np.bool_] | None:
    """Mark the rows with a missing number, a bad weight or an unknown label; None if there are none."""
    masks = [_missing(column) for column in parsed.numbers if np.isnan(column.min(initial=0))]
    if roles.weight:
        weight = parsed.numbers[-1]
        if not (weight.min(initial=0) >= 0 and weight.max(initial=0) < np.inf):
            masks.append(~((weight >= 0) & (weight < np.inf)))
    if codes is not None and codes.min(initial=0) == UNKNOWN:
        masks.append(codes == UNKNOWN)
    if not masks:
        return None
    bad: NDArray[np.bool_] = np.logical_or.reduce(masks)
    if codes is not None:
        bad &= codes != IGNORED
    return bad if bad.any() else None


def _missing(column: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark the rows whose number is missing, or one of their list."""
    missing: NDArray[np.bool_] = np.isnan(column)
    return missing if missing.ndim == 1 else np.logical_or.reduce(missing, axis=1)


def _matrix(
    name: str, columns: Sequence[NDArray[Any]], kept: NDArray[np.int64] | None, rows: int, scratch: Scratch
) -> NDArray[Any]:
    """Columns, or one of lists, as (n, K), in the order of memory that suits K; float32 stays float32."""
    kind = np.float32 if all(column.dtype == np.float32 for column in columns) else np.float64
    lists = columns[0] if columns and columns[0].ndim == 2 else None
    width = len(columns) if lists is None else lists.shape[1]
    if width < ROW_MAJOR:
        matrix = scratch.array(name, (width, rows), kind).T
    else:
        matrix = scratch.array(name, (rows, width), kind)
    if lists is not None:
        matrix[:] = lists if kept is None else lists[kept]
        return matrix
    for k, column in enumerate(columns):
        matrix[:, k] = column if kept is None else column[kept]
    return matrix


def _skips(faults: Iterable[tuple[int, RowError]]) -> tuple[Skip, ...]:
    """Rows by the kind of their fault, with the first of each."""
    kinds: dict[str, tuple[RowError, list[int]]] = {}
    for row, fault in faults:
        kinds.setdefault(fault.kind, (fault, []))[1].append(row)
    return tuple(
        Skip(kind, np.array(rows), at.line, at.column, at.text, id=at.id) for kind, (at, rows) in kinds.items()
    )
