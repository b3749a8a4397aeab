"""Workers of Dask go through a table: the same answers to the last bit, the same errors, whoever dies."""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xent_cli.app import run
from xent_cli.passes import connected, scheduled

from .conftest import ROWS, SMALL, Ran

OPTIONS = ["--target", "label", "--pred", "p_*"]


def test_a_table_is_cut_into_many_tasks(folder: Path) -> None:
    from xent_cli.inputs.layout import Layout
    from xent_cli.inputs.pieces import pieces
    from xent_cli.inputs.table import open_table

    for name, least in {"a.csv": 6, "b.csv": 6, "a.jsonl": 15, "a.parquet": 2}.items():
        file = folder / name
        found = [*pieces(open_table([str(file)], Layout(target="label", pred="p_*")), SMALL, ())]
        assert len(found) >= least
        if not name.endswith("parquet"):
            text = file.read_bytes()
            assert all(text[one.start - 1 : one.start] == b"\n" for one in found[1:])
            assert [one.stop for one in found] == [*(one.start for one in found[1:]), None]


@pytest.mark.parametrize(
    "call",
    [
        "ce a.csv",
        "ce a.csv b.csv a.parquet a.jsonl --worst 5 --id name --by g --json",
        "ce b.csv a.arrow a.csv.gz --sample-weight w --by g,label --class-weight 1,2,5 --json",
        "ce a.jsonl --class-weight balanced --reduction sum --format csv",
        "ce a.csv --ignore eel --expect 1.5",
        "ce a.csv b.csv --base 2 -q --at-most 0.1",
        "smooth a.parquet --alpha 0.1 --json",
        "focal a.csv --gamma 3",
        "hinge a.parquet --json",
        "brier a.csv --logits --json",
    ],
)
def test_workers_give_the_same_last_bit(both: Callable[..., tuple[Ran, Ran]], call: str) -> None:
    here, there = both(*call.split(), *OPTIONS)
    assert here[0] in (0, 1), here
    assert there == here


@pytest.mark.parametrize(
    "call",
    [
        "entropy a.npy --worst 3 --json",
        "losses a.csv a.parquet --target label --pred p_* --json",
        "mi a.csv b.csv -x g -y label --json",
        "gain a.jsonl --target label --features g,p_cat --cuts",
        "ppl a.csv a.parquet --pred p_cat --by g --text name --json",
        "ppl b.csv --pred p_cat --text label",
    ],
)
def test_every_reduction_of_a_table_has_workers(both: Callable[..., tuple[Ran, Ran]], call: str) -> None:
    here, there = both(*call.split())
    assert here[0] == 0, here
    assert there == here


def test_cells_in_quotes_may_hold_newlines(both: Callable[..., tuple[Ran, Ran]]) -> None:
    here, there = both("ce", "a.csv", "quoted.csv", *OPTIONS, "--worst", "3")
    assert here[0] == 0, here
    assert there == here


@pytest.mark.parametrize(
    ("bad", "line"),
    [
        ("nan,0.5,0.25,dog,1,a,b", 2),
        ("0.5,0.7,0.25,dog,1,a,b", 1777),
        ("0.5,0.25,0.25,cow,1,a,b", 2999),
        ("1,2", 1777),
    ],
)
def test_a_row_that_cannot_be_used_is_named_as_here(
    both: Callable[..., tuple[Ran, Ran]], folder: Path, bad: str, line: int
) -> None:
    lines = (folder / "a.csv").read_text().splitlines()
    lines[line - 1] = bad
    lines[2500] = "1,1,1,cat,1,a,b"
    (folder / "bad.csv").write_text("\n".join(lines) + "\n")
    here, there = both("ce", "b.csv", "bad.csv", *OPTIONS)
    assert here[0] == 2
    assert f"bad.csv, line {min(line, 2501)}" in here[2]
    assert there == here
    here, there = both("ce", "b.csv", "bad.csv", "a.csv", *OPTIONS, "--skip-bad", "--worst", "2", "--json")
    assert json.loads(here[1])["skipped"] == 2
    assert there == here


def test_tables_without_rows(both: Callable[..., tuple[Ran, Ran]], folder: Path) -> None:
    head = (folder / "a.csv").read_text().splitlines()[0]
    (folder / "none.csv").write_text(head + "\n")
    for files in (["none.csv"], ["none.csv", "a.csv", "none.csv"]):
        here, there = both("ce", *files, *OPTIONS)
        assert there == here


