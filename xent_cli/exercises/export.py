"""The journey of `xent export`: a key -> its questions in the format of another program."""

import sys
from pathlib import PurePath

from xent_cli.answers.answer import Fact, Head, Report
from xent_cli.choices import Exchange, Format
from xent_cli.core.errors import InputError
from xent_cli.exercises.answers import Exported, exported
from xent_cli.exercises.gift import gift
from xent_cli.exercises.moodle import moodle
from xent_cli.exercises.ranges import has_ranges
from xent_cli.exercises.solution import Solver
from xent_cli.inputs.storage import STDIN
from xent_cli.inputs.stream import shown
from xent_cli.marking.sheets import no_standard_input, text_of
from xent_cli.options import Looks
from xent_cli.outcome import Outcome, Run
from xent_cli.outputs.files import write_new
from xent_cli.record import record
from xent_cli.verify.key import Key, read_key

_WRITERS = {Exchange.MOODLE: moodle, Exchange.GIFT: gift}


@record
class Call:
    """What was asked."""

    to: Exchange
    key: str
    file: str | None
    decimals: int
    force: bool
    output: Looks


def solve(call: Call, run: Run) -> Outcome | None:
    """Carry out a call; without a file to write, the text itself is the answer, and in JSON stands in it."""
    key = read_key(shown(call.key), text_of(call.key))
    questions = exported_of(key, Solver(run, call.decimals))
    category = "xent" if call.key == STDIN else PurePath(call.key).stem
    text = _WRITERS[call.to](category, questions)
    if call.file is not None:
        write_new({call.file: text}, force=call.force)
        return Outcome(report(call, questions, Fact("file", "file", call.file)), call.output)
    if call.output.json or call.output.format is Format.JSON:
        return Outcome(report(call, questions, Fact("text", "text", text)), call.output)
    sys.stdout.write(text)
    return None


def exported_of(key: Key, solver: Solver) -> list[Exported]:
    """The questions of a key."""
    for question in key.questions:
        if has_ranges(question.line.command):
            what = "its numbers are still to be drawn"
            raise InputError(what, question.line.place, "write numbers, or make sheets of it with xent make")
    with no_standard_input():
        solutions = solver.solutions(key.questions)
    return [question for solution in solutions for question in exported(solution, key.credit)]


def report(call: Call, questions: list[Exported], made: Fact) -> Report:
    """What was made, and where it is."""
    answers = sum(len(question.answers) for question in questions)
    facts = (made, Fact("answers", "answers with their feedback", answers))
    notes = ("GIFT has no points: Moodle gives each question 1",) if call.to is Exchange.GIFT else ()
    head = Head("export", "questions", None, len(questions), None, {"format": str(call.to)})
    return Report(head, len(questions), facts, (), notes)
