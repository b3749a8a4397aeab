from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]

P = ".25,.25,.2,.15,.15"


def test_the_textbooks_example(xent: Xent) -> None:
    found = xent("huffman", P, "--json").json
    assert (found["value"], found["unit"], found["certified"]) == (2.3, "bits", True)
    assert found["entropy"] == pytest.approx(2.285475, abs=5e-7)
    assert found["efficiency"] == pytest.approx(2.2854752972273344 / 2.3)
    assert found["redundancy"] == pytest.approx(2.3 - 2.2854752972273344)
    assert found["kraft"] == 1.0
    columns = {column["name"]: column["values"] for column in found["columns"]}
    assert columns["length"] == [2, 2, 2, 3, 3]
    assert columns["canonical"] == ["00", "01", "10", "110", "111"]


def test_merges_and_tree_are_shown_and_the_tie_rule_is_said(xent: Xent) -> None:
    done = xent("huffman", P)
    assert "3 + 4      0.15 + 0.15  0.3" in done.out
    assert "|-0- 0.45" in done.out
    assert "✓ average length = sum of the merged weights: 2.3 = 0.3 + 0.45 + 0.55 + 1" in done.out
    assert "ties: of equal weights, symbols in their order and then merges in theirs" in done.out


@pytest.mark.parametrize(
    ("argv", "value"),
    [
        (["1/2,1/4,1/8,1/8"], 1.75),
        (["0.5", "0.25", "0.25"], 1.5),
        (["4,2,1,1", "--counts"], 1.75),
        (["1/9,2/9,1/9,5/9", "--arity", "3"], 11 / 9),
        (["0.7,0.3"], 1.0),
        (["1"], 1.0),
        (["0.5,0.25,0.125,0.125", "0.25,0.25,0.25,0.25"], 2.0),
        (["0.25,0.25,0.25,0.25", "0.5,0.25,0.125,0.125"], 2.25),
    ],
)
def test_average_length(xent: Xent, argv: list[str], value: float) -> None:
    assert float(xent("huffman", *argv, "-q").out) == value


def test_the_price_of_the_wrong_code_is_the_cross_entropy(xent: Xent) -> None:
    p, q = "0.25,0.25,0.25,0.25", "0.5,0.25,0.125,0.125"
    found = xent("huffman", p, q, "--json").json
    assert found["value"] == found["cross_entropy"] == float(xent("ce", p, q, "--base", "2", "-q").out)
    assert found["own_average_length"] == found["entropy"] == 2.0


def test_symbols_have_names(xent: Xent) -> None:
    found = xent("huffman", "5,2,1,1", "--counts", "--classes", "a,b,c,d", "--json").json
    assert found["columns"][0]["values"] == ["a", "b", "c", "d"]
    assert found["merges"][0]["merged"] == "c + d"


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("2.4", "average without the weights"),
        ("12", "sum of the lengths"),
        ("2.285", "the entropy"),
        ("2.55", "symbols split off one by one"),
        ("2.5", "Shannon's code, which is prefix-free but not optimal"),
        ("3.5", "Shannon-Fano-Elias code"),
        ("3.0", "words all of one length"),
        ("3.3", "the root counted as a digit"),
        ("0.0145", "the redundancy"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, claim: str, name: str) -> None:
    done = xent("huffman", P, "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


def test_a_right_claim_and_a_gate(xent: Xent) -> None:
    assert xent("huffman", P, "--expect", "2.3").code == 0
    assert xent("huffman", P, "--expect", "23/10 bits").code == 0
    assert xent("huffman", P, "--at-most", "2.2").code == 1


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["0.5,0.6"], "P: sums to 1.1, not 1; if these are counts, say --counts"),
        (["0.5,-0.5,1"], "P, entry 2: -0.5 is no probability"),
        (["0.5,0.5", "0.5,0.25,0.25"], "P has 2 symbols, Q has 3"),
        (["0.5,0.5", "1,0"], "Q: a symbol that comes has probability 0"),
        (["0.5,0.5", "--classes", "a,b,c"], "--classes: 3 names for 2 symbols"),
        (["0.5,0.5;1,0"], "P: is not one distribution"),
        (["0,0", "--counts"], "P: all of it is 0"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("huffman", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("form", ["latex", "html", "markdown", "csv", "plain"])
def test_every_format_writes_it(xent: Xent, form: str, tmp_path: Path) -> None:
    assert xent("huffman", P, "--format", form).code == 0
    path = tmp_path / "p.txt"
    path.write_text("0.5 0.25 0.25\n")
    assert xent("huffman", str(path), "--format", form).code == 0


def test_a_table_of_symbols(xent: Xent, tmp_path: Path) -> None:
    table, bare, other = (tmp_path / name for name in ("t.csv", "bare.csv", "other.csv"))
    table.write_text("symbol,count\na,5\nb,2\nc,1\n")
    bare.write_text("a,5\nb,2\nc,1\n")
    other.write_text("symbol,count\na,1\nc,1\nb,1\n")
    typed = xent("huffman", "5,2,1", "--counts", "--classes", "a,b,c").out
    assert xent("huffman", str(table), "--counts").out == typed
    assert xent("huffman", str(bare), "--counts", "--no-header").out == typed
    for operands, said in {
        (str(bare),): "the first line holds a number, 5; if it is data, say --no-header",
        (str(table), str(other)): "Q: has other symbols than P, or another order",
    }.items():
        done = xent("huffman", *operands, "--counts")
        assert (done.code, done.out) == (2, "")
        assert said in done.err
