"""The two tables of a comparison: opened, their columns found, their classes held against each other."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from errno import ENOENT
from os import strerror
from tempfile import NamedTemporaryFile

from xent_cli.core.errors import InputError, NoOperandError, listed
from xent_cli.inputs.columns import Header
from xent_cli.inputs.formats import open_reader
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.storage import STDIN, files_of, is_regular
from xent_cli.inputs.stream import refused, shown
from xent_cli.inputs.table import Table, open_table
from xent_cli.record import record

Two = tuple[str, str]


@record
class Columns:
    """What was said of the columns beside those of any table."""

    versus: str | None
    on: str | None
    clusters: str | None


@contextmanager
def files(operands: Sequence[str], columns: Columns) -> Iterator[tuple[Two, Two]]:
    """The paths of OLD and NEW, perhaps one, and what they are called; a pipe is put by, for it can be read once."""
    if not operands and (sys.stdin is None or sys.stdin.isatty()):
        raise NoOperandError("OLD and NEW missing", "", "name two tables")
    paths = list(operands) or [STDIN]
    if len(paths) > 2:
        raise InputError(f"{len(paths)} tables where OLD and NEW were expected", paths[2], "compare two at a time")
    if len(paths) == 1 and columns.versus is None:
        remedy = "name the new one too, or its columns of the same table with --versus"
        raise InputError("there is only one table to compare", shown(paths[0]), remedy)
    if paths.count(STDIN) > 1:
        raise InputError("standard input can be read once", "-", "put both into one table, with --pred and --versus")
    with ExitStack() as held:
        put_by: dict[str, str] = {}
        for path in dict.fromkeys(paths):
            if not files_of(path):
                raise refused(path, FileNotFoundError(ENOENT, strerror(ENOENT)))
            if is_pipe(path):
                put_by[path] = held.enter_context(NamedTemporaryFile()).name
        try:
            for path, copy in put_by.items():
                copied(path, copy)
            first, second = (put_by.get(path, path) for path in (paths * 2)[:2])
            yield (first, second), (shown(paths[0]), shown(paths[-1]))
        except InputError as error:
            raise renamed(error, put_by) from None


def is_pipe(path: str) -> bool:
    """Whether it can be read once only."""
    try:
        return not all(map(is_regular, files_of(path)))
    except OSError as error:
        raise refused(path, error) from None


def copied(path: str, copy: str) -> None:
    """Put the bytes of a pipe by."""
    if path == STDIN and sys.stdin is None:
        raise InputError("standard input is closed", "-", "pipe something in, or name a file")
    with open(0 if path == STDIN else path, "rb", closefd=path != STDIN) as pipe, open(copy, "wb") as file:
        try:
            shutil.copyfileobj(pipe, file)
        except OSError as error:
            what = f"cannot be put by in a temporary file ({error.strerror})"
            raise InputError(what, shown(path), "save it to a file, and name that") from None


def renamed(error: InputError, put_by: dict[str, str]) -> InputError:
    """The error with the pipe's name for its copy's."""
    what, where, remedy = error.what, error.where, error.remedy
    for path, copy in put_by.items():
        what, where, remedy = (text.replace(copy, shown(path)) for text in (what, where, remedy))
    return InputError(what, where, remedy)


def opened(first: str, second: str, layout: Layout, columns: Columns) -> tuple[Table, Table]:
    """Both tables; of the second only TARGET, PRED and the key matter, wherever its other columns stand."""
    if columns.versus is not None and first == second and layout.pred is None:
        raise InputError("says which columns are those of NEW", "--versus", "say with --pred which are those of OLD")
    layout = replace(layout, id=columns.on or layout.id, by=with_clusters(layout.by, columns.clusters))
    old = open_table(files_of(first), layout)
    further = layout.weight or layout.by or layout.id
    header = header_of(second, layout) if further else None
    other = replace(
        layout,
        pred=columns.versus or layout.pred,
        weight=if_there(layout.weight, header),
        by=if_there(layout.by, header),
        id=columns.on or if_there(layout.id, header),
    )
    return old, open_table(files_of(second), other)


def with_clusters(by: str | None, clusters: str | None) -> str | None:
    """The columns of the groups, and behind them that of the clusters unless it is one of them."""
    if clusters is None or by is None or clusters in by.split(","):
        return by or clusters
    return f"{by},{clusters}"


def header_of(path: str, layout: Layout) -> Header:
    """The columns of a table, which is opened for them alone."""
    reader = open_reader(files_of(path)[0], layout)
    reader.close()
    return reader.header


def if_there(expression: str | None, header: Header | None) -> str | None:
    """The columns that a table has, where they have names."""
    if expression is None or header is None or not header.named:
        return expression
    return ",".join(part for part in expression.split(",") if part in header.names) or None


def names_of(files: Two, columns: Columns, pred: str | None) -> Two:
    """What both are called: by their files, or by their columns where the file is one."""
    return files if files[0] != files[1] else (f"--pred {pred}", f"--versus {columns.versus or pred}")


def order_of(old: Table, new: Table, names: Two) -> list[int]:
    """Which class of OLD each class of NEW is."""
    if len(old.classes) != len(new.classes):
        what = f"has {len(new.classes)} columns of PRED, and {names[0]} has {len(old.classes)}"
        raise InputError(what, names[1], "name as many of each, with --pred and --versus")
    if not (old.labelled and new.labelled) or old.classes == new.classes:
        return list(range(len(old.classes)))
    if set(old.classes) != set(new.classes):
        what = f"its classes are {listed(new.classes)}, and those of {names[0]} are {listed(old.classes)}"
        raise InputError(what, names[1], "if they are the same in the same order, name them with --classes")
    return [old.classes.index(name) for name in new.classes]
