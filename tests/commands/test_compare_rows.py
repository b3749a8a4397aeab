"""xent compare: which rows of two small tables belong together."""

from collections.abc import Callable
from pathlib import Path

from .conftest import Ran

Xent = Callable[..., Ran]


def table(path: Path, *rows: str) -> str:
    path.write_text("\n".join(["y,a,b", *rows, ""]))
    return str(path)


def test_keys_that_are_missing_or_stand_twice_are_left_out_and_counted(xent: Xent, tmp_path: Path) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("id,y,a,b\n1,a,0.5,0.5\n2,b,0.5,0.5\n3,a,0.5,0.5\n3,a,0.5,0.5\n4,a,0.5,0.5\n5,a,0.5,0.5\n")
    new.write_text("id,y,a,b\n6,a,1,0\n2,b,0.75,0.25\n1,a,0.25,0.75\n3,a,1,0\n5,a,1,0\n5,a,1,0\n5,a,1,0\n")
    argv = ["compare", str(old), str(new), "-t", "y", "--base", "2"]
    answer = xent(*argv, "--on", "id", "--json").json
    assert (answer["rows"], answer["difference"], answer["interval"]) == (2, 1.0, [1.0, 1.0])
    assert (answer["missing_in_new"], answer["missing_in_old"]) == (1, 1)
    assert (answer["twice_in_old"], answer["twice_in_new"]) == (1, 1)
    ran = xent(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert f"{new}, row 2: the truth is b, and in {old}, row 2" not in ran.err
    assert "the truth" in ran.err or "fewer" in ran.err


def test_rows_whose_truth_is_not_the_same_are_an_error(xent: Xent, tmp_path: Path) -> None:
    old = table(tmp_path / "old.csv", "a,0.5,0.5", "a,0.5,0.5")
    new = table(tmp_path / "new.csv", "a,0.5,0.5", "b,0.5,0.5")
    ran = xent("compare", old, new, "-t", "y")
    assert (ran.code, ran.out) == (2, "")
    assert f"{new}, row 2: the truth is b, and in {old}, row 2, it is a" in ran.err
    assert "--on" in ran.err
    short = table(tmp_path / "short.csv", "a,0.5,0.5")
    ran = xent("compare", old, short, "-t", "y")
    assert (ran.code, ran.out) == (2, "")
    assert f"{short}: has 1 row, fewer than {old}" in ran.err


def test_the_columns_may_stand_in_another_order(xent: Xent, tmp_path: Path) -> None:
    old = table(tmp_path / "old.csv", "a,0.5,0.5", "b,0.75,0.25")
    new = tmp_path / "new.csv"
    new.write_text("b,y,a\n0.5,a,0.5\n0.25,b,0.75\n")
    answer = xent("compare", old, str(new), "-t", "y", "--json").json
    assert (answer["difference"], answer["equal"]) == (0.0, 2)


def test_binary_predictions(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "binary.csv"
    path.write_text("y,p,q\n1,0.5,0.25\n0,0.5,0.5\n1,0.5,1\n")
    argv = ["compare", str(path), "-t", "y", "--pred", "p", "--versus", "q", "--measure", "bce", "--base", "2"]
    answer = xent(*argv, "--json").json
    assert (answer["old"], answer["new"], answer["difference"]) == (1.0, 1.0, 0.0)
    assert (answer["better"], answer["worse"], answer["equal"]) == (1, 1, 1)


def test_infinite_losses_leave_no_interval_and_say_so(xent: Xent, tmp_path: Path) -> None:
    old = table(tmp_path / "old.csv", "a,0.5,0.5", "a,0,1", "a,0.5,0.5")
    new = table(tmp_path / "new.csv", "a,0,1", "a,0,1", "a,0.75,0.25")
    answer = xent("compare", old, new, "-t", "y", "--json").json
    assert not answer.keys() & {"interval", "standard_error"}
    assert (answer["better"], answer["worse"], answer["equal"]) == (1, 1, 1)
    assert any("no interval" in note for note in answer["notes"])
