from xent_cli.core.log_base import LogBase
from xent_cli.verify.claim import read_claims
from xent_cli.verify.verdict import Diagnosis
from xent_cli.verify.ways import leading_to, other_bases, with_other_bases


def way(name: str, value: float) -> Diagnosis:
    return Diagnosis(name, "", value, "")


def names(claim: str, *groups: list[Diagnosis], unit: str | None = None) -> list[str]:
    return [found.name for found in leading_to(read_claims(claim), unit, groups)]


def test_the_first_group_with_a_fit_counts() -> None:
    assert names("0.5", [way("a", 0.4), way("b", 0.5)], [way("c", 0.5)]) == ["b"]
    assert names("0.5", [way("a", 0.4)], [way("c", 0.5)]) == ["c"]
    assert names("0.5", [way("a", 0.4)], [way("c", 0.6)]) == []


def test_what_rounds_to_the_claim_stands_before_what_is_cut_off() -> None:
    assert names("0.35", [way("cut", 0.3581), way("rounded", 0.3519)]) == ["rounded", "cut"]


def test_one_name_to_a_number_and_three_at_most() -> None:
    assert names("0.5", [way(name, 0.5) for name in "ab"]) == ["a"]
    assert len(names("0.5", [way(str(i), 0.5 + i / 100) for i in range(5)])) == 3


def test_other_bases_keep_the_information() -> None:
    found = list(other_bases("H", 1.0, LogBase.of("2")))
    assert [one.name for one in found] == ["log10 taken instead of log2", "ln taken instead of log2"]
    assert found[1].value == LogBase.of("2").ln


def test_a_pair_has_both_names() -> None:
    (_, pair) = with_other_bases([way("a", 2.0)], LogBase.of("2"))
    assert pair.name == "a, and ln taken instead of log2"
    assert pair.value == 2 * LogBase.of("2").ln


def test_a_claim_in_another_unit_is_held_against_the_same_amount() -> None:
    assert names("0.693 nats", [way("one bit", 1.0)], unit="bits") == ["one bit"]
