"""The course of an update -> its answer: the new weights or what else was asked for, and all else that is known."""

from collections.abc import Mapping
from typing import Any

from xent_cli.answers.answer import Certificate, Fact, Head, WorkedAnswer
from xent_cli.choices import WeightsBy
from xent_cli.learning.board import worked
from xent_cli.learning.certainty import Known, leaves
from xent_cli.learning.course import Course, Update
from xent_cli.learning.entries import Asked, chosen, shaped
from xent_cli.learning.optimizers import Optimizer
from xent_cli.learning.step import Step
from xent_cli.typed.certainty import ulps

QUANTITIES = {
    "W": "new W",
    "b": "new b",
    "dW": "∂L/∂W",
    "db": "∂L/∂b",
    "p": "ŷ",
    "z": "z",
    "loss": "loss",
    "loss_after": "loss after the update",
}


def answer(asked: Asked, found: Known) -> WorkedAnswer:
    """What was asked for, with its certificate, its steps and all the rest."""
    step, course = asked.step, found.doubles
    value = shaped(chosen(asked, course))
    head = Head("step", quantity(asked), unit(asked), rows(step), classes(step), convention(asked))
    certificate = None
    if found.digits is not None:
        mine, true = (list(leaves(chosen(asked, of))) for of in (found.floats, course))
        off = max(map(ulps, mine, true))
        certificate = Certificate(tuple(leaves(chosen(asked, found.digits))), off)
    return WorkedAnswer(
        head,
        value,
        lambda: worked(asked, course),
        certificate,
        facts=tuple(facts(step, course)),
        nested=nested(asked, course),
    )


def quantity(asked: Asked) -> str:
    """What is asked for, in words."""
    name = QUANTITIES.get(asked.entry.name, f"new {asked.entry.name}")
    if asked.step.batch is None and asked.entry.name == "W":
        name = "new w"
    indices = ",".join(str(index + asked.one_based) for index in asked.entry.indices)
    return f"{name}[{indices}]" if indices else name


def unit(asked: Asked) -> str | None:
    """Of a loss nats."""
    return "nats" if asked.entry.name in ("loss", "loss_after") else None


def rows(step: Step) -> int:
    """How many rows there are of inputs."""
    return len(step.batch.inputs) if step.batch else 1


def classes(step: Step) -> int | None:
    """How many classes a softmax tells apart."""
    return len(step.weights) if step.batch and len(step.weights) > 1 else None


def convention(asked: Asked) -> dict[str, str | float | tuple[float, ...] | None]:
    """By which convention the parameters move."""
    step, optimizer, penalty = asked.step, asked.step.descent.optimizer, asked.step.descent.penalty
    said: dict[str, str | float | tuple[float, ...] | None] = {"optimizer": str(optimizer.method)}
    said |= {"rate": float(optimizer.rate), **{name: turned(optimizer, name) for name in optimizer.knobs}}
    if penalty.l1:
        said["l1"] = float(penalty.l1)
    if penalty.l2:
        said |= {"l2": float(penalty.l2), "l2_form": str(penalty.l2_form)}
    if step.batch:
        said |= {"reduction": "mean" if step.batch.said else "sum"}
        said |= {"denominator": step.batch.said} if step.batch.said else {}
        said |= {"loss": step.batch.loss.name, **step.batch.loss.said}
        said |= {"weights_by": "input"} if asked.weights_by is WeightsBy.INPUT else {}
    return said


def turned(optimizer: Optimizer, name: str) -> str | float:
    """A constant for the record."""
    value = getattr(optimizer, name)
    return value if isinstance(value, str | bool) else float(value)


def facts(step: Step, course: Course) -> list[Fact]:
    """The numbers of the last update, by their names in JSON."""
    last = course.updates[-1]
    if last.found is None:
        return []
    known = [Fact("loss", "loss", last.found.loss), Fact("loss_after", "loss after", course.loss)]
    if step.descent.penalty.any:
        known += [Fact("penalty", "penalty", last.penalty), Fact("penalty_after", "penalty after", course.penalty)]
    return known


def nested(asked: Asked, course: Course) -> Mapping[str, Any]:
    """The vectors and matrices of the last update, and every update by itself."""
    last = course.updates[-1]
    losses = [update.found.loss for update in course.updates if update.found]
    known = of_update(asked, last)
    if last.found:
        known |= {"probabilities": shaped(last.found.probs), "logits": shaped(last.found.logits)}
    records = []
    for i, update in enumerate(course.updates):
        record = {"t": asked.step.done + i + 1}
        if update.found:
            record |= {"loss": update.found.loss, "loss_after": [*losses, course.loss][i + 1]}
        records.append(record | of_update(asked, update))
    return known | {"updates": records}


def of_update(asked: Asked, update: Update) -> dict[str, Any]:
    """The new parameters, their gradient, and what is kept."""
    after, slopes = update.after, update.slopes
    known: dict[str, Any] = {"weights": shaped(asked.oriented(after.weights))}
    if after.bias:
        known["bias"] = after.bias
    known["gradient_weights"] = shaped(asked.oriented(slopes.weights))
    if after.bias:
        known["gradient_bias"] = slopes.bias
    kept = {name: shaped(asked.oriented(numbers)) for name, numbers in update.moved.kept.items()}
    if update.moved_bias:
        kept |= {f"{name}_bias": numbers for name, numbers in update.moved_bias.kept.items()}
    return known | ({"state": kept} if kept else {})
