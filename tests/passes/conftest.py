"""A cluster of two workers, tables in every format, and a command line worked here and there."""

import gzip
import json
import logging
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xent_cli.app import run
from xent_cli.passes import scheduled

ROWS = 3000
SMALL = 20_000  # bytes of a task
# Exit code, standard output, standard error.
Ran = tuple[int, str, str]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """Two workers, each a process."""
    dask: Any = import_module("dask")
    with dask.config.set({"logging.distributed": "critical"}):
        distributed: Any = import_module("distributed")
        made = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=logging.CRITICAL
        )
        with made:
            yield made


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One table in every format."""
    folder = tmp_path_factory.mktemp("tables")
    random = np.random.default_rng(1)
    p = random.dirichlet([1, 1, 1], ROWS).round(6)
    p[:, 2] = (1 - p[:, 0] - p[:, 1]).round(6).clip(0)
    names = ["cat", "dog", "eel"]
    columns = {f"p_{name}": p[:, k] for k, name in enumerate(names)}
    columns |= {"label": [names[k] for k in random.integers(0, 3, ROWS)], "w": random.integers(0, 5, ROWS)}
    columns |= {"g": [f"g{k}" for k in random.integers(0, 7, ROWS)], "name": [f"row {k}" for k in range(ROWS)]}
    table = pa.table(columns)
    pq.write_table(table, folder / "a.parquet", row_group_size=400)
    with pa.OSFile(str(folder / "a.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=700)
    lines = [",".join(map(str, row.values())) for row in table.to_pylist()]
    text = "\n".join([",".join(columns), *lines])  # without a newline at the end
    (folder / "a.csv").write_text(text)
    (folder / "b.csv").write_text("# a remark, before the header\n" + text.replace("\n", "\r\n") + "\r\n")
    (folder / "a.csv.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in table.to_pylist()))
    np.save(folder / "a.npy", p)
    quoted = [f'"row ""{k}"",\n{line}",{line}' for k, line in enumerate(lines)]
    (folder / "quoted.csv").write_text("\n".join(["text," + ",".join(columns), *quoted]) + "\n")
    return folder


@pytest.fixture
def both(
    cluster: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[Ran, Ran]]:
    """What a command line comes to here, and by the workers."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(scheduled, "PIECE", SMALL)

    def ran(*argv: str) -> tuple[Ran, Ran]:
        codes = []
        for more in ([], ["--scheduler", cluster.scheduler_address]):
            codes.append((run([*argv, *more]), *capsys.readouterr()))
        return codes[0], codes[1]

    return ran
