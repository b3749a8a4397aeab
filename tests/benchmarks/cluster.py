"""What a task of a cluster costs: bytes to it and back, and processor time. `python -m tests.benchmarks.cluster`."""

import io
import time
from collections.abc import Sequence
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from xent_cli.app import run
from xent_cli.inputs.pieces import Piece
from xent_cli.passes import scheduled
from xent_cli.passes.stretch import Pass, Stretch, in_a_file, stretch

ROWS, CLASSES, TASKS, SOME = 50_000, 10, 1000, 100
REDUCED = scheduled.reduced


def written(path: Path) -> int:
    """A table of random predictions; its bytes."""
    random = np.random.default_rng(0)
    p = random.dirichlet(np.ones(CLASSES), ROWS)
    table = np.column_stack([random.integers(0, CLASSES, ROWS), random.integers(0, 1000, ROWS), p])
    header = ",".join(["label", "user", *(f"p{k}" for k in range(CLASSES))])
    np.savetxt(path, table, "%d,%d" + ",%.17g" * CLASSES, header=header, comments="")
    return path.stat().st_size


def weighed(client: Any, asked: Pass, todo: Sequence[Piece]) -> Stretch:
    """The pass, with what its tasks weigh and cost."""
    cloudpickle = import_module("cloudpickle")
    start = time.process_time()
    found = [stretch(piece, asked) for piece in todo[:SOME]]
    done = time.process_time()
    bytes_ = [len(cloudpickle.dumps(one)) for one in (todo[0], asked, found[0])]
    rows = found[0].rows
    in_a_file(found)
    joined = time.process_time()
    whole = REDUCED(client, asked, todo)
    scheduled_ = time.process_time()
    print(f"bytes: a piece {bytes_[0]}, what is asked {bytes_[1]}, what comes back {bytes_[2]}")
    print(f"ms of processor: {rows} rows {(done - start) / SOME * 1e3:.2f}, putting two together", end=" ")
    print(f"{(joined - done) / SOME * 1e3:.2f}, scheduling a task {(scheduled_ - joined) / len(todo) * 1e3:.2f}")
    return whole


if __name__ == "__main__":
    scheduled.reduced = weighed
    import_module("dask").config.set({"logging.distributed": "critical"})
    with (
        TemporaryDirectory() as folder,
        import_module("distributed").LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50
        ) as cluster,
    ):
        table = Path(folder) / "table.csv"
        scheduled.PIECE = written(table) // TASKS
        for more in ([], ["--by", "user"]):
            out = io.StringIO()
            call = ["ce", str(table), "--target", "label", "--pred", "p0:p9", "--json", *more]
            with redirect_stdout(out):
                assert run([*call, "--scheduler", cluster.scheduler_address]) == 0
            print(*out.getvalue().splitlines()[:2], sep="\n")
