"""Updates: matrices that fit one another, and now and then do not."""

from random import Random

from . import numerals
from .case import Case
from .grammar import Command, Setting, commands
from .typed import arranged, options


def step_call(r: Random) -> Case:
    """An update of a regression, or of bare parameters."""
    step: Command = next(command for command in commands() if command.name == "step")
    classes, width, rows = r.choice((1, 2, 3)), r.choice((1, 2, 4)), r.choice((1, 1, 3))
    flags = [["--weights", matrix(r, classes, width)], ["--rate", r.choice(("0.1", "1/3", "1", "2.5"))]]
    if r.random() < 0.6:
        labels = ",".join(str(r.randrange(max(classes, 2))) for _ in range(rows))
        flags += [["--inputs", matrix(r, rows, width + (r.random() < 0.1))], [r.choice(("-t", "--target")), labels]]
    else:
        flags.append(["--gradient", matrix(r, classes, width)])
    flags += options(r, step, Setting((), max(classes, 2), rows))
    fitting = [flag for flag in flags if r.random() < 0.97]
    return Case(arranged(r, ["step"], [], fitting))


def matrix(r: Random, rows: int, width: int) -> str:
    """Rows of numbers."""
    return numerals.typed(r, [numerals.row(r, width, "--logits") for _ in range(rows)])
