"""The command as a process: exit codes, what goes to which stream, and what a shell sees."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import xent_cli
from xent_cli.app import COMMANDS, run
from xent_cli.argv import shielded, unshielded

ROOT = Path(__file__).parents[1]
XENT = [sys.executable, "-m", "xent_cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}

Process = Callable[..., "subprocess.CompletedProcess[str]"]


def process(*argv: str, stdin: str | None = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `xent ...` with this text on standard input."""
    env = {**ENVIRONMENT, "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run([*XENT, *argv], input=stdin, env=env, capture_output=True, encoding="utf-8")


def on_a_terminal(*argv: str) -> "subprocess.CompletedProcess[str]":
    """Run `xent ...` where standard input is a terminal at which nobody types."""
    master, slave = pty.openpty()
    try:
        return subprocess.run([*XENT, *argv], stdin=slave, env=ENVIRONMENT, capture_output=True, encoding="utf-8")
    finally:
        os.close(master)
        os.close(slave)


def shell(line: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of bash in which $XENT is xent."""
    env = {**ENVIRONMENT, "XENT": " ".join(XENT), **environment}
    return subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], env=env, capture_output=True, encoding="utf-8")


def test_version() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"xent {xent_cli.__version__}\n", "")


def test_help_is_an_answer() -> None:
    done = process("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(name in done.stdout for name in COMMANDS)


def test_no_command_is_none() -> None:
    done = process()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: xent COMMAND")


@pytest.mark.parametrize("command", ["entropy", "kl", "ce", "bce", "softmax", "sigmoid"])
def test_no_operand_on_a_terminal_is_help(command: str) -> None:
    done = on_a_terminal(command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Usage: xent {command} ")


def test_no_operand_without_a_terminal_is_standard_input() -> None:
    assert process("entropy", "-q", "--base", "2", stdin="0.5,0.25,0.25\n").stdout == "1.5\n"
    assert process("entropy", "-", "-q", "--base", "2", stdin="0.5,0.25,0.25\n").stdout == "1.5\n"
    assert process("ce", "0", "-", "-q", stdin="0.5 0.5").stdout == "0.6931471805599453\n"


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["frobnicate"], "there is no command 'frobnicate'; see 'xent --help'"),
        (["entrop"], "there is no command 'entrop' (did you mean entropy?); see 'xent --help'"),
        (["-1"], "there is no command '-1'; see 'xent --help'"),
        (["ce", "0", "1,0", "--bas", "2"], "there is no option --bas (did you mean --base"),
        (["ce", "0", "1,0", "--zzz"], "there is no option --zzz; see 'xent ce --help'"),
        (["ce", "0", "1,0", "-z"], "there is no option -z; see 'xent ce --help'"),
        (["ce", "0", "1,0", "--digits"], "Option '--digits' requires an argument"),
        (["ce", "0", "1,0", "--digits", "51"], "'--digits': 51 is not in the range"),
        (["ce", "0", "1,0", "--format", "xml"], "'xml' is not one of"),
        (["entropy"], "standard input: is empty"),
        (["ce", "0", "0.7,0.2"], "sums to 0.9"),
    ],
)
def test_an_unusable_call_is_one_line_on_stderr(argv: list[str], complaint: str) -> None:
    done = process(*argv)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("xent: ")
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "hidden"),
    [
        (["-1.2,0.5", "-.5", "-inf,0", "-1/2", "-5%"], [" -1.2,0.5", " -.5", " -inf,0", " -1/2", " -5%"]),
        (["-q", "-t", "--logits", "-", "--", "-info", "-e"], ["-q", "-t", "--logits", "-", "--", "-info", "-e"]),
    ],
)
def test_negative_numbers_are_no_options(argv: list[str], hidden: list[str]) -> None:
    assert shielded(argv) == hidden
    assert unshielded(hidden) == argv


@pytest.mark.parametrize("option", [["--at-least", "-1"], ["--expect", "-1.5", "--tol", "9"], ["--at-least=-1"]])
def test_nor_are_they_as_values(option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["entropy", "1,0", "-q", *option]) == 0
    assert capsys.readouterr().err == ""


def test_a_failed_claim_is_1() -> None:
    assert process("ce", "0", "0.7,0.3", "--expect", "0.9").returncode == 1


def test_a_fault_of_xent_is_70(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(name: str) -> object:
        raise RuntimeError(name)

    monkeypatch.setattr("xent_cli.app.load", fail)
    assert run(["ce", "0", "1,0"]) == 70
    assert "a fault of xent: RuntimeError('ce'); XENT_DEBUG=1 shows where" in capsys.readouterr().err
    monkeypatch.setenv("XENT_DEBUG", "1")
    with pytest.raises(RuntimeError, match="ce"):
        run(["ce", "0", "1,0"])


def heeding_interrupts() -> None:
    """Whoever runs the tests under nohup or in the background ignores SIGINT, and a child inherits that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_is_130() -> None:
    waiting = subprocess.Popen(
        [*XENT, "ce", "-", "-t", "label"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        preexec_fn=heeding_interrupts,
    )
    assert waiting.stdin is not None
    waiting.stdin.write(b"label,p0,p1\n" + b"0,0.5,0.5\n" * 400_000)  # more than a pipe holds: it is reading by now
    waiting.stdin.flush()
    waiting.send_signal(signal.SIGINT)
    _, err = waiting.communicate()
    assert (waiting.returncode, err) == (130, b"")


@pytest.mark.parametrize(
    "argv",
    [
        "softmax -q $(seq -s, 1000)",
        "softmax --format csv $(seq -s, 1000)",
        "softmax --json $(seq -s, 1000)",
        "softmax $(seq -s, 1000)",
        "ce --help",
    ],
)
def test_a_closed_pipe_ends_quietly(argv: str) -> None:
    done = shell(f"$XENT {argv} | head -c 1")
    assert (done.returncode, done.stderr) == (0, "")


def test_closed_output_is_no_fault() -> None:
    assert shell("$XENT ce 0 0.7,0.3 >&-").returncode == 0
    assert shell("$XENT ce 0 0.7,0.3 --expect 0.9 >&- 2>&-").returncode == 1
    assert shell("$XENT ce 0 0.7,0.2 2>&-").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    done = shell("$XENT ce 0 0.7,0.3 > /dev/full")
    assert (done.returncode, done.stderr) == (2, "xent: the output: No space left on device\n")


@pytest.mark.parametrize("environment", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
@pytest.mark.parametrize("argv", ["ce 0 0.7,0.3", "ce x 0.7,0.3 --classes é,x --json", "--help", "ce 0 ∑"])
def test_a_terminal_that_knows_no_greek(environment: dict[str, str], argv: str) -> None:
    done = shell(f"$XENT {argv}", **environment)
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


def test_json_for_ascii_loses_nothing() -> None:
    done = process("ce", "é", "0.5,0.5", "--classes", "é,x", "--json", PYTHONIOENCODING="ascii")
    assert '"values": ["\\u00e9", "x"]' in done.stdout


@pytest.mark.parametrize(
    ("words", "completed"),
    [("xent so", "softmax"), ("xent ce --logi", "--logits"), ("xent ce 0 1,0 --redu", "--reduction")],
)
def test_completion(words: str, completed: str) -> None:
    count = len(words.split()) - 1
    done = process(_XENT_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(count))
    assert completed in done.stdout.split()


def test_completion_of_no_command_is_quiet() -> None:
    done = process(_XENT_COMPLETE="complete_bash", COMP_WORDS="xent foo --l", COMP_CWORD="2")
    assert done.stderr == ""


def test_completion_can_be_shown() -> None:
    # Typer asks which shell is the parent, and there may be none that it knows.
    shown = process("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "_XENT_COMPLETE" in shown.stdout


@pytest.mark.parametrize(
    "argv",
    [
        ["--help"],
        ["ce", "--help"],
        ["ce", "0", "0,1", "--expect", "0.3"],
        ["kl", "0.5,0.5,0", "1,0,0", "--base", "2"],
        ["softmax", "1e308,-1e308,-inf"],
        ["grad", "focal", "0", "800,-800,-inf", "--logits", "--gamma", "5", "--verify"],
        ["smooth", "1e308,1e308,3", "0.5,0.25,0.25"],
        ["ce", "40,inf", "-inf,inf", "--logits"],
        ["ce", "examples/digits/predictions.csv", "--target", "label", "--by", "label"],
        ["bce", "examples/breast-cancer/predictions.csv", "--target", "y", "--pred", "p", "--reduction", "none"],
        ["check", "examples/homework/ben.txt"],
    ],
)
def test_nothing_warns(argv: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", *XENT[1:], *argv], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True
    )
    assert done.returncode in (0, 1, 2)
    assert "arning" not in done.stderr
