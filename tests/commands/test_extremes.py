"""Weights, knobs and numbers at the ends of what a double holds: the right number, or an error that says why."""

import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
HALVES = ["0", "0.5,0.5"]
TWO = ["0,1", "0.5,0.5;0.2,0.8"]
REFUSED = [
    (["ce", *HALVES, "--sample-weight", "inf"], "--sample-weight, number 1"),
    (["ce", *HALVES, "--sample-weight", "1e4000"], "--sample-weight, number 1"),
    (["ce", *HALVES, "--sample-weight", "1e-4000"], "--sample-weight, number 1"),
    (["ce", *TWO, "--sample-weight", "1e308,1e308"], "--sample-weight, number 1"),
    (["ce", *TWO, "--sample-weight", "1,-1"], "--sample-weight, number 2"),
    (["ce", *HALVES, "--class-weight", "1e4000,1"], "--class-weight"),
    (["ce", *HALVES, "--class-weight", "inf,1"], "--class-weight"),
    (["grad", "ce", *TWO, "--class-weight", "1e308,1e308"], "--class-weight"),
    (["focal", *HALVES, "--alpha", "1e4000"], "--alpha"),
    (["focal", *HALVES, "--gamma", "1e4000"], "--gamma"),
    (["grad", "focal", *HALVES, "--gamma", "inf"], "--gamma"),
    (["smooth", *HALVES, "--alpha", "1e-4000"], "--alpha"),
    (["bce", "1", "0.5", "--pos-weight", "1e4000"], "--pos-weight"),
    (["ce", *HALVES, "--logits", "--temperature", "1e-4000"], "--temperature"),
    (["ce", *HALVES, "--logits", "--temperature", "1e4000"], "--temperature"),
    (["ce", *HALVES, "--eps", "1e-4000"], "--eps"),
    (["entropy", "inf,0.5", "--tolerance", "inf"], "--tolerance"),
    (["entropy", "1e308,1e308", "--tolerance", "1e308"], "--tolerance"),
]


@pytest.mark.parametrize(("argv", "where"), REFUSED)
def test_what_no_loss_can_be_multiplied_by_is_refused(xent: Xent, argv: list[str], where: str) -> None:
    ran = xent(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"xent: {where}: ")


@pytest.mark.parametrize("more", [[], ["--reduction", "sum"], ["--reduction", "none"], ["--expect", "3"], ["--json"]])
@pytest.mark.parametrize(
    "argv",
    [
        ["ce", *HALVES, "--sample-weight", "0"],
        ["ce", *TWO, "--sample-weight", "0,0"],
        ["bce", "1,0", "0.5,0.5", "--sample-weight", "0,0"],
        ["ce", "0", "0.3,0.7", "--class-weight", "0,1"],
    ],
)
def test_where_no_row_counts_there_is_no_answer(xent: Xent, argv: list[str], more: list[str]) -> None:
    ran = xent(*argv, *more)
    assert (ran.code, ran.out) == (2, "")
    assert "the weights sum to 0" in ran.err


def test_nor_is_there_a_gradient(xent: Xent) -> None:
    ran = xent("grad", "ce", "0", "0.3,0.7", "--class-weight", "0,1", "-q")
    assert (ran.code, ran.out) == (2, "")
    assert "the weights sum to 0" in ran.err


def test_one_weighted_row_by_itself(xent: Xent) -> None:
    ran = xent("ce", *HALVES, "--sample-weight", "2", "--reduction", "none", "--base", "2")
    assert ran.code == 0
    assert re.search(r"^weighted +s·loss +2 *$", ran.out, re.MULTILINE)


@pytest.mark.parametrize("weight", ["1e308", "5e-324", "1e200", "inf", "nan", "-1"])
def test_a_column_of_weights_is_held_to_the_same(xent: Xent, tmp_path: Path, weight: str) -> None:
    path = tmp_path / "weights.csv"
    path.write_text(f"y,a,b,s\n0,0.5,0.5,1\n1,0.25,0.75,{weight}\n")
    argv = ["ce", str(path), "--target", "y", "--pred", "a,b", "--sample-weight", "s", "--base", "2", "-q"]
    ran = xent(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert f"{path}, line 3" in ran.err
    assert xent(*argv, "--skip-bad").out == "1.0\n"


@pytest.mark.parametrize("weight", ["1e150", "1e-150", "3"])
def test_weights_that_are_alike_change_nothing(xent: Xent, tmp_path: Path, weight: str) -> None:
    path = tmp_path / "weights.csv"
    path.write_text(f"y,a,b,s\n0,0.5,0.5,{weight}\n1,0.5,0.5,{weight}\n")
    argv = ["ce", str(path), "--target", "y", "--pred", "a,b", "--base", "2", "-q"]
    assert xent(*argv, "--sample-weight", "s").out == xent(*argv, "--class-weight", f"{weight},{weight}").out == "1.0\n"


HUGE = "y,z_a,z_b\n0,1e10,0\n1,-1e10,-2e10\n0,-1e10,-1e10\n0,0,0\n"


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        (["ce"], [0, math.inf, math.log(2), math.log(2)]),
        (["focal", "--gamma", "0"], [0, math.inf, math.log(2), math.log(2)]),
        (["grad", "ce"], [0, 0, 1e300, -1e300, -5e299, 5e299, -5e299, 5e299]),
    ],
)
def test_logits_that_a_temperature_drives_out_of_range(
    xent: Xent, tmp_path: Path, command: list[str], answer: list[float]
) -> None:
    path = tmp_path / "logits.csv"
    path.write_text(HUGE)
    options = ["--logits", "--temperature", "1e-300", "--reduction", "none", "-q"]
    ran = xent(*command, str(path), "--target", "y", *options)
    assert [float(cell) for cell in ran.out.replace(",", "\n").split()] == pytest.approx(answer, rel=1e-14)


