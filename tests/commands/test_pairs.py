"""Two operands, at least one of them a file, are read in step."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
LN2 = math.log(2)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    labels, preds = tmp_path / "labels.csv", tmp_path / "preds.csv"
    labels.write_text("label\ncat\ndog\neel\n")
    preds.write_text("p_cat,p_dog,p_eel\n0.5,0.25,0.25\n0.25,0.5,0.25\n0.5,0.25,0.25\n")
    return str(labels), str(preds)


def test_two_operands_are_read_in_step(xent: Xent, pair: tuple[str, str]) -> None:
    labels, preds = pair
    value = {
        "files": xent("ce", labels, preds, "-q"),
        "names": xent("ce", "cat,dog,eel", preds, "-q", "--classes", "cat,dog,eel"),
        "indices": xent("ce", "0;1;2", preds, "-q"),
        "typed": xent("ce", "0,1,2", "0.5,0.25,0.25; 0.25,0.5,0.25; 0.5,0.25,0.25", "-q"),
    }
    assert {name: float(ran.out) for name, ran in value.items()} == pytest.approx(dict.fromkeys(value, 4 / 3 * LN2))


@pytest.mark.parametrize(
    ("command", "target", "value"),
    [("ce", "cat", 4 / 3), ("ce", "0", 4 / 3), ("ce", "1.0,0,0", 4 / 3), ("kl", "0.5,0.25,0.25", 0.25 / 3)],
)
def test_one_row_is_used_against_every_row(
    xent: Xent, pair: tuple[str, str], command: str, target: str, value: float
) -> None:
    ran = xent(command, target, pair[1], "-q")
    assert ran.code == 0, ran.err
    assert float(ran.out) == pytest.approx(value * LN2)


def test_a_file_against_itself_does_not_diverge(xent: Xent, pair: tuple[str, str]) -> None:
    assert xent("kl", pair[1], pair[1], "-q").out == "0.0\n"


def test_operands_of_different_length_or_width_are_refused(xent: Xent, pair: tuple[str, str], tmp_path: Path) -> None:
    short = tmp_path / "short.csv"
    short.write_text("label\ncat\ndog\n")
    for argv, said in {
        (str(short), pair[1]): "has 2 rows, fewer than",
        ("0;1;2;0", pair[1]): "has 3 rows, fewer than TARGET",
        ("0.5,0.5", pair[1]): "P has 2 columns, Q has 3",
        ("cow", pair[1]): "the label 'cow' is unknown",
        ("0.5,0.4,0.05", pair[1]): "P, row 1: sums to 0.95",
    }.items():
        ran = xent("kl" if "0.5" in argv[0] else "ce", *argv)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err


@pytest.fixture
def bad(tmp_path: Path) -> tuple[str, str]:
    labels, preds = tmp_path / "labels.csv", tmp_path / "preds.csv"
    labels.write_text("label\ncat\ncow\ndog\ndog\ncat\n")
    preds.write_text("p_cat;p_dog\n0.5;0.5\n0.5;0.5\nx;0.5\n0.75;0.25\n0.5;0.4\n")
    return str(labels), str(preds)


def test_options_of_tables_hold_for_both(xent: Xent, bad: tuple[str, str]) -> None:
    ran = xent("ce", *bad, "--delimiter", ";")
    assert (ran.code, ran.out) == (2, "")
    assert f"{bad[0]}, line 3, column label: the label 'cow' is unknown" in ran.err
    found = xent("ce", *bad, "--delimiter", ";", "--skip-bad", "--worst", "1", "--json").json
    assert found["value"] == pytest.approx(1.5 * LN2)
    assert found["worst"] == [{"row": 4, "value": 2 * LN2}]
    assert [(s["kind"], s["rows"], s["first"]) for s in found["skipped_by_kind"]] == [
        ("unknown label", 1, f"{bad[0]}, line 3, column label"),
        ("not a number", 1, f"{bad[1]}, line 4, column p_cat"),
        ("sum not 1", 1, f"{bad[1]}, line 6"),
    ]
    one = xent("ce", *bad, "--delimiter", ";", "--skip-bad", "--ignore", "dog", "--json").json
    assert (one["rows"], one["value"], one["ignored"]) == (1, LN2, 2)
    worked = xent("ce", *bad, "--delimiter", ";", "--skip-bad", "--row", "4", "--json").json
    assert worked["value"] == 2 * LN2


@pytest.mark.parametrize(
    ("labels", "classes"), [("cat\ndog\ncat\n", "cat,dog"), ("y\n0\n1\n0\n", "2"), ("0\n1\n0\n", "2")]
)
def test_labels_alone_are_smoothed(xent: Xent, tmp_path: Path, labels: str, classes: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(labels)
    ran = xent("smooth", str(path), "--classes", classes, "--alpha", "0.5", "-q")
    assert ran.out.split() == ["0.75,0.25", "0.25,0.75", "0.75,0.25"]


def test_two_arrays_of_one_archive(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "both.npz"
    np.savez(path, labels=np.array([0, 1, 1]), probs=np.array([[0.5, 0.5]] * 3))
    assert float(xent("ce", f"{path}:labels", f"{path}:probs", "-q").out) == pytest.approx(LN2)
