"""A folder, a pattern, an address: which files an operand stands for."""

from pathlib import Path

import pytest

from xent_cli.core.errors import InputError
from xent_cli.inputs import storage
from xent_cli.inputs.storage import files_of

ROWS = ["0,0.9,0.1\n", "1,0.2,0.8\n", "0,0.6,0.4\n"]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A folder with rows in three files, and what programs leave beside them."""
    for name, row in zip(("b.csv", "a.csv", "more/c.csv"), ROWS, strict=True):
        path = tmp_path / "runs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"y,cat,dog\n{row}")
    for name in ("_SUCCESS", ".a.csv.crc", "_temporary/d.csv"):
        path = tmp_path / "runs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("no table")
    return tmp_path / "runs"


def named(runs: Path, *names: str) -> tuple[str, ...]:
    return tuple(str(runs / name) for name in names)


def test_a_folder_is_all_its_files(runs: Path) -> None:
    assert files_of(str(runs)) == named(runs, "a.csv", "b.csv", "more/c.csv")


def test_a_pattern_is_what_fits_it(runs: Path) -> None:
    assert files_of(str(runs / "*.csv")) == named(runs, "a.csv", "b.csv")
    assert files_of(str(runs / "m*" / "*.csv")) == named(runs, "more/c.csv")
    assert files_of(str(runs / "x*.csv")) == ()


def test_an_address_of_this_machine(runs: Path) -> None:
    assert files_of((runs / "a.csv").as_uri()) == named(runs, "a.csv")
    assert files_of(f"file://localhost{runs}/more") == named(runs, "more/c.csv")


def test_an_address_that_is_not_read() -> None:
    with pytest.raises(InputError, match="this kind of address is not read"):
        files_of("https://example.org/a.csv")


def test_a_folder_without_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder without files"):
        files_of(str(tmp_path))


def test_a_whole_disk_is_not_walked(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "MOST", 3)
    assert len(files_of(str(runs))) == 3
    monkeypatch.setattr(storage, "MOST", 2)
    with pytest.raises(InputError, match="more than 2 files"):
        files_of(str(runs))
