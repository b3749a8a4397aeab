"""A pass over a table by the workers of a Dask cluster: its pieces are the tasks, and totals come back."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import groupby
from typing import Any

from xent_cli.core.errors import InputError
from xent_cli.inputs.block import Block
from xent_cli.inputs.faults import SettledError
from xent_cli.inputs.paired import Paired
from xent_cli.inputs.pieces import Piece, pieces
from xent_cli.inputs.table import Table
from xent_cli.inputs.units import TornError
from xent_cli.options import Cluster
from xent_cli.passes.connected import connected, lost
from xent_cli.passes.fold import Over, Part, Sum
from xent_cli.passes.stretch import Pass, Stretch, in_a_file, lines_of, of_files, stretch
from xent_cli.render.progress import watched

PIECE = 64 << 20  # bytes of a task: some hundred times the work that it costs to hand out
TASKS = 100_000  # of one pass: a scheduler hands out some hundreds a second
TOGETHER = 16  # totals that one task puts together


class Progress:
    """How many bytes are done."""

    def __init__(self, total: int) -> None:
        self.bytes_done, self.bytes_total = 0, total


@contextmanager
def passes(table: Table | Paired, cluster: Cluster) -> Iterator[Over]:
    """A pass over all rows, and then as many more as one likes."""
    if isinstance(table, Paired):
        what = "two operands are read in step, here"
        raise InputError(what, cluster.asked or "", "put both into one table, or leave it out")
    uncut: set[str] = set()
    size = max(PIECE, (table.bytes_total or 0) // TASKS)
    todo = [*pieces(table, size, uncut)]
    start = table.place

    def over(work: Callable[[Block], Part[Sum]]) -> Sum:
        asked = Pass(work, table.layout, table.labels, os.getcwd())
        while True:
            try:
                found = reduced(client, asked, todo)
                break
            except TornError as torn:  # rows of this file run over several lines: it is read as a whole
                uncut.add(torn.where)
                todo[:] = pieces(table, size, uncut)
        table.labels.ways |= found.ways
        table.place = start.behind(found.rows, 0)
        table.refuse_empty()
        whole: Sum = found.sum
        return whole

    with connected(cluster) as client:
        yield over


def reduced(client: Any, asked: Pass, todo: Sequence[Piece]) -> Stretch:
    """What all pieces come to, put together as a tree; the error of the first that has one."""
    # A task of its own: it travels to each worker once, and is made again where it is lost.
    common = client.submit(asked_for, asked, pure=False)
    leaves = client.map(stretch, todo, asked=common, pure=False, batch_size=1000)
    files = [
        tree(client, in_a_file, [leaf for leaf, _ in parts])
        for _, parts in groupby(zip(leaves, todo, strict=True), lambda leaf: leaf[1].number)
    ]
    root = tree(client, of_files, files)
    for leaf in finished(leaves, todo):
        if leaf.status != "finished":
            found = leaves.index(leaf)
            for unneeded in (root, *leaves[found + 1 :]):
                unneeded.release()
            raise first_error(client, leaves[: found + 1], todo)
    whole: Stretch = root.result()
    return whole


def asked_for(asked: Pass) -> Pass:
    """What is to be done, as what comes of a task."""
    return asked


def tree(client: Any, join: Callable[[Sequence[Stretch]], Stretch], futures: Sequence[Any]) -> Any:
    """The task in which all of them are put together, some at a time."""
    while len(futures) > 1:
        some = [futures[i : i + TOGETHER] for i in range(0, len(futures), TOGETHER)]
        futures = [client.submit(join, each, pure=False) for each in some]
    return futures[0]


def finished(leaves: Sequence[Any], todo: Sequence[Piece]) -> Iterator[Any]:
    """The tasks as they end, with a bar where a person waits."""
    distributed: Any = import_module("distributed")
    size = {leaf.key: piece.bytes for leaf, piece in zip(leaves, todo, strict=True)}
    progress = Progress(sum(size.values()))
    for leaf in watched(progress, distributed.as_completed(leaves)):
        progress.bytes_done += size[leaf.key]
        yield leaf


def first_error(client: Any, leaves: Sequence[Any], todo: Sequence[Piece]) -> BaseException:
    """The error of the first of the tasks that has one; its line counted from the start of its file."""
    distributed: Any = import_module("distributed")
    distributed.wait(leaves)
    first = next(i for i, leaf in enumerate(leaves) if leaf.status != "finished")
    error = lost(leaves[first])
    if isinstance(error, TornError):
        return TornError(error.what, todo[first].path)
    if not isinstance(error, SettledError):
        return error
    before = [i for i in range(first) if todo[i].number == todo[first].number]
    return error.after(sum(client.gather(client.map(lines_of, [leaves[i] for i in before], pure=False))))
