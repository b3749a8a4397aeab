"""A cluster of Dask: one that is started here, or one that is joined; its workers must be as this is."""

import logging
import os
import platform
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any

from xent_cli.core.errors import InputError
from xent_cli.options import Cluster
from xent_cli.processes import cores

LOCAL = "local"
PATIENCE = 20  # seconds until a scheduler must have answered, and have a worker
SAME = {"xent": "xent_cli", "NumPy": "numpy"}  # what decides the last bit of a loss, beside Python itself


@contextmanager
def connected(cluster: Cluster) -> Iterator[Any]:
    """A client of the cluster that was asked for, with workers."""
    refuse(cluster)
    try:
        import dask
    except ImportError:
        what = "needs Dask, which is not installed"
        raise InputError(what, cluster.asked or "", "pip install 'xent-cli[cluster]'") from None
    # What workers say of themselves is for the logs of a cluster, and not for who asks for a loss.
    with dask.config.set({"logging.distributed": "critical", "distributed.comm.timeouts.connect": f"{PATIENCE}s"}):
        distributed: Any = import_module("distributed")
        with ExitStack() as held:
            where: Any = cluster.scheduler
            if where == LOCAL:
                where = held.enter_context(started(distributed, cluster.workers))
            try:
                client = held.enter_context(distributed.Client(where, scheduler_file=cluster.scheduler_file))
                client.wait_for_workers(1, timeout=PATIENCE)
            except (OSError, ValueError, TypeError) as error:
                raise unreachable(cluster, error) from None
            compare(client)
            yield client


def refuse(cluster: Cluster) -> None:
    """Refuse options that do not go together."""
    if cluster.scheduler is not None and cluster.scheduler_file is not None:
        raise InputError("two schedulers are named", "--scheduler-file", "give it, or --scheduler")
    if cluster.workers is not None and cluster.scheduler != LOCAL:
        raise InputError("only a cluster that is started here is given workers", "--workers", "say --scheduler local")
    if cluster.scheduler not in (None, LOCAL) and ":" not in str(cluster.scheduler):
        what = f"'{cluster.scheduler}' is neither local nor an address"
        raise InputError(what, "--scheduler", "give local, or one such as tcp://10.0.0.1:8786")
    if cluster.scheduler_file is not None and not os.path.isfile(cluster.scheduler_file):
        remedy = "name the file that dask scheduler --scheduler-file writes"
        raise InputError("there is no such file", cluster.scheduler_file, remedy)


def started(distributed: Any, workers: int | None) -> Any:
    """A cluster on this machine, of processes with one thread each."""
    return distributed.LocalCluster(
        n_workers=workers or cores(),
        threads_per_worker=1,
        processes=True,
        dashboard_address=":0",
        silence_logs=logging.CRITICAL,
    )


def unreachable(cluster: Cluster, error: Exception) -> InputError:
    """The error of a scheduler that does not answer, or has nobody to work."""
    where = cluster.scheduler or cluster.scheduler_file or ""
    what = "has no workers" if "workers" in str(error) else "no scheduler of Dask answers there"
    return InputError(what, where, "start dask scheduler, and dask worker beside it; then name its address")


def compare(client: Any) -> None:
    """Refuse workers on which the last bit may be another."""
    theirs = {at: python_of(worker) for at, worker in client.get_versions()["workers"].items()}
    refuse_other("Python", theirs, ".".join(platform.python_version_tuple()[:2]))
    ours = asking()()
    found = client.run(asking())  # only now: what is sent is bytecode of this Python
    for name, module in SAME.items():
        refuse_other(name, {at: versions[module] for at, versions in found.items()}, ours[module])


def refuse_other(name: str, theirs: Mapping[str, str | None], ours: str | None) -> None:
    """The error of the first worker that has not what is here."""
    for address, version in theirs.items():
        if version != ours:
            what = f"has {name} {version}, and here it is {ours}" if version else f"has no {name}"
            raise InputError(what, f"worker {address}", "install the same versions everywhere, for the same last bit")


def python_of(worker: Mapping[str, Any]) -> str:
    """The version that matters: of 3.12.4.final.0, 3.12."""
    return ".".join(worker["packages"]["python"].split(".")[:2])


def asking() -> Callable[[], dict[str, str | None]]:
    """What a worker is asked; a function of no module, so that one without xent can be asked too."""

    def versions() -> dict[str, str | None]:
        from importlib.util import find_spec

        there = [module for module in ("xent_cli", "numpy") if find_spec(module)]
        return {"xent_cli": None, "numpy": None} | {module: __import__(module).__version__ for module in there}

    return versions


def lost(task: Any) -> BaseException:
    """What ended a task: its error; or that its worker was lost each time it was tried."""
    error: BaseException = task.exception()
    if type(error).__name__ == "KilledWorker":
        what = "a task ended each worker that tried it"
        return InputError(what, "--scheduler", "look at the logs of the workers: have they memory enough?")
    return error
