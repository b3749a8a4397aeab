"""What is said of an update: by which conventions it was done, on which books differ, and what is odd about it."""

from collections.abc import Iterator

from xent_cli.choices import MomentumForm, SquaredForm
from xent_cli.learning.course import Course
from xent_cli.learning.step import Batch, Step


def remarks(step: Step, course: Course) -> Iterator[str]:
    """By which conventions it was done, and what is odd about what came of it."""
    optimizer, penalty, batch = step.descent.optimizer, step.descent.penalty, step.batch
    if batch is not None:
        if len(batch.inputs) > 1:
            yield from reduced(batch)
        if not step.bias:
            yield "there is no bias: --bias gives one"
    if penalty.l2:
        half, full = "λ/2 Σ w²", "λ Σ w²"
        if penalty.l2_form is SquaredForm.HALF:
            yield f"the L2 penalty is {half}; --l2-form full would make it {full}"
        else:
            yield f"the L2 penalty is {full}; --l2-form half would make it {half}"
    if penalty.any and step.bias:
        yield "the bias has no penalty"
    if optimizer.decay:
        yield "the decay is decoupled: weights are multiplied by 1 - η δ, a bias is not"
    if len(step.gradients) > 1 and len({*step.gradients}) == 1:
        yield f"the one gradient that is given is that of each of the {len(step.gradients)} updates"
    yield from said_of(step)
    first = course.updates[0]
    if first.found is not None and course.loss + course.penalty > first.found.loss + first.penalty:
        yield "what is brought down rose: the rate may be too high"


def reduced(batch: Batch) -> Iterator[str]:
    """What the batch's loss is, and so its slope."""
    if batch.said:
        by = f"{batch.said} = {float(batch.denominator):g}"
        yield f"the loss is the mean of the rows: their slopes are summed and divided by {by}; penalties are not"
    else:
        yield "the loss is the sum of the rows (--reduction sum): so are its slopes"


def said_of(step: Step) -> Iterator[str]:
    """The conventions of the optimizer on which books differ."""
    optimizer = step.descent.optimizer
    if "momentum_form" in optimizer.knobs:
        other = "polyak: v' = β v - η g" if optimizer.momentum_form is MomentumForm.TORCH else "torch: v' = β v + g"
        yield f"the velocity is {optimizer.momentum_form}'s; --momentum-form {other}"
    if "epsilon" in optimizer.knobs:
        where = "inside the root" if optimizer.epsilon_inside else "outside the root; --epsilon-inside puts it there"
        yield f"ε stands {where}"
    if "bias_correction" in optimizer.knobs and not optimizer.bias_correction:
        yield "without bias correction, as --no-bias-correction says"
    if "bias_correction" in optimizer.knobs and step.state and not step.done and optimizer.bias_correction:
        yield "the state says no t: this is taken for update 1, as 't=0' would say"