def test_a_worker_that_is_killed_costs_its_tasks_again_and_nothing_else(
    both: Callable[..., tuple[Ran, Ran]], cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished = scheduled.finished
    unfinished = []

    def killing(leaves: Sequence[Any], todo: Sequence[Any]) -> Iterator[Any]:
        for count, leaf in enumerate(finished(leaves, todo)):
            if count == 4:
                unfinished.append(sum(leaf.status != "finished" for leaf in leaves))
                os.kill(cluster.workers[0].process.pid, signal.SIGKILL)
            yield leaf

    monkeypatch.setattr(scheduled, "finished", killing)
    here, there = both("ce", *["a.csv"] * 12, *OPTIONS, "--by", "g", "--worst", "9", "--json")
    assert here[0] == 0, here
    assert there == here
    assert unfinished[0] > 40


def test_a_cluster_is_started_here(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    monkeypatch.chdir(folder)
    answers = []
    for more in ([], ["--scheduler", "local", "--workers", "1"]):
        assert run(["ce", "a.csv", *OPTIONS, *more]) == 0
        answers.append(capfd.readouterr())
    assert answers[0] == answers[1]
    assert answers[0].err == ""


def test_a_scheduler_is_named_by_its_file(
    cluster: Any, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    file = tmp_path / "scheduler.json"
    file.write_text(json.dumps({"type": "Scheduler", "address": cluster.scheduler_address}))
    assert (
        run(["ce", "a.csv", *OPTIONS, "-q"]) == run(["ce", "a.csv", *OPTIONS, "-q", "--scheduler-file", str(file)]) == 0
    )
    assert len({*capsys.readouterr().out.split()}) == 1


def test_workers_of_other_versions_are_refused(
    both: Callable[..., tuple[Ran, Ran]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in {"xent_cli": "xent", "numpy": "NumPy"}.items():
        with monkeypatch.context() as patch:
            ours = sys.modules[module].__version__
            patch.setattr(sys.modules[module], "__version__", "99.9")
            _, (code, out, err) = both("ce", "a.csv", *OPTIONS)
        assert (code, out) == (2, "")
        assert f"has {name} {ours}, and here it is 99.9; install the same versions everywhere" in err
    monkeypatch.setattr(connected.platform, "python_version_tuple", lambda: ("3", "99", "1"))
    _, (code, out, err) = both("ce", "a.csv", *OPTIONS)
    assert (code, out) == (2, "")
    assert f"has Python 3.{sys.version_info.minor}, and here it is 3.99" in err


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("ce a.csv --workers 2", "--workers: only a cluster that is started here is given workers"),
        ("ce a.csv --scheduler tcp://a:1 --scheduler-file x", "--scheduler-file: two schedulers are named"),
        ("ce a.csv --scheduler here", "--scheduler: 'here' is neither local nor an address"),
        ("ce a.csv --scheduler-file nothing.json", "nothing.json: there is no such file"),
        ("ce a.csv --scheduler nonsense://a:1", "nonsense://a:1: no scheduler of Dask answers there"),
        ("ce a.csv --scheduler tcp://127.0.0.1:1", "tcp://127.0.0.1:1: no scheduler of Dask answers there"),
        ("ce a.csv --scheduler local --row 3", "--scheduler: goes through a table for its mean or sum"),
        ("ce a.csv --scheduler local --reduction none", "--scheduler: goes through a table for its mean or sum"),
        ("ce nothing.csv --scheduler local", "nothing.csv: there is no such file"),
    ],
)
def test_a_call_that_cannot_be_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], call: str, said: str
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(connected, "PATIENCE", 1)
    assert run([*call.split(), *OPTIONS]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"xent: {said}")


def test_typed_rows_and_pipes_have_no_workers(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert run(["ce", "0", "0.7,0.2,0.1", "--scheduler", "local"]) == 2
    assert capsys.readouterr().err.startswith("xent: --scheduler: is for tables, and these rows were typed")
    np.save("labels.npy", np.zeros(ROWS, int))
    assert run(["ce", "labels.npy", "a.npy", "--scheduler", "local"]) == 2
    assert capsys.readouterr().err.startswith("xent: --scheduler: two operands are read in step, here")


def test_without_dask_one_sentence_says_how_to_get_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setitem(sys.modules, "dask", None)
    assert run(["ce", "a.csv", *OPTIONS, "--scheduler", "local"]) == 2
    assert capsys.readouterr().err == (
        "xent: --scheduler: needs Dask, which is not installed; pip install 'xent-cli[cluster]'\n"
    )


def test_a_file_that_workers_do_not_see(both: Callable[..., tuple[Ran, Ran]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduled.os, "getcwd", lambda: "/elsewhere")
    _, (code, out, err) = both("ce", "a.csv", *OPTIONS)
    assert (code, out) == (2, "")
    assert err.startswith("xent: /elsewhere/a.csv: is not there for a worker on ")
