"""The wrong ways to an information gain."""

import math
from collections.abc import Iterator

from xent_cli.information.gain import Branches
from xent_cli.information.joint import entropy
from xent_cli.verify.verdict import Diagnosis, Rounding
from xent_cli.verify.ways import other_bases, with_other_bases


def wrong_gains(found: Branches) -> Iterator[Iterator[Diagnosis]]:
    """The known slips, the common ones first; then those with another logarithm besides."""
    yield _of_amounts(found)
    yield _rounded(found)
    yield with_other_bases(_of_information(found), found.log)


def _of_amounts(found: Branches) -> Iterator[Diagnosis]:
    yield from other_bases("the gain", found.gain.value, found.log)
    yield from _of_information(found)
    yield from _of_others(found)


def _of_information(found: Branches) -> Iterator[Diagnosis]:
    """What is an amount of information too."""
    joint, parent, gain = found.joint, found.parent.value, found.gain.value
    each = [entropy(row, found.log) for row in joint.cells]
    total = math.fsum(each)
    weigh = f"weigh each branch by its share of the rows: {gain:.6g}"
    wrong = parent - total
    yield Diagnosis("branches without their weights", f"{parent:.6g} - {total:.6g} = {wrong:.6g}", wrong, weigh)
    wrong = parent - total / len(each)
    yield Diagnosis("plain mean of the branches", f"{parent:.6g} - {total / len(each):.6g} = {wrong:.6g}", wrong, weigh)
    rest = f"subtract it from the parent's entropy: {parent:.6g}"
    weighted, split = found.weighted.value, found.split.value
    yield Diagnosis("what is left after the split", f"Σ (n_v/N) H_v = {weighted:.6g}", weighted, rest)
    yield Diagnosis("entropy of the parent", f"H(S) = {parent:.6g}", parent, "subtract what the split leaves")
    yield Diagnosis(
        "sign of the gain", f"{weighted:.6g} - {parent:.6g} = {-gain:.6g}", -gain, "a gain is never negative"
    )
    yield Diagnosis("split information", f"{split:.6g}", split, "that is the entropy of the branch sizes, not the gain")
    wrong = split - weighted
    told = "the parent's entropy is that of the classes, not of the branches"
    yield Diagnosis("parent entropy of the wrong column", f"{split:.6g} - {weighted:.6g} = {wrong:.6g}", wrong, told)


def _of_others(found: Branches) -> Iterator[Diagnosis]:
    """What is none."""
    gain, split = found.gain.value, found.split.value
    decrease, gini = float(found.gini_decrease), float(found.gini)
    yield Diagnosis("Gini instead of entropy", f"the Gini decrease is {decrease:.6g}", decrease, "take entropies")
    yield Diagnosis(
        "Gini impurity", f"1 - Σ p² = {gini:.6g}", gini, "take entropies, and subtract what the split leaves"
    )
    if split:
        ratio = found.ratio
        told = "the gain itself is asked for"
        yield Diagnosis("gain ratio instead of gain", f"{gain:.6g} / {split:.6g} = {ratio:.6g}", ratio, told)
        wrong = gain * split
        yield Diagnosis("multiplied by the split information", f"{gain:.6g} · {split:.6g}", wrong, told)


def _rounded(found: Branches) -> Iterator[Diagnosis]:
    """Entropies rounded before they are put together."""
    joint = found.joint
    shares = [float(n / joint.sum) for n in joint.of_x]
    each = [entropy(row, found.log) for row in joint.cells]
    for decimals in (4, 3, 2, 1):
        left = math.fsum(share * round(h, decimals) for share, h in zip(shares, each, strict=True))
        wrong = round(found.parent.value, decimals) - left
        name = f"entropies rounded to {decimals} decimal{'s' * (decimals > 1)} on the way"
        yield Rounding(name, f"the gain is {wrong:.6g}", wrong, "keep all digits until the end")
