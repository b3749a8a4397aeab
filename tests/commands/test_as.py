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
    done = xent("bce", str(table), "-t", "y", "--as", "torch")
    assert (done.code, done.out) == (2, "")
    assert "say which with --row" in done.err
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
