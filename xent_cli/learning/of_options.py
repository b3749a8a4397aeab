"""Options -> the descent and the loss that were asked for; a constant that an optimizer has not is an error."""

from collections.abc import Callable, Mapping
from typing import Any

from xent_cli.choices import Minimised, Smoothing, SquaredForm
from xent_cli.core.errors import InputError
from xent_cli.inputs.literal import Number
from xent_cli.learning.descent import Descent
from xent_cli.learning.optimizers import KNOBS, Optimizer
from xent_cli.learning.options import Aim, Moves
from xent_cli.learning.penalties import Penalty
from xent_cli.measures.bce import BinaryCrossEntropy
from xent_cli.measures.ce import CrossEntropy
from xent_cli.measures.focal import Focal
from xent_cli.measures.knobs import from_0, option_number, positive, share
from xent_cli.measures.loss import Loss
from xent_cli.measures.smooth import Smooth


def below_1(option: str, text: str) -> Number:
    """The share that is kept of what was: from 0 on, and below 1."""
    number = option_number(option, text)
    if not 0 <= number < 1:
        raise InputError(f"{text} is out of range", option, "give a number from 0 on, below 1")
    return number


READ: Mapping[str, Callable[[str, str], Number]] = {
    "rate": positive,
    **dict.fromkeys(("momentum", "rho", "beta1", "beta2"), below_1),
    **dict.fromkeys(("epsilon", "accumulator", "decay"), from_0),
}


def descent(moves: Moves, aim: Aim) -> Descent:
    """How the parameters move."""
    return Descent(optimizer(moves), penalty(aim))


def optimizer(moves: Moves) -> Optimizer:
    """The optimizer with its constants turned."""
    said = {name: value for name, value in vars(moves).items() if value != getattr(Moves, name)}
    for name in said:
        owners = [method for method, knobs in KNOBS.items() if name in knobs]
        if owners and moves.optimizer not in owners:
            remedy = f"leave it out; {' and '.join(owners)} {'has' if len(owners) == 1 else 'have'} one"
            raise InputError(f"{moves.optimizer} has none", option(name), remedy)
    if moves.rate is None:
        raise InputError("the learning rate is not said", "--rate", "give one, such as --rate 0.1")
    said.pop("optimizer", None)
    return Optimizer(moves.optimizer, **{name: constant(name, value) for name, value in said.items()})


def constant(name: str, typed: Any) -> Any:
    """A constant as it was typed, read."""
    return READ[name](option(name), typed) if name in READ else typed


def option(name: str) -> str:
    """What a constant is called on a command line."""
    return {"bias_correction": "--no-bias-correction"}.get(name, f"--{name.replace('_', '-')}")


def penalty(aim: Aim) -> Penalty:
    """The penalties."""
    if aim.l2_form is not None and aim.l2 is None:
        raise InputError("there is no L2 penalty", "--l2-form", "leave it out, or give --l2")
    l1, l2 = (from_0(name, text or "0") for name, text in (("--l1", aim.l1), ("--l2", aim.l2)))
    return Penalty(l1, l2, aim.l2_form or SquaredForm.HALF)


def loss(aim: Aim, width: int) -> Loss:
    """The loss in its form for so many rows of weights: of one, that of a sigmoid."""
    name, knobs = aim.loss, {"alpha": aim.alpha, "gamma": aim.gamma, "smoothing": aim.smoothing}
    if name is Minimised.CE and is_amount(aim.smoothing):
        name, knobs["alpha"] = Minimised.SMOOTH, knobs.pop("smoothing")
    made: type[Loss] = {Minimised.CE: CrossEntropy, Minimised.SMOOTH: Smooth, Minimised.FOCAL: Focal}[name]
    said = {knob: value for knob, value in knobs.items() if value is not None}
    for knob in said:
        if knob not in made.knobs:
            raise InputError(f"{name} has none", option(knob), "leave it out, or say --loss")
    if name is Minimised.CE and width == 1:
        return BinaryCrossEntropy()
    fitted = made(**said).fitted(width)
    assert isinstance(fitted, Loss)
    return fitted


def is_amount(smoothing: str | None) -> bool:
    """Whether it is how much is spread, and not whom it is given to; InputError where it is neither."""
    if smoothing is None or smoothing in tuple(Smoothing):
        return False
    try:
        share("--smoothing", smoothing)
    except InputError as error:
        raise InputError(error.what, "--smoothing", "give α, such as 0.1; or uniform or others") from None
    return True
