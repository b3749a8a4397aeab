"""Work shared by threads, its results in the order in which the work was handed out."""

from collections.abc import Callable, Generator
from contextlib import suppress
from threading import Condition, Lock, Thread
from typing import Generic, TypeVar

from xent_cli.inputs.scratch import Scratch

U = TypeVar("U")
R = TypeVar("R")

AHEAD = 4  # results a worker may be ahead of the first that is missing


def in_order(
    take: Callable[[Scratch], U | None], work: Callable[[U, Scratch], R], workers: int
) -> Generator[R, None, None]:
    """Yield work(unit) for every unit that `take` hands out, in that order.

    `take` runs one at a time, `work` on all workers at once; the caller's thread is one of them, so that with
    one worker there are no threads. The first exception, in the order of the units, is raised.
    """
    pool = _Pool(take, work, workers * AHEAD)
    helpers = [Thread(target=pool.run, daemon=True) for _ in range(workers - 1)]
    with suppress(RuntimeError):  # without room for a thread, fewer do it too
        for helper in helpers:
            helper.start()
    try:
        yield from pool.results()
    finally:
        pool.stop()


class _Pool(Generic[U, R]):
    """Workers that schedule themselves: each takes a unit under the lock, then works beside the others."""

    def __init__(self, take: Callable[[Scratch], U | None], work: Callable[[U, Scratch], R], backlog: int) -> None:
        self._take, self._work, self._backlog = take, work, backlog
        self._taking = Lock()
        self._changed = Condition()
        self._done: dict[int, R | BaseException] = {}
        self._taken = 0
        self._yielded = 0
        self._ended = False

    def stop(self) -> None:
        """Let the helpers end after the unit they are at; nobody waits for them."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def run(self) -> None:
        """Be a helper: work while there are units, never too far ahead."""
        scratch = Scratch()
        while self._step(scratch):
            with self._changed:
                self._changed.wait_for(lambda: self._ended or self._taken - self._yielded < self._backlog)

    def results(self) -> Generator[R, None, None]:
        """Be a worker too, and yield each result in its turn."""
        scratch = Scratch()
        while True:
            while self._yielded in self._done:
                result = self._done.pop(self._yielded)
                with self._changed:
                    self._yielded += 1
                    self._changed.notify_all()
                if isinstance(result, BaseException):
                    raise result
                yield result
            if self._taken - self._yielded < self._backlog and self._step(scratch):
                continue
            with self._changed:
                if self._finished():
                    return
                self._changed.wait_for(lambda: self._yielded in self._done or self._finished())

    def _finished(self) -> bool:
        return self._ended and self._taken == self._yielded

    def _step(self, scratch: Scratch) -> bool:
        """Take one unit and work on it; False at the end."""
        with self._taking:
            if self._ended:
                return False
            number = self._taken
            unit: U | None = None
            result: R | BaseException | None = None
            try:
                unit = self._take(scratch)
            except Exception as error:
                result = error
            self._ended = unit is None
            if unit is None and result is None:
                return False
            self._taken += 1
        if unit is not None:
            try:
                result = self._work(unit, scratch)
            except Exception as error:
                result = error
        with self._changed:
            self._done[number] = result  # type: ignore[assignment]
            self._changed.notify_all()
        return True
