import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xent_cli.app import run

TWO_ROWS = ["0,2", "2,1,0.1;0,1,2", "--logits"]


@pytest.mark.parametrize(
    ("args", "answer"),
    [
        (["1", "0.9", "--alpha", "0.25"], 0.25 * 0.01 * -math.log(0.9)),
        (["0", "0.3", "--alpha", "0.25"], 0.75 * 0.09 * -math.log(0.7)),
        (["1", "0.9", "--gamma", "1"], 0.1 * -math.log(0.9)),
        (["0.25", "0.5", "--gamma", "1", "--base", "2"], 0.5),
        (["1;0", "0.5;0.5", "--base", "2"], 0.25),
        (["1,0", "0.5;0.5", "--base", "2", "--reduction", "sum"], 0.5),
        (["0", "0.5,0.25,0.25", "--base", "2"], 0.25),
        (["0", "0.5,0.25,0.25", "--base", "2", "--alpha", "3"], 0.75),
        (["1", "0.5,0.25,0.25", "--base", "2", "--alpha", "1,2,3", "--gamma", "1"], 3.0),
        (["0", "2,1,0.1", "--logits"], 0.34099886111403213**2 * 0.4170300162778334),
    ],
)
def test_answers(args: list[str], answer: float, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["focal", *args, "-q"]) == 0
    assert float(capsys.readouterr().out) == pytest.approx(answer, rel=1e-14)


@pytest.mark.parametrize(
    ("args", "plain"),
    [
        (["0", "0.7,0.2,0.1"], "ce"),
        (["0", "40,0", "--logits"], "ce"),
        ([*TWO_ROWS, "--class-weight", "1,2,3"], "ce"),
        (["1;0.3", "0.9;0.2"], "bce"),
    ],
)
def test_gamma_0_is_cross_entropy(args: list[str], plain: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["focal", *args, "--gamma", "0", "-q"]) == run([plain, *args, "-q"]) == 0
    faded, whole = capsys.readouterr().out.split()
    assert faded == whole


def test_steps_show_the_modulating_factor_and_what_it_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    run(["focal", "1", "0.75", "--json"])
    answer = json.loads(capsys.readouterr().out)
    columns = {column["name"]: column["values"] for column in answer["columns"]}
    assert columns["modulating"] == [0.0625]
    assert columns["cross_entropy"] == pytest.approx([-math.log(0.75)])
    steps = {step["title"]: step["value"] for step in answer["steps"]}
    assert steps["what it leaves of the cross-entropy"] == pytest.approx(0.0625)
    assert answer["certified"]
    assert answer["convention"]["gamma"] == 2.0


def test_class_weights_multiply_alpha_and_stand_below(capsys: pytest.CaptureFixture[str]) -> None:
    run(["focal", *TWO_ROWS, "--json"])
    run(["focal", *TWO_ROWS, "--reduction", "none", "-q"])
    run(["focal", *TWO_ROWS, "--class-weight", "1,2,3", "--alpha", "0.5", "-q"])
    whole, first, second, weighted = capsys.readouterr().out.split("\n")[:-1]
    assert json.loads(whole)["value"] == pytest.approx((float(first) + float(second)) / 2)
    assert float(weighted) == pytest.approx(0.5 * (float(first) + 3 * float(second)) / 4)


def test_an_impossible_truth_is_inf_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["focal", "1", "0"]) == 0
    assert "element 0 is inf" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "answer"),
    [("y,p\n1,0.5\n0,0.5\n", 0.25), ("y,a,b\n0,0.5,0.5\n1,0.5,0.5\n", 0.25), ("y,p\n0.25,0.5\n1,1\n", 0.125)],
)
def test_the_columns_of_a_table_say_which_form(
    text: str, answer: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "q.csv"
    table.write_text(text)
    assert run(["focal", str(table), "--target", "y", "--base", "2", "-q"]) == 0
    assert float(capsys.readouterr().out) == answer


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["0", "0.7,0.2,0.1", "--alpha", "1,2"], "2 numbers for 3 classes"),
        (["1", "0.9", "--alpha", "1,2"], "α for y=1, and 1-α for y=0"),
        (["1", "0.9", "--alpha", "2"], "from 0 to 1"),
        (["1", "0.9", "--alpha", "x"], "'x' is not a number"),
        (["1", "0.9", "--gamma", "-1"], "--gamma: -1 is out of range"),
        (["1", "0.9", "--class-weight", "1"], "no class weights"),
        (["1", "0.9", "--normalize"], "each number stands for itself"),
        (["2", "0.9"], "2 is no probability"),
    ],
)
def test_errors(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["focal", *args]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


@pytest.mark.parametrize("weights", ["1/3,1,2", "balanced"])
def test_alpha_and_class_weights_of_any_kind_multiply(xent: Callable[..., Any], weights: str) -> None:
    options = ["focal", "0", "2,1,0.1", "--logits", "--class-weight", weights, "-q"]
    plain, halved = (float(xent(*options, *more).out) for more in ([], ["--alpha", "0.5"]))
    assert halved == pytest.approx(plain / 2)
