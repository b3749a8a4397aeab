"""The columns of one table to their roles, as the options say."""

from collections.abc import Callable, Collection, Sequence

from xent_cli.core.errors import InputError, listed
from xent_cli.inputs.columns import Header, Roles, either_way, known, select
from xent_cli.inputs.default_pred import default_pred, numeric
from xent_cli.inputs.layout import Layout

# The texts of a column in the first rows.
Firsts = Callable[[int], Collection[str]]


def resolve(layout: Layout, header: Header, firsts: Firsts = lambda column: ()) -> Roles:
    """Find the columns of each role."""
    names = header.names
    notes: list[str] = []

    def take(expression: str | None, option: str) -> tuple[int, ...]:
        if not expression:
            return ()
        if either_way(expression, names):
            notes.append(f"{option} {expression} was read as names of columns, not as positions")
        return select(expression, names, option)

    target = take(layout.target, "--target")
    weight = take(layout.weight, "--sample-weight")
    by = take(layout.by, "--by")
    knob = take(layout.knob[1], layout.knob[0]) if layout.knob else ()
    pred = take(layout.pred, "--pred")
    if len(weight) > 1:
        raise InputError(f"{layout.weight!r} names {len(weight)} columns", "--sample-weight", "name one")
    if layout.knob and len(knob) > 1:
        raise InputError(f"{layout.knob[1]!r} names {len(knob)} columns", layout.knob[0], "name one")
    if both := sorted(set(pred) & set(target + weight + knob)):
        raise InputError(f"column {names[both[0]]} is in PRED and has another role too", "--pred")
    by_default = layout.pred is None and not (layout.lone and _is_lone(target, header))
    if by_default:
        free = sorted(set(range(len(names))).difference(target, weight, by, knob))
        pred = default_pred(header, free, layout, lambda: firsts(target[0]) if len(target) == 1 else ())
        notes += _told(header, free, pred)
    if layout.lone and not target and len(pred or names) == 1:
        target, pred = pred or (0,), ()
    if layout.lone and not (target or pred):
        raise InputError("has several columns that may be labels", header.file, f"name one with --pred; {known(names)}")
    labels = len(target) == 1 and layout.takes(len(pred) or layout.beside) == "classes"
    return Roles(pred, target, weight, by, labels or bool(layout.lone and not pred), tuple(notes), by_default, knob)


def _is_lone(target: Sequence[int], header: Header) -> bool:
    """Whether nothing stands beside TARGET that could be PRED."""
    return all(i in target or kind == "text" for i, kind in enumerate(header.kinds)) or len(header.names) == 1


def _told(header: Header, free: Sequence[int], pred: Sequence[int]) -> list[str]:
    """Which columns were taken, and which were not."""
    taken = set(pred)
    which = "every other column of numbers" if taken == set(numeric(header, free)) else "the columns named alike"
    out = [header.names[i] for i in free if i not in taken]
    notes = [f"PRED is {which}: {listed([header.names[i] for i in pred])}"]
    return [*notes, f"columns left out: {listed(out)} (name PRED with --pred to choose)"] if out else notes
