"""xent check."""

import sys
from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

from typer import Argument, Context, Option

from xent_cli.checking import CHECK, Exactness
from xent_cli.commands.signature import command
from xent_cli.options import Looks
from xent_cli.outcome import Outcome

DOC = """Mark sheets of claims. A line is COMMAND ARGS = CLAIM; # starts a comment.

echo 'ce 0 0.7,0.2,0.1 = 0.357' | xent check

echo 'kl 0.5,0.5 0.9,0.1 = 0.5108 nats  # or 0.737 bits' | xent check - --strict --json

With KEY --answers STUDENT..., the k-th line of a student's file answers the k-th command of the key, whose own
claims do not count. What stands after the last = of the line is the answer; -, ? or a blank line is one left out
(blank lines are passed over in a file that has as many answers without them).
"""
FILES = Annotated[list[str] | None, Argument(metavar="FILE...", help="Sheets of claims, or -.")]
ANSWERS = Annotated[
    bool, Option("--answers", help="The first FILE is the key; the others hold claims alone.", rich_help_panel=CHECK)
]


def check() -> Callable[..., Outcome]:
    """The command."""
    parameters = (
        Parameter("context", Parameter.KEYWORD_ONLY, annotation=Context),
        Parameter("files", Parameter.KEYWORD_ONLY, default=None, annotation=FILES),
        Parameter("answers", Parameter.KEYWORD_ONLY, default=False, annotation=ANSWERS),
    )
    return command("check", DOC, parameters, {"exactness": Exactness, "output": Looks}, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.core.errors import NoOperandError
    from xent_cli.grading import judge_by, mark_answers, mark_sheets

    files = typed["files"]
    if not files and (sys.stdin is None or sys.stdin.isatty()):
        raise NoOperandError("FILE missing", "", "name a file of claims, or pipe one in")
    root: Any = typed["context"].find_root()
    judge = judge_by(lambda argv: root.command.answer(root, argv), groups["exactness"])
    first, *others = files or ["-"]
    marked = mark_answers(first, others, judge) if typed["answers"] else mark_sheets([first, *others], judge)
    return Outcome(marked, groups["output"])
