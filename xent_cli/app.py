"""The explicit list of commands, loaded when called; errors become exit codes here and nowhere else."""

import gc
import os
import re
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from xent_cli import __version__
from xent_cli.core.errors import InputError

COMMANDS = {
    "entropy": "How uncertain a distribution is: H(p) = -Σ p ln p.",
    "kl": "How far q is from p: D(p‖q) = Σ p ln(p/q).",
    "ce": "Cross-entropy of predictions against the truth: H(p,q) = -Σ p ln q.",
    "bce": "Binary cross-entropy, element by element: -[y ln ŷ + (1-y) ln(1-ŷ)].",
    "softmax": "Logits to probabilities, with the log-sum-exp steps.",
    "sigmoid": "A logit to a probability, element by element.",
}
DONE, FAILED, UNUSABLE, FAULT, INTERRUPTED = 0, 1, 2, 70, 130
# A token that starts like a number is an operand: -1.2,0.5,3 or -inf,0.
NEGATIVE = re.compile(r"-(?:\d|\.\d|(?:inf|infinity|nan)\b|∞)", re.IGNORECASE)
# Typer hands on click's errors without naming their common parent.
UsageError: Any = typer.BadParameter.__base__


class Commands(TyperGroup):
    """The commands by name; a module is imported only for the command that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Enough of a command to list it, complete it or suggest it."""
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        return name, load(name) if name else command, rest


def load(name: str) -> Any:
    """The whole command, with its operands and options."""
    from xent_cli.commands.spread import spread

    function = getattr(import_module(f"xent_cli.commands.{name}"), name)
    single = typer.Typer(add_completion=False, rich_markup_mode="rich")
    single.command(name, no_args_is_help=False)(spread(function))
    return typer.main.get_command(single)


def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True)] = False,
) -> None:
    """Compute, explain and check entropy, KL divergence, cross-entropy and their kin."""
    if version:
        print(f"xent {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(UNUSABLE)


def group() -> Any:
    """The command line as Typer knows it."""
    app = typer.Typer(cls=Commands, rich_markup_mode="rich", pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True)(root)
    return typer.main.get_command(app)


def shielded(argv: list[str]) -> list[str]:
    """Let the parser see negative numbers as operands, not as options: a leading space does it.

    >>> shielded(["ce", "0", "-1.2,0.5,3", "--logits", "-q"])
    ['ce', '0', ' -1.2,0.5,3', '--logits', '-q']
    """
    return [f" {token}" if NEGATIVE.match(token) else token for token in argv]


def run(argv: list[str]) -> int:
    """Carry out one command line; the exit code."""
    try:
        outcome = group().main(args=shielded(argv), prog_name="xent", standalone_mode=False)
        if outcome is None or isinstance(outcome, int):  # help, version and completion answer by themselves
            return outcome or DONE
        from xent_cli.render import show

        show(outcome)
        sys.stdout.flush()
        return DONE if outcome.accepted else FAILED
    except UsageError as error:
        usage = f" (see '{error.ctx.command_path} --help')" if error.ctx else ""
        return complain(f"{error.format_message().rstrip('.')}{usage}", UNUSABLE)
    except InputError as error:
        return complain(str(error), UNUSABLE)
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return complain(f"{error.filename or 'the output'}: {error.strerror}", UNUSABLE)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("XENT_DEBUG") == "1":
            raise
        return complain(f"a fault of xent: {error!r}; XENT_DEBUG=1 shows where, please report it", FAULT)


def complain(message: str, code: int) -> int:
    """One sentence on stderr."""
    print(f"xent: {message}", file=sys.stderr)
    return code


def main() -> None:
    """The console command."""
    gc.disable()  # nothing of the short start is worth collecting
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no product of matrices here: its threads only cost time
    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # without taking the imported modules apart first
