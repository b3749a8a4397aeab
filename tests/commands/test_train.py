"""xent train: a regression learnt from a table, kept, gone on with, and scored."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from .conftest import Ran

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "learning"
DIGITS = str(ROOT / "examples" / "training" / "digits.csv.gz")
SKLEARN = json.loads((DATA / "sklearn.json").read_text(encoding="utf-8"))
ROWS = {"iris": 150, "wine": 178, "breast-cancer": 569, "digits": 450}
Xent = Callable[..., Ran]


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Three classes of points, and what stands beside them."""
    random = np.random.default_rng(0)
    classes = random.integers(0, 3, 300)
    points = random.standard_normal((300, 2)) + 1.5 * np.stack([np.cos(2 * classes), np.sin(2 * classes)], axis=1)
    lines = ["x,y,place,weight"]
    for (x, y), k in zip(points.tolist(), classes.tolist(), strict=True):
        lines.append(f"{x!r},{y!r},{('sea', 'hill', 'wood')[k]},{1 + k}")
    path = tmp_path / "points.csv"
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def learnt(xent: Xent, *argv: str) -> Any:
    """The object of a training that went well."""
    ran = xent("train", *argv, "--json")
    assert ran.code == 0, ran.err
    return ran.json


@pytest.mark.parametrize("name", ROWS)
def test_the_minimum_is_that_of_scikit_learn(xent: Xent, name: str) -> None:
    scaling = [] if name == "digits" else ["--standardize"]
    l2 = ("--l2", f"{round(1 / SKLEARN['C'])}/{ROWS[name]}")
    moves = ("--optimizer", "nesterov", "--rate", "0.3", "--momentum", "0.95", "--epochs", "3000")
    path = str(DATA / f"{name}.csv.gz")
    found = learnt(xent, path, "-t", "label", *scaling, *l2, *moves, "--batch", "all", "--tolerance", "1e-8")
    assert np.abs(np.array(found["weights"]) - SKLEARN["weights"][name]).max() < 1e-6
    assert found["gradient_norm"] < 1e-7


