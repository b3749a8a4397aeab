"""What may be asked of an update: the new weights, a single entry of them, the loss."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from xent_cli.choices import WeightsBy
from xent_cli.core.errors import InputError, did_you_mean
from xent_cli.learning.course import Course
from xent_cli.learning.step import Step
from xent_cli.record import record

_ENTRY = re.compile(r"\s*([^\W\d][\w'̂]*)\s*(?:\[\s*(\d+)\s*(?:,\s*(\d+)\s*)?\])?\s*")
# Other names of what is asked for.
MEANT = {
    **dict.fromkeys(("w", "W'", "w'", "weights"), "W"),
    **dict.fromkeys(("b'", "bias"), "b"),
    **dict.fromkeys(("gradient_weights", "gradient", "dw"), "dW"),
    "gradient_bias": "db",
    **dict.fromkeys(("probabilities", "ŷ", "y_hat"), "p"),
    "logits": "z",
}
Matrix = tuple[tuple[Any, ...], ...]


class Entry(NamedTuple):
    """What is asked for: its letter, and the indices of an entry, from 0."""

    name: str
    indices: tuple[int, ...] = ()


def read_entry(text: str | None, step: Step, *, one_based: bool) -> Entry:
    """What was typed for --of; InputError where the update has none of the kind."""
    if text is None:
        return Entry("W")
    found = _ENTRY.fullmatch(text)
    names = list(names_of(step))
    typed = found[1] if found else text
    name = typed if typed in names else MEANT.get(typed, typed)
    if found is None or name not in names:
        raise InputError(f"there is no '{text}'{did_you_mean(typed, names)}", "--of", f"ask for {', '.join(names)}")
    return Entry(name, tuple(int(index) - one_based for index in found.groups()[1:] if index is not None))


def names_of(step: Step) -> tuple[str, ...]:
    """What there is to be asked for, by its letter."""
    of_bias = ("b",) * bool(step.bias) + ("db",) * bool(step.bias)
    of_batch = ("p", "z", "loss", "loss_after") if step.batch else ()
    return ("W", "dW", *of_bias, *step.descent.optimizer.beginning, *of_batch)


@record
class Asked:
    """An update, and what is asked of it; weights are shown as they were typed."""

    step: Step
    entry: Entry
    weights_by: WeightsBy = WeightsBy.CLASS
    one_based: bool = False

    def oriented(self, flat: tuple[Any, ...]) -> Any:
        """A number for each weight, in rows as typed; of bare parameters of one row, that row."""
        rows = by_rows(flat, self.step.width)
        if self.weights_by is WeightsBy.INPUT:
            return tuple(zip(*rows, strict=True))
        return rows if self.step.batch or len(rows) > 1 else rows[0]

    def in_order(self, flat: tuple[Any, ...]) -> tuple[Any, ...]:
        """A number for each weight, laid end to end as they were typed."""
        of = self.oriented(flat)
        return tuple(x for row in of for x in row) if isinstance(of[0], tuple) else of


def chosen(asked: Asked, course: Course) -> Any:
    """What was asked for, of the last update: a number, a vector or rows of them."""
    entry = asked.entry
    of = everything(asked, course)[entry.name]
    if entry.name in ("W", "dW") and len(of) == 1 == len(entry.indices):  # the one row needs no index
        (of,) = of if isinstance(of[0], tuple) else (of,)
    for index in entry.indices:
        if not isinstance(of, tuple) or not 0 <= index < len(of):
            first = int(asked.one_based)
            what = f"{entry.name} has no entry {[i + first for i in entry.indices]}"
            remedy = "leave an index out"
            if isinstance(of, tuple):
                turned = "" if first else ", or with --one-based from 1"
                remedy = f"indices go from {first} to {len(of) - 1 + first}{turned}"
            raise InputError(what, "--of", remedy)
        of = of[index]
    return of


def everything(asked: Asked, course: Course) -> Mapping[str, Any]:
    """All there is of the last update, by its letter."""
    last = course.updates[-1]
    found = {"W": asked.oriented(last.after.weights), "dW": asked.oriented(last.slopes.weights)}
    found |= {"b": last.after.bias, "db": last.slopes.bias} if asked.step.bias else {}
    found |= {name: asked.oriented(kept) for name, kept in last.moved.kept.items()}
    if last.found:
        found |= {"p": last.found.probs, "z": last.found.logits, "loss": last.found.loss, "loss_after": course.loss}
    return found


def by_rows(flat: tuple[Any, ...], width: int) -> Matrix:
    """Rows of so many numbers."""
    return tuple(flat[i : i + width] for i in range(0, len(flat), width))


def shaped(of: Any) -> Any:
    """Rows as an answer shows them: a row alone is a vector, and so are rows of one number."""
    if not isinstance(of, tuple) or not isinstance(of[0], tuple):
        return of
    if len(of) == 1:
        return of[0]
    return tuple(row[0] for row in of) if all(len(row) == 1 for row in of) else of
