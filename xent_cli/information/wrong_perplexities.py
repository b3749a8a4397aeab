"""The wrong ways to a perplexity."""

import math
from collections.abc import Iterator, Sequence

from xent_cli.core.perplexity import power
from xent_cli.information.perplexity import Pooled, mean_of
from xent_cli.verify.verdict import Diagnosis


def wrong_perplexities(
    pooled: Pooled, documents: Sequence[Pooled], surprisals: Sequence[float] = ()
) -> Iterator[Iterator[Diagnosis]]:
    """The known slips in a perplexity, the common ones first; `surprisals` of the tokens, where they are known."""
    yield _of_totals(pooled)
    yield _of_documents(documents)
    yield _of_tokens(surprisals)


def _of_totals(pooled: Pooled) -> Iterator[Diagnosis]:
    count, nats = pooled.counted[1] or 1, pooled.each(1)
    mean = nats / count
    bits, right = mean / math.log(2), f"e^{mean:.6g} = {power(mean):.6g}"
    one_base = "take the power of the base that the logarithm had"
    yield Diagnosis("2 to the power of nats", f"2^{mean:.6g}", power(mean * math.log(2)), f"{one_base}: {right}")
    yield Diagnosis("e to the power of bits", f"e^{bits:.6g}", power(bits), f"{one_base}: 2^{bits:.6g}")
    yield Diagnosis("the logarithm of the perplexity, in nats", f"H = {mean:.6g}", mean, f"take the power: {right}")
    yield Diagnosis(
        "the logarithm of the perplexity, in bits", f"H = {bits:.6g}", bits, f"take the power: 2^{bits:.6g}"
    )
    yield Diagnosis(
        "no N-th root", f"1/Π q = e^{nats:.6g}", power(nats), f"divide the logarithm by the {count} tokens first"
    )
    yield Diagnosis("the reciprocal", f"e^-{mean:.6g}", power(-mean), f"perplexity is never below 1: {right}")
    yield Diagnosis(
        "one token more in the denominator",
        f"e^({nats:.6g}/{count + 1})",
        power(nats / (count + 1)),
        f"<eos>, or the first token, is counted, but has no logarithm in the sum: divide by {count}",
    )
    if count > 1:
        yield Diagnosis(
            "one token fewer in the denominator",
            f"e^({nats:.6g}/{count - 1})",
            power(nats / (count - 1)),
            f"<eos>, or the first token, has a logarithm in the sum, but is not counted: divide by {count}",
        )
    for unit, size in zip(("byte", "character", "word"), pooled.sizes, strict=True):
        if size and size != count:
            name, formula = f"perplexity by {unit} instead of token", f"e^({nats:.6g}/{size} {unit}s)"
            yield Diagnosis(name, formula, power(nats / size), f"divide by the {count} tokens; or say which it is")


def _of_documents(documents: Sequence[Pooled]) -> Iterator[Diagnosis]:
    if len(documents) < 2:
        return
    remedy = "pool the documents: all nats over all tokens"
    mean = mean_of(documents)
    yield Diagnosis("mean of the documents' perplexities", f"Σ PPL_d / D = {mean:.6g}", mean, remedy)
    means = math.fsum(document.each(document.tokens) for document in documents) / len(documents)
    yield Diagnosis("documents weighed alike, however long", f"e^{means:.6g}", power(means), remedy)


def _of_tokens(surprisals: Sequence[float]) -> Iterator[Diagnosis]:
    count, total = len(surprisals), math.fsum(surprisals)
    if count < 2:
        return
    inverses = math.fsum(map(power, surprisals)) / count
    likely = math.fsum(power(-x) for x in surprisals) / count
    remedy = "the logarithms are averaged, and the power of that mean is taken"
    yield Diagnosis("mean of 1/q", f"Σ 1/q / {count} = {inverses:.6g}", inverses, remedy)
    if likely:
        yield Diagnosis("one over the mean of q", f"{count} / Σ q = {1 / likely:.6g}", 1 / likely, remedy)
    for name, left in (("first", surprisals[0]), ("last", surprisals[-1])):
        rest = total - left
        told = f"each of the {count} tokens counts"
        yield Diagnosis(f"the {name} token left out", f"e^({rest:.6g}/{count - 1})", power(rest / (count - 1)), told)
        yield Diagnosis(f"the {name} token left out of the sum", f"e^({rest:.6g}/{count})", power(rest / count), told)
