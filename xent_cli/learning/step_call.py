"""The journey of `xent step`: what was typed -> an update, its course, the answer, and whether a claim of it holds."""

import sys

from xent_cli.checking import Gate
from xent_cli.choices import Minimised, Reduction
from xent_cli.conclusion import concluded
from xent_cli.core.errors import InputError, NoOperandError
from xent_cli.inputs.sample import Classes
from xent_cli.learning.answer import answer
from xent_cli.learning.batch import batch_of
from xent_cli.learning.certainty import known
from xent_cli.learning.entries import Asked, read_entry
from xent_cli.learning.matrices import bias_of, gradients_of, weights_of
from xent_cli.learning.of_options import descent
from xent_cli.learning.options import Aim, Given, Moves
from xent_cli.learning.state import state_of
from xent_cli.learning.step import Step
from xent_cli.learning.wrong_updates import wrong_updates
from xent_cli.options import Looks
from xent_cli.outcome import Outcome
from xent_cli.record import record


@record
class Call:
    """What was asked."""

    given: Given
    aim: Aim
    moves: Moves
    output: Looks
    check: Gate


def solve(call: Call) -> Outcome:
    """Carry out a call."""
    step = read_step(call.given, call.aim, call.moves)
    given = call.given
    entry = read_entry(given.of, step, one_based=given.one_based)
    asked = Asked(step, entry, given.weights_by, given.one_based)
    found = known(step)
    return concluded(call, answer(asked, found), wrong=lambda: wrong_updates(asked, found))


def read_step(given: Given, aim: Aim, moves: Moves) -> Step:
    """The update as it was typed."""
    if given.weights is None:
        remedy = "type them, a row for each class: --weights '0.2,-0.3; -0.5,0.7'"
        nothing = given.inputs is None and given.gradient is None and sys.stdin is not None and sys.stdin.isatty()
        raise (NoOperandError if nothing else InputError)("there are no weights", "--weights", remedy)
    if (given.inputs is None) == (given.gradient is None):
        what = "both inputs and a gradient" if given.inputs else "neither inputs nor a gradient"
        raise InputError(what, "--inputs", "give --inputs and --target, or --gradient outright")
    weights, descending = weights_of(given), descent(moves, aim)
    if given.gradient is not None:
        refuse(given, aim)
        gradients = gradients_of(given, weights)
        state, done = state_of(given, descending.optimizer, weights, 0)
        updates = len(gradients)
        return Step(weights, (), None, gradients, descending, state, done, updates)
    bias, batch = bias_of(given, weights), batch_of(given, aim, weights)
    state, done = state_of(given, descending.optimizer, weights, len(bias))
    names = Classes.of(given.classes, given.one_based).called(len(weights))
    return Step(weights, bias, batch, (), descending, state, done, given.updates, names)


def refuse(given: Given, aim: Aim) -> None:
    """InputError for what says how a gradient comes about, where it is given."""
    unsaid = {**dict.fromkeys(OF_INPUTS), "loss": Minimised.CE, "reduction": Reduction.MEAN}
    for name, value in unsaid.items():
        if getattr(given, name, value) != value or getattr(aim, name, value) != value:
            option = f"--{name.replace('_', '-')}"
            raise InputError("says how a gradient comes about", option, "leave it out beside --gradient")


OF_INPUTS = ("bias", "target", "classes", "class_weight", "sample_weight", "alpha", "gamma", "smoothing")
