from fractions import Fraction
from itertools import product
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xent_cli import InputError, entropy, huffman_code
from xent_cli.core.huffman import canonical, kraft

WEIGHTS = st.lists(st.integers(1, 50), min_size=2, max_size=12)
ARITIES = st.integers(2, 5)


def average(weights: list[int], lengths: list[int]) -> Fraction:
    """Σ w l / Σ w."""
    return Fraction(sum(w * length for w, length in zip(weights, lengths, strict=True)), sum(weights))


def lengths_of(weights: list[int], arity: int = 2) -> list[int]:
    return [len(word) for word in huffman_code(weights, arity=arity)]


@given(WEIGHTS, ARITIES)
def test_no_word_begins_another(weights: list[int], arity: int) -> None:
    for words in (huffman_code(weights, arity=arity), canonical(lengths_of(weights, arity), arity)):
        assert not any(a != b and b.startswith(a) for a, b in product(words, words))
        assert len(set(words)) == len(words)


@given(WEIGHTS)
def test_a_binary_code_wastes_no_word(weights: list[int]) -> None:
    assert kraft(lengths_of(weights)) == 1


@given(WEIGHTS, ARITIES)
def test_canonical_words_have_the_same_lengths(weights: list[int], arity: int) -> None:
    lengths = lengths_of(weights, arity)
    assert [len(word) for word in canonical(lengths, arity)] == lengths


@given(WEIGHTS)
def test_it_is_within_one_digit_of_the_entropy(weights: list[int]) -> None:
    bits = float(entropy([w / sum(weights) for w in weights], base=2))
    assert bits - 1e-9 <= float(average(weights, lengths_of(weights))) < bits + 1


@given(st.lists(st.integers(0, 20), min_size=2, max_size=5), st.integers(2, 3))
def test_no_code_is_shorter(weights: list[int], arity: int) -> None:
    if not any(weights):
        return
    every = product(range(1, len(weights) + 1), repeat=len(weights))
    shortest = min(average(weights, list(lengths)) for lengths in every if kraft(lengths, arity) <= 1)
    assert average(weights, lengths_of(weights, arity)) == shortest


@given(WEIGHTS)
def test_the_order_of_the_symbols_does_not_matter(weights: list[int]) -> None:
    assert average(weights, lengths_of(weights)) == average(weights[::-1], lengths_of(weights[::-1]))


def test_powers_of_a_half_have_words_of_their_surprise() -> None:
    weights = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 8), Fraction(1, 8)]
    assert [len(word) for word in huffman_code(weights)] == [-int(log2(w)) for w in weights]


def test_many_symbols() -> None:
    assert max(map(len, huffman_code([2**k for k in range(300)]))) == 299
    assert set(map(len, huffman_code([1] * 4096))) == {12}


@pytest.mark.parametrize(("weights", "arity"), [([], 2), ([-1, 2], 2), ([1, 2], 1), ([1, 2], 99), ([float("nan")], 2)])
def test_what_has_no_code(weights: list[float], arity: int) -> None:
    with pytest.raises(InputError):
        huffman_code(weights, arity=arity)
