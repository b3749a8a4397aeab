"""What came of a training: the model, its epochs, and what it is worth; as a report."""

import shlex
from collections.abc import Iterator
from typing import Any, NamedTuple

from xent_cli.answers.answer import Fact, Head, Report
from xent_cli.answers.unusual import skips
from xent_cli.answers.worked import Column, Grid
from xent_cli.core.errors import InputError, counted
from xent_cli.inputs.literal import read_number
from xent_cli.learning.call import Call
from xent_cli.learning.estimate import Estimate
from xent_cli.learning.judged import Judged
from xent_cli.learning.rows import Rows
from xent_cli.learning.saved import Saved
from xent_cli.learning.training import Epoch, Plan, Stand
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.weighting import denominator

HEADS = {
    "epoch": "epoch",
    "loss": "loss",
    "penalty": "penalty",
    "accuracy": "accuracy",
    "gradient_norm": "‖gradient‖",
    "validation_loss": "validation loss",
    "validation_accuracy": "validation accuracy",
}


class Finished(NamedTuple):
    """A model with its plan; the whole is the loss that was brought down, of all rows at the last weights."""

    plan: Plan
    stand: Stand
    training: Judged
    validation: Judged | None
    whole: Epoch | None
    estimate: Estimate | None
    uninformed: float
    known: int  # epochs that had been done before


def report(call: Call, start: Saved, trained: Finished, rows: Rows) -> Report:
    """The report."""
    stand, examples = trained.stand, rows.examples
    model = stand.model
    quantity, judged = "training cross-entropy", trained.training
    if trained.validation is not None:
        quantity, judged = "validation cross-entropy", trained.validation
    head = Head("train", quantity, "nats", examples.training.rows, len(model.classes), convention(call, start, trained))
    grids = [epochs_grid(stand.epochs)] if stand.epochs else []
    if examples.unusual.skipped:
        grids.append(skips(examples.unusual))
    known = [*facts(trained, rows)]
    if left_out := examples.unusual.left_out:
        known.append(Fact("skipped", "skipped rows", left_out))
    nested: dict[str, Any] = {
        "weights": model.weights.tolist(),
        "bias": None if model.bias is None else model.bias.tolist(),
        "features": model.features,
        "class_names": model.classes,
        "class_weights": start.class_weights,
    }
    told = tuple(notes(call, start, trained, rows))
    return Report(head, judged.loss, tuple(known), tuple(grids), told, nested=nested)


def convention(call: Call, start: Saved, trained: Finished) -> dict[str, Any]:
    """How it was learnt."""
    plan, said = trained.plan, {**start.options["aim"], **start.options["moves"]}
    known: dict[str, Any] = {"loss": str(said.pop("loss", "ce")), "optimizer": str(said.pop("optimizer", "gd"))}
    known |= {name: spoken(value) for name, value in said.items()}
    by_label = set(start.class_weights) != {1.0}
    divided_by = denominator(CrossEntropy(), by_row=call.table.sample_weight is not None, by_label=by_label)
    known |= {"batch": plan.batch, "seed": plan.seed, "reduction": "mean", "denominator": divided_by}
    if plan.sampling is not None:
        known["negative" if plan.sampling.negative else "sampled"] = plan.sampling.count
    if trained.stand.model.standard is not None:
        known["standardized"] = "each feature to mean 0 and deviation 1"
    return known


def spoken(value: Any) -> str | float | bool:
    """A constant as a number; a word as it is."""
    if isinstance(value, bool):
        return value
    try:
        return float(read_number(value))
    except InputError:
        return str(value)


