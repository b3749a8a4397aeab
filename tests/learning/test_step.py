"""Updates worked as by hand: textbooks' numbers, torch's trajectories, and what of it is said in which shape."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xent_cli.app import outcome_of, run

KEPT = json.loads((Path(__file__).parents[1] / "data" / "learning" / "optimizers.json").read_text(encoding="utf-8"))
Told = Callable[..., dict[str, Any]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """What a step tells as JSON."""

    def asked(line: str) -> dict[str, Any]:
        assert run(["step", *shlex.split(line), "--json"]) == 0, capsys.readouterr().err
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return asked


def typed(rows: list[list[float]]) -> str:
    return ";".join(",".join(map(str, row)) for row in rows)


@pytest.mark.parametrize(
    ("line", "want"),
    [
        # Jurafsky and Martin, Speech and Language Processing (3rd ed. draft), section 5.6.2.
        ("--weights 0,0 --bias 0 --inputs 3,2 --target 1 --rate 0.1", [0.15, 0.1]),
        ("--weights 0,0 --bias 0 --inputs 3,2 --target 1 --rate 0.1 --of b", [0.05]),
        ("--weights 0,0 --bias 0 --inputs 3,2 --target 1 --rate 0.1 --of dW", [-1.5, -1]),
        # By hand: s = 16, √s = 4.
        ("--weights 5 --gradient 4 --optimizer adagrad --epsilon 0 --rate 0.1", [4.9]),
        ("--weights 5 --gradient 4 --optimizer adam --epsilon 0 --rate 0.1", [4.9]),
        ("--weights 5 --gradient 4 --optimizer momentum --state 0.5 --rate 0.1", [4.555]),
        ("--weights 5 --gradient 4 --optimizer momentum --momentum-form polyak --state -0.5 --rate 0.1", [4.15]),
        ("--weights 5 --gradient 4 --optimizer nesterov --rate 0.1", [4.24]),
        ("--weights 5 --gradient 4 --optimizer nesterov --momentum-form polyak --rate 0.1", [4.24]),
        ("--weights 5 --gradient 4 --optimizer rmsprop --rho 0.75 --epsilon 0 --rate 0.1", [4.8]),
        ("--weights 5 --gradient 4 --optimizer rmsprop --rho 0 --epsilon 9 --epsilon-inside --rate 0.5", [4.6]),
        ("--weights 5 --gradient 4 --optimizer adagrad --accumulator 9 --epsilon 0 --rate 0.5", [4.6]),
        ("--weights 5 --gradient 3 --optimizer adagrad --state 16 --epsilon 0 --rate 1", [4.4]),
        ("--weights 5 --gradient 4 --rate 0.1 --l2 0.5", [4.35]),
        ("--weights 5 --gradient 4 --rate 0.1 --l2 0.5 --l2-form full", [4.1]),
        ("--weights 5,-5,0 --gradient 4,4,4 --rate 0.1 --l1 1", [4.5, -5.3, -0.4]),
        ("--weights 5 --gradient 4 --rate 0.1 --decay 0.5", [4.35]),
        ("--weights 5 --gradient '4;2;-1' --rate 0.1", [4.5]),
        ("--weights 5 --gradient 4 --rate 0.1 --updates 3", [3.8]),
    ],
)
def test_worked_by_hand(told: Told, line: str, want: list[float]) -> None:
    found = told(line)
    assert found["value"] == want
    assert found["certified"]


SOFTMAX = "--weights '0.2,-0.3; -0.5,0.7' --bias 0,0 --inputs 1,2 --target 1 --rate 0.1"


def test_a_softmax_regression_of_one_row(told: Told) -> None:
    found = told(SOFTMAX)
    weights, x = np.array([[0.2, -0.3], [-0.5, 0.7]]), np.array([1.0, 2.0])
    probs = np.exp(weights @ x) / np.exp(weights @ x).sum()
    slope = np.outer(probs - [0, 1], x)
    assert found["probabilities"] == pytest.approx(probs)
    assert found["loss"] == pytest.approx(-np.log(probs[1]))
    assert np.array(found["gradient_weights"]) == pytest.approx(slope)
    assert found["gradient_bias"] == pytest.approx(probs - [0, 1])
    assert np.array(found["weights"]) == pytest.approx(weights - 0.1 * slope)
    assert found["value"] == found["weights"]
    assert found["bias"] == pytest.approx(-0.1 * (probs - [0, 1]))
    z = np.array(found["weights"]) @ x + found["bias"]
    assert found["loss_after"] == pytest.approx(np.log(np.exp(z).sum()) - z[1])
    assert found["convention"]["reduction"] == "mean"
    assert [update["t"] for update in found["updates"]] == [1]


def test_rows_of_weights_may_be_inputs(told: Told) -> None:
    by_class = told("--weights '0.2,-0.5; -0.3,0.7; 0.5,-0.2' --inputs 1,2 --target 1 --rate 0.1")
    line = "--weights '0.2,-0.3,0.5; -0.5,0.7,-0.2' --weights-by input --inputs 1,2 --target 1 --rate 0.1"
    by_input = told(line)
    assert by_input["value"] == np.array(by_class["value"]).T.tolist()
    assert by_input["gradient_weights"] == np.array(by_class["gradient_weights"]).T.tolist()
    assert told(f"{line} --of W[0,2]")["value"] == by_class["value"][2][0]
    assert "bias" not in by_input


@pytest.mark.parametrize("case", [case for case in KEPT["cases"] if case["problem"] == "logistic"][::2])
def test_ten_updates_are_those_of_torch(told: Told, case: dict[str, Any]) -> None:
    problem = KEPT["problems"][case["problem"]]
    words = ["--weights", typed(problem["weights"]), "--bias", typed([problem["bias"]])]
    words += ["--inputs", typed(problem["inputs"]), "--target", typed([problem["target"]]), "--updates", "10"]
    words += ["--rate", str(KEPT["rate"]), "--reduction", problem["reduction"], "--optimizer", case["optimizer"]]
    for name, value in case["knobs"].items():
        words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    found = told(shlex.join(words))
    assert found["certified"]
    for mine, kept in zip(found["updates"], case["updates"], strict=True):
        assert mine["loss"] == pytest.approx(kept["loss"], rel=1e-12)
        assert mine["weights"] == pytest.approx(kept["weights"][0], rel=1e-12, abs=1e-12)
        assert mine["bias"] == pytest.approx(kept["bias"], rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("optimizer", "state"),
    [
        ("momentum", "{v},{v_bias}"),
        ("nesterov --momentum-form polyak", "v={v},{v_bias}"),
        ("adagrad", "{s},{s_bias}"),
        ("rmsprop", "{s},{s_bias}"),
        ("adam", "m={m},{m_bias}; v={v},{v_bias}; t=2"),
        ("adam", "{m},{m_bias},{v},{v_bias},2"),
    ],
)
def test_a_state_goes_on_where_it_was(told: Told, optimizer: str, state: str) -> None:
    start = f"--inputs '1,2; -1,0.5' --target 1,0 --rate 0.5 --optimizer {optimizer}"
    whole = told(f"--weights 0.5,-0.25 --bias 0.125 {start} --updates 3")
    half = told(f"--weights 0.5,-0.25 --bias 0.125 {start} --updates 2")
    kept = {name: ",".join(map(repr, numbers)) for name, numbers in half["updates"][-1]["state"].items()}
    here = f"--weights {typed([half['weights']])} --bias {half['bias'][0]}"
    rest = told(f"{here} {start} --state '{state.format(**kept)}'")
    assert rest["updates"][-1]["t"] == (3 if "2" in state else 1)
    assert rest["weights"] == pytest.approx(whole["weights"], rel=1e-12)
    assert rest["bias"] == pytest.approx(whole["bias"], rel=1e-12)


def test_each_row_counts_as_much_as_it_weighs(told: Told) -> None:
    start = "--weights '0.2,-0.3; -0.5,0.7' --bias 0,0 --rate 0.1"
    weighed = told(f"{start} --inputs '1,2; 0.5,-1' --target 1,0 --sample-weight 2,1")
    twice = told(f"{start} --inputs '1,2; 1,2; 0.5,-1' --target 1,1,0")
    assert weighed["value"] == twice["value"]
    by_class = told(f"{start} --inputs '1,2; 0.5,-1' --target 1,0 --class-weight 1,2")
    assert by_class["value"] == twice["value"]
    assert by_class["convention"]["denominator"] == "Σ w of the labels"


def test_one_row_weighs_its_two_classes(told: Told) -> None:
    start = "--weights 0.2,-0.3 --bias 0 --rate 0.1"
    weighed = told(f"{start} --inputs '1,2; 0.5,-1' --target 1,0 --class-weight 1,2")
    assert weighed["value"] == told(f"{start} --inputs '1,2; 1,2; 0.5,-1' --target 1,1,0")["value"]


@pytest.mark.parametrize("loss", ["--loss focal --gamma 1.5", "--smoothing 0.2", "--loss smooth --smoothing others"])
def test_other_losses_go_down_their_own_slope(told: Told, loss: str) -> None:
    start = f"--bias 0.1,-0.2,0 --inputs 1,2 --target 1 --rate 0.01 {loss}"
    weights = np.array([[0.2, -0.3], [-0.5, 0.7], [0.3, 0.1]])
    found = told(f"--weights '{typed(weights.tolist())}' {start}")
    for k, j in ((0, 0), (1, 1), (2, 0)):
        moved = [weights + side * 1e-5 * (np.indices((3, 2)) == [[[k]], [[j]]]).all(axis=0) for side in (1, -1)]
        up, down = (told(f"--weights '{typed(at.tolist())}' {start} --of loss")["value"] for at in moved)
        assert (up - down) / 2e-5 == pytest.approx(found["gradient_weights"][k][j], rel=1e-6)


def test_a_penalty_is_no_share_of_the_mean_and_not_of_the_bias(told: Told) -> None:
    start = "--weights 0.5,-0.25 --bias 2 --inputs '1,2; -1,0.5' --target 1,0 --rate 0.5"
    plain, penalised = told(start), told(f"{start} --l2 0.1 --l1 0.01")
    assert penalised["bias"] == plain["bias"]
    assert penalised["gradient_weights"] == plain["gradient_weights"]
    off = np.array(plain["value"]) - penalised["value"]
    assert off == pytest.approx([0.5 * (0.05 + 0.01), 0.5 * (-0.025 - 0.01)])
    assert penalised["penalty"] == pytest.approx(0.05 * (0.25 + 0.0625) + 0.01 * 0.75)


@pytest.mark.parametrize(
    ("of", "shape"),
    [
        *(("W", (2, 2)), ("W[1]", (2,)), ("W[1,0]", ()), ("w", (2, 2)), ("b", (2,)), ("b[1]", ()), ("bias", (2,))),
        *(("dW", (2, 2)), ("db[0]", ()), ("p", (2,)), ("probabilities", (2,)), ("z[0,1]", ())),
        *(("loss", ()), ("loss_after", ())),
    ],
)
def test_what_is_asked_for(told: Told, of: str, shape: tuple[int, ...]) -> None:
    assert np.shape(told(f"{SOFTMAX} --of {of}")["value"]) == shape


def test_entries_count_from_0_or_from_1(told: Told) -> None:
    whole = told(SOFTMAX)["value"]
    assert told(f"{SOFTMAX} --of W[1,0]")["value"] == whole[1][0]
    counted = SOFTMAX.replace("--target 1", "--target 2")
    assert told(f"{counted} --of W[2,1] --one-based")["value"] == whole[1][0]


def test_digits_are_certified(told: Told) -> None:
    line = "--weights 5 --gradient 4 --optimizer rmsprop --epsilon 0 --rate 0.1 --digits 40"
    assert told(line)["digits"] == ["4.683772233983162066800110645556728146628"]  # 5 - 1/√10


def test_zero_weights_have_a_certified_slope(told: Told) -> None:
    found = told("--weights '0,0;0,0;0,0' --bias 0,0,0 --inputs '1,2;2,1;3,3' --target 0,1,2 --rate 1")
    assert found["certified"]
    assert found["gradient_bias"] == [0, 0, 0]


def test_so_many_updates_are_left_to_float64(told: Told) -> None:
    found = told("--weights 1,2 --bias 0 --inputs '1,2; 2,1; 1,1; 0,1' --target 1,0,1,0 --rate 0.1 --updates 500")
    assert "certified" not in found
    assert len(found["updates"]) == 500
    assert found["loss_after"] < found["updates"][0]["loss"]


def test_in_python() -> None:
    outcome = outcome_of(["step", *shlex.split(SOFTMAX), "--of", "loss"])
    assert outcome.answer.value == pytest.approx(0.241008, abs=1e-6)
