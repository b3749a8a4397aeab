import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xent_cli.app import run

Z = ["0", "2,1,0.1", "--logits"]


def vectors(text: str) -> list[list[float]]:
    return [[float(x) for x in line.split(",")] for line in text.split("\n") if line]


@pytest.mark.parametrize(
    ("args", "answer"),
    [
        (["ce", *Z], [[-0.3409988611140321, 0.24243297070471392, 0.09856589040931817]]),
        (["ce", "0", "40,0", "--logits"], [[-4.248354255291589e-18, 4.248354255291589e-18]]),
        (["ce", "0", "0.7,0.2,0.1"], [[-0.3, 0.2, 0.1]]),
        (["ce", "0", "0.5,0.25,0.25", "--wrt", "probs"], [[-2.0, 0.0, 0.0]]),
        (["ce", "0", "0,0", "--logits", "--temperature", "2"], [[-0.25, 0.25]]),
        (["kl", "0.5,0.3,0.2", "0.7,0.2,0.1"], [[0.2, -0.1, -0.1]]),
        (["smooth", "0", "0,0", "--logits", "--alpha", "0.5"], [[-0.25, 0.25]]),
        (
            ["smooth", "0", "0,0,0,0", "--logits", "--alpha", "0.6", "--smoothing", "others"],
            [[-0.15, 0.05, 0.05, 0.05]],
        ),
        (["smooth", "1", "0.5", "--alpha", "0.5"], [[-0.25]]),
        (["bce", "1", "0", "--logits"], [[-0.5]]),
        (["bce", "1", "0", "--logits", "--pos-weight", "3"], [[-1.5]]),
        (["focal", "0", "0,0", "--logits", "--gamma", "0", "--alpha", "2,5"], [[-1.0, 1.0]]),
        (["focal", "1", "0", "--logits", "--gamma", "0", "--alpha", "0.25"], [[-0.125]]),
        (["ce", "0,1", "0,0;0,0", "--logits"], [[-0.25, 0.25], [0.25, -0.25]]),
        (["ce", "0,1", "0,0;0,0", "--logits", "--reduction", "sum"], [[-0.5, 0.5], [0.5, -0.5]]),
        (["ce", "0,1", "0,0;0,0", "--logits", "--reduction", "none"], [[-0.5, 0.5], [0.5, -0.5]]),
        (["ce", "0,1", "0,0;0,0", "--logits", "--class-weight", "1,3"], [[-0.125, 0.125], [0.375, -0.375]]),
    ],
)
def test_answers(args: list[str], answer: list[list[float]], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["grad", *args, "-q"]) == 0
    assert vectors(capsys.readouterr().out) == [pytest.approx(row, rel=1e-15) for row in answer]


