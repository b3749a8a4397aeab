from decimal import Decimal

import pytest

from xent_cli.core.errors import InputError
from xent_cli.inputs.operand import Literal
from xent_cli.inputs.sample import Classes, Sample
from xent_cli.inputs.target import beside, class_of, labels_of


def classes(target: str, pred: str, names: str | None = None, *, one_based: bool = False) -> Sample:
    known = Classes.of(names, one_based)
    return beside(Literal("TARGET", target), Literal("PRED", pred), "classes", known)


def elements(target: str, pred: str) -> Sample:
    return beside(Literal("TARGET", target), Literal("PRED", pred), "elements", Classes())


@pytest.mark.parametrize(
    ("target", "pred", "names", "labels"),
    [
        ("0", "0.5,0.5", None, (0,)),
        ("[1]", "0.5,0.5", None, (1,)),
        ("dog", "0.5,0.5", "cat,dog", (1,)),
        ("1", "0.5,0.5", "cat,dog", (1,)),
        ("1", "0.5,0.5", "1,0", (0,)),
        ("0", "0.5,0.5;1,0", None, (0, 0)),
        ("0,1", "0.5,0.5;1,0", None, (0, 1)),
        ("0;1", "0.5,0.5;1,0", None, (0, 1)),
        ("cat,dog", "0.5,0.5;1,0", "cat,dog", (0, 1)),
        ("[cat],a b", "0.5,0.5;1,0", "a b,[cat]", (1, 0)),
        ("0;1;0", "0.5,0.5", None, (0, 1, 0)),
        ("0,1,0", "1,0;1,0;1,0", None, (0, 1, 0)),
    ],
)
def test_labels(target: str, pred: str, names: str | None, labels: tuple[int, ...]) -> None:
    sample = classes(target, pred, names)
    assert sample.labels == labels
    assert sample.count == len(labels)


@pytest.mark.parametrize(
    ("target", "pred", "rows"),
    [
        ("1,0", "0.5,0.5", [[1, 0]]),
        ("1,0;0,1", "0.5,0.5;1,0", [[1, 0], [0, 1]]),
        ("1,0;0,1", "0.5,0.5", [[1, 0], [0, 1]]),
        ("0.9,0.1", "0.5,0.5;1,0", [[0.9, 0.1]] * 2),
    ],
)
def test_distributions(target: str, pred: str, rows: list[list[float]]) -> None:
    sample = classes(target, pred)
    assert not sample.labelled
    assert [[float(x) for x in row] for row in sample.target] == rows


def test_a_label_for_each_row_or_one_distribution() -> None:
    assert classes("1,0", "0.5,0.5;1,0").notes == ("'1,0' was read as a label for each row, not as one distribution",)


@pytest.mark.parametrize(
    ("target", "pred", "rows"),
    [
        ("1,0,1", "0.9,0.2,0.8", [[1], [0], [1]]),
        ("1,0,1", "0.9;0.2;0.8", [[1], [0], [1]]),
        ("1", "0.9,0.2,0.8", [[1], [1], [1]]),
        ("1;0;1", "0.9;0.2;0.8", [[1], [0], [1]]),
        ("1,0;0,1", "0.9,0.2;0.1,0.8", [[1, 0], [0, 1]]),
        ("1,0", "0.9,0.2;0.1,0.8", [[1, 0], [1, 0]]),
    ],
)
def test_elements(target: str, pred: str, rows: list[list[int]]) -> None:
    assert [[int(x) for x in row] for row in elements(target, pred).target] == rows


@pytest.mark.parametrize(
    ("target", "pred"), [("1,0;0,1", "0.5"), ("1,0,1", "0.5,0.5"), ("1,0;0,1;1,1", "0.5,0.5;0.5,0.5")]
)
def test_elements_that_do_not_fit(target: str, pred: str) -> None:
    with pytest.raises(InputError):
        elements(target, pred)


@pytest.mark.parametrize(
    ("text", "one_based", "complaint"),
    [
        ("2", False, "say --one-based"),
        ("0", True, "counted from 1 to 2"),
        ("-1", False, "no class -1"),
        ("0.5", False, "no class index"),
        ("inf", False, "no class index"),
        ("bird", False, "use one of cat, dog"),
    ],
)
def test_no_label(text: str, one_based: bool, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        class_of(text, labels_of(2, Classes(("cat", "dog"), 2, one_based)))


def test_rows_keep_the_digits_typed() -> None:
    assert classes("0", "0.1000000000000000000001,0.9").pred[0][0] == Decimal("0.1000000000000000000001")


@pytest.mark.parametrize("text", ["'dog'", '"dog"', "['dog']", "dog"])
def test_a_name_may_be_quoted(text: str) -> None:
    assert classes(text, "0.1,0.9", "cat,dog").labels == (1,)


def test_rows_with_the_label_to_ignore_are_left_out() -> None:
    target, pred = Literal("TARGET", "0,1,-100"), Literal("PRED", "0.7,0.3;0.2,0.8;0,1")
    sample = beside(target, pred, "classes", Classes(), "-100")
    assert (sample.count, sample.labels, sample.ignored) == (2, (0, 1), 1)
    assert sample.notes[-1:] == ("1 row left out, with the label -100",)
