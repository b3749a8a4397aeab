import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["0,0"], "0.5,0.5"),
        (["1000,1000"], "0.5,0.5"),
        (["-inf,0"], "0.0,1.0"),
        (["7"], "1.0"),
        (["0,0;-inf,3"], "0.5,0.5\n0.0,1.0"),
        (["1,2", "--digits", "20"], "0.26894142136999512075,0.73105857863000487925"),
        (["1,2;0,0", "--digits", "20"], "0.26894142136999512075,0.73105857863000487925\n0.5,0.5"),
        (["0,1", "--temperature", "1e300"], "0.5,0.5"),
    ],
)
def test_bare_values(xent: Run, argv: list[str], expected: str) -> None:
    assert xent("softmax", *argv, "-q").out == expected + "\n"


def test_steps(xent: Run) -> None:
    answer = xent("softmax", "1000,1001,1002", "--json").json
    assert answer["unit"] is None
    assert math.fsum(answer["value"]) == pytest.approx(1, abs=1e-16)
    steps = {step["title"]: step["value"] for step in answer["steps"]}
    assert steps["largest logit"] == 1002
    assert steps["log-sum-exp"] == pytest.approx(1002.4076059644444, rel=1e-15)


def test_vectors_of_several_rows(xent: Run) -> None:
    assert xent("softmax", "0,0;-inf,3", "--json").json["value"] == [[0.5, 0.5], [0.0, 1.0]]


@pytest.mark.parametrize(
    ("claim", "status", "code"),
    [("0.27,0.73", "correct", 0), ("0.26,0.73", "truncated", 0), ("0.27,0.74", "close", 1), ("0.30,0.90", "wrong", 1)],
)
def test_a_claimed_vector(xent: Run, claim: str, status: str, code: int) -> None:
    ran = xent("softmax", "1,2", "--expect", claim, "--json")
    assert (ran.json["verdict"]["status"], ran.code) == (status, code)


def test_a_claim_of_another_length(xent: Run) -> None:
    assert xent("softmax", "1,2", "--expect", "0.27,0.73,0").code == 2


@pytest.fixture
def logits(tmp_path: Path) -> str:
    file = tmp_path / "logits.csv"
    file.write_text("z_a,z_b\n0,0\n0,0\n1000,1000\n")
    return str(file)


def test_a_table_row_by_row(xent: Run, logits: str) -> None:
    assert xent("softmax", logits, "-q").out == "0.5,0.5\n" * 3
    assert xent("softmax", logits, "--format", "csv").out == "row,a,b\n1,0.5,0.5\n2,0.5,0.5\n3,0.5,0.5\n"
    assert xent("softmax", logits, "--json").json["value"] == [[0.5, 0.5]] * 3
    assert xent("softmax", logits).out.splitlines()[1:3] == [
        "      row             a             b",
        "        1           0.5           0.5",
    ]
    assert xent("softmax", logits, "--format", "markdown").out.splitlines()[:3] == [
        "| row | a | b |",
        "| ---: | ---: | ---: |",
        "| 1 | 0.5 | 0.5 |",
    ]


def test_a_stream_is_not_checked(xent: Run, logits: str) -> None:
    ran = xent("softmax", logits, "--expect", "0.5,0.5")
    assert (ran.code, ran.out) == (2, "")
