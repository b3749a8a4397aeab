"""The two tables of a comparison: opened, their columns found, their classes held against each other."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from tempfile import NamedTemporaryFile

from xent_cli.core.errors import InputError, NoOperandError, listed
from xent_cli.inputs.archive import file_of
from xent_cli.inputs.columns import Header
from xent_cli.inputs.formats import open_reader
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.stream import STDIN, refused, shown
from xent_cli.inputs.table import Table, open_table
from xent_cli.record import record


@record
class Columns:
    """What was said of the columns beside those of any table."""

    versus: str | None
    on: str | None
    clusters: str | None


@contextmanager
def files(operands: Sequence[str], columns: Columns) -> Iterator[tuple[str, str]]:
    """The paths of OLD and NEW, which may be one; a pipe is put by in a temporary file, for it can be read once."""
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
            if is_pipe(path):
                put_by[path] = held.enter_context(NamedTemporaryFile()).name
        try:
            for path, copy in put_by.items():
                copied(path, copy)
            first, second = (put_by.get(path, path) for path in (paths * 2)[:2])
            yield first, second
        except InputError as error:
            raise renamed(error, put_by) from None


def is_pipe(path: str) -> bool:
    """Whether it can be read once only."""
    if path == STDIN:
        return True
    try:
        mode = os.stat(file_of(path)).st_mode
    except OSError as error:
        raise refused(path, error) from None
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


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
    old = open_table([first], layout)
    reader = open_reader(second, layout)
    header = reader.header
    reader.close()
    other = replace(
        layout,
        pred=columns.versus or layout.pred,
        weight=if_there(layout.weight, header),
        by=if_there(layout.by, header),
        id=columns.on or if_there(layout.id, header),
    )
    return old, open_table([second], other)


def with_clusters(by: str | None, clusters: str | None) -> str | None:
    """The columns of the groups, and behind them that of the clusters unless it is one of them."""
    if clusters is None or by is None or clusters in by.split(","):
        return by or clusters
    return f"{by},{clusters}"


def if_there(expression: str | None, header: Header) -> str | None:
    """The columns that a table has, where they have names."""
    if expression is None or not header.named:
        return expression
    return ",".join(part for part in expression.split(",") if part in header.names) or None


def names_of(first: str, second: str, old: Table, new: Table, columns: Columns, pred: str | None) -> tuple[str, str]:
    """What both are called: by their files, or by their columns where the file is one."""
    if first != second:
        return old.name, new.name
    return f"--pred {pred}", f"--versus {columns.versus or pred}"


def order_of(old: Table, new: Table, names: tuple[str, str]) -> list[int]:
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


Called = Callable[[int], str]
