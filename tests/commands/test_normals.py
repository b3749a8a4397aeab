"""Gaussians as operands of entropy, kl and ce."""

from collections.abc import Callable

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
P, Q = "N(0, sd=1)", "N(1, sd=2)"


@pytest.mark.parametrize(
    ("argv", "value", "unit"),
    [
        (["kl", P, Q], 0.4431471805599453, "nats"),
        (["kl", Q, P, "--base", "2"], 1.3068528194400546 / 0.6931471805599453, "bits"),
        (["kl", "N(0, var=1)", "N(1, var=4)"], 0.4431471805599453, "nats"),
        (["kl", "N([0,1], sd=1)", "N([1,2], sd=[2,2])"], 0.8862943611198906, "nats"),
        (["kl", P, "N(0, sd=1.0000000001)"], 9.999999998333333e-21, "nats"),
        (["kl", P, P], 0.0, "nats"),
        (["ce", P, Q], 1.8620857137646181, "nats"),
        (["entropy", "N([0,0], var=[1,4])", "--base", "2"], 5.094191170361282, "bits"),
        (["entropy", "N(-5, sd=1/10)"], -0.8836465597893729, "nats"),
    ],
)
def test_values(xent: Xent, argv: list[str], value: float, unit: str) -> None:
    found = xent(*argv, "--json").json
    assert (found["unit"], found["certified"]) == (unit, True)
    assert found["value"] == pytest.approx(value, rel=1e-15)
    assert "classes" not in found


def test_its_identity_is_checked(xent: Xent) -> None:
    assert "✓ H(p,q) = H(p) + D(p‖q): 1.86209 = 1.41894 + 0.443147" in xent("kl", P, Q).out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["kl", "N(0,1)", Q], "write N(0, sd=1) or N(0, var=1): books differ"),
        (["kl", "0.5,0.5", "N(0,1)"], "compare two Gaussians"),
        (["kl", "0.5,0.5", "N(0,1)"], "N(0, sd=1) or N(0, var=1)"),
        (["kl", P, "0.5,0.5"], "'0.5,0.5' is no Gaussian, and 'N(0, sd=1)' is one"),
        (["kl", P, "N([1,2], sd=2)"], "1 and 2 dimensions"),
        (["kl", P, "N([1,2,3], sd=[2,1])"], "3 means and 2 spreads"),
        (["kl", P, "N(1, sd=0)"], "sd=0 is not above 0"),
        (["kl", P, "N(inf, sd=1)"], "not finite"),
        (["kl", P, "N(a, sd=1)"], "'a' is not a number"),
        (["kl", P], "1 operands where P and Q"),
        (["bce", "1", P], "bce is not of Gaussians"),
        (["kl", P, Q, "--logits"], "--logits: kl takes numbers as they are"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent(*argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("argv", "claim", "name"),
    [
        (["kl", P, Q], "1.3069", "the directions exchanged"),
        (["kl", P, Q], "0.8863", "the ½ forgotten"),
        (["kl", P, Q], "0.3466", "standard deviation and variance exchanged"),
        (["kl", P, Q], "1.8621", "cross-entropy instead of divergence"),
        (["ce", P, Q], "0.4431", "divergence instead of cross-entropy"),
        (["kl", P, Q], "0.6393", "log2 taken instead of ln"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, argv: list[str], claim: str, name: str) -> None:
    done = xent(*argv, "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


def test_many_dimensions_have_their_remark(xent: Xent) -> None:
    """So many that the steps are in float64."""
    p, q = (f"N([{','.join([mean] * 6000)}], {spread})" for mean, spread in (("0", "sd=1"), ("1", "var=2")))
    there, back = float(xent("kl", p, q, "-q").out), float(xent("kl", q, p, "-q").out)
    assert there > 0
    assert f"D(q‖p) = {back:.6g}" in xent("kl", p, q).out
