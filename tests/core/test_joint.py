import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from xent_cli import InputError, entropy, information_gain, mutual_information

COUNTS = hnp.arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(0, 50)).filter(
    lambda counts: bool(counts.any())
)


def bits(counts: NDArray[np.int64]) -> float:
    """The entropy of counts."""
    return float(entropy(counts.reshape(-1) / counts.sum(), base=2))


@given(COUNTS)
def test_it_is_what_the_entropies_have_in_common(joint: NDArray[np.int64]) -> None:
    apart = bits(joint.sum(axis=1)) + bits(joint.sum(axis=0))
    assert mutual_information(joint, base=2) == pytest.approx(apart - bits(joint), abs=1e-12)


@given(COUNTS)
def test_it_is_symmetric_and_never_negative_nor_above_either_entropy(joint: NDArray[np.int64]) -> None:
    found = mutual_information(joint, base=2)
    assert found == pytest.approx(mutual_information(joint.T, base=2), abs=1e-12)
    assert 0 <= found <= min(bits(joint.sum(axis=1)), bits(joint.sum(axis=0))) + 1e-12


def test_what_is_independent_has_nothing_in_common() -> None:
    assert mutual_information(np.outer([1, 2, 3], [4, 5])) == pytest.approx(0, abs=1e-15)


def test_gain_of_play_tennis() -> None:
    assert information_gain([[2, 3], [4, 0], [3, 2]], base=2) == pytest.approx(0.24674981977443933, rel=1e-14)


@pytest.mark.parametrize("joint", [[1, 2], [[0, 0]], [[-1, 2]]])
def test_what_is_no_joint_table(joint: list[object]) -> None:
    with pytest.raises(InputError):
        mutual_information(joint)
