"""A table of answers, a row for each student and a column for each question, as forms and spreadsheets export it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xent_cli.core.errors import InputError, counted, listed
from xent_cli.inputs.faults import Record
from xent_cli.inputs.records import read_records
from xent_cli.verify.answers import Student, answer, names_of, plain_name, told_apart
from xent_cli.verify.key import Key, Question
from xent_cli.verify.sheet import BOM
from xent_cli.verify.whose import name_columns

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_TABLE = re.compile(r"\.(?:csv|tsv)\Z", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[-+−]?[0-9]+,[0-9]+")
_NUMBER = re.compile(r"[-+−]?[0-9]*[.,][0-9]+")
# What a form adds to each question.
_NO_ANSWER = re.compile(r"\[(?:score|feedback)\]\Z", re.IGNORECASE)
# The name that a column begins with: `Q3: the loss`, `3. …`, `Question 3 (2 points)`.
_BEGINS = re.compile(r"((?:[^\W\d_]+[\s.#]*)?\w*[0-9]\w*(?:[.-]\w+)*|\w+(?:[.-]\w+)*(?=\s*:))(?!\w)")

_WHEN = re.compile(r"timestamp|zeitstempel|started|completed|submitted|begonnen|date", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Where the answers stand (None: nowhere), the parts of the students' names, and what else says who it is."""

    answers: tuple[int | None, ...]
    name: tuple[int, ...]
    identity: tuple[int, ...]
    in_order: bool = False  # whatever they are called


def is_class(file: str, text: str, questions: Sequence[Question]) -> bool:
    """Whether a text is a table of answers: by its file's name, or because its first line names a question."""
    first = text.removeprefix(BOM).lstrip().partition("\n")[0]
    cells = re.split(r"[,;\t|]", first)
    if _TABLE.search(file) and (len(cells) > 1 or not first):
        return True
    names = names_of(questions)
    named = [cell for cell in cells if plain_name(cell.strip('" \r')) in names and re.search(r"[^\W\d_]", cell)]
    return len(cells) > 1 and bool(named)


def read_class(file: str, text: str, key: Key) -> tuple[tuple[Student, ...], str]:
    """Each student's answers, and how the table was read; a row that goes wrong is that of one student alone."""
    questions = key.questions
    plain = text.removeprefix(BOM)
    delimiter, rows = parted(plain, questions)
    if not rows:
        raise InputError("is empty", file, "give a row for each student and a column for each question")
    head, *body = rows
    if head.flaw:
        raise InputError(head.flaw.partition(": ")[2], f"{file}, line {head.line}", "correct the line")
    names = names_of(questions)
    bare = any(_NUMBER.fullmatch(cell.strip()) and plain_name(cell) not in names for cell in head.cells)  # no header
    columns = (None if bare else columns_of(head.cells, questions)) or in_order(head.cells, questions)
    if columns is None:
        what = f"no column is called as a question of the key; it has {listed([c.strip() for c in head.cells])}"
        wanted = listed([question.name for question in questions])
        raise InputError(what, f"{file}, line {head.line}", f"call the columns {wanted}")
    if bare:
        head, body = head._replace(cells=[str(i + 1) for i in range(len(head.cells))]), rows
    body = [row for row in body if row.flaw or any(cell.strip() for cell in row.cells)]
    total = bool(body) and is_total(body[-1], columns)
    body = body[:-1] if total else body
    if not body:
        raise InputError("has no row below its header", file, "give a row for each student")
    read = [student_of(file, row, head.cells, columns, key) for row in body]
    students = told_apart(read, [f"line {student.row}" for student in read])
    notes = said(file, text, delimiter, head.cells, columns, questions, students)
    return students, notes + "; the last row is no student's" * total


def is_total(row: Record, columns: Columns) -> bool:
    """Whether a row has a name alone, where others say more of who it is: below the students Moodle has a mean."""
    others = [i for i in (*columns.identity, *columns.answers) if i is not None and i < len(row.cells)]
    return bool(columns.identity) and not row.flaw and not any(row.cells[i].strip() for i in others)


