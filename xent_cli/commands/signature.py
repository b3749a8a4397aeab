"""A function with the flat signature that Typer reads, made of operands, knobs and option groups."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from inspect import Parameter, Signature
from typing import Annotated, Any, TypeVar, get_type_hints

from typer import Argument, Context, Option

from xent_cli.argv import unshielded
from xent_cli.core.errors import InputError
from xent_cli.measures.knobs import Knob, as_it_is
from xent_cli.measures.measure import Measure
from xent_cli.options import NUMBERS
from xent_cli.outcome import Outcome, Run

M = TypeVar("M", bound=Measure)


def operands(metavar: str) -> Parameter:
    """The operands of a measure."""
    words = Annotated[list[str] | None, Argument(metavar=metavar, help="Numbers, files, or -.")]
    return Parameter("operands", Parameter.KEYWORD_ONLY, default=None, annotation=words)


def of_knobs(knobs: Iterable[Knob[Any]]) -> list[Parameter]:
    """An option for each knob."""
    return [
        Parameter(
            knob.name,
            Parameter.KEYWORD_ONLY,
            default=knob.default,
            annotation=Annotated[
                knob.annotation | None, Option(metavar=knob.metavar, help=knob.help, rich_help_panel=NUMBERS)
            ],
        )
        for knob in knobs
    ]


def knobs_of(measures: Mapping[str, type[Measure]]) -> dict[str, Knob[Any]]:
    """Every knob of the measures, once; what it does in each."""
    knobs: dict[str, Knob[Any]] = {}
    for name, measure in measures.items():
        for knob in measure.knobs.values():
            default = "" if knob.default is None or knob.default is False else f" ({knob.default})"
            told = f"Of {name}: {knob.help[0].lower()}{knob.help[1:].rstrip('.')}{default}."
            before = knobs.get(knob.name)
            words = told if before is None else f"{before.help} {told}"
            joined: Knob[Any] = Knob(None, as_it_is, help=words, metavar=knob.metavar, annotation=knob.annotation)
            joined.name = knob.name
            knobs[knob.name] = joined
    return knobs


def turned(measure: type[M], typed: Mapping[str, Any]) -> M:
    """The measure with its knobs turned as typed; a knob that it has not is an InputError."""
    said = {knob: value for knob, value in typed.items() if value is not None}
    for knob in said:
        if knob not in measure.knobs:
            raise InputError(f"{measure.name} has none", f"--{knob.replace('_', '-')}", "leave it out")
    return measure(**said)


def runner(context: Context) -> Run:
    """What runs other command lines for the one that is running."""
    root: Any = context.find_root()

    def run(argv: Sequence[str]) -> Outcome:
        outcome: Outcome = root.command.answer(root, argv)
        return outcome

    return run


def command(
    name: str,
    doc: str,
    parameters: Iterable[Parameter],
    groups: Mapping[str, type],
    call: Callable[[dict[str, Any], dict[str, Any]], Any],
) -> Callable[..., Any]:
    """The function: `call` gets the parameters and the groups, with what the parser was not shown."""
    flat = list(parameters)
    names = {group: [f.name for f in fields(group)] for group in groups.values()}
    for group in groups.values():
        hints = get_type_hints(group, include_extras=True)
        flat += [
            Parameter(f.name, Parameter.KEYWORD_ONLY, default=f.default, annotation=hints[f.name])
            for f in fields(group)
        ]

    def gathered(**typed: Any) -> Any:
        values = {name: unshielded(value) for name, value in typed.items()}
        filled = {name: group(**{own: values.pop(own) for own in names[group]}) for name, group in groups.items()}
        return call(values, filled)

    gathered.__name__, gathered.__doc__ = name, doc
    gathered.__signature__ = Signature(flat)  # type: ignore[attr-defined]
    gathered.__annotations__ = {parameter.name: parameter.annotation for parameter in flat}
    return gathered
