"""Huffman codes: the shortest prefix-free code for given weights, exact in any number system that adds and compares."""

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple

from xent_cli.core.errors import InputError

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Node(NamedTuple):
    """A symbol, or what was merged: its weight, its number in the order of making, and its parts."""

    weight: Any
    number: int
    parts: "tuple[Node, ...]" = ()


def tree(weights: Sequence[Any], arity: int = 2) -> tuple[Node, tuple[Node, ...]]:
    """The root, and what was merged in turn.

    The `arity` lightest are merged, the first time as many as leave a full tree; of equal weights those that were
    made first: symbols in their order, then merges in theirs, which keeps the longest word short.
    """
    heap = [(weight, number) for number, weight in enumerate(weights)]
    made = [Node(weight, number) for weight, number in heap]
    heapify(heap)
    merges: list[Node] = []
    first = (len(weights) - 2) % (arity - 1) + 2 if len(weights) > 1 else 1
    while len(heap) > 1:
        parts = tuple(made[heappop(heap)[1]] for _ in range(arity if merges else first))
        node = Node(sum((part.weight for part in parts[1:]), parts[0].weight), len(made), parts)
        made.append(node)
        merges.append(node)
        heappush(heap, (node.weight, node.number))
    return made[-1], tuple(merges)


def codes_of(root: Node, symbols: int) -> tuple[str, ...]:
    """The word of each symbol: the lighter part of a merge has the lower digit; a symbol alone has 0."""
    words = [DIGITS[0]] * symbols
    waiting = [(root, "")] if root.parts else []
    while waiting:
        node, word = waiting.pop()
        if not node.parts:
            words[node.number] = word
        waiting += [(part, word + DIGITS[i]) for i, part in enumerate(node.parts)]
    return tuple(words)


def canonical(lengths: Sequence[int], arity: int = 2) -> tuple[str, ...]:
    """The code of these lengths whose words, by length and then by symbol, count upwards.

    >>> canonical([2, 2, 2, 3, 3])
    ('00', '01', '10', '110', '111')
    """
    words = [""] * len(lengths)
    value, before = 0, 0
    for count, k in enumerate(sorted(range(len(lengths)), key=lambda k: (lengths[k], k))):
        value = (value + bool(count)) * arity ** (lengths[k] - before)
        before = lengths[k]
        words[k] = _written(value, lengths[k], arity)
    return tuple(words)


def _written(value: int, length: int, arity: int) -> str:
    """A number in so many digits."""
    digits = []
    for _ in range(length):
        value, digit = divmod(value, arity)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits))


def kraft(lengths: Sequence[int], arity: int = 2) -> Fraction:
    """Kraft's sum Σ D^-l: at most 1 of a prefix-free code, and 1 of one that wastes no word."""
    return sum((Fraction(1, arity**length) for length in lengths), Fraction(0))


def huffman_code(weights: Sequence[Any], *, arity: int = 2) -> tuple[str, ...]:
    """The Huffman code of weights (probabilities or counts): a word of `arity` digits for each symbol.

    No prefix-free code has a shorter average length Σ p l. Of equal weights those made first are merged first:
    symbols in their order, then merges. InputError where there are no weights, or one is below 0.

    >>> from xent_cli import huffman_code
    >>> huffman_code([0.25, 0.25, 0.2, 0.15, 0.15])
    ('01', '10', '00', '110', '111')

    Huffman (1952), A method for the construction of minimum-redundancy codes, Proceedings of the IRE 40.
    """
    if not len(weights):
        raise InputError("there are no weights", "weights", "give one for each symbol")
    if not all(0 <= weight < float("inf") for weight in weights):
        raise InputError("a weight is below 0, or no number", "weights", "give numbers that are not below 0")
    if not 2 <= arity <= len(DIGITS):
        raise InputError(f"{arity} digits", "arity", f"give from 2 to {len(DIGITS)}")
    root, _ = tree(weights, arity)
    return codes_of(root, len(weights))