def test_counts_whose_sum_no_double_holds(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("n_a,n_b,n_c\n1e308,1e308,1e308\n1e308,1e308,1e308\n")
    for option in ("--counts", "--normalize"):
        assert float(xent("entropy", str(path), option, "-q").out) == pytest.approx(math.log(3), rel=1e-15)


def test_a_very_large_gamma(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "tie.csv"
    path.write_text("y,z_a,z_b,z_c\n0,1,1,1\n0,1,1,1\n")
    ran = xent("focal", str(path), "--target", "y", "--logits", "--gamma", "2000", "-q")
    assert float(ran.out) == pytest.approx((2 / 3) ** 1000 * (2 / 3) ** 1000 * math.log(3), rel=1e-12, abs=1e-323)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (["ce", "--target", "y"], ["--logits", "--temperature", "3"]),
        (["ce", "--target", "y"], ["--normalize"]),
        (["focal", "--target", "y"], ["--logits", "--gamma", "5"]),
        (["entropy"], ["--counts"]),
    ],
)
def test_single_precision_is_widened_before_it_is_worked_on(
    xent: Xent, tmp_path: Path, command: list[str], options: list[str]
) -> None:
    rng = np.random.default_rng(1)
    columns = {name: rng.uniform(1, 9, 50).astype(np.float32) for name in "abc"}
    for name, width in {"single": np.float32, "double": np.float64}.items():
        table = {"y": np.zeros(50, np.int64), **{key: values.astype(width) for key, values in columns.items()}}
        pq.write_table(pa.table(table), tmp_path / f"{name}.parquet")
    single, double = (
        xent(command[0], str(tmp_path / f"{name}.parquet"), *command[1:], "--pred", "a,b,c", *options, "-q")
        for name in ("single", "double")
    )
    assert (single.code, single.out) == (0, double.out)


def test_the_mean_of_no_rows_is_left_out(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("y,a,b,w,g\n0,0.5,0.5,1,x\n0,0.5,0.5,0,z\n")
    argv = ["ce", str(path), "-t", "y", "-p", "a,b", "--sample-weight", "w", "--by", "g", "--base", "2"]
    answer = xent(*argv, "--json")
    assert "NaN" not in answer.out
    assert answer.json["groups"] == [{"key": "x", "rows": 1, "value": 1.0}, {"key": "z", "rows": 1}]
    assert [line["class"] for line in answer.json["per_class"]] == ["a"]
    assert xent(*argv, "--format", "csv").out == "key,rows,value,standard_error\nx,1,1.0,\nz,1,,\n"


def test_the_steps_show_what_no_double_holds(xent: Xent) -> None:
    shown = xent("ce", "0", "-2003,0", "--logits").out
    assert "1.28278e-870" in shown
    assert "1.28e-870" in xent("ce", "0", "-2003,0", "--logits", "--digits", "3").out
    found = xent("ce", "0", "-2003,0", "--logits", "--json")
    assert {column["name"]: column["values"] for column in found.json["columns"]}["q"] == [0.0, 1.0]
    assert "-0.0" not in found.out


def test_digits_reach_identities_and_remarks(xent: Xent) -> None:
    shown = xent("kl", "0.5,0.5", "0.1,0.9", "--digits", "10").out
    assert "1.203972804 = 0.6931471806 + 0.5108256238" in shown
    assert "D(q‖p) = 0.3680642072" in shown
    assert "D(q‖p) = 0.3680642072" in xent("kl", "0.5,0.5", "0.1,0.9", "--digits", "10", "--json").json["notes"][-1]


def test_a_step_beyond_the_doubles_shows_its_number(xent: Xent) -> None:
    lines = xent("ce", "0", "-2003,0,1", "--logits").out.splitlines()
    assert any(line.split()[-2:] == ["e^H(p,ŷ)", "2.89861e+870"] for line in lines)
