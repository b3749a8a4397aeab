import numpy as np
import pytest

from xent_cli.core.checks import unusable_elements, unusable_rows, why_unusable, why_unusable_element
from xent_cli.core.kinds import InputKind

GOOD = {
    InputKind.PROBS: [[0.7, 0.2, 0.1], [1.0, 0.0, 0.0], [0.333, 0.333, 0.333]],
    InputKind.LOG_PROBS: [[0.0, -np.inf, -np.inf], [-np.log(3)] * 3],
    InputKind.LOGITS: [[3.0, -1e308, -np.inf], [0.0, 0.0, 0.0]],
    InputKind.COUNTS: [[3.0, 0.0, 12.5], [0.0, 0.0, 1.0]],
    InputKind.REALS: [[-3.5, 0.0, 1e308], [0.0, 0.0, 0.0]],
    InputKind.WHOLE: [[3.0, 0.0, 12.0], [0.0, 0.0, 1.0]],
    InputKind.ONE_HOT: [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]],
    InputKind.SIGNS: [[1.0, -1.0, 0.0], [0.0, 0.0, 0.0]],
}
BAD = [
    (InputKind.PROBS, [0.5, np.nan, 0.5], "not a number (nan)", 1, "--skip-bad"),
    (InputKind.PROBS, [1.2, -0.3, 0.1], "1.2 is no probability", 0, "--logits"),
    (InputKind.PROBS, [-0.3, 1.2, 0.1], "-0.3 is no probability", 0, "--logits"),
    (InputKind.PROBS, [-0.3, -1.2, -2.0], "-0.3 is no probability", 0, "--log-probs"),
    (InputKind.PROBS, [70.0, 20.0, 10.0], "70 is no probability", 0, "percentages"),
    (InputKind.PROBS, [0.7, 0.1, 0.1], "sums to 0.9, not 1", None, "--normalize"),
    (InputKind.PROBS, [0.0, np.inf, 0.1], "inf is no probability", 1, "--logits"),
    (InputKind.LOG_PROBS, [0.5, -1.0, -1.0], "0.5 is above 0, so no log-probability", 0, "--logits"),
    (InputKind.LOG_PROBS, [0.0, 0.0, -np.inf], "e^x sums to 2, not 1", None, "--normalize"),
    (InputKind.LOGITS, [0.0, np.inf, 1.0], "inf is no logit", 1, "-inf for a class that cannot be"),
    (InputKind.LOGITS, [-np.inf] * 3, "all logits are -inf", None, "finite"),
    (InputKind.COUNTS, [3.0, -1.0, 0.0], "-1 is no count", 1, "not below 0"),
    (InputKind.COUNTS, [0.0, 0.0, 0.0], "all counts are 0", None, "a count"),
    (InputKind.REALS, [0.0, np.inf, 0.0], "inf is no finite number", 1, "finite"),
    (InputKind.WHOLE, [3.0, 1.5, 0.0], "1.5 is no whole count", 1, "0, 1, 2"),
    (InputKind.WHOLE, [0.0, 0.0, 0.0], "all counts are 0", None, "a count"),
    (InputKind.ONE_HOT, [0.5, 0.5, 0.0], "0.5 is neither 0 nor 1", 0, "one true class"),
    (InputKind.ONE_HOT, [1.0, 1.0, 0.0], "2 classes at once", None, "one true class"),
    (InputKind.SIGNS, [2.0, 1.0, 0.0], "2 is no label of two classes", 0, "-1 and 1"),
]


@pytest.mark.parametrize("kind", InputKind)
@pytest.mark.parametrize("order", ["C", "F"])
def test_good_rows(kind: InputKind, order: str) -> None:
    assert unusable_rows(np.array(GOOD[kind], order="F" if order == "F" else "C"), kind) is None


@pytest.mark.parametrize(("kind", "row", "what", "entry", "remedy"), BAD)
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_bad_row_among_good_ones(
    kind: InputKind, row: list[float], what: str, entry: int | None, remedy: str, order: str
) -> None:
    good = GOOD[kind][0]
    block = np.array([good, row, good], order="F" if order == "F" else "C")
    bad = unusable_rows(block, kind)
    assert bad is not None
    assert bad.tolist() == [False, True, False]
    fault = why_unusable(block[1], kind)
    assert (fault.what, fault.entry) == (what, entry)
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    ("row", "tolerance", "usable"),
    [
        ([0.7, 0.2, 0.1], 0.0, True),
        ([0.7, 0.2, 0.1009], 1e-3, True),
        ([0.7, 0.2, 0.1011], 1e-3, False),
        ([0.6, 0.2, 0.1], 0.1, True),
        ([1.0005, 0.0, 0.0], 1e-3, True),
        ([1.0005, 0.0, 0.0], 1e-4, False),
    ],
)
def test_tolerance(row: list[float], tolerance: float, usable: bool) -> None:
    assert (unusable_rows(np.array([row]), InputKind.PROBS, tolerance) is None) is usable


def test_elements_need_no_sum() -> None:
    assert unusable_elements(np.array([[0.7, 0.9], [0.0, 1.0]]), InputKind.PROBS) is None
    assert unusable_elements(np.array([[-np.inf, 3.0]]), InputKind.LOGITS) is None
    bad = unusable_elements(np.array([[0.7, 0.9], [0.5, 1.5], [0.5, np.nan]]), InputKind.PROBS)
    assert bad is not None
    assert bad.tolist() == [False, True, True]
    assert why_unusable_element(np.array([0.5, 1.5]), InputKind.PROBS).what == "1.5 is no probability"


def test_one_row() -> None:
    assert unusable_rows(np.array([0.5, 0.5]), InputKind.PROBS) is None
    assert unusable_rows(np.array([0.5, 0.6]), InputKind.PROBS) is not None
    assert why_unusable(np.array([]), InputKind.PROBS).what == "there are no numbers"
