"""Wrong ways to an answer, each with the number that it leads to: which of them was gone."""

from collections.abc import Iterable, Iterator

from xent_cli.core.log_base import LogBase
from xent_cli.verify.claim import Claims
from xent_cli.verify.judge import fits, judge
from xent_cli.verify.verdict import Both, Diagnosis, Rules, Status

_AT_MOST = 3  # with few digits many fit
_BASES = tuple(map(LogBase.of, ("10", "2", "e")))


def leading_to(claims: Claims, unit: str | None, ways: Iterable[Iterable[Diagnosis]]) -> tuple[Diagnosis, ...]:
    """The ways to what was claimed, one to each number; of groups of ways only the first that has one counts."""
    for group in ways:
        if found := _fitting(claims, unit, group):
            return found[:_AT_MOST]
    return ()


def _fitting(claims: Claims, unit: str | None, ways: Iterable[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Those whose number rounds to the claim before those that have to be cut off."""
    seen = set()
    rounded: list[Diagnosis] = []
    cut: list[Diagnosis] = []
    for way in ways:
        numbers = way.value if isinstance(way.value, tuple) else (way.value,)
        if len(numbers) != len(claims.parts) or numbers in seen:
            continue
        pairs = list(zip(claims.parts, numbers, strict=True))
        if all(fits(claim, x, unit) for claim, x in pairs):
            seen.add(numbers)
            exact = all(judge(claim, x, unit, Rules()).status is not Status.TRUNCATED for claim, x in pairs)
            (rounded if exact else cut).append(way)
    return (*rounded, *cut)


def other_bases(name: str, value: float, log: LogBase) -> Iterator[Diagnosis]:
    """An amount of information by logarithms to other bases than that of its unit."""
    for base in _BASES:
        if base.text != log.text:
            wrong = value * (log.ln / base.ln)
            yield Diagnosis(
                f"{base.symbol} taken instead of {log.symbol}",
                f"{name} = {value:.6g} with {log.symbol}; with {base.symbol}: {wrong:.6g}",
                wrong,
                f"take {log.symbol}; {base.symbol} gives {base.unit}",
            )


def with_other_bases(ways: Iterable[Diagnosis], log: LogBase) -> Iterator[Diagnosis]:
    """Wrong ways to amounts of information, gone with another logarithm besides."""
    for way in ways:
        assert isinstance(way.value, float)
        for other in other_bases(way.name, way.value, log):
            name, formula = f"{way.name}, and {other.name}", f"{way.formula}; {other.formula}"
            yield Both(name, formula, other.value, f"{way.remedy}; {other.remedy}")
