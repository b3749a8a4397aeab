"""Many tasks shared out among processes, each of which starts as a copy of this one."""

import gc
import os
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Task = TypeVar("Task")
Done = TypeVar("Done")

# Fewer tasks, of some fifty lines each, are done before the copies have started.
WORTH_SHARING = 10


def cores() -> int:
    """How many cores there are for this process; 1 where that is not known."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def all_done(do: Callable[[Task], Done], tasks: Sequence[Task]) -> list[Done]:
    """What comes of each task, in their order."""
    count = cores()
    if len(tasks) < WORTH_SHARING or count == 1:
        return [do(task) for task in tasks]
    done: list[Any] = [None] * len(tasks)
    gc.freeze()  # what is here already is not searched for waste again and again
    shares = [started(do, tasks[k::count]) for k in range(count)]
    for k, (process, answer) in enumerate(shares):
        found = answer.recv()
        process.join()
        if isinstance(found, BaseException):
            raise found
        done[k::count] = found
    return done


def started(do: Callable[[Task], Any], tasks: Sequence[Task]) -> "tuple[BaseProcess, Connection]":
    """A new process, and where it will send what comes of these tasks, or the error that stopped it."""
    from multiprocessing import get_context

    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)

    def work() -> None:
        try:
            theirs.send([do(task) for task in tasks])
        except BaseException as error:
            theirs.send(error)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of NumPy's threads, which the copy has no use for
        process = context.Process(target=work, daemon=True)
        process.start()
    theirs.close()
    return process, ours
