"""A measure -> its command: docstring to help, knobs and what it takes to options."""

from collections.abc import Callable
from typing import Any

from xent_cli.checking import Check, Gate
from xent_cli.commands.signature import command, of_knobs, operands
from xent_cli.core.kinds import InputKind
from xent_cli.drawing import Drawing
from xent_cli.inputs.normal import is_normal
from xent_cli.measures.loss import Loss
from xent_cli.measures.measure import Measure
from xent_cli.measures.takes import Compared, Truth
from xent_cli.options import (
    Cluster,
    Countable,
    Elements,
    Elsewhere,
    Given,
    Labels,
    Numbers,
    Output,
    Reduced,
    Scored,
    Scores,
    Table,
    Target,
    Weights,
)
from xent_cli.outcome import Outcome


def command_of(measure: type[Measure]) -> Callable[..., Outcome]:
    """The function that Typer reads, by which the measure is asked."""
    parameters = [operands(measure.operands), *of_knobs(measure.knobs.values())]
    return command(measure.name, measure.__doc__ or "", parameters, groups_of(measure), asked(measure))


def groups_of(measure: type[Measure]) -> dict[str, type]:
    """The groups of options that make sense for a measure."""
    takes: Any = measure.takes
    groups: dict[str, type] = {"numbers": numbers_of(measure)}
    if not takes.elementwise:
        groups["labels"] = Labels
    if issubclass(takes, Compared | Truth):
        groups["target"] = Target
    groups["table"] = Scored if measure.reduces else Table
    if measure.weighs_classes:
        groups["weights"] = Weights
    if measure.reduces:
        groups["cluster"] = Cluster
    groups["output"] = Reduced if measure.reduces else Output
    if issubclass(measure, Loss):
        groups["elsewhere"] = Elsewhere
    groups["check"] = Gate if measure.reduces else Check
    if measure.reduces or measure.kinds == (InputKind.LOGITS,):
        groups["drawing"] = Drawing
    return groups


def numbers_of(measure: type[Measure]) -> type[Given]:
    """The options that say what the numbers are."""
    takes: Any = measure.takes
    if measure.kinds == (InputKind.REALS,):
        return Given
    if measure.kinds == (InputKind.LOGITS,):
        return Scores
    if InputKind.COUNTS in measure.kinds:
        return Countable
    return Elements if takes.elementwise else Numbers


def asked(measure: type[Measure]) -> Callable[[dict[str, Any], dict[str, Any]], Outcome]:
    """The call of the command."""

    def call(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
        from xent_cli.call import called
        from xent_cli.pipeline import solve

        if any(map(is_normal, typed["operands"] or ())):
            return asked_of_normals(measure, typed["operands"], groups)
        knobs = {name: typed[name] for name in measure.knobs}
        call = called(measure, typed["operands"], **groups)
        return solve(form(measure, call)(**knobs), call)

    def or_drawn(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
        drawing = groups.get("drawing")
        if drawing is None or drawing.unsaid:
            return call(typed, groups)
        from xent_cli.pictures.asked import drawn
        from xent_cli.pictures.curves import of_answer

        return drawn(drawing, groups, lambda: call(typed, groups), of_answer)

    return or_drawn


def asked_of_normals(measure: type[Measure], operands: list[str], groups: dict[str, Any]) -> Outcome:
    """The call of what the measure is of Gaussians."""
    from xent_cli.call import called
    from xent_cli.core.errors import InputError
    from xent_cli.measures import normals
    from xent_cli.typed.normals import of_normals

    if measure.of_normals is None:
        raise InputError(f"{measure.name} is not of Gaussians", measure.operands, "entropy, kl and ce are")
    of = getattr(normals, measure.of_normals)
    return of_normals(of, called(of, operands, **groups))


def form(measure: type[Measure], call: Any) -> type[Measure]:
    """The measure, or what it is of the truth alone where no prediction is given."""
    from xent_cli.core.errors import InputError

    if measure.alone is None or len(call.operands) > 1 or call.target.target is not None:
        return measure
    kind = call.meaning.kind
    if kind is not InputKind.PROBS:
        raise InputError("says what PRED is, and no PRED is given", f"--{kind}", "leave it out, or give PRED")
    return measure.alone
