import math
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]

TOKENS = "doc,token,logprob\na,The ,-0.5\na,cat,-1.25\nb,naïve,-3\nb, sat,-0.125\nb,!,-0.25\n"


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "tokens.csv"
    path.write_text(TOKENS, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("argv", "value"),
    [
        (["0.4,0.6,0.2"], 2.7516060407455223),
        (["1/2,1/4,1/8"], 4.0),
        (["1/2,1/4;1/8"], 4.0),
        (["-1,-2,-3", "--log-probs", "--log-base", "2"], 4.0),
        (["-1,-2,-3", "--log-probs", "--log-base", "2", "--base", "10"], 4.0),
        (["-1,-1", "--log-probs"], math.e),
        (["-1,-3", "--log-probs", "--log-base", "10"], 100.0),
    ],
)
def test_typed(xent: Xent, argv: list[str], value: float) -> None:
    found = xent("ppl", *argv, "--json").json
    assert found["value"] == value
    assert found["unit"] is None
    assert found["certified"] is True
    assert found["core_ulp"] <= 4


def test_what_stands_beside_it(xent: Xent) -> None:
    found = xent("ppl", "0.5,0.25;0.125,0.5,0.5", "--text", "the cat sat down", "--json").json
    assert (found["tokens"], found["bits_per_token"]) == (5, 1.6)
    assert (found["bytes"], found["bits_per_byte"]) == (16, 0.5)
    assert (found["words"], found["word_perplexity"]) == (4, 4.0)
    assert [line["tokens"] for line in found["documents"]] == [2, 3]
    assert found["mean_document_perplexity"] == pytest.approx((8**0.5 + 32 ** (1 / 3)) / 2)


def test_lengths_may_be_given(xent: Xent) -> None:
    found = xent("ppl", "0.5,0.25", "--bytes", "6", "--words", "3", "--json").json
    assert (found["bits_per_byte"], found["word_perplexity"]) == (0.5, 2.0)


def test_an_impossible_token_is_named(xent: Xent, tmp_path: Path) -> None:
    done = xent("ppl", "0.5,0,0.5")
    assert done.code == 0
    assert "perplexity = inf" in done.out
    assert "inf because the token k = 1 came with probability 0" in done.out
    path = tmp_path / "inf.csv"
    path.write_text("lp\n-1\n-inf\n-2\n")
    assert "came with probability 0: row 2" in xent("ppl", str(path), "--log-probs").out


def test_a_row_for_each_token(xent: Xent, table: str) -> None:
    found = xent("ppl", table, "--pred", "logprob", "--log-probs", "--by", "doc", "--text", "token", "--json").json
    assert found["value"] == pytest.approx(math.exp(5.125 / 5))
    assert found["convention"] == {"input": "log-probs", "log_base": "e", "denominator": "tokens"}
    assert (found["tokens"], found["bytes"], found["characters"], found["words"]) == (5, 18, 17, 4)
    assert [(line["key"], line["rows"]) for line in found["groups"]] == [("a", 2), ("b", 3)]
    assert [line["value"] for line in found["groups"]] == pytest.approx([math.exp(0.875), math.exp(1.125)])


def test_a_table_says_what_typing_says(xent: Xent, table: str) -> None:
    typed = xent("ppl", "-0.5,-1.25,-3,-0.125,-0.25", "--log-probs", "-q").out
    assert xent("ppl", table, "--pred", "logprob", "--log-probs", "-q").out == typed


@pytest.mark.parametrize(
    ("argv", "claim", "name"),
    [
        (["0.4,0.6,0.2"], "2.0170", "2 to the power of nats"),
        (["0.4,0.6,0.2"], "4.3071", "e to the power of bits"),
        (["0.4,0.6,0.2"], "20.8333", "no N-th root"),
        (["0.4,0.6,0.2"], "3.0556", "mean of 1/q"),
        (["0.4,0.6,0.2"], "1.0122", "the logarithm of the perplexity, in nats"),
        (["0.4,0.6,0.2"], "2.1364", "one token more in the denominator"),
        (["0.5,0.25;0.125,0.5,0.5"], "3.0016", "mean of the documents' perplexities"),
        (["0.5,0.25;0.125,0.5,0.5", "--bytes", "16"], "1.4142", "perplexity by byte instead of token"),
    ],
)
def test_a_wrong_claim_is_diagnosed(xent: Xent, argv: list[str], claim: str, name: str) -> None:
    done = xent("ppl", *argv, "--expect", claim, "--json")
    assert done.code == 1
    assert name in [found["name"] for found in done.json["verdict"]["diagnosis"]]


def test_the_mistakes_are_known_in_tables_too(xent: Xent, table: str) -> None:
    done = xent("ppl", table, "--pred", "logprob", "--log-probs", "--by", "doc", "--expect", "2.7395", "--json")
    assert [found["name"] for found in done.json["verdict"]["diagnosis"]] == ["mean of the documents' perplexities"]


def test_a_right_claim_and_a_gate(xent: Xent) -> None:
    assert xent("ppl", "0.4,0.6,0.2", "--expect", "2.752").code == 0
    assert xent("ppl", "0.4,0.6,0.2", "--at-most", "2.7").code == 1
    assert xent("ppl", "0.4,0.6,0.2", "--at-most", "2.8").code == 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["0.5,-1"], "token 2: -1 is no probability; if these are log-probabilities, say --log-probs"),
        (["0.5,1", "--log-probs"], "token 1: 0.5 is above 0, so no log-probability"),
        (["0.5", "--log-base", "2"], "--log-base: says the base of log-probabilities; say --log-probs too"),
        (["-1", "--log-probs", "--log-base", "x"], "'x' is not a base"),
        (["0.5", "--bytes", "few"], "--bytes: 'few' is no length"),
    ],
)
def test_odd_input(xent: Xent, argv: list[str], said: str) -> None:
    done = xent("ppl", *argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("form", ["latex", "html", "markdown", "csv", "plain", "table"])
def test_every_format_writes_it(xent: Xent, form: str, table: str) -> None:
    assert xent("ppl", "0.5,0.25;1", "--format", form).code == 0
    assert xent("ppl", table, "--log-probs", "--format", form).code == 0


def test_words_that_run_over_tokens_count_once(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "parts.csv"
    path.write_text("t,q\nun,0.5\nbe,0.5\nliev,0.5\nable,0.5\n story,0.5\n")
    assert xent("ppl", str(path), "--text", "t", "--pred", "q", "--json").json["words"] == 2


def test_a_length_that_is_none(xent: Xent, table: str) -> None:
    done = xent("ppl", table, "--pred", "logprob", "--log-probs", "--bytes", "token")
    assert (done.code, done.out) == (2, "")
    assert "line 2: 'The ' is no number of bytes" in done.err
