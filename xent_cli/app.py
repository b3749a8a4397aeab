"""The explicit list of commands, loaded when called; errors become exit codes here and nowhere else."""

import errno
import os
import shlex
import sys
from contextlib import redirect_stdout, suppress
from functools import cache
from importlib import import_module
from io import StringIO, TextIOWrapper
from typing import Annotated, Any

import typer

from xent_cli import __version__
from xent_cli.argv import shielded, unshielded
from xent_cli.core.characters import visible
from xent_cli.core.errors import InputError, NoOperandError, did_you_mean, one_line
from xent_cli.help import Command, Group, as_command
from xent_cli.measures.catalogue import MEASURES, named

COMMANDS = {
    **{name: listed.help for name, listed in MEASURES.items()},
    "grad": "Gradient of a loss by the logits (or --wrt probs).",
    "gain": "Information gain of a split, typed by branches or of a table's features.",
    "mi": "Mutual information of a joint table, typed or counted from two columns.",
    "huffman": "Huffman code of a distribution: words, average length, Kraft sum.",
    "ppl": "Perplexity of the tokens that came, typed or in a table: e^H.",
    "step": "One update of logistic or softmax regression by hand, or of an optimizer alone.",
    "losses": "Every loss that applies side by side: value, and gradient by the logits.",
    "compare": "Two predictions of the same rows: is the new one better, and how sure is that?",
    "train": "Softmax regression of a table by mini-batches, saved, gone on with, predicted by.",
    "calibration": "Temperature T*, reliability table, calibration error and Brier score of predictions.",
    "part": "Exact totals of a loss over tables, in a file, for merge.",
    "merge": "The report of totals from several machines, to the last bit.",
    "make": "Exercises: a sheet for each student, with numbers of their own, and their key.",
    "export": "Questions for Moodle or in GIFT, each mistake with its feedback.",
    "check": "Mark files of claims, each a line COMMAND ARGS = CLAIM.",
}
# What the commands that are no measures are also called; and what is typed for an option of another name.
ALSO = {"perplexity": "ppl", "gradient": "grad", "information-gain": "gain", "mutual-information": "mi"}
MEANT = {
    "--log2": "--base 2",
    "--bits": "--base 2",
    "--log10": "--base 10",
    "--nats": "--base e",
    "--lr": "--rate",
    "-h": "--help",
}
LONG = 60  # characters of operands that need not be shown again
NO_MEMORY = "there is not enough memory for this; give it more, or fewer columns at a time"
DONE, FAILED, UNUSABLE, FAULT, INTERRUPTED = 0, 1, 2, 70, 130
# Typer hands on click's errors without naming their common parent.
UsageError: Any = typer.BadParameter.__base__


class Commands(Group):
    """The commands by name; a module is imported only for the command that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Enough of a command to list it or complete it."""
        return Command(cmd_name, help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] in COMMANDS:
            return args[0], load(args[0]), args[1:]
        if ctx.resilient_parsing:  # completing the words after it
            return None, None, []
        typed, *rest = map(unshielded, args)
        raise UsageError(f"there is no command '{typed}'{meant(typed, rest) or did_you_mean(typed, COMMANDS)}", ctx)

    def answer(self, ctx: Any, argv: list[str]) -> Any:
        """What a command line comes to that stands in a sheet: nothing is written, and help is no answer."""
        try:
            name, command, rest = self.resolve_command(ctx, shielded(argv))
            with command.make_context(name, rest, parent=ctx, help_option_names=[]) as own:
                return command.invoke(own)
        except UsageError as error:
            raise InputError(usage_text(error)) from None


@cache
def load(name: str) -> Any:
    """The whole command, with its operands and options."""
    if name in MEASURES:
        from xent_cli.commands.of_measure import command_of

        function = command_of(MEASURES[name].load())
    else:
        function = getattr(import_module(f"xent_cli.commands.{name}"), name)()
    return function if isinstance(function, Group) else as_command(name, function)


