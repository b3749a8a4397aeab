from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]

PLAY = str(Path(__file__).parents[2] / "examples" / "tennis" / "play.csv")
BRANCHES = "2,3;4,0;3,2"
NUMBERS = "hum,play\n65,y\n70,n\n80,y\n70,y\n96,y\n91,n\n95,n\n90,y\n80,y\n70,y\n90,n\n75,y\n86,y\n85,n\n"


def test_play_tennis_typed_by_branches(xent: Xent) -> None:
    found = xent("gain", BRANCHES, "--json").json
    assert (found["value"], found["unit"], found["certified"]) == (0.24674981977443916, "bits", True)
    assert found["parent_entropy"] == pytest.approx(0.9402859586706311)
    assert found["conditional_entropy"] == pytest.approx(0.6935361388961919)
    assert found["split_information"] == pytest.approx(1.5774062828523454)
    assert found["gain_ratio"] == pytest.approx(0.1564275624211751)
    assert found["gini_decrease"] == pytest.approx(0.11632653061224485)


def test_play_tennis_from_the_file(xent: Xent) -> None:
    found = xent("gain", PLAY, "--target", "play", "--json").json
    assert [line["feature"] for line in found["features"]] == ["outlook", "humidity", "wind", "temperature"]
    gains = [0.24674981977443916, 0.1518355013623416, 0.0481270304082694, 0.029222565658954647]
    assert [line["gain"] for line in found["features"]] == pytest.approx(gains, rel=1e-15)
    assert (found["value"], found["quantity"]) == (gains[0], "information gain of outlook")
    assert found["best"] == "outlook"


def test_one_feature_is_worked_as_typed_branches_are(xent: Xent) -> None:
    from_file = xent("gain", PLAY, "--target", "play", "--features", "outlook", "--json").json
    typed = xent("gain", "0,4;2,3;3,2", "--json").json
    assert from_file["value"] == typed["value"]
    assert from_file["steps"] == typed["steps"]
    assert (from_file["rows"], from_file["columns"][0]["values"]) == (14, ["overcast", "rain", "sunny"])


@pytest.mark.parametrize(("base", "value"), [("2", 0.24674981977443916), ("e", 0.1710339416), ("4", 0.1233749099)])
def test_the_unit_is_bits_unless_asked(xent: Xent, base: str, value: float) -> None:
    assert float(xent("gain", BRANCHES, "--base", base, "-q").out) == pytest.approx(value)


def test_it_is_the_mutual_information_of_both(xent: Xent) -> None:
    done = xent("gain", BRANCHES)
    assert (
        "✓ I(branch;class) = H(class) + H(branch) - H(branch,class): 0.24675 = 0.940286 + 1.57741 - 2.27094" in done.out
    )


def test_numbers_are_cut_where_it_tells_most(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text(NUMBERS)
    found = xent("gain", str(path), "--target", "play", "--cuts", "--json").json
    each = {line["threshold"]: line["gain"] for line in found["cuts"]}
    best = max(each, key=lambda cut: each[cut])
    assert found["quantity"] == f"information gain of hum ≤ {best:g}"
    for cut, gain in each.items():
        at = float(xent("gain", str(path), "--target", "play", "--threshold", str(cut), "-q").out)
        assert at == pytest.approx(gain, abs=1e-12)
    assert found["value"] == pytest.approx(max(each.values()), abs=1e-12)


def test_a_missing_value_is_an_error_a_category_or_left_out(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "missing.csv"
    path.write_text("a,b\nx,1\n,0\ny,1\nx,1\n")
    call = ["gain", str(path), "--target", "b"]
    done = xent(*call)
    assert (done.code, done.out) == (2, "")
    assert "line 3, column a: the cell is empty; --missing makes it a category of its own" in done.err
    assert "(missing)" in xent(*call, "--missing").out
    assert xent(*call, "--skip-bad", "--json").json["rows"] == 3


def test_many_rows_are_counted_exactly(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = ["a,y\n"] * 200_000 + ["a,n\n"] * 300_000 + ["b,y\n"] * 400_000 + ["c,y\n"] * 300_000 + ["c,n\n"] * 200_000
    path.write_text("f,play\n" + "".join(rows))
    many = xent("gain", str(path), "--target", "play", "--json").json
    assert many["value"] == xent("gain", BRANCHES, "--json").json["value"]
    assert (many["rows"], many["certified"]) == (1_400_000, True)


@pytest.mark.parametrize(
    ("claim", "status", "name"),
    [
        ("0.247", "correct", None),
        ("0.246", "truncated", None),
        ("0.171", "wrong", "ln taken instead of log2"),
        ("-1.0016", "wrong", "branches without their weights"),
        ("0.2930", "wrong", "plain mean of the branches"),
        ("0.1564", "wrong", "gain ratio instead of gain"),
        ("1.577", "wrong", "split information"),
        ("0.1163", "wrong", "Gini instead of entropy"),
        ("0.8839", "wrong", "parent entropy of the wrong column"),
        ("0.6935", "wrong", "what is left after the split"),
        ("0.2464", "wrong", "entropies rounded to 3 decimals on the way"),
        ("-0.6943", "wrong", "branches without their weights, and ln taken instead of log2"),
    ],
)
def test_a_claim(xent: Xent, claim: str, status: str, name: str | None) -> None:
    done = xent("gain", BRANCHES, "--expect", claim, "--json").json["verdict"]
    assert done["status"] == status
    assert name in [found["name"] for found in done["diagnosis"]] or name is None


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["2,3;1"], "BRANCHES: row 2 has 1 numbers, the first has 2"),
        (["2,3;-1,2"], "BRANCHES, row 2, entry 1: -1 is no count"),
        (["0,0;0,0"], "everything in it is 0"),
        ([BRANCHES, "--cuts"], "--cuts: is for the numbers of a table"),
        ([PLAY], "which column holds the classes is not said; name it with --target"),
        ([PLAY, "--target", "plays"], "there is no column 'plays' (did you mean 'play'?)"),
        ([PLAY, "--target", "play", "--threshold", "wind=3"], "wind: 'weak' is not a number"),
        ([PLAY, "--target", "play", "--threshold", "3"], "3 is for one feature, and there are 4"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("gain", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("form", ["latex", "html", "markdown", "csv", "plain"])
def test_every_format_writes_it(xent: Xent, form: str) -> None:
    assert xent("gain", BRANCHES, "--format", form).code == 0
    assert xent("gain", PLAY, "--target", "play", "--format", form).code == 0


def test_a_threshold_and_every_cut_exclude_each_other(xent: Xent) -> None:
    done = xent("gain", PLAY, "--target", "play", "--cuts", "--threshold", "3")
    assert "--cuts: a threshold is given, and every cut asked for" in done.err


def test_a_column_that_stands_twice_is_told_of_its_own_options(xent: Xent) -> None:
    done = xent("gain", PLAY, "--target", "play", "--features", "play")
    assert done.err.startswith("xent: --features, --target: 'play,play' takes column play twice")
