from collections.abc import Callable

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]


@pytest.mark.parametrize(
    ("argv", "value", "unit"),
    [
        (["1,0", "0.5,0.5"], 0.2157615543388357, "nats"),
        (["1,0", "0.5,0.5", "--distance"], 0.464501404022459, None),
        (["1,0", "0,1", "--base", "2"], 1.0, "bits"),
        (["1,0", "0,1", "--base", "2", "--distance"], 1.0, None),
        (["0.5,0.5", "0.9,0.1", "--weights", "3/4,1/4"], 0.07188053824143539, "nats"),
        (["0.5,0.3,0.2", "2,1,0.1", "--logits"], 0.015789883848625536, "nats"),
        (["0.5,0.5", "0.500000000000000000001,0.499999999999999999999"], 5e-43, "nats"),
    ],
)
def test_typed(xent: Xent, argv: list[str], value: float, unit: str | None) -> None:
    found = xent("js", *argv, "--json").json
    assert found["value"] == value
    assert (found["unit"], found["certified"]) == (unit, True)


def test_the_report_says_which(xent: Xent) -> None:
    assert "this is the divergence; --distance gives its square root" in xent("js", "1,0", "0.5,0.5").out
    assert "this is the distance; the divergence is its square" in xent("js", "1,0", "0.5,0.5", "--distance").out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["1,0", "0,1", "--weights", "1,1"], "--weights: '1,1' are no weights of two distributions"),
        (["1,0", "0,1", "--weights", "x,y"], "--weights: 'x' is not a number"),
        (["1,0", "0.5,0.6"], "Q: sums to 1.1"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("js", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("argv", "claim", "name"),
    [
        (["1,0", "0.5,0.5"], "0.4645", "Jensen-Shannon distance instead of divergence"),
        (["1,0", "0.5,0.5", "--distance"], "0.2158", "Jensen-Shannon divergence instead of distance"),
        (["0.5,0.3,0.2", "0.7,0.2,0.1"], "0.0438", "the ½ forgotten"),
        (["0.5,0.3,0.2", "0.7,0.2,0.1"], "0.02107", "only one divergence from the mixture"),
        (["0.5,0.3,0.2", "0.7,0.2,0.1"], "0.0886", "mean of D(p‖q) and D(q‖p)"),
        (["0.5,0.3,0.2", "0.7,0.2,0.1"], "0.0920", "KL divergence instead of Jensen-Shannon"),
        (["0.5,0.3,0.2", "0.7,0.2,0.1"], "0.0316", "log2 taken instead of ln"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, argv: list[str], claim: str, name: str) -> None:
    done = xent("js", *argv, "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


@pytest.mark.parametrize("argv", [["--logits"], ["--logits", "--distance"], ["--logits", "--weights", "1/4,3/4"]])
def test_its_gradient_is_the_derivative(xent: Xent, argv: list[str]) -> None:
    assert xent("grad", "js", "0.5,0.3,0.2", "2,1,0.1", *argv, "--verify", "--json").json["verified"] is True


@pytest.mark.parametrize(
    ("argv", "value"),
    [
        (["0.7,0.3", "0.5,0.5", "0.1,0.9"], 0.14120027979487135),
        (["1,0,0,0", "0,1,0,0", "0,0,1,0", "0,0,0,1", "--base", "2"], 2.0),
        (["7,3", "5,5", "1,9", "--normalize"], 0.14120027979487135),
        (["0.7,0.3", "0.5,0.5", "0.1,0.9", "--distance"], 0.14120027979487135**0.5),
        (["0.5,0.5", "0.5,0.5", "0,0", "--logits"], 0.0),
    ],
)
def test_more_than_two_distributions(xent: Xent, argv: list[str], value: float) -> None:
    found = xent("js", *argv, "--json").json
    assert (found["value"], found["certified"]) == (pytest.approx(value, rel=1e-10), True)


def test_halves_of_one_weigh_as_one(xent: Xent) -> None:
    two = xent("js", "0.7,0.3", "0.5,0.5", "-q").out
    assert float(xent("js", "0.7,0.3", "0.5,0.5", "0.5,0.5", "--weights", "1/2,1/4,1/4", "-q").out) == pytest.approx(
        float(two), rel=1e-15
    )


def test_the_root_of_several_is_diagnosed(xent: Xent) -> None:
    done = xent("js", "0.7,0.3", "0.5,0.5", "0.1,0.9", "--expect", "0.37577", "--json")
    names = [found["name"] for found in done.json["verdict"]["diagnosis"]]
    assert (done.code, "Jensen-Shannon distance instead of divergence" in names) == (1, True)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["0.7,0.2", "0.5,0.5", "0.1,0.9"], "P1: sums to 0.9, not 1"),
        (["0.7,0.3", "0.5,0.5", "0.1,0.4,0.5"], "P1 has 2 classes, the last has 3"),
        (["0.7,0.3", "0.5,0.5", "0.1,0.9", "--weights", "1/4,3/4"], "2 weights for 3 distributions"),
        (["0.7,0.3", "0.5,0.5;0.1,0.9", "0.1,0.9"], "P2: has several rows"),
        (["0.7,0.3", "0.5,0.5", "--weights", "1/2,1/4,1/4"], "3 weights for two distributions"),
    ],
)
def test_several_that_cannot_be_compared(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("js", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
