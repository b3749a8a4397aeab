import numpy as np
import pytest

from xent_cli.core.arrays import (
    same_classes,
    usable_elements,
    usable_rows,
    usable_target,
    within,
    without_nan,
)
from xent_cli.core.errors import InputError
from xent_cli.core.kinds import InputKind


def test_lists_become_arrays_of_doubles() -> None:
    assert usable_rows([[1, 0], [0, 1]], InputKind.PROBS, "p").dtype == np.float64
    assert usable_elements(1, InputKind.PROBS, "y").shape == ()


def test_the_entry_is_named_by_its_indices() -> None:
    with pytest.raises(InputError) as error:
        usable_rows([[[0.5, 0.5]], [[0.5, np.nan]]], InputKind.PROBS, "p")
    assert error.value.where == "p[1][0][1]"


def test_the_element_is_named_by_its_indices() -> None:
    with pytest.raises(InputError) as error:
        usable_elements([[0.5, 0.5], [0.5, 1.5]], InputKind.PROBS, "y")
    assert (error.value.where, error.value.what) == ("y[1][1]", "1.5 is no probability")


def test_a_target_is_labels_or_distributions() -> None:
    assert usable_target([2, 0], (2, 3)).dtype == np.int64
    assert usable_target([[1, 0, 0], [0, 0, 1]], (2, 3)).dtype == np.float64


def test_a_label_is_named_by_its_index() -> None:
    with pytest.raises(InputError) as error:
        usable_target([2, 3], (2, 3))
    assert (error.value.where, error.value.what) == ("target[1]", "3 is no class")


def test_knobs_and_shapes() -> None:
    within("alpha", 0.5, 0.0, 1.0)
    with pytest.raises(InputError, match="alpha: nan is not from 0 to 1"):
        within("alpha", np.nan, 0.0, 1.0)
    with pytest.raises(InputError, match="q: 2 classes against 3"):
        same_classes(np.zeros(2), np.zeros(3), "q")
    with pytest.raises(InputError, match="logits: not a number"):
        without_nan([np.nan], "logits")
