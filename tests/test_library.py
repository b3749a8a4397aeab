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


def test_a_paired_difference_by_arrays() -> None:
    old, new = [1.0, 2.0, 4.0, 0.5], [0.5, 2.0, 2.5, 0.75]
    found = xent_cli.paired_difference(old, new)
    assert (found.difference, found.better, found.worse, found.equal) == (-0.4375, 2, 1, 1)
    assert xent_cli.paired_difference(old[::-1], new[::-1]) == found
    assert xent_cli.paired_difference(old, new, clusters=[1, 2, 3, 4]) == found
    # (-0.5 + 0 + 0.875, -1.5 + 0.25 + 0.875) are what the clusters are off by
    of_two = xent_cli.paired_difference(old, new, clusters=["a", "a", "b", "b"])
    assert of_two.standard_error == pytest.approx((2 * 2 * 0.375**2) ** 0.5 / 4, rel=1e-15)
    with pytest.raises(xent_cli.InputError, match="shapes"):
        xent_cli.paired_difference(old, new[:2])
