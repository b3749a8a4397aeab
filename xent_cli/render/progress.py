"""How far a long work is: on a terminal, after a second, on standard error."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")
PATIENCE = 1.0
OFTEN = 0.1  # seconds between what is shown


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


@contextmanager
def advancing(total: int) -> Iterator[Callable[[int, Callable[[], str]], None]]:
    """Told how many of so many steps are done, and what is to be said of them, shows it when a person waits."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done, said: None
        return
    started = shown = time.monotonic()
    bar: Progress | None = None

    def advance(done: int, said: Callable[[], str]) -> None:
        nonlocal bar, shown
        now = time.monotonic()
        if now - started < PATIENCE or now - shown < OFTEN:
            return
        shown = now
        if bar is None:
            bar = _steps()
            bar.add_task("", total=total)
            bar.start()
        bar.update(bar.task_ids[0], completed=done, description=said())

    try:
        yield advance
    finally:
        if bar is not None:
            bar.stop()


def _steps() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
