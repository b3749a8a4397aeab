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


def positions(labels: Labels, *texts: str) -> list[int]:
    return [labels.position(text) for text in texts]


def test_labels_are_matched_by_name_whatever_the_order_of_the_columns() -> None:
    labels = Labels(["p_dog", "p_cat"])
    assert positions(labels, "cat", "dog", "p_cat", " dog ", "cow") == [1, 0, 1, 0, UNKNOWN]
    assert labels.by == "name"


def test_names_that_are_numbers_are_names() -> None:
    labels = Labels(["3", "1", "2"])
    assert positions(labels, "3", "1", "2", "2.0", "0") == [0, 1, 2, 2, UNKNOWN]
    assert labels.by == "name"
    assert "--classes" in labels.expected()


def test_indices_count_from_zero_or_one() -> None:
    labels = Labels(["a", "b"])
    assert positions(labels, "0", "1", "1.0", "2", "-1", "0.5") == [0, 1, 1, UNKNOWN, UNKNOWN, UNKNOWN]
    assert labels.by == "index"
    assert positions(Labels(["p0", "p1"], one_based=True), "1", "2") == [0, 1]


def test_each_label_is_matched_for_itself_whatever_the_order_of_the_rows() -> None:
    labels = Labels(["cat", "dog"])
    assert (positions(labels, "dog", "0"), labels.by) == ([1, 0], "name and by index")
    assert positions(Labels(["cat", "dog"]), "0", "dog") == [0, 1]


def test_ignored_labels() -> None:
    labels = Labels(["a", "b"], ignore=["-100", "none"])
    assert positions(labels, "-100", "-100.0", "none", "b") == [IGNORED, IGNORED, IGNORED, 1]
    assert labels.by == "name"


def test_a_class_to_ignore_is_ignored_by_whatever_it_is_called() -> None:
    assert positions(Labels(["p_a", "p_b"], ignore=["b"]), "b", "1", "p_b", "0") == [IGNORED, IGNORED, IGNORED, 0]


def test_two_columns_of_one_name() -> None:
    with pytest.raises(InputError, match="two columns of PRED are called 'a'"):
        Labels(["a", "a", "b"]).position("a")


def test_classes_name_the_columns_in_order() -> None:
    assert Labels(["p0", "p1"], classes=("dog", "cat")).position("cat") == 1
    with pytest.raises(InputError, match="3 names for 2 columns of PRED"):
        Labels(["p0", "p1"], classes=("a", "b", "c"))


def test_without_a_header_there_are_no_names() -> None:
    labels = Labels(["2", "3"], named=False)
    assert (labels.position("1"), labels.by, labels.classes) == (1, "index", ("0", "1"))


@pytest.mark.parametrize(
    "columns",
    [
        ["pcat_score", "pfish_score"],
        ["pcat", "pfish"],
        ["catp", "fishp"],
        ["score_cat_raw", "score_fish_raw"],
        ["xcaty", "xfishy"],
    ],
)
def test_what_is_shared_within_words_is_taken_off_too(columns: list[str]) -> None:
    assert positions(Labels(columns), "fish", "cat", "dog") == [1, 0, UNKNOWN]


def test_a_number_that_a_cut_within_words_leaves_is_no_name() -> None:
    labels = Labels(["p1x", "p10x", "p2y"])
    assert positions(labels, "0", "1", "2") == [0, 1, 2]
    assert labels.by == "index"
