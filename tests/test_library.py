import subprocess
import sys

import pytest

import xent_cli


@pytest.mark.parametrize("name", xent_cli.__all__)
def test_every_public_name_is_there_and_explained(name: str) -> None:
    assert getattr(xent_cli, name).__doc__


def test_no_such_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'entropie'"):
        xent_cli.entropie  # noqa: B018


def test_importing_it_loads_nothing_heavy() -> None:
    script = "import sys, xent_cli; print([m for m in ('numpy', 'typer', 'rich', 'pyarrow') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
