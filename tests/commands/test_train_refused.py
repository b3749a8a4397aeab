"""What xent train refuses: tables, options and models that cannot be used, each in one sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Three classes of points."""
    path = tmp_path / "points.csv"
    path.write_text("x,y,place\n1,2,sea\n2,1,hill\n3,5,wood\n4,4,sea\n")
    return str(path)


def learnt(xent: Xent, *argv: str) -> Any:
    """The object of a training that went well."""
    ran = xent("train", *argv, "--json")
    assert ran.code == 0, ran.err
    return ran.json


BAD = [
    (["x,y,c", "1,2,a", "2,,b"], [], "line 3, column y: the cell is empty"),
    (["x,y,c", "1,2,a", "2,q,b"], [], "line 3, column y: 'q' is not a number"),
    (["x,y,c", "1,2,a", "2,inf,b"], [], "line 3, column y: is infinite"),
    (["x,y,c", "1,2,a", "2,1,"], [], "line 3, column c: the label is empty"),
    (["x,y,c", "1,2,a", "2,2,b"], [], "column y holds the same value in all rows"),
    (["x,y,c", "1,2,a", "2,1,a"], [], "all rows are of one class, a"),
    (["x,y,c", "1,2,a", "2,1,b"], ["-f", "x,c"], "column c is the target"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--batch", "0"], "'0' is no number of rows"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--validation", "1"], "1 is no share"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--predict", "p.txt"], "the name says no format"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--sampled", "2"], "there are but two classes"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--rate", "1e9", "--l2", "1"], "it diverges"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--rate", "1e300", "--l2", "1"], "the rate is too high"),
    (["x,y,c", "1,2,a", "2,1,b", "3,1,d"], ["--sampled", "2", "--optimizer", "adam"], "adam moves all classes"),
    (["x,y,c"], [], "has no rows"),
    (["x,y,c", "1e200,2,a", "-1e200,1,b"], ["--standardize"], "leaves the doubles"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--save", "/"], "is no file"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--predict", "/dev/null/p.csv"], "there is no such folder"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--sampled", "2", "--negative", "2"], "another way of drawing"),
    (["x,y,c", "1,2,a", "2,1,b"], ["--class-weight", "bird=2"], "there is no class 'bird'"),
]


@pytest.mark.parametrize(("lines", "more", "said"), BAD, ids=[f"{k}: {said}" for k, (*_, said) in enumerate(BAD)])
def test_what_cannot_be_learnt_from_is_told(
    xent: Xent, tmp_path: Path, lines: list[str], more: list[str], said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("\n".join(lines) + "\n")
    ran = xent("train", str(path), "-t", "c", *more)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_label_that_was_never_learnt_is_told(xent: Xent, table: str, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("x,y,place\n1,2,sea\n2,1,lake\n")
    ran = xent("train", table, "-t", "place", "-f", "x,y", "--validation", str(other))
    assert ran.code == 2
    assert "other.csv, line 3, column place: the label 'lake' is unknown; known are hill, sea, wood" in ran.err


DAMAGE: list[tuple[str, Any]] = [
    ("format", "another"),
    ("version", 2),
    ("weights", [[1.0]]),
    ("bias", [1.0, 2.0, "x"]),
    ("epoch", -1),
    ("classes", ["a", "a", "b"]),
    ("kept", {"m": [[1.0]]}),
    ("features", None),
    ("epochs", [{"epoch": 1, "lost": 2.0}]),
]


@pytest.mark.parametrize(("key", "instead"), DAMAGE, ids=[key for key, _ in DAMAGE])
def test_a_damaged_model_is_told(xent: Xent, table: str, tmp_path: Path, key: str, instead: object) -> None:
    path = tmp_path / "model.json"
    asked = (table, "-t", "place", "-f", "x,y", "--epochs", "1")
    learnt(xent, *asked, "--save", str(path))
    path.write_text(json.dumps({**json.loads(path.read_text()), key: instead}))
    ran = xent("train", *asked, "--load", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert str(path) in ran.err
    assert "model" in ran.err


def test_bad_rows_are_left_out_when_asked(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("x,y,c\n1,2,a\n2,,b\n3,inf,a\n4,1,\n5,5,b\n6,1,a\n")
    found = learnt(xent, str(path), "-t", "c", "--skip-bad")
    assert (found["rows"], found["skipped"]) == (3, 3)
