"""Options -> the descent that begins, or that goes on from where a file says it stands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from xent_cli.choices import Method, Minimised, MomentumForm, SquaredForm
from xent_cli.core.errors import InputError
from xent_cli.core.numerics import Array
from xent_cli.learning.call import Call
from xent_cli.learning.examples import Examples
from xent_cli.learning.model import Model, Standard, untaught
from xent_cli.learning.of_options import descent, loss
from xent_cli.learning.options import Aim, Moves
from xent_cli.learning.rows import Rows
from xent_cli.learning.sampling import Sampling
from xent_cli.learning.saved import Saved
from xent_cli.learning.spool import Spool
from xent_cli.learning.training import Plan, Stand
from xent_cli.learning.truth import truth
from xent_cli.measures.weighting import BALANCED, class_weights

BATCH, ALL = 32, "all"
RATES = {Method.GD: "0.1", Method.ADAGRAD: "0.1"}
RATE = "0.01"  # of those that remember
WORDS = {"loss": Minimised, "l2_form": SquaredForm, "optimizer": Method, "momentum_form": MomentumForm}


def begun(call: Call, found: Examples) -> Saved:
    """A descent before its first update."""
    run, rows = call.run, found.training
    model = untaught(found.features, found.target, found.classes, bias=run.bias)
    if call.table.standardize:
        model = replace(model, standard=Standard.over(rows))
    sampling = None
    if count := run.sampled or run.negative:
        sampling = Sampling.of(bool(run.negative), count, found.counts)
        model = replace(model, log_q=sampling.log_q if run.negative else None)
    moves = rated(call.moves)
    options = {"aim": given(call.aim), "moves": given(moves)}
    stand = Stand.first(model, descent(moves, call.aim))
    size = batch_of(run.batch, rows) or BATCH
    weights = tuple(weights_of(call.table.class_weight, found).tolist())
    return Saved(stand, options, size, run.seed or 0, rows.rows, tuple(found.counts.tolist()), weights, sampling)


def rated(moves: Moves) -> Moves:
    """With a learning rate that suits the optimizer, where none was said."""
    return moves if moves.rate else replace(moves, rate=RATES.get(moves.optimizer, RATE))


def gone_on(call: Call, before: Saved, found: Examples) -> Saved:
    """A descent that goes on; what is said anew takes the place of what was said before."""
    run, model, sampling = call.run, before.stand.model, before.sampling
    count = run.sampled or run.negative
    if count and (sampling is None or (sampling.count, sampling.negative) != (count, bool(run.negative))):
        option = "--sampled" if run.sampled else "--negative"
        raise InputError("the model was not learnt so", option, "leave it out")
    if call.table.standardize and model.standard is None:
        raise InputError("the model was learnt without", "--standardize", "leave it out")
    if not run.bias and model.bias is not None:
        raise InputError("the model has a bias", "--no-bias", "leave it out")
    method = read_words(before.options["moves"]).get("optimizer", Method.GD)
    if call.moves.optimizer not in (Method.GD, method):
        what = f"the model was learnt by {method}, and what that keeps is of no use to {call.moves.optimizer}"
        raise InputError(what, "--optimizer", "leave it out")
    said = {"aim": given(call.aim), "moves": given(call.moves)}
    options = {group: {**before.options[group], **said[group]} for group in said}
    weights = before.class_weights
    if call.table.class_weight is not None:
        weights = tuple(weights_of(call.table.class_weight, found).tolist())
    size = batch_of(run.batch, found.training) or before.batch
    if before.stand.batch and (size != before.batch or found.training.rows != before.rows):
        what = f"it was interrupted within an epoch of {before.rows} rows in batches of {before.batch}"
        raise InputError(what, f"--load {run.load}", "go on with the same rows and batches")
    seed = before.seed if run.seed is None else run.seed
    return before._replace(options=options, batch=size, seed=seed, class_weights=weights, rows=found.training.rows)


def plan_of(start: Saved, found: Rows) -> Plan:
    """How the descent goes."""
    aim, moves = Aim(**read_words(start.options["aim"])), Moves(**read_words(start.options["moves"]))
    of = descent(moves, aim)
    model, rows = start.stand.model, found.examples.training
    plan = Plan(
        rows,
        truth(loss(aim, len(model.weights)), np.array(start.class_weights)),
        of,
        min(start.batch, rows.rows),
        start.seed,
        start.sampling,
        found.validation,
    )
    if start.sampling is not None:
        refuse_with_drawn(start, moves, aim, model, rows)
    return plan


def refuse_with_drawn(start: Saved, moves: Moves, aim: Aim, model: Model, rows: Spool) -> None:
    """Refuse what moves or weighs every class, where only some are looked at."""
    assert start.sampling is not None
    option = "--negative" if start.sampling.negative else "--sampled"
    if model.logistic:
        raise InputError("there are but two classes", option, "leave it out")
    if moves.optimizer not in (Method.GD, Method.ADAGRAD) or moves.decay:
        raise InputError(f"{moves.optimizer} moves all classes at each update", option, "use gd or adagrad")
    if aim.l1 or aim.l2:
        raise InputError("a penalty moves all classes at each update", option, "leave --l1 and --l2 out")
    if aim.loss is not Minimised.CE or aim.smoothing:
        raise InputError("it estimates the plain cross-entropy", option, "leave --loss and --smoothing out")
    if start.batch > rows.window:
        raise InputError(f"batches of {start.batch} rows are too large", option, f"give --batch {rows.window} at most")


def given(group: Aim | Moves) -> dict[str, Any]:
    """The options of a group that say something."""
    return {name: value for name, value in vars(group).items() if value != getattr(type(group), name)}


def read_words(options: Mapping[str, Any]) -> dict[str, Any]:
    """The same as read from a file, where words are text."""
    return {name: WORDS[name](value) if name in WORDS else value for name, value in options.items()}


def batch_of(text: str | None, rows: Spool) -> int | None:
    """How many rows an update looks at."""
    if text is None:
        return None
    if text == ALL:
        return rows.rows
    if not text.isascii() or not text.isdigit() or not int(text):
        raise InputError(f"'{text}' is no number of rows", "--batch", "give one, such as 32, or all")
    return int(text)


def weights_of(text: str | None, found: Examples) -> Array:
    """What the rows of each class count for."""
    classes = found.classes
    if text is None:
        return np.ones(len(classes))
    if text == BALANCED:
        seen = np.count_nonzero(found.counts)
        some = np.zeros(len(classes))
        np.divide(found.training.rows, seen * found.counts, out=some, where=found.counts > 0)
        return some

    def position(name: str) -> int:
        if name not in classes:
            raise InputError(f"there is no class '{name}'", "--class-weight", f"they are {', '.join(classes[:12])}")
        return classes.index(name)

    return np.array([float(weight) for weight in class_weights(text, len(classes), position)])
