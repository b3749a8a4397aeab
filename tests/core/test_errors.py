"""Errors in words."""

import pytest

from xent_cli.core.errors import InputError, did_you_mean


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (InputError("is empty"), "is empty"),
        (InputError("is empty", "a.csv"), "a.csv: is empty"),
        (InputError("is empty", "a.csv", "give another"), "a.csv: is empty; give another"),
    ],
)
def test_what_where_and_what_to_do(error: InputError, text: str) -> None:
    assert str(error) == text


def test_did_you_mean() -> None:
    assert did_you_mean("--logit", ["--logits", "--log-probs"]) == " (did you mean --logits?)"
    assert did_you_mean("zzz", ["--logits"]) == ""
