import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import InputError, entropy, perplexity, perplexity_from_log_probs

PROBS = st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=30)


@given(PROBS)
def test_tokens_of_one_probability_are_as_perplexing_as_so_many_alike(q: list[float]) -> None:
    assert perplexity([q[0]] * len(q)) == pytest.approx(1 / q[0], rel=1e-14)


@given(PROBS)
def test_logarithms_of_any_base_say_the_same(q: list[float]) -> None:
    for base in (math.e, 2.0, 10.0):
        logs = np.minimum(np.log(q) / math.log(base), 0.0)
        assert perplexity_from_log_probs(logs, base=base) == pytest.approx(perplexity(q), rel=1e-13)


def test_where_frequencies_are_the_probabilities_it_is_the_power_of_the_entropy() -> None:
    tokens = [0.5] * 4 + [0.25] * 2 + [0.125] * 2
    assert math.log2(perplexity(tokens)) == float(entropy([0.5, 0.25, 0.125, 0.125], base=2))


def test_an_impossible_token_makes_it_infinite() -> None:
    assert perplexity([0.5, 0.0]) == math.inf
    assert perplexity_from_log_probs([-1.0, -math.inf]) == math.inf


@pytest.mark.parametrize("q", [[], [1.1], [float("nan")]])
def test_what_is_no_probability(q: list[float]) -> None:
    with pytest.raises(InputError):
        perplexity(q)
    with pytest.raises(InputError):
        perplexity_from_log_probs(q)
