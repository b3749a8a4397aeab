"""What a worker does: a piece of a table is read, and pieces that follow one another are put together."""

import os
import socket
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from xent_cli.core.errors import InputError
from xent_cli.inputs.block import Block
from xent_cli.inputs.labels import Labels, Way
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.pieces import Piece, opened
from xent_cli.inputs.storage import files_of, is_address
from xent_cli.passes.fold import Part, folded


class Pass(NamedTuple):
    """What is to be done with every piece, and in which folder its file is named."""

    work: Callable[[Block], Part[Any]]
    layout: Layout
    labels: Labels
    folder: str


class Stretch(NamedTuple):
    """What consecutive rows came to (None: there are none), how many they are, on how many lines of their file."""

    sum: Any
    rows: int
    lines: int
    ways: frozenset[Way]

    def then(self, following: "Stretch", lines: int) -> "Stretch":
        """With the stretch that follows, which begins so many lines down its file."""
        sums = [] if self.sum is None else [self.sum]
        if following.sum is not None:
            sums.append(following.sum.after(self.rows, lines))
        whole = sums[0] + sums[1] if len(sums) == 2 else (*sums, None)[0]
        return Stretch(whole, self.rows + following.rows, lines + following.lines, self.ways | following.ways)


def stretch(piece: Piece, asked: Pass) -> Stretch:
    """Read a piece."""
    at = piece.path if is_address(piece.path) else os.path.join(asked.folder, piece.path)
    if not files_of(at):
        what = f"is not there for a worker on {socket.gethostname()}"
        raise InputError(what, at, "put it where all workers see it, under one name")
    table = opened(piece, at, asked.layout, asked.labels)
    whole = folded(table.blocks(asked.work, workers=1))
    return Stretch(whole, table.place.rows, table.place.lines, frozenset(table.labels.ways))


def in_a_file(stretches: Sequence[Stretch]) -> Stretch:
    """Put stretches of one file together."""
    whole = deepcopy(stretches[0])  # what a task is given may be given to it again, when its worker is lost
    for following in stretches[1:]:
        whole = whole.then(following, whole.lines)
    return whole


def of_files(stretches: Sequence[Stretch]) -> Stretch:
    """Put stretches of several files together, each of all of its file."""
    whole = deepcopy(stretches[0])
    for following in stretches[1:]:
        whole = whole.then(following, 0)
    return whole


def lines_of(found: Stretch) -> int:
    """How many lines a stretch has."""
    return found.lines
