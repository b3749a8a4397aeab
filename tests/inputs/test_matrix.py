"""Arrays in files: every order, type and cut."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import Roles
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.matrix import Matrix
from xent_cli.inputs.scratch import Scratch
from xent_cli.inputs.table import open_table

NUMBERS = np.arange(60_000.0).reshape(20_000, 3)


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("kind", ["<f4", ">f4", "<f8", ">f8", "<i4", "<u2"])
def test_every_order_and_type(tmp_path: Path, kind: str, order: str) -> None:
    path = str(tmp_path / "p.npy")
    array = np.array(NUMBERS % 1000, kind, order=order)  # type: ignore[call-overload]
    np.save(path, array)
    blocks = [block.copy() for _, block in open_table([path], Layout()).ordered(lambda block: block.pred.copy())]
    assert len(blocks) > 1
    assert (np.concatenate(blocks) == array).all()


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_file_that_is_cut_while_it_is_read(tmp_path: Path, order: str) -> None:
    path = tmp_path / "p.npy"
    np.save(path, np.array(NUMBERS, order=order))  # type: ignore[call-overload]
    reader, scratch = Matrix(str(path)), Scratch()
    assert reader.take(scratch, Roles((0, 1, 2))) is not None
    os.truncate(path, 1000)
    with pytest.raises(InputError, match="is cut short or damaged"):
        reader.take(scratch, Roles((0, 1, 2)))


def written(path: Path, header: bytes, data: bytes = bytes(80)) -> str:
    path.write_bytes(b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little") + header + data)
    return str(path)


@pytest.mark.parametrize(
    ("shape", "what"),
    [
        ("(2, 5)", ""),
        ("(2, 6)", "is cut short"),
        ("(-2, -5)", "is cut short"),
        ("(0, 1000000000000)", "has no rows"),
        ("(10, 0)", "has no columns"),
        ("()", "of shape"),
        ("(1, 2, 5)", "of shape"),
        ("(2, 5", "is cut short or damaged"),
        ("'a'", "is cut short or damaged"),
        ("(10**9, 10**9)", "is cut short or damaged"),
    ],
)
def test_whatever_a_header_says(tmp_path: Path, shape: str, what: str) -> None:
    text = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n"
    path = written(tmp_path / "p.npy", text.encode())
    if not what:
        assert open_table([path], Layout()).pred == ("1", "2", "3", "4", "5")
        return
    with pytest.raises(InputError, match=what):
        open_table([path], Layout())


@pytest.mark.parametrize("array", [np.array([[1, "a"]], object), np.zeros(3, "c16"), np.zeros(3, "V8")])
def test_what_is_no_matrix_of_numbers(tmp_path: Path, array: np.ndarray[Any, Any], rows: Callable[..., Any]) -> None:
    path = str(tmp_path / "p.npy")
    np.save(path, array)
    with pytest.raises(InputError, match=r"p\.npy: holds"):
        rows(path)
