"""--eps in a table: what lies within [ε, 1-ε] costs what it costs without, and the rest what it costs when typed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
UNTOUCHED = [
    ("bce", "y,q\n1,20\n1,20\n0,-3\n", ["--logits", "--eps", "1e-12"]),
    ("bce", "y,q\n1,-2e-9\n1,-3e-9\n", ["--log-probs", "--eps", "1e-12"]),
    ("ce", "y,q0,q1\n0,-1e-9,-21\n0,-2e-9,-20\n", ["--log-probs", "--eps", "1e-12"]),
    ("ce", "y,q0,q1\n0,20,0\n1,0,20\n", ["--logits", "--eps", "1e-9"]),
    ("ce", "y,q0,q1\n0,0.99999999,1e-8\n1,0.25,0.75\n", ["--eps", "1e-9"]),
    ("focal", "y,q0,q1\n0,20,0\n1,0,20\n", ["--logits", "--eps", "1e-9", "--gamma", "5"]),
    ("smooth", "y,q0,q1\n0,20,0\n1,0,20\n", ["--logits", "--eps", "1e-9"]),
    ("entropy", "q0,q1\n20,0\n0,20\n", ["--logits", "--eps", "1e-9"]),
]


@pytest.mark.parametrize(("command", "rows", "options"), UNTOUCHED)
def test_a_clamp_that_touches_nothing_changes_nothing(
    xent: Xent, tmp_path: Path, command: str, rows: str, options: list[str]
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(rows)
    operands = [str(path), "-q", "--pred", "q*", *([] if command == "entropy" else ["--target", "y"])]
    clamped = xent(command, *operands, *options)
    at = options.index("--eps")
    plain = xent(command, *operands, *options[:at], *options[at + 2 :])
    assert (clamped.code, clamped.err, clamped.out) == (0, "", plain.out)


def test_near_distributions_stay_near(xent: Xent, tmp_path: Path) -> None:
    for name, rows in {"p": "0.5,0.5\n0.7,0.3\n", "z": "0,1e-7\n0.8472978603872034,0\n"}.items():
        (tmp_path / f"{name}.csv").write_text(rows)
    operands = [str(tmp_path / "p.csv"), str(tmp_path / "z.csv"), "--logits", "-q"]
    assert xent("kl", *operands, "--eps", "1e-9").out == xent("kl", *operands).out != ""


def test_what_it_touches_costs_the_bound(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("y,q\n1,60\n0,60\n")
    options = ["--logits", "--eps", "1e-20", "--reduction", "none", "-q"]
    assert xent("bce", str(path), "--target", "y", *options).out == xent("bce", "1,0", "60,60", *options).out
