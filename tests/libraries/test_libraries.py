"""The rules against the numbers that the libraries themselves gave: see against.py."""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from xent_cli.app import outcome_of
from xent_cli.libraries.catalogue import rules

KEPT = Path(__file__).parents[1] / "data" / "libraries"
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(KEPT.glob("*.json"))}
SHEETS = [(library, rule) for library, kept in FILES.items() for rule in kept["rules"]]


@cache
def answered(*argv: str) -> Any:
    return outcome_of([*argv]).answer


def near(mine: float, theirs: float) -> bool:
    """The same to their rounding, which cancels where a log-sum-exp is near 0."""
    if math.isnan(theirs) or math.isinf(theirs):
        return mine == theirs or (math.isnan(mine) and math.isnan(theirs))
    return math.isclose(mine, theirs, rel_tol=1e-10, abs_tol=2e-15)


@pytest.mark.parametrize(("library", "rule"), SHEETS, ids=["-".join(sheet) for sheet in SHEETS])
def test_it_gives_the_library_s_number(library: str, rule: str) -> None:
    kept = FILES[library]["rules"][rule]
    assert len(kept) >= 40
    for one in kept:
        command, *rest = one["argv"]
        mine = answered(command, f"--as={library}", *rest).value
        assert near(mine, float(one["value"])), (one, mine)


def test_every_rule_has_been_checked_with_its_version() -> None:
    checked = {(library, rule.split()[0]) for library, rule in SHEETS}
    assert {(rule.library, rule.__name__) for rule in rules()} == checked
    for rule in rules():
        versions = FILES[rule.library]["versions"].values()
        assert any(version.split("+")[0] in rule.version for version in versions), rule
