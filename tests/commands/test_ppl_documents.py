"""Documents of tokens: lists, answers of servers, samples of an evaluation."""

import json
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]

TOKENS = "doc,token,logprob\na,The ,-0.5\na,cat,-1.25\nb,naïve,-3\nb, sat,-0.125\nb,!,-0.25\n"

DOCS = (
    '{"id":1,"out":{"lp":[null,-1.5,-0.5]},"text":"The cat"}\n'
    '{"id":2,"out":{"lp":[-2,-0.25,-0.25,-1]},"text":"naïve"}\n'
)

CHAT = {
    "choices": [
        {
            "logprobs": {
                "content": [
                    {"token": "n", "logprob": -0.5, "bytes": [110]},
                    {"token": "\\xc3", "logprob": -1.5, "bytes": [195]},
                    {"token": "\\xaf", "logprob": -1.0, "bytes": [175]},
                ]
            }
        }
    ]
}

COMPLETION = {"choices": [{"logprobs": {"tokens": ["a", " b"], "token_logprobs": [None, -0.7]}}]}

RESPONSE = {
    "object": "response",
    "output": [
        {"type": "reasoning", "content": []},
        {
            "type": "message",
            "content": [
                {
                    "type": "output_text",
                    "logprobs": [{"token": "n", "logprob": -0.5}, {"token": "o", "logprob": -1.5, "bytes": [111]}],
                }
            ],
        },
    ],
}
SAMPLES = [
    {"doc_id": 0, "doc": {}, "resps": [[[-12.5]]], "word_perplexity": [-12.5, 2], "bits_per_byte": [-12.5, 7]},
    {"doc_id": 1, "doc": {}, "resps": [[[-3.5]]], "word_perplexity": [-3.5, 1], "bits_per_byte": [-3.5, 3]},
]


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "tokens.csv"
    path.write_text(TOKENS, encoding="utf-8")
    return str(path)


@pytest.fixture
def docs(tmp_path: Path) -> str:
    path = tmp_path / "docs.jsonl"
    path.write_text(DOCS, encoding="utf-8")
    return str(path)


def test_a_list_for_each_document(xent: Xent, docs: str) -> None:
    done = xent("ppl", docs, "--pred", "out.lp", "--log-probs", "--text", "text", "--by", "id", "--json").json
    assert done["value"] == pytest.approx(math.exp(5.5 / 6))
    assert (done["tokens"], done["bytes"], done["documents"]) == (6, 13, 2)
    assert [line["value"] for line in done["groups"]] == pytest.approx([math.exp(1), math.exp(3.5 / 4)])
    assert "1 token without a number (null) left out, such as the first of a prompt" in done["notes"]


@pytest.mark.parametrize("indent", [None, 1])
def test_the_answer_of_a_server(xent: Xent, tmp_path: Path, indent: int | None) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(CHAT, indent=indent))
    found = xent("ppl", str(path), "--json").json
    assert found["value"] == pytest.approx(math.e)
    assert (found["tokens"], found["bytes"], found["characters"]) == (3, 3, 2)
    assert found["convention"]["log_base"] == "e"
    path.write_text(json.dumps(COMPLETION, indent=indent))
    assert float(xent("ppl", str(path), "-q").out) == pytest.approx(math.exp(0.7))


def test_the_answer_of_a_server_in_the_form_of_responses(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "response.json"
    path.write_text(json.dumps(RESPONSE))
    found = xent("ppl", str(path), "--json").json
    assert (found["value"], found["tokens"], found["bytes"]) == (pytest.approx(math.e), 2, 2)
    path.write_text(json.dumps({"object": "response", "output": [{"type": "message", "content": ["x"]}]}))
    done = xent("ppl", str(path))
    assert (done.code, done.out) == (2, "")


def test_samples_of_an_evaluation(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "samples.jsonl"
    path.write_text("".join(json.dumps(sample) + "\n" for sample in SAMPLES))
    found = xent("ppl", str(path), "--json").json
    assert found["value"] == found["word_perplexity"] == pytest.approx(math.exp(16 / 3))
    assert found["bits_per_byte"] == pytest.approx(16 / 10 / math.log(2))
    assert "tokens are not counted in it: the perplexity is that of words" in found["notes"]


def test_odd_tables(xent: Xent, tmp_path: Path, table: str, docs: str) -> None:
    assert "line 2, column logprob: -0.5 is no probability" in xent("ppl", table).err
    two = tmp_path / "two.csv"
    two.write_text("a,b\n0.5,0.25\n")
    assert "name the one with --pred" in xent("ppl", str(two)).err
    bad = tmp_path / "bad.csv"
    bad.write_text("q\n0.5\n1.5\n0.5\n")
    assert float(xent("ppl", str(bad), "--skip-bad", "-q").out) == 2.0


@pytest.mark.parametrize("form", ["parquet", "arrow"])
def test_a_column_of_lists(xent: Xent, tmp_path: Path, docs: str, form: str) -> None:
    table = pa.table({"id": ["1", "2"], "lp": [[None, -1.5, -0.5], [-2.0, -0.25, -0.25, -1.0]], "n": [7, 6]})
    path = tmp_path / f"docs.{form}"
    (pq.write_table if form == "parquet" else feather.write_feather)(table, str(path))
    found = xent("ppl", str(path), "--pred", "lp", "--log-probs", "--bytes", "n", "--by", "id", "--json").json
    lines = xent("ppl", docs, "--pred", "out.lp", "--log-probs", "--bytes", "13", "--by", "id", "--json").json
    for key in ("value", "tokens", "bits_per_byte", "documents", "mean_document_perplexity", "notes"):
        assert found[key] == lines[key]
    assert [line["value"] for line in found["groups"]] == [line["value"] for line in lines["groups"]]


def test_a_list_may_be_piped_in(docs: str) -> None:
    command = [sys.executable, "-m", "xent_cli", "ppl", "-", "--pred", "out.lp", "--log-probs", "-q"]
    done = subprocess.run(command, input=DOCS, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert (done.stderr, float(done.stdout)) == ("", pytest.approx(math.exp(5.5 / 6)))


def test_what_is_wrong_in_a_document_is_said_with_its_line(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"lp":[-1]}\n{"lp":[0.5]}\n{"lp":["x"]}\n{"other":1}\n')
    call = ["ppl", str(path), "--pred", "lp", "--log-probs"]
    done = xent(*call)
    assert (done.code, done.out) == (2, "")
    assert "bad.jsonl, line 2, token 1: 0.5 is above 0" in done.err
    left = xent(*call, "--skip-bad", "--json").json
    assert (left["tokens"], left["rows"]) == (1, 1)
    assert any(note.startswith("3 documents left out; the first: ") for note in left["notes"])
    path.write_text('{"lp":[-1]}\nnot json\n')
    assert "line 2: is not a JSON object" in xent(*call).err
