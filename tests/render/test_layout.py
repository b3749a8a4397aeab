import math
from itertools import pairwise

import pytest

from xent_cli.answers.answer import Head
from xent_cli.answers.worked import Column, Identity
from xent_cli.formula.unicode import Unicode
from xent_cli.render.abridged import FIRST, LARGEST, LAST, MANY, even_lines, telling_lines
from xent_cli.render.layout import classes_grid, columns_grid, identity_note, said_of


def column(*values: float, total: float | None = None) -> Column:
    return Column("term", "t_k", values, total)


def test_a_short_table_is_whole() -> None:
    assert telling_lines(column(*range(MANY)), MANY) == list(range(MANY))


def test_a_long_one_shows_the_first_the_last_and_the_largest() -> None:
    values = [0.0] * 1000
    values[500], values[77] = 3.0, -4.0
    shown = telling_lines(column(*values), 1000)
    assert shown == sorted(shown)
    assert len(shown) == FIRST + LAST + LARGEST
    assert {0, FIRST - 1, 77, 500, 1000 - LAST, 999} <= set(shown)


def test_and_says_so() -> None:
    assert classes_grid((column(*[0.5] * 1000),), None, Unicode()).caption == (
        "16 of 1000 lines: the first 6, the last 4, the largest between"
    )
    assert classes_grid((column(0.5),), None, Unicode()).caption == ""


def test_other_tables_show_all_their_lines() -> None:
    grid = columns_grid("", (column(*range(1000)),), None, Unicode())
    assert len(grid.strips[0].cells) == 1000
    assert grid.caption == ""


def test_dots_stand_where_lines_were_left_out() -> None:
    cells = classes_grid((column(*range(1000)),), None, Unicode()).strips[0].cells
    assert [i for i, cell in enumerate(cells) if cell.strip() == "…"] == [FIRST]


@pytest.mark.parametrize(
    ("convention", "said"),
    [
        ({"base": "e", "input": "probs"}, ""),
        ({"reduction": "mean", "denominator": "N"}, ""),
        ({"reduction": "mean", "denominator": "N elements", "eps": 1e-07}, "eps: 1e-07"),
        ({"reduction": "mean", "denominator": "Σ w"}, "reduction: mean; denominator: Σ w"),
        ({"base": "2", "input": "logits", "temperature": 2.0, "gamma": 2.0}, "temperature: 2.0; γ: 2.0"),
    ],
)
def test_a_convention_is_said_where_it_is_not_everybodys(convention: dict[str, str | float], said: str) -> None:
    assert said_of(Head("ce", "cross-entropy", "nats", 1, 2, convention)) == said


def test_the_sum_stands_under_its_column() -> None:
    names = Column("k", "k", ("[cat]", "[/x]"))
    grid = columns_grid("", (names, column(0.25, 10.5, total=10.75)), None, Unicode())
    assert [strip.total for strip in grid.strips] == ["Σ", "10.75"]
    assert grid.strips[0].cells == ("[cat]", "[/x]")
    assert grid.strips[1].cells == (" 0.25", "10.5 ")
    assert [strip.numeric for strip in grid.strips] == [False, True]


def test_an_identity_holds_or_does_not() -> None:
    assert Identity("a = b + c", 0.3, (0.1, 0.2)).holds
    assert Identity("a = b + c", math.inf, (0.1, math.inf)).holds
    assert Identity("a = b + c", 0.0, (1e-30, 0.0)).holds is False
    assert not Identity("a = b + c", 0.3, (0.1, 0.3)).holds
    assert identity_note(Identity("a = b - c", 1.0, (3.0, -2.0)), Unicode(), None).said == "a = b - c: 1 = 3 - 2"


def test_many_epochs_are_evenly_spread() -> None:
    assert even_lines(MANY) == list(range(MANY))
    shown = even_lines(1000)
    assert (shown[0], shown[-1], len(shown)) == (0, 999, MANY)
    assert {later - earlier for earlier, later in pairwise(shown)} == {43, 44}
