import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from xent_cli.core.errors import InputError, NoOperandError
from xent_cli.inputs.operand import Files, Literal, Operand, as_typed, read_operands

BOTH = ("TARGET", "PRED")


def read(*tokens: str, names: tuple[str, ...] = BOTH, one_table: bool = False, words: bool = True) -> list[Operand]:
    return read_operands(tokens, names, one_table=one_table, words=words)


@pytest.fixture
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", terminal)


def test_literals() -> None:
    assert read("0", "0.7,0.3") == [Literal("TARGET", "0"), Literal("PRED", "0.7,0.3")]
    assert read("cat", "0.7,0.3")[0] == Literal("TARGET", "cat")
    assert read("1/2,1/2", names=("P",)) == [Literal("P", "1/2,1/2")]


@pytest.mark.parametrize(
    "tokens", [("0.5 0.5",), ("0.5", "0.5"), ("[0.5,", "0.5]"), ("[", "0.5", "0.5", "]"), ("0.5,", "0.5")]
)
def test_a_vector_that_the_shell_took_apart(tokens: tuple[str, ...]) -> None:
    (literal,) = read(*tokens, names=("P",))
    assert isinstance(literal, Literal)
    assert [[float(x) for x in row] for row in literal.rows] == [[0.5, 0.5]]


def test_the_second_of_two_likewise() -> None:
    assert read("0", "[0.7,", "0.3]")[1] == Literal("PRED", "[0.7, 0.3]")


def test_files(write: Callable[..., str]) -> None:
    path = write("label,p0,p1\n")
    assert read(path) == [Files((path,))]
    assert read("0", path) == [Literal("TARGET", "0"), Files((path,))]
    assert read(path, path, one_table=True) == [Files((path, path))]
    assert read("-") == [Files(("-",))]
    assert read("0", "-") == [Literal("TARGET", "0"), Files(("-",))]


def test_a_file_named_like_numbers_is_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("1").write_text("0.5,0.5")
    assert read("1", names=("P",)) == [Literal("P", "1")]


def test_nothing_at_all_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert read() == [Files(("-",))]


@pytest.mark.usefixtures("_terminal")
def test_nothing_at_all_on_a_terminal() -> None:
    with pytest.raises(NoOperandError):
        read()


@pytest.mark.parametrize(
    ("tokens", "complaint"),
    [
        (("0", "0.5", "0.5"), "3 operands where TARGET and PRED was expected"),
        (("-", "-"), "standard input can be read once"),
        (("0", "preds.csv"), "preds.csv: there is no such file"),
        (("0", "folder/preds"), "folder/preds: there is no such file"),
        (("0", "0.5,x"), "'0.5,x' is neither numbers ('x' is not a number) nor a file"),
        (("0", "1/0,1"), "'1/0,1' is neither numbers ('1/0' divides by zero) nor a file"),
    ],
)
def test_what_cannot_be_read(tokens: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(InputError) as caught:
        read(*tokens)
    assert complaint in str(caught.value)


def test_options_of_a_table_need_files() -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read("0", "0.5,0.5", one_table=True)


@pytest.mark.parametrize("text", ["0.5,0.5", "0.5,0.5\n", "0.5 0.5\n", "[0.5, 0.5]\n", "1/2,1/2\n", "0.5\t0.5\n"])
def test_a_short_file_is_read_as_typed(write: Callable[..., str], text: str) -> None:
    literal = as_typed(Files((write(text, "vector.txt"),)), "P")
    assert literal is not None
    assert [[float(x) for x in row] for row in literal.rows] == [[0.5, 0.5]]


@pytest.mark.parametrize("text", ["p,q\n0.5,0.5\n", "0.5,0.5\n1,0\n", "", "0.5,0.5\n" * 9999])
def test_a_table_is_not(write: Callable[..., str], text: str) -> None:
    assert as_typed(Files((write(text, "table.csv"),)), "P") is None
