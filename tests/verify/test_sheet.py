"""Sheets of claims: text -> lines -> marks."""

from dataclasses import replace
from decimal import Decimal

import pytest

from xent_cli.core.errors import InputError
from xent_cli.verify.claim import read_claims
from xent_cli.verify.judge import judge
from xent_cli.verify.sheet import Line, Marking, Unjudged, marked, read_sheet
from xent_cli.verify.verdict import Rules, Status, Verdict


def line(text: str) -> Line:
    """The one line of a sheet."""
    (only,) = read_sheet("sheet", text)
    return only


def by_value(arguments: tuple[str, ...], claim: str) -> Verdict:
    """As if every answer were 0.35667…"""
    if arguments[0] == "bad":
        raise InputError("bad input", "P", "mend it")
    return judge(read_claims(claim).single(), Decimal("0.35667494"), "nats", Rules())


@pytest.mark.parametrize(
    ("text", "command", "claim"),
    [
        ("ce 0 0.7,0.3 = 0.357", "ce 0 0.7,0.3", "0.357"),
        ("  ce 0 0.7,0.3  =  0.357  ", "ce 0 0.7,0.3", "0.357"),
        ("ce 0 0.7,0.3 =0.357", "ce 0 0.7,0.3", "0.357"),
        ("ce 0 0.7,0.3 --base=2 = 0.5146 bits", "ce 0 0.7,0.3 --base=2", "0.5146 bits"),
        ("ce 0 0.7,0.3 --base=2", "ce 0 0.7,0.3 --base=2", None),
        ("ce 0 0.7,0.3 = 0.36 = 0.357 # rounded = twice", "ce 0 0.7,0.3 = 0.36", "0.357"),
        ("ce 0 0.7,0.3 =", "ce 0 0.7,0.3", ""),
        ("grad ce 0 2,1 --logits = -0.3, 0.3", "grad ce 0 2,1 --logits", "-0.3, 0.3"),
        ("ce 'c#' 0.7,0.3 --classes 'c#,d' = 1#2", "ce 'c#' 0.7,0.3 --classes 'c#,d'", "1#2"),
        ("ce 0 0.7,0.3 = 0.357 # don't", "ce 0 0.7,0.3", "0.357"),
        ("= 0.357", "= 0.357", None),
        ("ce 0 0.7,0.3 = L = 0.357", "ce 0 0.7,0.3", "L = 0.357"),
        ("ce 0 0.7,0.3 --eps=1e-7 = H(p,q) ≈ 0.357", "ce 0 0.7,0.3 --eps=1e-7", "H(p,q) ≈ 0.357"),
        ("ce 0 0.7,0.3 = ≈0.357", "ce 0 0.7,0.3", "0.357"),
        ("ce 0 0.7,0.3 ≈ 0.357", "ce 0 0.7,0.3", "0.357"),
        ("ce 0 0.7,0.3=0.357", "ce 0 0.7,0.3", "0.357"),
        ("ce 0 70%,30%=0.357", "ce 0 70%,30%", "0.357"),
        ("ce 0 [0.7,0.3]=0.357", "ce 0 [0.7,0.3]", "0.357"),
        ("ce 0 0.7,0.3 --eps=1e-7", "ce 0 0.7,0.3 --eps=1e-7", None),
        ("ce 0 0.7,0.3 --class-weight cat=2", "ce 0 0.7,0.3 --class-weight cat=2", None),
    ],
)
def test_the_last_equals_sign_by_itself_parts_the_claim(text: str, command: str, claim: str | None) -> None:
    assert line(text) == Line("sheet", 1, command, claim)


def test_blank_lines_and_comments_are_passed_over_but_counted() -> None:
    lines = read_sheet("sheet", "# one\n\n  \nce 0 1,0 = 0\n\t# two\nkl 1,0 1,0 = 0\n")
    assert [each.number for each in lines] == [4, 6]


def test_only_a_newline_ends_a_line() -> None:
    assert [each.number for each in read_sheet("sheet", "ce 0 1,0 = 0 \u2028\x0b\nce 0 1,0 = 0")] == [1, 2]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("ce 0 '0.7, 0.3'", ("ce", "0", "0.7, 0.3")),
        ("xent ce 0 0.7,0.3", ("ce", "0", "0.7,0.3")),
        ('ce "a cat" 0.7,0.3', ("ce", "a cat", "0.7,0.3")),
        ("ce 0 -1.5,2 --logits", ("ce", "0", "-1.5,2", "--logits")),
    ],
)
def test_a_command_is_parted_as_by_a_shell(command: str, words: tuple[str, ...]) -> None:
    assert line(f"{command} = 1").arguments == words


@pytest.mark.parametrize(
    ("text", "said"), [("ce 0 '0.7", "quotation"), ("ce 0 -", "standard input"), ("xent = 3", "no command")]
)
def test_a_line_that_is_no_command_says_why(text: str, said: str) -> None:
    mark = marked(replace(line(text), claim="1"), by_value)
    assert (mark.status, mark.accepted) == (Unjudged.UNUSABLE, False)
    assert said in mark.trouble


@pytest.mark.parametrize(
    ("text", "status", "accepted"),
    [
        ("ce 0 0.7,0.3 = 0.357", Status.CORRECT, True),
        ("ce 0 0.7,0.3 = 0.356", Status.TRUNCATED, True),
        ("ce 0 0.7,0.3 = 0.4", Status.CORRECT, True),
        ("ce 0 0.7,0.3 = 0.5", Status.CLOSE, False),
        ("ce 0 0.7,0.3 = 0.155", Status.WRONG, False),
        ("ce 0 0.7,0.3 =", Unjudged.MISSING, False),
        ("ce 0 0.7,0.3 = ?", Unjudged.MISSING, False),
        ("ce 0 0.7,0.3 = N/A", Unjudged.MISSING, False),
        ("ce 0 0.7,0.3 = —", Unjudged.MISSING, False),
        ("ce 0 0.7,0.3 = ~ 0.357", Status.CORRECT, True),
        ("ce 0 0.7,0.3 = 0.357 (nats)", Status.CORRECT, True),
        ("ce 0 0.7,0.3 = $-\\ln 0.7$", Status.WRONG, False),  # of 0.35667494 that is not quite
        ("ce 0 0.7,0.3 = 1) 0.357", Status.CORRECT, True),
        ("ce 0 0.7,0.3 = 0,357", Status.CORRECT, True),
        ("ce 0 0.7,0.3", Unjudged.UNUSABLE, False),
        ("ce 0 0.7,0.3 = 0.3.5", Unjudged.UNUSABLE, False),
        ("bad = 0.357", Unjudged.UNUSABLE, False),
    ],
)
def test_status_of_a_line(text: str, status: Status | Unjudged, accepted: bool) -> None:
    mark = marked(line(text), by_value)
    assert (mark.status, mark.accepted, bool(mark.verdict)) == (status, accepted, isinstance(status, Status))


def test_scores_file_by_file_and_in_all() -> None:
    lines = [*read_sheet("a", "ce 0 1,0 = 0.357\nce 0 1,0 = 1"), *read_sheet("b", "ce 0 1,0 = 0.36\nce 0 1,0 = -")]
    marking = Marking(tuple(marked(each, by_value) for each in lines))
    assert [(score.file, score.right, score.of, score.share) for score in marking.scores] == [
        ("a", 1, 2, 0.5),
        ("b", 1, 2, 0.5),
    ]
    assert str(marking) == "2 of 4 accepted: 2 correct, 1 wrong, 1 missing"
    assert not marking.verified
    assert Marking(marking.marks[:1]).verified