def facts(trained: Finished, rows: Rows) -> Iterator[Fact]:
    """What it came to."""
    whole, stand = trained.whole, trained.stand
    yield Fact("updates", "updates", stand.updates, f"in {counted(stand.epoch, 'epoch')}")
    plain = whole is None or is_plain(trained.plan)
    loss = trained.training.loss if whole is None or plain else whole.loss
    yield Fact("loss", "loss", loss, "of the rows learnt from, at the last weights")
    if not plain:
        yield Fact("cross_entropy", "cross-entropy", trained.training.loss, "of the same, without what the loss adds")
    if whole is not None:
        yield Fact("penalty", "penalty", whole.penalty, "of the weights")
        yield Fact("gradient_norm", "‖gradient‖", whole.gradient_norm, "of loss and penalty together")
    yield Fact("accuracy", "accuracy", trained.training.accuracy, "the largest prediction is the label")
    if trained.validation is not None and rows.validation is not None:
        held = counted(rows.validation.rows, "row")
        yield Fact("validation_rows", "validation rows", rows.validation.rows, "not learnt from")
        yield Fact("validation_loss", "validation loss", trained.validation.loss, f"cross-entropy of {held}")
        yield Fact("validation_accuracy", "validation accuracy", trained.validation.accuracy)
    if trained.estimate is not None:
        yield from of_estimate(trained.estimate)


def is_plain(plan: Plan) -> bool:
    """Whether the loss is the cross-entropy, and all classes count alike."""
    return isinstance(plan.truth.loss, CrossEntropy | BinaryCrossEntropy) and (plan.truth.weights == 1).all()


def of_estimate(found: Estimate) -> Iterator[Fact]:
    """How far drawn classes are from all of them."""
    yield Fact("estimate_rows", "rows of the estimate", found.rows, "a batch, estimated again and again")
    yield Fact("full_loss", "full softmax", found.full_loss, "of these rows")
    yield Fact("estimated_loss", "estimated by drawn classes", found.estimated_loss, "the mean of the estimates")
    yield Fact("bias_of_estimate", "bias", found.bias, f"± {found.standard_error:.2g}")
    yield Fact("variance_of_estimate", "variance", found.variance, "of one estimate")
    yield Fact("gradient_bias", "bias of the gradient", found.slope_bias, "by the length of the full one")
    yield Fact("gradient_deviation", "deviation of the gradient", found.slope_deviation, "by the same")


def epochs_grid(epochs: tuple[Epoch, ...]) -> Grid:
    """A line per epoch; what is known of none of them has no column."""
    columns = (Column(name, HEADS[name], tuple(getattr(epoch, name) for epoch in epochs)) for name in Epoch._fields)
    known = tuple(column for column in columns if any(value == value for value in column.values))
    return Grid("epochs", "by epoch, as the rows came", known)


def doubts(trained: Finished) -> Iterator[str]:
    """What makes the model worthless."""
    loss, uninformed = trained.training.loss, trained.uninformed
    if not loss <= uninformed and trained.plan.sampling is None and is_plain(trained.plan):
        told = f"the loss is {loss:.4g}, where weights of 0 have {uninformed:.4g}"
        yield f"{told}: the rate is too high, or the features need --standardize"


def notes(call: Call, start: Saved, trained: Finished, rows: Rows) -> Iterator[str]:
    """What is to be noted."""
    run, model, stand = call.run, trained.stand.model, trained.stand
    yield from rows.examples.notes
    if model.logistic:
        yield f"logistic regression: the weights are of {model.classes[1]} against {model.classes[0]}"
    if dropped := [name for name in rows.examples.constant if name not in model.features]:
        yield f"left out, for they are constant: {', '.join(dropped)}"
    yield from doubts(trained)
    least = run.tolerance
    if least is not None and stand.epochs:
        reached = stand.epochs[-1].gradient_norm <= least
        yield f"the gradient came {'' if reached else 'not '}below --tolerance {least:g}, in epoch {stand.epoch}"
    if run.load and not run.epochs:
        yield f"nothing was learnt anew: say --epochs to go on from {run.load}"
    if run.predict:
        count = (rows.validation or rows.examples.training).rows
        which = "rows held back" if rows.validation else "rows learnt from"
        score = shlex.join(["xent", "ce", run.predict, "--target", model.target])
        yield f"predictions of the {count} {which} are in {run.predict}: {score}"
    if run.save:
        yield f"the model is in {run.save}"