def test_elements_share_the_mean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["grad", "bce", "1,0", "0,0", "--logits", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["value"] == [-0.25, 0.25]
    assert answer["convention"] | {"reduction": "mean", "denominator": "N elements"} == answer["convention"]


def test_units_follow_the_base(capsys: pytest.CaptureFixture[str]) -> None:
    run(["grad", "ce", "0", "0,0", "--logits", "--base", "2", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["unit"] == "bits"
    assert answer["value"] == [-0.7213475204444817, 0.7213475204444817]


VERIFIED = [
    ["ce", *Z],
    ["ce", *Z, "--temperature", "3", "--base", "2"],
    ["ce", "0.5,0.2,0.3", "0.7,0.2,0.1"],
    ["ce", "0.5,0.2,0.3", "0.7,0.2,0.1", "--wrt", "probs"],
    ["ce", "1", "750,0", "--logits"],
    ["ce", "1", "-inf,0,1", "--logits"],
    ["ce", "0,1", "2,1,0.1;1,2,3", "--logits", "--class-weight", "1,2,3"],
    ["kl", "0.5,0.3,0.2", "2,1,0.1", "--logits"],
    ["kl", "0.5,0.3,0.2", "0.7,0.2,0.1", "--wrt", "probs"],
    ["ce", "0", "0.333,0.333,0.333", "--normalize"],
    ["ce", "0", "-1.1,-0.4055", "--log-probs", "--normalize"],
    ["ce", "0", "1/3,1/3,1/3"],
    ["smooth", *Z, "--smoothing", "others"],
    ["smooth", *Z, "--wrt", "probs"],
    ["smooth", "1;0", "0.9;0.2"],
    ["focal", *Z, "--gamma", "2"],
    ["focal", *Z, "--gamma", "0.5", "--alpha", "1,2,3"],
    ["focal", "0", "0.7,0.2,0.1", "--wrt", "probs"],
    ["focal", "1;0;0.3", "2;-1;0.5", "--logits", "--alpha", "0.25"],
    ["focal", "1;0;0.3", "0.9;0.2;0.4", "--wrt", "probs"],
    ["bce", "1,0,0.3", "2,-1,40", "--logits", "--pos-weight", "3"],
    ["bce", "1,0,0.3", "0.9,0.2,0.4", "--wrt", "probs"],
    ["bce", "1;0", "0.9;0.2", "--reduction", "sum"],
]


@pytest.mark.parametrize("args", VERIFIED)
def test_every_gradient_agrees_with_an_independent_derivative(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["grad", *args, "--verify", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verified"]
    assert answer["certified"]
    assert "agrees with the central difference" in answer["notes"][-1]


def test_the_sum_is_shown_as_a_check(capsys: pytest.CaptureFixture[str]) -> None:
    run(["grad", "ce", *Z])
    assert "✓ the components sum to 0: 0 = 0.340999 - 0.340999" in capsys.readouterr().out


def test_where_the_loss_is_infinite_there_is_nothing_to_compare(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["grad", "ce", "0", "0,1", "--wrt", "probs", "--verify"]) == 0
    assert "no derivative" in capsys.readouterr().out


def test_a_table_streams_a_gradient_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "z.csv"
    table.write_text("label,p0,p1\n0,0,0\n1,0,0\n")
    args = ["grad", "ce", str(table), "--target", "label", "--logits"]
    assert run([*args, "--format", "csv"]) == 0
    assert capsys.readouterr().out == "row,label,0,1\n1,0,-0.5,0.5\n2,1,0.5,-0.5\n"
    assert run([*args, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["value"] == [[-0.5, 0.5], [0.5, -0.5]]
    assert answer["convention"]["reduction"] == "none"
    assert run([*args, "--verify"]) == 2
    assert "--row 1" in capsys.readouterr().err
    assert run([*args, "--row", "2", "--verify", "-q"]) == 0
    assert capsys.readouterr().out == "0.5,-0.5\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["cee", "0", "1,2"], "did you mean ce or bce?"),
        (["ce", *Z, "--gamma", "2"], "--gamma: ce has none"),
        (["bce", "1", "0.9", "--smoothing", "others"], "--smoothing: bce has none"),
        (["ce", "0", "0.7,0.3", "--eps", "1e-7"], "a clamped probability does not move"),
        (["bce", "1", "0.9", "--normalize"], "each number stands for itself"),
        (["kl", "0.5,0.5", "0.6,0.4", "--class-weight", "1,2"], "no class weights"),
        (["ce", "0", ",".join(["0"] * 101), "--logits", "--verify"], "101 components to verify"),
        (["ce", "0", "0.333,0.333,0.333", "--verify"], "PRED sums to 0.999, and a softmax to 1"),
        (["ce", "0"], "the second operand is missing"),
    ],
)
def test_errors(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["grad", *args]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


@pytest.mark.parametrize(
    "argv",
    [
        ["ce", "0", "0,-50", "--log-probs"],
        ["ce", "0", "1.0,4.248354255291589e-18"],
        ["kl", "0.25,0.75", "0.3333333333333333,0.6666666666666667"],
        ["focal", "1", "0.1,0.2,0.7000000000000001", "--gamma", "5"],
        ["ce", "0", "0.9,0.1", "--class-weight", "1000,1"],
    ],
)
def test_what_the_inputs_own_sum_allows_is_agreement(xent: Callable[..., Any], argv: list[str]) -> None:
    assert xent("grad", *argv, "--verify", "--json").json["verified"] is True


def test_what_it_does_not_allow_is_none(monkeypatch: pytest.MonkeyPatch, xent: Callable[..., Any]) -> None:
    from xent_cli.core import gradients

    right = gradients.by_logits
    monkeypatch.setattr(gradients, "by_logits", lambda pull, pred: right(pull, pred) * (1 + 1e-9))
    monkeypatch.setattr("xent_cli.typed.answer.certify", lambda problem, mine: None)
    done = xent("grad", "ce", "0", "0.7,0.2,0.1", "--verify", "--json")
    assert (done.code, done.json["verified"]) == (1, False)
