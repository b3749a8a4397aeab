"""Doubles in a temporary file are had from any place, in memory or not."""

import tempfile
from pathlib import Path

import numpy as np
import pytest

from xent_cli.core.errors import InputError
from xent_cli.inputs.doubles import IN_MEMORY, SIZE, Doubles


@pytest.mark.parametrize("count", [30, IN_MEMORY // SIZE + 30])
def test_they_come_back_from_any_place(count: int) -> None:
    put_by = Doubles(3)
    numbers = np.arange(count, dtype=np.float64)
    for part in np.array_split(numbers, 7):
        put_by.append(part)
    for start in (count - 5, 0, 2):
        found = np.empty(5)
        put_by.read(start, found)
        assert found.tolist() == numbers[start : start + 5].tolist()


def test_a_folder_without_room_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no"))
    put_by = Doubles(4)
    with pytest.raises(InputError, match=r"cannot be written .*; set TMPDIR to a folder with room for 32 bytes a row"):
        put_by.append(np.zeros(IN_MEMORY // SIZE + 1))
