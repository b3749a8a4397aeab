"""Files that are written are whole, or what they were before."""

import os
from pathlib import Path

import numpy as np
import pytest

from xent_cli.core.errors import InputError
from xent_cli.outputs.files import write_new, write_whole
from xent_cli.outputs.table import written


def interrupted(file: Path) -> None:
    """Write a part of a table."""
    with written(str(file), "label", ["p"]) as take:
        take(["cat"], np.array([[0.5]]))
        raise KeyboardInterrupt


def test_a_file_is_written_over_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for content in ("first", b"second"):
        write_whole(str(file), content)
    assert file.read_text() == "second"
    assert [*tmp_path.iterdir()] == [file]


def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    file, link = tmp_path / "a.txt", tmp_path / "link"
    file.write_text("before")
    link.symlink_to(file)
    write_whole(str(link), "after")
    assert (link.is_symlink(), file.read_text()) == (True, "after")


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(str(pipe), "through")
    assert (os.read(reader, 100), pipe.is_fifo()) == (b"through", True)
    os.close(reader)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_table_that_ends_in_an_error_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        interrupted(file)
    assert ([*tmp_path.iterdir()], file.read_text()) == ([file], "before")


def test_a_file_that_cannot_be_written_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "no" / "a.txt"
    with pytest.raises(InputError) as caught:
        write_whole(str(file), "text")
    assert str(caught.value) == f"{file}: no such file or directory; name a place that can be written to"
    assert not [*tmp_path.iterdir()]


def test_none_is_written_where_one_is_there(tmp_path: Path) -> None:
    there, other = tmp_path / "there", tmp_path / "other"
    there.write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        write_new({str(other): "a", str(there): "b"}, force=False)
    assert (there.read_text(), other.exists()) == ("mine", False)
    write_new({str(tmp_path / "new" / "one"): "a", str(there): "b"}, force=True)
    assert (there.read_text(), (tmp_path / "new" / "one").read_text()) == ("b", "a")
