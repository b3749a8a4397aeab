import csv
import io
import json
import math
from collections.abc import Callable

import pytest

from xent_cli.app import run

ROWS = ("ce", "0,1", "0.7,0.3; 0.5,0.5")

Shown = Callable[..., str]


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Shown:
    """Standard output of a command line that answers."""

    def show(*argv: str) -> str:
        assert run(list(argv)) == 0
        return capsys.readouterr().out

    return show


def test_plain_is_quiet(shown: Shown) -> None:
    assert shown("ce", "0", "0.7,0.3", "--format", "plain") == shown("ce", "0", "0.7,0.3", "-q")


def test_json_is_format_json(shown: Shown) -> None:
    assert shown("ce", "0", "0.7,0.3", "--format", "json") == shown("ce", "0", "0.7,0.3", "--json")


def test_json_has_no_number_that_is_none(shown: Shown) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    answer = json.loads(shown("kl", "0.5,0.5", "1,0", "--json"), parse_constant=refuse)
    assert answer["value"] == "Infinity"
    per_class = json.loads(shown(*ROWS, "--classes", "a,b", "--json"), parse_constant=refuse)["per_class"]
    assert [line["class"] for line in per_class] == ["a", "b"]


def test_json_digits(shown: Shown) -> None:
    third = "0." + "3" * 30
    answer = json.loads(shown("softmax", "0,0,0; 0,0,0", "--digits", "30", "--json"))
    assert answer["digits"] == [[third] * 3] * 2
    assert answer["value"] == [[1 / 3] * 3] * 2


def test_csv_of_a_vector_is_the_worked_table(shown: Shown) -> None:
    text = shown("ce", "b", "0.7,0.3", "--classes", "a,b", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["k"] for line in lines] == ["a", "b"]
    assert math.fsum(float(line["term"]) for line in lines) == pytest.approx(-math.log(0.3))


def test_csv_of_rows_is_one_line_of_facts(shown: Shown) -> None:
    (line,) = csv.DictReader(io.StringIO(shown(*ROWS, "--format", "csv")))
    assert (line["command"], line["rows"], line["unit"]) == ("ce", "2", "nats")
    assert float(line["value"]) == pytest.approx((math.log(2) - math.log(0.7)) / 2)


def test_csv_of_rows_each_for_itself(shown: Shown) -> None:
    lines = list(csv.DictReader(io.StringIO(shown(*ROWS, "--reduction", "none", "--format", "csv"))))
    assert [(line["row"], line["label"]) for line in lines] == [("1", "0"), ("2", "1")]


def test_csv_of_a_claim_is_one_line_of_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ROWS, "--expect", "1.25", "--format", "csv"]) == 1
    head, line = csv.reader(io.StringIO(capsys.readouterr().out))
    found = dict(zip(head, line, strict=True))
    assert (found["claim"], found["status"], found["accepted"]) == ("1.25", "wrong", "false")
    assert float(found["value"]) == pytest.approx(-math.log(0.7 * 0.5) / 2)


def test_markdown(shown: Shown) -> None:
    text = shown("ce", "[cat]", "0.5,0.5", "--classes", "[cat],a|b", "--base", "2", "--format", "markdown")
    assert text.splitlines()[:6] == [
        r"### cross-entropy: H(p,q) = -Σ p\_k log2 q\_k",
        "",
        r"| k | p\_k | q\_k | log2 q\_k | -p\_k log2 q\_k |",
        "| --- | ---: | ---: | ---: | ---: |",
        r"| \[cat\] | 1 | 0.5 | -1 | 1 |",
        r"| a\|b | 0 | 0.5 | -1 | 0 |",
    ]
    assert "**cross-entropy = 1.0** bits (certified)" in text
    assert "- ✓ H(p,q) = H(p) + D(p‖q): 1 = 0 + 1" in text


@pytest.mark.parametrize("looks", ["table", "markdown", "json", "csv", "plain"])
def test_a_thousand_classes(shown: Shown, looks: str) -> None:
    logits = ",".join(str(k % 7) for k in range(1000))
    text = shown("softmax", logits, "--format", looks)
    if looks in ("table", "markdown"):
        assert "16 of 1000 lines: the first 6, the last 4, the largest between" in text
        assert "1000 values (all of them with --quiet, --json or --format csv)" in text
        assert len(text.splitlines()) < 40
