"""Signals, warnings and full devices: what only a whole process shows."""

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

XENT = [sys.executable, "-m", "xent_cli"]
HOME = Path(__file__).parents[1]
TEXT = "y,z_a,z_b\n" + "".join(f"{i % 2},{i}e300,-{i}e305\n" for i in range(50))


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("limits") / "p.csv.gz"
    path.write_bytes(gzip.compress(b"y,a,b\n" + b"0,0.25,0.75\n" * 4_000_000, 1))
    return str(path)


def heed() -> None:
    """A child that may be interrupted, whoever runs the tests."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.parametrize("delay", [0.06 + 0.02 * i for i in range(12)])
def test_an_interrupt_always_ends_it(packed: str, delay: float) -> None:
    command = [*XENT, "ce", packed, "-t", "y", "-q"]
    with subprocess.Popen(
        command, cwd=HOME, preexec_fn=heed, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as reading:
        time.sleep(delay)
        reading.send_signal(signal.SIGINT)
        out, err = reading.communicate()
    assert (reading.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize("kind", ["error", "default", "always"])
@pytest.mark.parametrize("argv", [["ce", "-q"], ["focal", "--gamma", "1000", "-q"], ["grad", "ce", "--json"]])
def test_no_warning_is_seen(tmp_path: Path, kind: str, argv: list[str]) -> None:
    path = tmp_path / "p.csv"
    path.write_text(TEXT)
    command = [sys.executable, "-W", kind, *XENT[1:], *argv, str(path), "-t", "y", "--logits"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["ce", "0", "x"], 2),
        (["nothing"], 2),
        ([], 2),
        (["ce", "0", "0.5,0.5", "--logits", "-q"], 0),
        (["ce", "0", "0.5,0.5", "--expect", "1", "-q"], 1),
    ],
)
def test_standard_error_may_be_full(argv: list[str], code: int) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*XENT, *argv], cwd=HOME, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=full
        )
    assert done.returncode == code
