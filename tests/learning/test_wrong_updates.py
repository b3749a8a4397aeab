"""Known slips are named where their number is claimed, and nobody is accused who is right."""

import json
import shlex
from pathlib import Path
from random import Random

import pytest

from xent_cli.app import outcome_of, run

SOFTMAX = "--weights '0.2,-0.3; -0.5,0.7' --bias 0.1,0 --inputs '1,2; 0.5,-1' --target 1,0 --rate 0.1"
LOGISTIC = "--weights 0.5,-0.25 --bias 0.3 --inputs '1,2; -1,0.5; 2,1' --target 1,0,1 --rate 0.5"
BARE = "--weights 5 --gradient 4 --rate 0.1"
ADAM = f"{BARE} --optimizer adam"


def numbers(line: str) -> list[float]:
    value = outcome_of(["step", *shlex.split(line)]).answer.value
    rows = value if isinstance(value, tuple) else (value,)
    return [x for row in rows for x in (row if isinstance(row, tuple) else (row,))]


def named(line: str, claim: list[float], places: int = 6) -> list[str]:
    text = ",".join(f"{x:.{places}f}" for x in claim)
    verdict = outcome_of(["step", *shlex.split(line), "--expect", text]).verdict
    assert not verdict.accepted
    return [found.name for found in verdict.diagnosis]


@pytest.mark.parametrize(
    ("line", "done", "name"),
    [
        # What was done instead is a line of its own.
        (SOFTMAX, SOFTMAX.replace("--rate 0.1", "--rate 1"), "the rate forgotten"),
        (SOFTMAX, f"{SOFTMAX} --reduction sum", "the sum of the slopes for their mean"),
        (f"{SOFTMAX} --reduction sum", SOFTMAX, "the mean of the slopes for their sum"),
        (SOFTMAX, SOFTMAX.replace("0.2,-0.3; -0.5,0.7", "0.2,-0.5; -0.3,0.7"), "W transposed"),
        (SOFTMAX, SOFTMAX.replace("--bias 0.1,0", "--bias 0,0"), "the bias left out of z"),
        (SOFTMAX, f"{SOFTMAX} --updates 2", "one update too many"),
        (LOGISTIC, LOGISTIC.replace("1,0,1", "0,1,0"), "1 - y for y"),
        (f"{LOGISTIC} --l2 0.2", f"{LOGISTIC} --l2 0.4", "the slope of the L2 penalty as 2λ w"),
        (f"{LOGISTIC} --l2 0.2 --l2-form full", f"{LOGISTIC} --l2 0.2", "the slope of the L2 penalty as λ w"),
        (f"{LOGISTIC} --l2 0.2", LOGISTIC, "the penalty left out"),
        (f"{LOGISTIC} --l1 0.2", f"{LOGISTIC} --l2 0.2", "λ w for λ sign(w)"),
        (f"{ADAM} --decay 0.5", f"{ADAM} --l2 0.5", "the decay put into the gradient"),
        (f"{SOFTMAX} --l2 0.2", f"{SOFTMAX} --l2 0.1", "the penalty divided by the rows too"),
        (ADAM, f"{ADAM} --no-bias-correction", "no bias correction"),
        (f"{ADAM} --no-bias-correction", ADAM, "bias correction, where there is none"),
        (
            f"{BARE} --optimizer rmsprop --epsilon 0.1",
            f"{BARE} --optimizer rmsprop --epsilon 0.1 --epsilon-inside",
            "ε inside the root",
        ),
        (f"{BARE} --optimizer rmsprop", f"{BARE} --optimizer rmsprop --rho 0.1", "ρ and 1 - ρ exchanged"),
        (f"{BARE} --optimizer momentum --state 2", f"{BARE} --optimizer momentum", "the state forgotten"),
        (
            f"{BARE} --optimizer momentum --state 2",
            f"{BARE} --optimizer momentum --state 2 --momentum-form polyak",
            "polyak's velocity",
        ),
        (f"{BARE} --optimizer momentum --state 2", f"{BARE} --optimizer nesterov --state 2", "nesterov for momentum"),
        (f"{BARE} --optimizer momentum --updates 3", f"{BARE} --updates 3", "plain gradient descent"),
    ],
)
def test_what_was_done_instead_is_named(line: str, done: str, name: str) -> None:
    assert name in named(line, numbers(done))


