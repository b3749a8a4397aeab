import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xent_cli import InputError, optimizer_step, regression_gradient

KEPT = json.loads((Path(__file__).parents[1] / "data" / "learning" / "optimizers.json").read_text(encoding="utf-8"))
PLAIN = [
    case for case in KEPT["cases"] if case["problem"] == "softmax" and not {"l1", "l2", "decay"} & case["knobs"].keys()
]


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: f"{case['optimizer']} {case['knobs']}")
def test_ten_updates_are_those_of_torch(case: dict[str, Any]) -> None:
    problem = KEPT["problems"]["softmax"]
    knobs = {"rate": KEPT["rate"], "optimizer": case["optimizer"], **case["knobs"]}
    start = knobs.pop("accumulator", 0.0)
    weights, bias = np.array(problem["weights"]), np.array(problem["bias"])
    states: list[Any] = [None, None]
    if start:
        states = [{"s": np.full_like(of, start)} for of in (weights, bias)]
    for t, want in enumerate(case["updates"], 1):
        by_weights, by_bias = regression_gradient(problem["target"], problem["inputs"], weights, bias)
        weights, states[0] = optimizer_step(weights, by_weights, state=states[0], t=t, **knobs)
        bias, states[1] = optimizer_step(bias, by_bias, state=states[1], t=t, **knobs)
        assert weights == pytest.approx(np.array(want["weights"]), rel=1e-12, abs=1e-12)
        assert bias == pytest.approx(np.array(want["bias"]), rel=1e-12, abs=1e-12)


def test_one_row_of_weights_is_a_sigmoids() -> None:
    by_weights, by_bias = regression_gradient([1.0, 0.25], [[1.0, 2.0], [0.0, 1.0]], [[0.0, 0.0]])
    assert by_weights.tolist() == [[-0.25, -0.375]]
    assert by_bias.tolist() == [-0.125]


@pytest.mark.parametrize(
    ("target", "inputs", "weights", "bias", "said"),
    [
        ([1], [[1.0, 2.0]], [[1.0]], None, "give (N, F) and (K, F)"),
        ([1], [[1.0, 2.0]], [1.0, 2.0], None, "give (N, F) and (K, F)"),
        ([1], [[1.0]], [[1.0], [2.0]], [0.0], "bias: its shape is (1,); give (2,)"),
        ([1, 0], [[1.0]], [[1.0]], None, "target: its shape is (2,)"),
        ([2], [[1.0]], [[1.0], [2.0]], None, "target[0]: 2 is no class"),
        ([1], [[np.inf]], [[1.0]], None, "inputs[0]"),
    ],
)
def test_what_does_not_fit(target: Any, inputs: Any, weights: Any, bias: Any, said: str) -> None:
    with pytest.raises(InputError) as error:
        regression_gradient(target, inputs, weights, bias)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("knobs", "said"),
    [
        ({"rate": -1.0}, "rate"),
        ({"rate": 1.0, "beta1": 1.0}, "beta1"),
        ({"rate": 1.0, "optimizer": "sgd"}, "there is no 'sgd'; give one of gd, momentum"),
        ({"rate": 1.0, "optimizer": "adam", "state": {"v": np.zeros(1)}}, "give m, v, and all of shape (1,)"),
        ({"rate": 1.0, "state": {"v": np.zeros(1)}}, "give no state"),
    ],
)
def test_what_cannot_be_used(knobs: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as error:
        optimizer_step([1.0], [1.0], **knobs)
    assert said in str(error.value)


def test_shapes_must_be_one() -> None:
    with pytest.raises(InputError, match=r"gradient has shape \(2,\)"):
        optimizer_step([1.0], [1.0, 2.0], rate=0.1)
