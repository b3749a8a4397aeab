"""xent check."""

import sys
from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

from typer import Argument, Context, Option

from xent_cli.checking import Exactness
from xent_cli.commands.signature import command, runner
from xent_cli.options import Looks
from xent_cli.outcome import Outcome

DOC = """Mark sheets of claims. A line is COMMAND ARGS = CLAIM; # starts a comment.

echo 'ce 0 0.7,0.2,0.1 = 0.357' | xent check

echo 'kl 0.5,0.5 0.9,0.1 = 0.5108 nats  # or 0.737 bits' | xent check - --strict --json

Of notes in Markdown (FILE.md) the claims in fenced blocks and in <!-- xent: COMMAND ARGS = CLAIM --> are checked.

With KEY --answers STUDENT..., a line of a student's file answers the question that it names (Q3: 0.357), or else the
k-th line the k-th question of the key, whose own claims do not count; -, ? or a blank line is an answer left out. A
class may be one table, FILE.csv, with a row for each student and a column for each question.

A question of the key is COMMAND ARGS, or Q3: [2] COMMAND ARGS # WORDS: a name, points, and words for the feedback.
$Q1 stands for the answer to Q1. A line above them, credit truncated=1 close=0.5 follows=0.5 entry=0, says what part of
the points nearly right answers get (entry: one that is right, of a vector that is not).

--format csv is a gradebook; with --no-steps it has a row for each student.
"""
CLASS = "Marking a class"
FILES = Annotated[list[str] | None, Argument(metavar="FILE...", help="Sheets of claims, notes, or -.")]
ANSWERS = Annotated[
    bool, Option("--answers", help="The first FILE is the key; the others hold claims alone.", rich_help_panel=CLASS)
]
POINTS = Annotated[
    str | None,
    Option(metavar="N|N,N,...", help="Points of each question, instead of the key's.", rich_help_panel=CLASS),
]
FOLLOW = Annotated[
    bool,
    Option(
        "--follow-through",
        help="An answer that is right for the student's own earlier one ($Q1) follows.",
        rich_help_panel=CLASS,
    ),
]
FEEDBACK = Annotated[
    str | None,
    Option(
        metavar="DIR",
        help="Write a page for each student, of HTML or --format markdown.",
        rich_help_panel=CLASS,
    ),
]
FORCE = Annotated[bool, Option("--force", help="Write over pages that are there.", rich_help_panel=CLASS)]
OF_CLASS = (
    Parameter("answers", Parameter.KEYWORD_ONLY, default=False, annotation=ANSWERS),
    Parameter("points", Parameter.KEYWORD_ONLY, default=None, annotation=POINTS),
    Parameter("follow_through", Parameter.KEYWORD_ONLY, default=False, annotation=FOLLOW),
    Parameter("feedback", Parameter.KEYWORD_ONLY, default=None, annotation=FEEDBACK),
    Parameter("force", Parameter.KEYWORD_ONLY, default=False, annotation=FORCE),
)


def check() -> Callable[..., Outcome]:
    """The command."""
    parameters = (
        Parameter("context", Parameter.KEYWORD_ONLY, annotation=Context),
        Parameter("files", Parameter.KEYWORD_ONLY, default=None, annotation=FILES),
        *OF_CLASS,
    )
    return command("check", DOC, parameters, {"exactness": Exactness, "output": Looks}, asked)


def asked(typed: dict[str, Any], groups: dict[str, Any]) -> Outcome:
    """The call of the command."""
    from xent_cli.core.errors import InputError, NoOperandError
    from xent_cli.marking.sheets import Judging, mark_sheets

    files, output = typed["files"], groups["output"]
    if not files and (sys.stdin is None or sys.stdin.isatty()):
        raise NoOperandError("FILE missing", "", "name a file of claims, or pipe one in")
    run = runner(typed["context"])
    judge = Judging(run, groups["exactness"])
    first, *others = files or ["-"]
    if not typed["answers"]:
        if option := next((option.name for option in OF_CLASS if typed[option.name]), None):
            remedy = "name the key first, and say --answers"
            raise InputError("there is no key to mark by", f"--{option.replace('_', '-')}", remedy)
        return Outcome(mark_sheets([first, *others], judge), output)
    from xent_cli.marking.classes import mark_answers

    graded = mark_answers(first, others, judge, typed["points"], typed["follow_through"])
    if typed["feedback"] is not None:
        from xent_cli.marking.pages import write_pages

        graded = write_pages(graded, typed["feedback"], run, output, typed["force"])
    return Outcome(graded, output)