def test_what_no_other_line_does() -> None:
    start, slope = [5.0], [4.0]
    assert "the sign of ascent" in named(BARE, [start[0] + 0.1 * slope[0]])
    assert "the gradient given" in named(BARE, slope)
    assert "the change alone given" in named(BARE, [-0.4])
    averaged = [5 - 0.1 * (0.9 * 2 + 0.1 * 4)]
    assert "the gradient weighed with 1 - β" in named(f"{BARE} --optimizer momentum --state 2", averaged)
    polyak = [5 + 0.9 * -0.2 - 0.1 * 0.1 * 4]
    line = f"{BARE} --optimizer momentum --momentum-form polyak --state -0.2"
    assert "the gradient weighed with 1 - β" in named(line, polyak)
    assert "the root forgotten" in named(f"{BARE} --optimizer adagrad", [5 - 0.1 * 4 / 16])
    old = [5 - 0.1 * 4 / 3]
    assert "the old s divided by" in named(f"{BARE} --optimizer adagrad --state 9 --epsilon 0", old)
    one = [5 - 0.1 * 0.4 / 4]
    assert "no bias correction of m" in named(f"{BARE} --optimizer adam --epsilon 0", one)
    assert "the bias penalised too" in named(f"{LOGISTIC} --l2 0.2 --of b", biased())
    assert "the loss before the update" in named(f"{SOFTMAX} --of loss_after", numbers(f"{SOFTMAX} --of loss"))


def biased() -> list[float]:
    """b - η (∂L/∂b + λ b)."""
    (slope,) = numbers(f"{LOGISTIC} --of db")
    return [0.3 - 0.5 * (slope + 0.2 * 0.3)]


def test_an_entry_is_diagnosed_as_the_whole_is() -> None:
    (wrong,) = numbers(SOFTMAX.replace("--rate 0.1", "--rate 1") + " --of W[1,0]")
    assert named(f"{SOFTMAX} --of W[1,0]", [wrong]) == ["the rate forgotten"]


def test_parameters_that_moved_too_early_are_noticed() -> None:
    moved = numbers(f"{LOGISTIC} --of b")
    later = LOGISTIC.replace("--bias 0.3", f"--bias {moved[0]!r}")
    slopes = numbers(f"{later} --of dW")
    claim = [w - 0.5 * slope for w, slope in zip((0.5, -0.25), slopes, strict=True)]
    assert named(LOGISTIC, claim) == ["W's slope taken at the new b"]


def test_the_right_answer_accuses_nobody_and_a_random_one_seldom() -> None:
    random, accused = Random(3), 0
    for _ in range(20):
        line = f"--weights {random.uniform(-1, 1):.2f},{random.uniform(-1, 1):.2f} --bias 0.1 --inputs '1,2; 0.5,-1'"
        line += " --target 1,0 --rate 0.1 --optimizer adam"
        right = outcome_of(["step", *shlex.split(line)]).answer.value
        verdict = outcome_of(["step", *shlex.split(line), "--expect", ",".join(map(repr, right))]).verdict
        assert verdict.accepted
        assert not verdict.diagnosis
        accused += bool(named(line, [x + random.uniform(0.2, 0.5) for x in right], 3))
    assert accused <= 1


def test_a_sheet_holds_updates(tmp_path: Path) -> None:
    sheet = tmp_path / "homework.txt"
    sheet.write_text(f"step {BARE} = 4.6\nstep {BARE} = 5.4\n", encoding="utf-8")
    assert run(["check", str(sheet), "--json"]) == 1


def test_json_says_which(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["step", *shlex.split(BARE), "--expect", "5.4", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"]["diagnosis"][0]["name"] == "the sign of ascent"
