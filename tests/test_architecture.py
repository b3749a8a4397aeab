"""What may import what, and what a command loads: read from the imports themselves."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from xent_cli.app import COMMANDS

PACKAGE = Path(__file__).parents[1] / "xent_cli"
FILES = sorted(PACKAGE.rglob("*.py"))
# Beside its own room, what a room may import of the house.
MAY_IMPORT = {
    "core": set(),
    "exact": set(),
    "inputs": {"core"},
    "verify": {"core", "exact"},
    "render": {"core", "verify", "choices", "options", "outcome"},
    "measures": {"core", "exact", "inputs", "choices", "options"},
    "typed": {"measures", "inputs", "core", "exact", "verify", "choices", "call", "conclusion", "outcome"},
    "tables": {"typed", "measures", "inputs", "core", "render", "choices", "call", "conclusion", "outcome"},
}
# Who alone may import a library.
ALONE = {"rich": {"render"}, "pyarrow": {"inputs"}, "typer": {"app", "help", "options", "commands"}}


def room(path: Path) -> str:
    """The folder of the package, or the module of the ground floor."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, inside functions and for types as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms(path: Path) -> set[str]:
    """The other rooms of the house that a file imports."""
    names = (name.split(".") for name in imported(path))
    everywhere = {room(path), "record", "__version__"}
    return {parts[1] for parts in names if parts[0] == "xent_cli" and len(parts) > 1} - everywhere


def loaded(*argv: str) -> set[str]:
    """The top-level modules that a command line has loaded when it ends."""
    script = (
        "import sys, contextlib, io\n"
        "from xent_cli.app import run\n"
        "with contextlib.redirect_stdout(io.StringIO()): code = run(sys.argv[1:])\n"
        "assert code == 0, code\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    command = [sys.executable, "-c", script, *argv]
    done = subprocess.run(
        command, cwd=PACKAGE.parent, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_flow_one_way(path: Path) -> None:
    mine = room(path)
    if mine in MAY_IMPORT:
        assert rooms(path) <= MAY_IMPORT[mine]
    if mine != "app":
        assert "app" not in rooms(path) or path.name == "__main__.py"
    for library, owners in ALONE.items():
        if mine not in owners:
            assert library not in {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", sorted((PACKAGE / "commands").glob("*.py")), ids=lambda path: path.stem)
def test_commands_never_import_commands(path: Path) -> None:
    names = {name.split(".")[2] for name in imported(path) if name.startswith("xent_cli.commands.")}
    assert names <= {"spread"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_every_command_file_is_listed() -> None:
    files = {path.stem for path in (PACKAGE / "commands").glob("*.py")} - {"__init__", "spread"}
    assert files == set(COMMANDS)


@pytest.mark.parametrize(
    ("argv", "without"),
    [
        (["--help"], {"numpy", "rich", "pyarrow"}),
        (["--version"], {"numpy", "rich", "pyarrow"}),
        (["ce", "--help"], {"numpy", "rich", "pyarrow"}),
        (["ce", "0", "0.7,0.3"], {"pyarrow"}),
        (["ce", "0", "0.7,0.3", "--json"], {"rich", "pyarrow"}),
        (["ce", "0", "0.7,0.3", "-q"], {"rich", "pyarrow"}),
        (["ce", "0", "0.7,0.3", "--format", "csv"], {"rich", "pyarrow"}),
        (["ce", "0", "0.7,0.3", "--format", "markdown"], {"rich", "pyarrow"}),
    ],
)
def test_a_command_loads_only_what_it_needs(argv: list[str], without: set[str]) -> None:
    assert not loaded(*argv) & without
