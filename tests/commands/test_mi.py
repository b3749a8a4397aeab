from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]

# Cover and Thomas, example 2.2.1.
JOINT = "1/8,1/16,1/32,1/32; 1/16,1/8,1/32,1/32; 1/16,1/16,1/16,1/16; 1/4,0,0,0"
PLAY = str(Path(__file__).parents[2] / "examples" / "tennis" / "play.csv")


def test_the_textbooks_example(xent: Xent) -> None:
    found = xent("mi", JOINT, "--base", "2", "--json").json
    assert (found["value"], found["unit"], found["certified"]) == (0.375, "bits", True)
    assert (found["entropy_x"], found["entropy_y"], found["joint_entropy"]) == (2.0, 1.75, 3.375)
    assert (found["entropy_x_given_y"], found["entropy_y_given_x"]) == (1.625, 1.375)
    assert found["share"] == pytest.approx(0.375 / 1.75)


def test_the_identities_are_checked(xent: Xent) -> None:
    out = xent("mi", JOINT, "--base", "2").out
    assert "✓ I(X;Y) = H(X) - H(X|Y): 0.375 = 2 - 1.625" in out
    assert "✓ I(X;Y) = H(Y) - H(Y|X): 0.375 = 1.75 - 1.375" in out
    assert "✓ I(X;Y) = H(X) + H(Y) - H(X,Y): 0.375 = 2 + 1.75 - 3.375" in out
    assert "✓ H(X,Y) = H(X) + H(Y|X): 3.375 = 2 + 1.375" in out


def test_margins_and_pointwise_values(xent: Xent) -> None:
    found = xent("mi", "1/4,1/4;1/2,0", "--base", "2", "--json").json
    assert [line["p"] for line in found["of_x"]] == [0.5, 0.5]
    assert [line["p"] for line in found["of_y"]] == [0.75, 0.25]
    columns = {column["name"]: column["values"] for column in found["columns"]}
    assert columns["pointwise"][1] == 1.0
    assert columns["pointwise"][3] == "-Infinity"
    assert columns["term"][3] == 0.0


def test_independence_and_functions_are_said(xent: Xent) -> None:
    done = xent("mi", "1,2;2,4", "--counts")
    assert "mutual information = 0.0 nats" in done.out
    assert "x and y are independent" in done.out
    assert "y is a function of x" in xent("mi", "1,0;0,4;2,0", "--counts").out
    assert "x is a function of y" not in xent("mi", "1,0;0,4;2,0", "--counts").out


def test_a_joint_table_in_a_file(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "joint.csv"
    path.write_text("weather,cat,dog\nsun,20,30\nrain,40,10\n")
    found = xent("mi", str(path), "--counts", "--json").json
    assert found["value"] == xent("mi", "20,30;40,10", "--counts", "--json").json["value"]
    assert found["joint"][1] == {"x": "rain", "y=cat": 40, "y=dog": 10, "sum": 50}
    bare = tmp_path / "bare.csv"
    bare.write_text("0.2,0.3\n0.4,0.1\n")
    assert xent("mi", str(bare), "-q").out == xent("mi", "0.2,0.3;0.4,0.1", "-q").out


def test_two_columns_are_counted(xent: Xent) -> None:
    found = xent("mi", PLAY, "-x", "outlook", "-y", "play", "--base", "2", "--json").json
    assert (found["rows"], found["certified"]) == (14, True)
    assert found["value"] == xent("gain", "2,3;4,0;3,2", "--json").json["value"]
    turned = xent("mi", PLAY, "-x", "play", "-y", "outlook", "--base", "2", "--json").json
    assert (turned["value"], turned["entropy_x"]) == (found["value"], found["entropy_y"])


def test_the_cut_into_blocks_does_not_matter(xent: Xent, tmp_path: Path) -> None:
    rows = [f"{i % 7},{i * i % 11}\n" for i in range(700_000)]
    for name, order in (("one.csv", rows), ("other.csv", rows[::-1])):
        (tmp_path / name).write_text("a,b\n" + "".join(order))
    one, other = (xent("mi", str(tmp_path / n), "-x", "a", "-y", "b", "--json").out for n in ("one.csv", "other.csv"))
    assert one == other


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("0.2599", "ln taken instead of log2"),
        ("1.625", "conditional entropy H(X|Y)"),
        ("1.375", "conditional entropy H(Y|X)"),
        ("3.375", "joint entropy"),
        ("0.625", "the wrong conditional entropy subtracted"),
        ("-1.375", "joint for conditional entropy"),
        ("3.625", "sign of the conditional entropy"),
        ("-0.375", "all signs turned"),
        ("3.75", "the joint entropy not subtracted"),
        ("1.1264", "conditional entropy H(X|Y), and ln taken instead of log2"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, claim: str, name: str) -> None:
    done = xent("mi", JOINT, "--base", "2", "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


def test_a_right_claim_and_a_gate(xent: Xent) -> None:
    assert xent("mi", JOINT, "--base", "2", "--expect", "3/8").code == 0
    assert xent("mi", JOINT, "--expect", "0.375 bits").code == 0
    assert xent("mi", JOINT, "--base", "2", "--at-least", "0.4").code == 1


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["1,2;3"], "JOINT: row 2 has 1 numbers, the first has 2"),
        (["1,2;3,4"], "JOINT: sums to 10, not 1; if these are counts, say --counts"),
        (["0.5,-0.5;0.5,0.5"], "JOINT, row 1, entry 2: -0.5 is no probability"),
        ([PLAY], "row 1, column temperature: 'hot' is not a number"),
        ([PLAY, "-x", "play"], "-y: is missing beside -x"),
        ([PLAY, "-x", "play", "-y", "wnd"], "there is no column 'wnd' (did you mean 'wind'?)"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("mi", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("form", ["latex", "html", "markdown", "csv", "plain"])
def test_every_format_writes_it(xent: Xent, form: str) -> None:
    assert xent("mi", JOINT, "--format", form).code == 0
    assert xent("mi", PLAY, "-x", "outlook", "-y", "play", "--format", form).code == 0