def test_digits_in_one_line(xent: Xent, tmp_path: Path) -> None:
    path = str(tmp_path / "p.csv")
    moves = ("--optimizer", "adam", "--epochs", "15", "--validation", "0.25", "--seed", "1")
    ran = xent(
        "train", DIGITS, "-t", "digit", "--drop-constant", *moves, "--predict", path, "--at-most", "0.2", "--json"
    )
    assert ran.code == 0, ran.err
    found = ran.json
    assert found["value"] == found["validation_loss"] == found["epochs"][-1]["validation_loss"] < 0.2
    scored = xent("ce", path, "--target", "digit", "--json").json
    assert scored["rows"] == found["validation_rows"] == 449
    assert scored["value"] == pytest.approx(found["validation_loss"], rel=1e-12)
    assert scored["accuracy"] == found["validation_accuracy"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_predictions_of_two_classes_are_scored_by_ce(xent: Xent, table: str, tmp_path: Path, ending: str) -> None:
    two = tmp_path / "two.csv"
    two.write_text("".join(line for line in Path(table).read_text().splitlines(True) if "wood" not in line))
    path = str(tmp_path / f"p.{ending}")
    found = learnt(xent, str(two), "-t", "place", "-f", "x,y", "--predict", path)
    assert np.shape(found["weights"]) == (1, 2)
    assert found["class_names"] == ["hill", "sea"]
    assert xent("ce", path, "-t", "place", "--json").json["value"] == pytest.approx(found["loss"], rel=1e-12)


def test_an_update_is_the_textbooks(xent: Xent, table: str) -> None:
    found = learnt(xent, table, "-t", "place", "-f", "x,y", "--batch", "all", "--epochs", "1", "--rate", "0.5")
    lines = [line.split(",") for line in Path(table).read_text().splitlines()[1:]]
    inputs = np.array([[float(x), float(y)] for x, y, *_ in lines])
    truth = np.array([[line[2] == name for name in found["class_names"]] for line in lines], float)
    slope = (1 / 3 - truth).T @ inputs / len(lines)
    assert np.array(found["weights"]) == pytest.approx(-0.5 * slope, abs=1e-15)
    assert np.array(found["bias"]) == pytest.approx(-0.5 * (1 / 3 - truth).mean(axis=0), abs=1e-15)
    assert found["epochs"][0]["loss"] == pytest.approx(np.log(3))


@pytest.mark.parametrize("optimizer", ["gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"])
@pytest.mark.parametrize("classes", [2, 3])
def test_its_updates_are_those_of_step(xent: Xent, tmp_path: Path, optimizer: str, classes: int) -> None:
    random = np.random.default_rng(classes)
    inputs, labels = random.standard_normal((8, 3)).round(3), np.arange(8) % classes
    path = tmp_path / "t.csv"
    path.write_text("a,b,c,y\n" + "".join(f"{a},{b},{c},{y}\n" for (a, b, c), y in zip(inputs, labels, strict=True)))
    said = ("--optimizer", optimizer, "--rate", "0.05", "--l2", "0.1", "--l1", "0.01")
    rows = 1 if classes == 2 else classes
    typed = {
        "--weights": ";".join(["0,0,0"] * rows),
        "--bias": ",".join(["0"] * rows),
        "--inputs": ";".join(",".join(map(str, row)) for row in inputs),
        "--target": ",".join(map(str, labels)),
        "--updates": "10",
    }
    by_hand = xent("step", *(word for option in typed.items() for word in option), *said, "--json")
    assert by_hand.code == 0, by_hand.err
    found = learnt(xent, str(path), "-t", "y", "--batch", "all", "--epochs", "10", *said)
    assert np.ravel(found["weights"]) == pytest.approx(np.ravel(by_hand.json["weights"]), abs=1e-12)
    assert np.array(found["bias"]) == pytest.approx(np.array(by_hand.json["bias"]), abs=1e-12)
    assert found["loss"] == pytest.approx(by_hand.json["loss_after"], rel=1e-12)


MOVES = [
    ("gd", "--l2", "0.01", "--l1", "0.001"),
    ("adam", "--standardize"),
    ("nesterov", "--momentum-form", "polyak", "--class-weight", "balanced"),
    ("adagrad", "--loss", "focal", "--gamma", "1.5", "--no-bias"),
    ("rmsprop", "--smoothing", "0.1", "--sample-weight", "weight"),
    ("gd", "--sampled", "2"),
    ("adagrad", "--negative", "3"),
]


@pytest.mark.parametrize(("optimizer", *("more",)), [(moves[0], moves[1:]) for moves in MOVES])
def test_going_on_is_one_longer_run(
    xent: Xent, table: str, tmp_path: Path, optimizer: str, more: tuple[str, ...]
) -> None:
    whole, half, rest = (tmp_path / f"{name}.json" for name in ("whole", "half", "rest"))
    asked = (table, "-t", "place", "-f", "x,y", "--validation", "0.2", "--optimizer", optimizer, *more)
    learnt(xent, *asked, "--epochs", "5", "--save", str(whole))
    learnt(xent, *asked, "--epochs", "2", "--save", str(half))
    learnt(xent, *asked, "--load", str(half), "--epochs", "3", "--save", str(rest))
    assert rest.read_text() == whole.read_text()
    bare = learnt(xent, table, "--load", str(whole), "--validation", "0.2")
    assert bare["epochs"] == json.loads(whole.read_text())["epochs"]


def test_an_interrupt_keeps_what_is_learnt(tmp_path: Path) -> None:
    model, whole, rest = (tmp_path / f"{name}.json" for name in ("model", "whole", "rest"))
    command = [sys.executable, "-m", "xent_cli", "train", DIGITS, "-t", "digit", "--drop-constant", "-q"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pieces = [*command, "--epochs", "100000", "--batch", "100", "--save", str(model)]
    with subprocess.Popen(pieces, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as going:
        time.sleep(1.5)
        going.send_signal(signal.SIGINT)
        out, err = going.communicate(timeout=20)
    assert (going.returncode, out) == (130, "")
    assert f"what was learnt is in {model}" in err
    kept = json.loads(model.read_text())
    assert kept["updates"] == kept["epoch"] * 18 + kept["batches_done"] > 0
    more = [*command, "--load", str(model), "--epochs", "2", "--save", str(rest)]
    once = [*command, "--epochs", str(kept["epoch"] + 2), "--batch", "100", "--save", str(whole)]
    for argv in (more, once):
        subprocess.run(argv, env=environment, check=True, capture_output=True)
    assert rest.read_text() == whole.read_text()


def test_formats_and_pipes_give_the_same_numbers(xent: Xent, table: str, tmp_path: Path) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    read = pyarrow.csv.read_csv(table)
    pyarrow.parquet.write_table(read, tmp_path / "t.parquet", row_group_size=7)
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(Path(table).read_bytes()))
    asked = ("-t", "place", "-f", "x,y", "--epochs", "3", "--json")
    outputs = {xent("train", str(tmp_path / name), *asked).out for name in ("points.csv", "t.parquet", "t.csv.gz")}
    command = [sys.executable, "-m", "xent_cli", "train", "-", *asked]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    piped = subprocess.run(command, input=Path(table).read_bytes(), env=environment, capture_output=True, check=True)
    assert outputs == {piped.stdout.decode()}


def test_what_classes_and_rows_count_for(xent: Xent, table: str, tmp_path: Path) -> None:
    lines = Path(table).read_text().splitlines(True)
    repeated = tmp_path / "repeated.csv"
    repeated.write_text(lines[0] + "".join(line * int(line.rsplit(",", 1)[1]) for line in lines[1:]))
    asked = ("-t", "place", "-f", "x,y", "--batch", "all", "--epochs", "20")
    by_hand = learnt(xent, str(repeated), *asked)
    for weights in (("--sample-weight", "weight"), ("--class-weight", "hill=2,wood=3")):
        found = learnt(xent, table, *asked, *weights)
        assert np.array(found["weights"]) == pytest.approx(np.array(by_hand["weights"]), abs=1e-12)
        assert found["loss"] == pytest.approx(by_hand["loss"])


@pytest.mark.parametrize("loss", [("--loss", "focal", "--gamma", "0"), ("--smoothing", "0")])
def test_losses_that_are_the_cross_entropy(xent: Xent, table: str, loss: tuple[str, ...]) -> None:
    asked = (table, "-t", "place", "-f", "x,y", "--epochs", "3", "--class-weight", "1,2,3")
    plain, other = learnt(xent, *asked), learnt(xent, *asked, *loss)
    assert np.array(other["weights"]) == pytest.approx(np.array(plain["weights"]), abs=1e-12)


def test_smoothing_is_a_loss_too(xent: Xent, table: str) -> None:
    asked = (table, "-t", "place", "-f", "x,y", "--epochs", "3", "--class-weight", "1,2,3")
    one, other = learnt(xent, *asked, "--smoothing", "0.2"), learnt(xent, *asked, "--loss", "smooth", "--alpha", "0.2")
    assert one["weights"] == other["weights"]
    assert one["loss"] > one["cross_entropy"]


def test_two_classes_smoothed_and_weighted_are_a_softmax_of_two(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("x,y\n1,a\n2,b\n3,b\n-1,a\n0.5,b\n")
    found = learnt(
        xent, str(path), "-t", "y", "--smoothing", "0.2", "--class-weight", "1,3", "--epochs", "1", "--no-bias"
    )
    x, truth = np.array([1, 2, 3, -1, 0.5]), np.array([0, 1, 1, 0, 1])
    soft = np.where(truth == 1, 0.9, 0.1)
    pulls = (3 * soft + (1 - soft)) * 0.5 - 3 * soft  # of Σ w p against 1/2 each
    assert found["weights"][0][0] == pytest.approx(-0.1 * (pulls @ x) / np.where(truth == 1, 3, 1).sum())


def test_all_classes_drawn_often_learn_what_the_softmax_learns(xent: Xent, table: str) -> None:
    asked = (table, "-t", "place", "-f", "x,y", "--epochs", "5")
    full, sampled = learnt(xent, *asked), learnt(xent, *asked, "--sampled", "500")
    assert sampled["value"] == pytest.approx(full["value"], rel=0.02)
    assert abs(sampled["bias_of_estimate"]) < 0.02
    assert sampled["full_loss"] == pytest.approx(sampled["estimated_loss"], rel=0.01)


def test_negative_samples_predict_by_their_frequencies(xent: Xent, table: str) -> None:
    asked = (table, "-t", "place", "-f", "x,y", "--epochs", "10")
    full, found = learnt(xent, *asked), learnt(xent, *asked, "--negative", "5", "--optimizer", "adagrad")
    assert found["value"] < 1.15 * full["value"]


def test_a_rate_that_is_too_high_is_told(xent: Xent, table: str) -> None:
    ran = xent("train", table, "-t", "place", "-f", "x,y", "--batch", "all", "--epochs", "1", "--rate", "100", "-q")
    assert ran.code == 0
    assert float(ran.out) > np.log(3)
    assert "the rate is too high" in ran.err


def test_it_stops_where_the_gradient_is_small(xent: Xent, table: str) -> None:
    found = learnt(xent, table, "-t", "place", "-f", "x,y", "--batch", "all", "--epochs", "500", "--tolerance", "0.05")
    norms = [epoch["gradient_norm"] for epoch in found["epochs"]]
    assert norms[-1] <= 0.05 < min(norms[:-1])
    assert len(norms) < 500
