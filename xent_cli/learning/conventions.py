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
        form, other = ("λ/2 Σ w²", "λ Σ w²") if penalty.l2_form is SquaredForm.HALF else ("λ Σ w²", "λ/2 Σ w²")
        turned = "full" if penalty.l2_form is SquaredForm.HALF else "half"
        yield f"the L2 penalty is {form}, and of the bias there is none; --l2-form {turned} would make it {other}"
    elif penalty.l1:
        yield "the bias has no penalty; the slope of |w| at 0 is taken as 0"
    if optimizer.decay:
        yield "the decay is decoupled: weights are multiplied by 1 - η δ, and the bias is not"
    yield from said_of(step)
    if course.loss is not None and len(course.updates) == 1:
        before = course.updates[0].found
        assert before is not None
        if course.loss + course.penalty > before.loss + course.updates[0].penalty:
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
