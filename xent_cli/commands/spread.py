"""A command's option groups, spread into the flat signature that Typer reads."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar, get_type_hints

from xent_cli.argv import unshielded

Result = TypeVar("Result")


def spread(command: Callable[..., Result]) -> Callable[..., Result]:
    """Show Typer each field of a command's option groups as an option, and gather the groups for the call."""
    parameters = signature(command).parameters.values()
    groups: dict[str, Any] = {p.name: p.annotation for p in parameters if is_dataclass(p.annotation)}
    flat = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in parameters if p.name not in groups]
    for group in groups.values():
        hints = get_type_hints(group, include_extras=True)
        flat += [
            Parameter(f.name, Parameter.KEYWORD_ONLY, default=f.default, annotation=hints[f.name])
            for f in fields(group)
        ]

    @wraps(command)
    def gathered(**typed: Any) -> Result:
        values = {name: unshielded(value) for name, value in typed.items()}
        for name, group in groups.items():
            values[name] = group(**{f.name: values.pop(f.name) for f in fields(group)})
        return command(**values)

    gathered.__signature__ = Signature(flat)  # type: ignore[attr-defined]
    gathered.__annotations__ = {p.name: p.annotation for p in flat}
    return gathered
