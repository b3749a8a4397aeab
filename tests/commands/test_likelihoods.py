"""xent gaussian and xent multinomial."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
THREE = ("1.5,2,0.3", "1,2.5,0")


@pytest.mark.parametrize(
    ("argv", "value", "unit"),
    [
        (["gaussian", "1.5", "1", "--variance", "0.5"], 0.8223649429247001, "nats"),
        (["gaussian", *THREE, "--sd", "0.5,1,0.2"], 0.7347435022066575, "nats"),
        (["gaussian", "1.5;2;0.3", "1;2.5;0", "--sd", "0.5,1,0.2"], 0.7347435022066575, "nats"),
        (["gaussian", "1.5", "1", "--sd", "2", "--base", "2"], 2.3708322847639396, "bits"),
        (["multinomial", "3,1,0", "0.5,0.3,0.2"], 1.8971199848858813, "nats"),
        (["multinomial", "0,1,0", "2,1,0.1", "--logits", "--base", "2"], 2.0443421772748374, "bits"),
        (["multinomial", "1,0", "0,1"], "Infinity", "nats"),
        (["multinomial", "3000,1000", "0.5,0.5"], 527.4772091787928, "nats"),
    ],
)
def test_typed(xent: Xent, argv: list[str], value: float, unit: str) -> None:
    found = xent(*argv, "--json").json
    assert (found["unit"], found["certified"]) == (unit, True)
    assert found["value"] == (value if isinstance(value, str) else pytest.approx(value, rel=1e-6))


def test_digits_of_pi(xent: Xent) -> None:
    done = xent("gaussian", "0", "0", "--sd", "1", "--digits", "40", "-q")
    assert done.out == "0.9189385332046727417803297364056176398614\n"


def test_where_cross_entropy_comes_from(xent: Xent) -> None:
    shown = xent("multinomial", "3,1,0", "0.5,0.3,0.2").out
    for line in ("Π q_k^n_k", "✓ -Σ n_k ln q_k = N H(p,q): 3.28341 = 3.28341", "does not move the optimum"):
        assert line in shown


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["gaussian", "1", "1"], "--sd and --variance: the spread is not said"),
        (["gaussian", "1", "1", "--sd", "1", "--variance", "1"], "the spread is said twice"),
        (["gaussian", "1", "1", "--sd", "0"], "--sd: 0 is out of range"),
        (["gaussian", "1", "1", "--sd", "-1"], "--sd: -1 is out of range"),
        (["gaussian", "1", "1", "--sd", "sigma"], "--sd: 'sigma' is no number, and these rows have no columns"),
        (["gaussian", "1,2,3", "1,2,3", "--sd", "1,2"], "--sd: 2 numbers for 3 predictions"),
        (["gaussian", "cat", "1", "--sd", "1"], "'cat' is neither numbers"),
        (["multinomial", "1.5,1", "0.5,0.5"], "COUNTS, entry 1: 1.5 is no whole count"),
        (["multinomial", "0,0", "0.5,0.5"], "COUNTS: all counts are 0"),
        (["multinomial", "1,1", "0.5,0.6"], "PROBS: sums to 1.1, not 1"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent(*argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


VARIANCE = ["gaussian", "1.5", "1", "--variance", "0.5"]
COUNTS = ["multinomial", "3,1,0", "0.5,0.3,0.2"]


@pytest.mark.parametrize(
    ("argv", "claim", "name"),
    [
        (VARIANCE, "-0.096574", "½ ln 2π left out"),
        (VARIANCE, "-0.193147", "the ½ forgotten"),
        (VARIANCE, "0.00349", "the standard deviation used as the variance, ½ ln 2π left out"),
        (VARIANCE, "0.725791", "the variance used as the standard deviation"),
        (VARIANCE, "1.072365", "the square not halved"),
        (VARIANCE, "0.25", "the square alone"),
        (VARIANCE, "1.168939", "ln σ left out"),
        (VARIANCE, "1.186422", "log2 taken instead of ln"),
        (["gaussian", "1.5", "1", "--sd", "0.5"], "0.822365", "the standard deviation used as the variance"),
        (COUNTS, "3.283414", "the coefficient left out"),
        (COUNTS, "4.669709", "the coefficient added"),
        (COUNTS, "0.105361", "only N! in the coefficient"),
        (COUNTS, "0.820854", "cross-entropy of the shares"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, argv: list[str], claim: str, name: str) -> None:
    done = xent(*argv, "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


@pytest.mark.parametrize(
    ("argv", "by"),
    [
        (["gaussian", *THREE, "--sd", "0.5,1,0.2"], "mean"),
        (["gaussian", "1.5;2;0.3", "1;2.5;0", "--variance", "0.5,1,0.2", "--base", "2"], "mean"),
        (["multinomial", "3,1,0", "2,1,0.1", "--logits"], "logits"),
        (["multinomial", "3,1,0", "0.5,0.3,0.2", "--wrt", "probs"], "probs"),
    ],
)
def test_its_gradient_is_the_derivative(xent: Xent, argv: list[str], by: str) -> None:
    found = xent("grad", *argv, "--verify", "--json").json
    assert (found["verified"], found["convention"]["wrt"]) == (True, by)


def test_the_gradient_of_counts_has_their_number(xent: Xent) -> None:
    found = xent("grad", "multinomial", "3,1,0", "0.5,0.3,0.2", "-q").out
    assert [float(x) for x in found.split(",")] == pytest.approx([-1, 0.2, 0.8])


def test_a_column_of_spreads(xent: Xent, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("y,mean,sigma\n1.5,1,0.5\n2,2.5,1\n0.3,0,0.2\n")
    argv = ["gaussian", str(table), "-t", "y", "--sd", "sigma"]
    assert float(xent(*argv, "-q").out) == pytest.approx(0.7347435022066575, rel=1e-15)
    typed = xent("gaussian", "2", "2.5", "--sd", "1", "-q").out
    assert xent(*argv, "--row", "2", "-q").out == typed
    assert xent("gaussian", str(table), "-t", "y", "--sd", "1", "-p", "mean", "-q").code == 0


def test_a_spread_in_a_table_that_is_none(xent: Xent, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("y,mean,sigma\n1.5,1,0.5\n2,2.5,0\n")
    argv = ["gaussian", str(table), "-t", "y", "--sd", "sigma"]
    done = xent(*argv)
    assert (done.code, done.out) == (2, "")
    assert "line 3: sigma is 0; --sd is finite and above 0" in done.err
    assert xent(*argv, "--skip-bad", "--json").json["skipped"] == 1


def test_a_table_of_counts(xent: Xent, tmp_path: Path) -> None:
    table = tmp_path / "counts.csv"
    table.write_text("n_a,n_b,p_a,p_b\n3,1,0.5,0.5\n0,7,0.25,0.75\n")
    assert float(xent("multinomial", str(table), "-t", "n_*", "-p", "p_*", "-q").out) == pytest.approx(1.70003443)