def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True)] = False,
) -> None:
    """Compute, explain and check entropy, KL divergence, cross-entropy and their kin.

    xent ce 0 0.7,0.2,0.1

    xent entropy 1/2,1/4,1/4 --base 2

    xent ce --help
    """
    if version:
        print(f"xent {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(UNUSABLE)


def group() -> Any:
    """The command line as Typer knows it."""
    app = typer.Typer(cls=Commands, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True)(root)
    return typer.main.get_command(app)


def outcome_of(argv: list[str]) -> Any:
    """What a command line comes to, for a caller that shows it in its own way; what is wrong is an InputError."""
    root = group()
    return root.answer(root.make_context("xent", []), argv)


def run(argv: list[str]) -> int:
    """Carry out one command line; the exit code."""
    code = DONE
    try:
        outcome = group().main(args=shielded(argv), prog_name="xent", standalone_mode=False)
        if outcome is None or isinstance(outcome, int):  # help, version and completion answer by themselves
            code = outcome or DONE
        else:
            from xent_cli.render import show

            code = DONE if outcome.accepted else FAILED
            show(outcome)
        sys.stdout.flush()
        return code
    except UsageError as error:
        return complain(usage_text(error), UNUSABLE)
    except NoOperandError:
        with redirect_stdout(sys.stderr):
            run([next(token for token in argv if token in COMMANDS), "--help"])
        return UNUSABLE
    except InputError as error:
        return complain(str(error), UNUSABLE)
    except BrokenPipeError:  # the reader has seen enough
        abandon_output()
        return code
    except OSError as error:
        if error.filename is None:
            abandon_output()
        return complain(f"{error.filename or 'the output'}: {error.strerror or error}", UNUSABLE)
    except MemoryError:
        return complain(NO_MEMORY, UNUSABLE)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("XENT_DEBUG") == "1":
            raise
        if os.strerror(errno.EAGAIN) in str(error):  # Arrow's own class for a thread that finds no room is any error
            return complain(NO_MEMORY, UNUSABLE)
        return complain(f"a fault of xent: {one_line(repr(error))}; XENT_DEBUG=1 shows where, please report it", FAULT)


def meant(typed: str, rest: list[str]) -> str:
    """What to type instead of a command that goes by another name here; nothing where that is not known."""
    name = ALSO.get(typed.lower().replace("_", "-"), named(typed))
    if typed == "help":
        words = [*rest[:1], "--help"]
    elif name:
        words = [name, *rest]
    else:
        return ""
    said = shlex.join(words)
    return f": type xent {said if len(said) <= LONG else f'{name} …'}"


def usage_text(error: Any) -> str:
    """What is wrong with the call, the word that was perhaps meant, and where to read on."""
    text, context = error.message.rstrip("."), error.ctx
    if hasattr(error, "possibilities"):
        options = [name for param in context.command.get_params(context) for name in param.opts] if context else []
        guess = MEANT.get(error.option_name)
        asked = f" (did you mean {guess}?)" if guess else did_you_mean(error.option_name, options)
        text = f"there is no option {error.option_name}{asked}"
    elif error.message != error.format_message():  # names the option whose value cannot be used
        text = error.format_message().rstrip(".")
    return one_line(text) + (f"; see '{context.command_path} --help'" if context else "")


def complain(message: str, code: int) -> int:
    """One sentence on stderr, if there is room."""
    with suppress(OSError):
        print(f"xent: {visible(message)}", file=sys.stderr, flush=True)
    return code


def abandon_output() -> None:
    """What is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def prepare_output() -> None:
    """A terminal that knows no Greek shows question marks, and closed output is no fault."""
    sys.stdout = sys.stdout or StringIO()
    sys.stderr = sys.stderr or StringIO()
    for output in (sys.stdout, sys.stderr):
        if isinstance(output, TextIOWrapper):
            output.reconfigure(errors="replace")
