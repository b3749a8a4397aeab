"""The wrong ways to the average length of a Huffman code."""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from xent_cli.information.code import Code, facts
from xent_cli.verify.verdict import Diagnosis

_OPTIMAL = "merge the lightest until one is left: {:.6g}"


def wrong_codes(code: Code) -> Iterator[Iterator[Diagnosis]]:
    """The known slips, the common ones first."""
    yield _singles(code)


def _singles(code: Code) -> Iterator[Diagnosis]:
    lengths, count = code.lengths, len(code.names)
    optimal = _OPTIMAL.format(float(code.average(lengths)))
    plain = sum(lengths) / count
    yield Diagnosis("average without the weights", f"Σ l / {count} = {plain:.6g}", plain, "weigh each length by its p")
    yield Diagnosis("sum of the lengths", f"Σ l = {sum(lengths)}", float(sum(lengths)), "weigh each length by its p")
    for fact in facts(code):
        if fact.key in ("entropy", "cross_entropy", "efficiency", "redundancy"):
            value = float(fact.value)
            yield Diagnosis(
                f"the {fact.title}", f"{fact.title} = {value:.6g}", value, "the average length is asked for"
            )
    if not all(code.guessed) or count < 2:
        return
    bits = [-math.log(q) / code.log.ln for q in map(float, code.guessed)]
    for name, wrong in (
        ("Shannon's code, which is prefix-free but not optimal", [math.ceil(b - 1e-12) for b in bits]),
        ("Shannon-Fano-Elias code", [math.ceil(b - 1e-12) + 1 for b in bits]),
        ("lengths rounded from -log p", [round(b) for b in bits]),
        ("words all of one length", [math.ceil(math.log(count) / code.log.ln - 1e-12)] * count),
        ("symbols split off one by one", _one_by_one(code)),
        ("Shannon-Fano code, split from above", _split(code)),
        ("the root counted as a digit", [length + 1 for length in lengths]),
    ):
        average = float(code.average(wrong))
        yield Diagnosis(name, f"Σ p l = {average:.6g} with lengths {', '.join(map(str, wrong[:8]))}", average, optimal)


def _one_by_one(code: Code) -> list[int]:
    """1, 2, 3, …: each time the likeliest symbol gets a word."""
    order = sorted(range(len(code.names)), key=lambda k: -code.guessed[k])
    lengths = [0] * len(order)
    for place, k in enumerate(order, 1):
        lengths[k] = min(place, len(order) - 1)
    return lengths


def _split(code: Code) -> list[int]:
    """The sorted symbols are parted where both halves weigh most alike, again and again."""
    order = sorted(range(len(code.names)), key=lambda k: -code.guessed[k])
    lengths = [0] * len(order)
    waiting: list[Sequence[int]] = [order]
    while waiting:
        part = waiting.pop()
        if len(part) < 2:
            continue
        for k in part:
            lengths[k] += 1
        whole, before = sum((code.guessed[k] for k in part), Fraction(0)), Fraction(0)
        gaps = []
        for k in part[:-1]:
            before += code.guessed[k]
            gaps.append(abs(whole - 2 * before))
        cut = gaps.index(min(gaps)) + 1
        waiting += [part[:cut], part[cut:]]
    return lengths
