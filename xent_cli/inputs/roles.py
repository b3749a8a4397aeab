"""The columns of one table to their roles, as the options say."""

from collections.abc import Callable, Collection, Sequence

from xent_cli.core.errors import InputError, listed
from xent_cli.inputs.columns import LISTS, Header, Roles, either_way, known, select
from xent_cli.inputs.default_pred import default_pred, likely_target, numeric
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

    if layout.wanted and not layout.target:
        what = f"{layout.wanted} needs the truth beside the predictions"
        remedy = f"say which column holds it, as in --target {likely_target(header)}; {known(names)}"
        raise InputError(what, header.file, remedy)
    target = take(layout.target, "--target")
    weight = take(layout.weight, "--sample-weight")
    by = take(layout.by, "--by")
    elsewhere = layout.in_pair and layout.id not in names
    row_id = () if elsewhere else take(layout.id, "--id")
    if layout.beside:
        target = tuple(i for i in target if i not in row_id)
    knob_option, knob_column = layout.knob or ("", None)
    knob = take(knob_column, knob_option)
    pred = take(layout.pred, "--pred")
    for option, columns in {"--sample-weight": weight, "--id": row_id, knob_option: knob}.items():
        if len(columns) > 1:
            raise InputError(f"{len(columns)} columns are named", option, "name one")
    for option, columns in {"--sample-weight": weight, "--id": row_id, "--by": by, knob_option: knob}.items():
        _refuse_lists(header, columns, option)
    if both := sorted(set(pred) & set(target + weight + knob)):
        raise InputError(f"column {names[both[0]]} is in PRED and has another role too", "--pred", "name it once")
    by_default = layout.pred is None and not (layout.lone and _is_lone(target, header))
    if by_default:
        free = sorted(set(range(len(names))).difference(target, weight, by, row_id, knob))
        pred = default_pred(header, free, layout, lambda: firsts(target[0]) if len(target) == 1 else ())
        notes += _told(header, free, pred)
    if layout.lone and not target and len(pred or names) == 1:
        target, pred = pred or (0,), ()
    if layout.lone and not (target or pred):
        raise InputError(
            "has several columns, and each may be the labels", header.file, f"name one with --pred; {known(names)}"
        )
    lists = {i: header.widths[i] for i in (*pred, *target) if header.kinds[i] in LISTS}
    for option, columns in {"--pred": pred, "--target": target}.items():
        if len(columns) > 1:
            _refuse_lists(header, columns, option)
    width = sum(lists.get(i, 1) for i in pred) or layout.beside
    labels = len(target) == 1 and target[0] not in lists and layout.takes(width) == "classes"
    labels = labels or bool(layout.lone and not pred)
    several = by_default and not lists.keys() & set(pred)
    return Roles(pred, target, weight, by, labels, tuple(notes), several, row_id, knob, lists)


def _refuse_lists(header: Header, columns: Sequence[int], option: str) -> None:
    """Refuse a column of lists where it cannot stand."""
    for i in columns:
        if header.kinds[i] in LISTS:
            what = f"column {header.names[i]} holds a list in each row"
            raise InputError(what, option, "name columns of single values; a list stands alone, as PRED or TARGET")


def _is_lone(target: Sequence[int], header: Header) -> bool:
    """Whether nothing stands beside TARGET that could be PRED."""
    return all(i in target or kind == "text" for i, kind in enumerate(header.kinds)) or len(header.names) == 1


def _told(header: Header, free: Sequence[int], pred: Sequence[int]) -> list[str]:
    """Which columns were taken, and which were not."""
    taken = set(pred)
    which = "every other column of numbers" if taken == set(numeric(header, free)) else "the columns named alike"
    if header.kinds[pred[0]] in LISTS:
        which = "the column of lists, whose entries are the classes"
    out = [header.names[i] for i in free if i not in taken]
    notes = [f"PRED is {which}: {listed([header.names[i] for i in pred])}"]
    return [*notes, f"columns left out: {listed(out)} (name PRED with --pred to choose)"] if out else notes
