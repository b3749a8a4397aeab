import pytest

from xent_cli.core.errors import InputError
from xent_cli.inputs.labels import IGNORED, UNKNOWN, Labels, short_names


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["p_cat", "p_dog"], ("cat", "dog")),
        (["p_cat", "p_car"], ("cat", "car")),
        (["cat_prob", "rat_prob"], ("cat", "rat")),
        (["p_10", "p_11"], ("10", "11")),
        (["p10", "p11"], ("10", "11")),
        (["cat", "car"], ("cat", "car")),
        (["p(cat)", "p(dog)"], ("cat", "dog")),
        (["p", "pp"], ("p", "pp")),
        (["p"], ("p",)),
    ],
)
def test_what_all_names_share_is_taken_off(names: list[str], short: tuple[str, ...]) -> None:
    assert short_names(names) == short


def test_labels_are_matched_by_name_whatever_the_order_of_the_columns() -> None:
    labels = Labels(["p_dog", "p_cat"], seen=["cat"])
    assert labels.by == "name"
    found = [labels.position(text) for text in ("cat", "dog", "p_cat", " dog ", "cow")]
    assert found == [1, 0, 1, 0, UNKNOWN]


def test_names_that_are_numbers_are_names() -> None:
    labels = Labels(["3", "1", "2"], seen=["1"])
    assert labels.by == "name"
    assert [labels.position(text) for text in ("3", "1", "2", "2.0", "0")] == [0, 1, 2, 2, UNKNOWN]
    assert "--classes" in labels.expected()


def test_indices_count_from_zero_or_one() -> None:
    labels = Labels(["a", "b"], seen=["1"])
    assert labels.by == "index"
    assert [labels.position(text) for text in ("0", "1", "1.0")] == [0, 1, 1]
    assert [labels.position(text) for text in ("2", "-1", "0.5")] == [UNKNOWN] * 3
    assert [Labels(["p0", "p1"], one_based=True).position(text) for text in "12"] == [0, 1]


def test_one_way_of_matching_holds_for_the_whole_table() -> None:
    assert Labels(["cat", "dog"], seen=["?", "cat"]).position("0") == UNKNOWN
    assert Labels(["cat", "dog"], seen=["0"]).position("cat") == UNKNOWN


def test_ignored_labels() -> None:
    labels = Labels(["a", "b"], ignore=["-100", "none"], seen=["-100", "b"])
    assert labels.by == "name"
    assert [labels.position(text) for text in ("-100", "-100.0", "none")] == [IGNORED] * 3


def test_classes_name_the_columns_in_order() -> None:
    labels = Labels(["p0", "p1"], classes=("dog", "cat"), seen=["cat"])
    assert labels.position("cat") == 1
    with pytest.raises(InputError, match="3 classes for 2 columns"):
        Labels(["p0", "p1"], classes=("a", "b", "c"))


def test_without_a_header_there_are_no_names() -> None:
    labels = Labels(["2", "3"], named=False, seen=["1"])
    assert (labels.by, labels.classes, labels.position("1")) == ("index", ("0", "1"), 1)
