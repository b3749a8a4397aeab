import math
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        (["0.5,0.5", "0.5,0.5"], 0.0),
        (["1,0", "0.5,0.5"], 1.0),
        (["0.5,0.5", "1,0"], math.inf),
        (["1/2,1/2", "3/4,1/4"], 0.20751874963942190),
        (["1,1", "3,1", "--normalize"], 0.20751874963942190),
        (["1/2,1/2", "0,0", "--logits"], 0.0),
        (["1,0; 1/2,1/2", "0.5,0.5"], 0.5),
    ],
)
def test_value_in_bits(value: Run, operands: list[str], expected: float) -> None:
    assert value("kl", *operands, "--base", "2") == expected


def test_the_other_direction_is_a_remark(xent: Run) -> None:
    answer = xent("kl", "0.5,0.5", "0.9,0.1", "--json").json
    assert answer["value"] == 0.5108256237659907
    assert "the other direction is another number: D(q‖p) = 0.368064" in answer["notes"]
    assert "H(p,q) = H(p) + D(p‖q): 1.20397 = 0.693147 + 0.510826" in answer["notes"]


def test_infinite_with_the_reason(xent: Run) -> None:
    ran = xent("kl", "0.5,0.5", "1,0")
    assert ran.code == 0
    assert "= inf nats" in ran.out
    assert "inf because q_1 is 0 where p_1 is 0.5; --eps 1e-7 would clamp it" in ran.out


def test_negative_only_where_the_sums_differ(xent: Run) -> None:
    notes = xent("kl", "0.5,0.4995", "0.5,0.5004", "--json").json["notes"]
    assert any("below 0 only because the sums of p and q differ" in note for note in notes)


def test_a_label_is_no_distribution(xent: Run) -> None:
    ran = xent("kl", "0", "0.5,0.5")
    assert (ran.code, ran.out) == (2, "")
    assert "P has 1 number, Q has 2" in ran.err
