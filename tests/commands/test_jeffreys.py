from collections.abc import Callable

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
P, Q = "0.5,0.3,0.2", "0.7,0.2,0.1"


def test_typed_with_both_directions(xent: Xent) -> None:
    found = xent("jeffreys", P, Q, "--json").json
    assert found["value"] == 0.17715567619105355
    steps = {step["title"]: step["value"] for step in found["steps"]}
    assert steps["one direction"] == xent("kl", P, Q, "--json").json["value"]
    assert steps["the other direction"] == xent("kl", Q, P, "--json").json["value"]
    assert xent("jeffreys", P, Q, "--base", "2", "-q").out == "0.255581615506164\n"


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("0.0920", "only one direction"),
        ("0.0851", "only the other direction"),
        ("0.0886", "half of it"),
        ("0.0069", "difference of the directions"),
        ("0.2556", "log2 taken instead of ln"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, claim: str, name: str) -> None:
    done = xent("jeffreys", P, Q, "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


@pytest.mark.parametrize(
    "argv", [[Q], [Q, "--wrt", "probs"], ["2,1,0.1", "--logits"], ["2,1,0.1", "--logits", "--base", "2"]]
)
def test_its_gradient_is_the_derivative(xent: Xent, argv: list[str]) -> None:
    assert xent("grad", "jeffreys", P, *argv, "--verify", "--json").json["verified"] is True


def test_zero_against_something_is_infinite(xent: Xent) -> None:
    assert xent("jeffreys", "1,0", "0.5,0.5", "-q").out == "inf\n"
    assert xent("jeffreys", "0.5,0.5", "1,0", "-q").out == "inf\n"
