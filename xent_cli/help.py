"""What --help says: examples first, then the options by what they are about; as plain text, drawn by Typer alone."""

import re
from typing import Any

from typer import Typer, style
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

_EXAMPLE = re.compile(r"(?:.*\| *)?xent ")


def examples(text: str) -> list[str]:
    """The command lines of a help text.

    >>> examples("Of a class, -ln q_c.\\n\\nxent ce 0 0.7,0.3\\n\\necho 1,0 | xent ce 0 - -q")
    ['xent ce 0 0.7,0.3', 'echo 1,0 | xent ce 0 - -q']
    """
    return [line.strip() for line in text.splitlines() if _EXAMPLE.match(line.strip())]


class Command(TyperCommand):
    """A command that explains itself."""

    _parser: Any = None
    _unsaid: dict[str, Any] | None = None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words; of a sheet's lines, where help is no option, what stays the same is done once."""
        if ctx.help_option_names:
            return list(super().parse_args(ctx, args))
        if self._unsaid is None:
            self._parser = self.make_parser(ctx)
            for param in self.params:
                if param.param_type_name == "option":
                    param.handle_parse_result(ctx, {}, [])
            self._unsaid = dict(ctx.params)
        self._parser.ctx = ctx
        said, _, order = self._parser.parse_args(list(args))
        ctx.params |= self._unsaid
        for param in {*order, *(param for param in self.params if param.param_type_name == "argument")}:
            param.handle_parse_result(ctx, said, [])
        return []

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, examples, what it computes, operands and options."""
        operands = [param for param in self.params if param.param_type_name == "argument"]
        _usage(formatter, " ".join([ctx.command_path, *(p.metavar or "" for p in operands), "[OPTIONS]"]))
        _explanation(formatter, self.help or "")
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            if param not in operands and (record := param.get_help_record(ctx)):
                sections.setdefault(getattr(param, "rich_help_panel", None) or "Help", []).append(record)
        sections["Help"] = sections.pop("Help", [])
        for title, lines in sections.items():
            _section(formatter, title, lines)


def as_command(name: str, function: Any) -> Any:
    """A function with a signature as a command that Typer reads."""
    single = Typer(add_completion=False)
    single.command(name, cls=Command)(function)
    return get_command(single)


class Group(TyperGroup):
    """The list of commands, explained."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, examples, the commands and the options."""
        _usage(formatter, f"{ctx.command_path} COMMAND OPERANDS [OPTIONS]")
        _explanation(formatter, self.help or "")
        names = self.list_commands(ctx)
        commands = [(name, command.help or "") for name in names if (command := self.get_command(ctx, name))]
        _section(formatter, "Commands", commands)
        _section(formatter, "Options", [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx))])


def _usage(formatter: Any, text: str) -> None:
    formatter.write(f"{style('Usage:', bold=True)} {text}\n")


def _explanation(formatter: Any, text: str) -> None:
    """The examples, and what else the text says."""
    shown = examples(text)
    _heading(formatter, "Examples")
    for line in shown:
        formatter.write(f"  {line}\n")
    formatter.write_paragraph()
    prose = [line for line in text.splitlines() if line.strip() not in shown]
    formatter.write_text(re.sub(r"\n{2,}", "\n\n", "\n".join(prose)).strip())


def _section(formatter: Any, title: str, lines: list[tuple[str, str]]) -> None:
    _heading(formatter, title)
    with formatter.indentation():
        formatter.write_dl(lines)


def _heading(formatter: Any, title: str) -> None:
    formatter.write_paragraph()
    formatter.write(f"{style(f'{title}:', bold=True)}\n")