def parted(text: str, questions: Sequence[Question]) -> tuple[str, list[Record]]:
    """The rows, parted by what lets the header name most questions, or else makes most cells."""
    first = [(next(iter(read_records(text, mark)), None), mark) for mark in _DELIMITERS]

    def fit(record: Record | None) -> tuple[int, int]:
        cells = record.cells if record else ()
        columns = columns_of(cells, questions)
        return (sum(k is not None for k in columns.answers) if columns else 0), len(cells)

    delimiter = max(first, key=lambda pair: fit(pair[0]))[1]
    return delimiter, list(read_records(text, delimiter))


def columns_of(header: Sequence[str], questions: Sequence[Question]) -> Columns | None:
    """What the columns hold; None where none is an answer.

    A column is a question's if it has its name or its words, or begins with its name.
    """
    named = {plain_name(cell): i for i, cell in reversed(list(enumerate(header)))}
    begun: dict[str, int] = {}
    for i, cell in enumerate(header):
        if (found := _BEGINS.match(cell.strip())) and not _NO_ANSWER.search(cell.strip()):
            begun.setdefault(plain_name(found[1]), i)
    answers = []
    for question in questions:
        called, words = plain_name(question.name), plain_name(question.words)
        places = (named.get(called), named.get(words) if words else None, begun.get(called))
        answers.append(next((i for i in places if i is not None), None))
    if all(i is None for i in answers):
        return None
    name, identity = who(header, [i for i in range(len(header)) if i not in answers])
    return Columns(tuple(answers), name, identity)


def in_order(header: Sequence[str], questions: Sequence[Question]) -> Columns | None:
    """A name and an answer to each question, whatever the columns are called."""
    if len(header) != len(questions) + 1:
        return None
    return Columns(tuple(range(1, len(header))), (0,), (), in_order=True)


def who(header: Sequence[str], others: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The columns of the students' names, and what else says who it is; without a name the first is one."""
    name, ids = name_columns(header, others)
    first = [i for i in others if not _WHEN.search(header[i])]
    return tuple(name or first[:1]), tuple(ids)


def student_of(file: str, row: Record, header: Sequence[str], columns: Columns, key: Key) -> Student:
    """A row's student."""
    cells = [*(cell.strip() for cell in row.cells), *[""] * (len(header) - len(row.cells))]
    name = " ".join(cells[i] for i in columns.name if cells[i]) or f"row {row.line}"
    identity = tuple((header[i].strip(), cells[i]) for i in columns.identity)
    student = Student(name, file, key.questions, identity=identity, row=row.line)
    try:
        refuse(file, row, cells[len(header) :], len(header))
        questions = key.of(name)
    except InputError as error:
        return replace(student, error=error)
    claims = ["" if i is None else cells[i].removeprefix("'") for i in columns.answers]
    lines = tuple(answer(file, row.line, q, claim) for q, claim in zip(questions, claims, strict=True))
    return replace(student, questions=questions, lines=lines)


def refuse(file: str, row: Record, beyond: Sequence[str], width: int) -> None:
    """Refuse a row that goes wrong."""
    flaw = row.flaw.partition(": ")[2]
    if any(beyond):
        flaw = f"has {counted(len(row.cells), 'cell')} where the header has {width}"
    if flaw:
        remedy = "put answers with the delimiter in them in double quotes"
        raise InputError(flaw, f"{file}, line {row.line}", remedy)


def said(
    file: str,
    text: str,
    delimiter: str,
    header: Sequence[str],
    columns: Columns,
    questions: Sequence[Question],
    students: Sequence[Student],
) -> str:
    """How the table was read."""
    claims = [line.claim or "" for student in students for line in student.lines]
    parts = [f"{file}: {counted(len(students), 'student')}, columns parted by {_DELIMITERS[delimiter]}"]
    parts += ["quoted"] * ('"' in text) + ["a byte-order mark"] * text.startswith(BOM)
    parts += ["decimal commas"] * any(map(_DECIMAL_COMMA.fullmatch, claims))
    missing = [question.name for question, i in zip(questions, columns.answers, strict=True) if i is None]
    used = {*columns.answers, *columns.name, *columns.identity}
    unread = [name.strip() for i, name in enumerate(header) if i not in used]
    parts = [", ".join(parts)]
    parts += ["the answers in the order of the questions"] * columns.in_order
    parts += [f"no column for {listed(missing)}"] if missing else []
    parts += [f"not read: {listed(unread)}"] if unread else []
    return "; ".join(parts)
