"""How far a long work is: on a terminal, after a second, on standard error."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")
PATIENCE = 1.0


class Measured(Protocol):
    """What is being read."""

    @property
    def bytes_done(self) -> int: ...

    @property
    def bytes_total(self) -> int | None: ...


def watched(table: Measured, items: Iterable[Item]) -> Iterator[Item]:
    """The items, with a bar on standard error when a person waits for them."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    started, bar = time.monotonic(), None
    try:
        for item in items:
            yield item
            if bar is None and time.monotonic() - started > PATIENCE:
                bar = _bar()
                task = bar.add_task("reading", total=table.bytes_total)
                bar.start()
            if bar is not None:
                bar.update(task, completed=table.bytes_done)
    finally:
        if bar is not None:
            bar.stop()


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
