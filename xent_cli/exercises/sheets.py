"""The journey of `xent make`: a key with ranges and students -> a sheet for each, and the key that marks them all."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from xent_cli.answers.answer import Head, Report
from xent_cli.answers.worked import Column, Grid
from xent_cli.core.errors import counted
from xent_cli.exercises.answers import asked, how
from xent_cli.exercises.chosen import Exercise, chosen, together
from xent_cli.exercises.ranges import has_ranges
from xent_cli.exercises.solution import Solution, Solver
from xent_cli.exercises.students import KEY, check_told_apart, read_students
from xent_cli.inputs.stream import shown
from xent_cli.marking.sheets import no_standard_input, text_of
from xent_cli.options import Looks
from xent_cli.outcome import Outcome, Run
from xent_cli.outputs.files import file_names, write_new
from xent_cli.record import record
from xent_cli.verify.key import Key, Question, read_key


@record
class Call:
    """What was asked."""

    key: str
    students: str
    folder: str
    seed: int
    decimals: int
    force: bool
    output: Looks


@record
class Class:
    """The exercises of a class: of each group of questions, one for each student."""

    key: Key
    students: Sequence[str]
    groups: Sequence[Sequence[Exercise]]

    def of(self, k: int) -> list[Solution]:
        """The questions of the k-th student, in their order; where there are few exercises, some are given twice."""
        order = {question.name: place for place, question in enumerate(self.key.questions)}
        mine = [solution for group in self.groups for solution in group[k % len(group)]]
        return sorted(mine, key=lambda solution: order[solution.question.name])

    @property
    def sheets(self) -> Iterator[tuple[str, list[Solution]]]:
        """Each student with the questions."""
        return ((name, self.of(k)) for k, name in enumerate(self.students))


def solve(call: Call, run: Run) -> Outcome:
    """Carry out a call."""
    key = read_key(shown(call.key), text_of(call.key))
    students = read_students(shown(call.students), text_of(call.students))
    check_told_apart(students, shown(call.students))
    solver = Solver(run, call.decimals)
    with no_standard_input():
        groups = [chosen(group, solver, str(call.seed), len(students)) for group in together(key.questions)]
    made = Class(key, students, groups)
    paths = [os.path.join(call.folder, f"{name}.txt") for name in file_names(students)]
    texts = [sheet(name, mine) for name, mine in made.sheets]
    write_new({key_path(call): str(key_of(made)), **dict(zip(paths, texts, strict=True))}, force=call.force)
    return Outcome(report(call, made, paths), call.output)


def key_path(call: Call) -> str:
    """Where the key is written."""
    return os.path.join(call.folder, f"{KEY}.txt")


def sheet(student: str, solutions: Sequence[Solution]) -> str:
    """What a student gets: the questions, and a line for each answer."""
    head = f"# {student}\n# Write each answer behind its colon.\n"
    return head + "".join(f"\n# {line(solution)}\n{solution.question.name}:\n" for solution in solutions)


def line(solution: Solution) -> str:
    """A question as its student reads it."""
    question = solution.question
    points = "" if question.points == 1 else f" [{question.points:g} points]"
    return f"{question.name}{points}: {asked(question)} ({how(solution)})"


def key_of(made: Class) -> Key:
    """The key that marks the sheets: for each student a section with the answers at the digits asked."""
    own = {name: tuple(map(answered, mine)) for name, mine in made.sheets}
    return Key(made.key.file, (), made.key.credit, own)


def answered(solution: Solution) -> Question:
    """A question with its answer."""
    question = solution.question
    return replace(question, line=replace(question.line, claim=solution.claim))


def report(call: Call, made: Class, paths: Sequence[str]) -> Report:
    """What was written, and how far apart its numbers are."""
    columns = [[mine[k] for _, mine in made.sheets] for k in range(len(made.key.questions))]
    names = tuple(question.name for question in made.key.questions)
    questions = Grid(
        "questions",
        "",
        (
            Column("question", "question", names),
            Column("different", "different", tuple(len(commands(column)) for column in columns)),
            Column("decimals", "decimals", tuple(column[0].decimals for column in columns)),
            Column("mistakes", "mistakes told apart", tuple(min(map(apart, column)) for column in columns)),
        ),
    )
    student, file = Column("student", "student", tuple(made.students)), Column("file", "file", tuple(paths))
    files = Grid("sheets", "", (student, file))
    head = Head("make", "sheets", None, len(made.students), None, {"seed": call.seed})
    notes = (*remarks(made, columns), f"to mark what comes back: xent check {key_path(call)} --answers FILES")
    return Report(head, len(paths), (), (questions, files), notes)


def commands(column: Sequence[Solution]) -> set[str]:
    """The different exercises of one question."""
    return {solution.question.line.command for solution in column}


def apart(solution: Solution) -> int:
    """How many mistakes lead to a number of their own at the digits asked."""
    return len(
        {tuple(f"{x:.{solution.decimals}f}" for x in known.values) for known in solution.named} - {solution.claim}
    )


def is_hidden(solution: Solution, all_of_student: Sequence[Solution]) -> bool:
    """Whether a question is put in words, and its numbers stand nowhere on the sheet."""
    told = " ".join(asked(one.question) for one in all_of_student)
    vectors = [argument for argument in solution.question.line.arguments if "," in argument]
    return bool(vectors) and not any(vector in told for vector in vectors)


def remarks(made: Class, columns: Sequence[Sequence[Solution]]) -> Iterator[str]:
    """Where exercises are few, and where two numbers are one at the digits asked."""
    students = len(made.students)
    for question, column in zip(made.key.questions, columns, strict=True):
        count = len(commands(column))
        if count < students and has_ranges(question.line.command):
            yield f"{question.name}: {counted(count, 'exercise')} for {students} students, some have the same"
        if is_hidden(column[0], made.of(0)):
            yield f"{question.name}: its words do not hold its numbers; name them: {{probs 3 as p}}, and say {{p}}"
        found = [one for solution in column for one in solution.coincidences if not one.same]
        if found:
            pair = f"{found[0].one} and {found[0].other}"
            remedy = "ask for more decimals, or take finer steps"
            yield f"{question.name}: {pair} are one number at {counted(column[0].decimals, 'decimal')}; {remedy}"
