"""--as: what a library gives for the same numbers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]


def test_all_of_them_side_by_side(xent: Xent) -> None:
    found = xent("bce", "1", "0", "--as", "all", "--json").json
    lines = {line["library"]: line for line in found["libraries"]}
    assert list(lines) == ["xent", "torch", "keras", "sklearn", "kaggle"]
    values = [line["value"] for line in lines.values()]
    assert values == [
        "Infinity",
        100.0,
        pytest.approx(16.1180957),
        pytest.approx(36.0436534),
        pytest.approx(34.5387764),
    ]
    assert lines["torch"]["call"] == "F.binary_cross_entropy(q, y, reduction='mean')"
    assert "-100" in lines["torch"]["differs"]


def test_one_library_s_number_is_the_answer(xent: Xent) -> None:
    assert float(xent("bce", "1", "0", "--as", "torch", "-q").out) == 100.0
    assert xent("bce", "1", "0", "--as", "torch", "--expect", "100").code == 0
    shown = xent("hinge", "0", "3.2,5.1,-1.7", "--as", "torch").out
    assert "the sum over the other classes divided by K" in shown
    assert "checked against torch 2.13.0" in shown


def test_where_the_library_gives_nan_so_does_the_line(xent: Xent) -> None:
    argv = ["kl", "1,0", "1,0", "--as", "torch"]
    assert xent(*argv, "--json").json["value"] == "NaN"
    assert "nan: " in xent(*argv).out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["jeffreys", "0.5,0.5", "0.9,0.1", "--as", "all"], "no call of any library is known for this"),
        (["ce", "0", "0.7,0.3", "--as", "fairseq"], "no call of fairseq is known for this"),
        (["ce", "0,1", "0.7,0.3;0.2,0.8", "--as", "torch", "--reduction", "none"], "a library is asked for one number"),
        (["entropy", "0.5,0.5", "--as", "scipy"], "no option --as"),
        (["ce", "0", "0.7,0.3", "--as", "jax"], "'jax' is not one of"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent(*argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_row_of_a_table(xent: Xent, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("y,p\n1,0\n0,0.3\n")
    assert float(xent("bce", str(table), "-t", "y", "--as", "torch", "--row", "1", "-q").out) == 100.0


@pytest.mark.parametrize(
    ("argv", "claim", "library"),
    [
        (["hinge", "0", "3.2,5.1,-1.7"], "0.9667", "torch"),
        (["brier", "0", "0.7,0.3"], "0.09", "sklearn"),
        (["hinge", "0", "2.5,-5.1,-1.7", "--margin", "1"], "0.0000", None),
        (["hinge", "0", "-0.5,-5.1,-1.7"], "1.5", "keras"),
        (["kl", "1,0", "0,1"], "16.118096", "keras"),
    ],
)
def test_a_claim_that_is_a_library_s_number_is_named_so(
    xent: Xent, argv: list[str], claim: str, library: str | None
) -> None:
    done = xent(*argv, "--expect", claim, "--json").json
    owners = [found["convention"] or "" for found in done["verdict"]["diagnosis"]]
    assert any(library in owner.lower() for owner in owners) if library else not owners


@pytest.mark.parametrize(
    ("argv", "target", "pred"),
    [
        (["ce"], "0;1;1", "0.7,0.3;0.2,0.8;0.4,0.6"),
        (["ce", "--logits", "--class-weight", "1,3"], "0;1;1", "2,1;0.5,3;1,1.5"),
        (["ce", "--logits", "--class-weight", "balanced"], "0;1;1", "2,1;0.5,3;1,1.5"),
        (["smooth", "--logits", "--temperature", "2"], "0;1;1", "2,1;0.5,3;1,1.5"),
        (["ce", "--reduction", "sum"], "0.9,0.1;0.25,0.75", "0.7,0.3;0.2,0.8"),
        (["bce"], "1;0;1", "0.9;0.2;0"),
        (["focal", "--gamma", "2", "--logits"], "1;0;1", "0.9;-2;0.5"),
        (["brier"], "0;1;1", "0.7,0.3;0.2,0.8;0.4,0.6"),
        (["kl"], "0.9,0.1;0.25,0.75", "0.7,0.3;0.2,0.8"),
    ],
)
def test_a_table_gives_what_the_rows_typed_give(
    xent: Xent, tmp_path: Path, argv: list[str], target: str, pred: str
) -> None:
    columns = [[row.split(",") for row in text.split(";")] for text in (target, pred)]
    names = [f"{letter}{k}" for letter, rows in zip("yp", columns, strict=True) for k in range(len(rows[0]))]
    rows = [",".join((*y, *p)) for y, p in zip(*columns, strict=True)]
    path = tmp_path / "t.csv"
    path.write_text("\n".join((",".join(names), *rows)) + "\n")
    command, *options = argv
    typed = xent(command, target, pred, *options, "--as", "all", "--json").json
    table = xent(command, str(path), "-t", "y*", "-p", "p*", *options, "--as", "all", "--json").json
    assert [line["library"] for line in table["libraries"]] == [line["library"] for line in typed["libraries"]]
    for mine, theirs in zip(table["libraries"], typed["libraries"], strict=True):
        assert float(mine["value"]) == pytest.approx(float(theirs["value"]), rel=1e-14)


def test_a_table_with_weights_of_its_rows(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("y,p0,p1,w\n0,0.7,0.3,1\n1,0.2,0.8,2.5\n")
    table = xent("ce", str(path), "-t", "y", "-p", "p*", "--sample-weight", "w", "--as", "sklearn", "--json").json
    typed = xent("ce", "0;1", "0.7,0.3;0.2,0.8", "--sample-weight", "1,2.5", "--as", "sklearn", "--json").json
    assert table["value"] == pytest.approx(typed["value"], rel=1e-15)
