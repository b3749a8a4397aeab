from collections.abc import Callable

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]


@pytest.mark.parametrize(
    ("argv", "value"),
    [
        (["0", "0.7,0.2,0.1"], 0.14),
        (["0,1,0", "0.7,0.2,0.1"], 1.14),
        (["1;0;1", "0.9;0.2;0.8"], 0.03),
        (["1", "0", "--logits"], 0.25),
        (["0,2", "0.7,0.2,0.1; 0.1,0.1,0.8"], 0.1),
        (["0,2", "0.7,0.2,0.1; 0.1,0.1,0.8", "--base", "2"], 0.1),
        (["0", "40,0", "--logits"], 3.60970277569083e-35),
    ],
)
def test_typed(xent: Xent, argv: list[str], value: float) -> None:
    found = xent("brier", *argv, "--json").json
    assert (found["value"], found["unit"], found["certified"]) == (value, None, True)
    assert "base" not in found["convention"]


@pytest.mark.parametrize(
    ("argv", "claim", "name"),
    [
        (["brier", "0", "0.7,0.2,0.1"], "0.07", "half of it"),
        (["brier", "0", "0.7,0.2,0.1"], "0.0467", "mean over the elements instead of the rows"),
        (["brier", "0", "0.7,0.2,0.1"], "0.6000", "absolute errors"),
        (["brier", "0", "0.7,0.2,0.1"], "0.0900", "the true class alone"),
        (["brier", "0", "0.7,0.2,0.1"], "0.3742", "root taken"),
        (["brier", "1;0;1", "0.9;0.2;0.8"], "0.0600", "both classes counted"),
        (["brier", "0", "2,1,0.1", "--logits"], "0.4572", "softmax applied twice"),
        (["ce", "0", "0.7,0.2,0.1"], "0.14", "squared error instead of cross-entropy"),
        (["ce", "0", "0.7,0.2,0.1"], "0.046667", "mean squared error instead of cross-entropy"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, argv: list[str], claim: str, name: str) -> None:
    done = xent(*argv, "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


def test_no_logarithm_is_suspected(xent: Xent) -> None:
    """What is no information is in no base."""
    for claim in ("0.0608", "0.2020", "0.3224"):
        assert xent("brier", "0", "0.7,0.2,0.1", "--expect", claim, "--json").json["verdict"]["diagnosis"] == []


@pytest.mark.parametrize(
    "argv", [["0", "0.7,0.2,0.1"], ["0", "2,1,0.1", "--logits"], ["1;0", "0.9;0.2"], ["1;0", "2;-1", "--logits"]]
)
@pytest.mark.parametrize("wrt", ["logits", "probs"])
def test_its_gradient_is_the_derivative(xent: Xent, argv: list[str], wrt: str) -> None:
    found = xent("grad", "brier", *argv, "--wrt", wrt, "--verify", "--json").json
    assert (found["verified"], found["unit"]) == (True, None)
