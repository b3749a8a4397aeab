"""What may import what, and what a command loads: read from the imports themselves."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from xent_cli.app import COMMANDS
from xent_cli.measures.catalogue import MEASURES

PACKAGE = Path(__file__).parents[1] / "xent_cli"
FILES = sorted(PACKAGE.rglob("*.py"))
# Beside its own room, what a room may import of the house: the ground floor first, and nothing of what stands above.
MAY_IMPORT = {
    "core": set(),
    "exact": set(),
    "choices": set(),
    "argv": set(),
    "processes": set(),
    "options": {"choices"},
    "drawing": {"choices"},
    "checking": set(),
    "formula": {"exact"},
    "inputs": {"core"},
    "outputs": {"core"},
    "answers": {"formula", "core"},
    "measures": {"formula", "exact", "core", "inputs", "answers", "choices", "options"},
    "verify": {"libraries", "measures", "formula", "core", "inputs", "choices"},
    "outcome": {"answers", "measures", "verify", "options", "drawing"},
    "render": {"answers", "formula", "core", "verify", "choices", "options", "outcome", "outputs"},
    "libraries": {"measures", "core", "choices"},
    "call": {"measures", "core", "inputs", "choices", "options", "checking", "drawing"},
    "conclusion": {"checking", "measures", "formula", "core", "inputs", "answers", "verify", "options", "outcome"},
    "typed": {
        *("measures", "formula", "exact", "core", "inputs", "answers", "verify", "libraries"),
        *("choices", "checking", "call", "conclusion", "outcome"),
    },
    "passes": {"inputs", "core", "render", "options", "processes"},
    "tables": {
        *("pictures", "passes", "typed", "measures", "core", "inputs", "outputs", "answers", "render"),
        *("choices", "call", "conclusion", "outcome"),
    },
    "pipeline": {"typed", "tables", "measures", "core", "inputs", "call", "outcome"},
    "marking": {
        *("verify", "formula", "core", "inputs", "outputs", "render"),
        *("choices", "options", "checking", "processes", "outcome"),
    },
    "exercises": {"marking", "verify", "core", "inputs", "answers", "choices", "options", "outcome", "outputs"},
    "information": {
        *("formula", "exact", "core", "inputs", "answers", "passes", "tables"),
        *("verify", "options", "checking", "conclusion", "outcome"),
    },
    "comparison": {
        *("tables", "measures", "exact", "core", "inputs", "answers", "render", "verify"),
        *("call", "conclusion", "outcome"),
    },
    "pictures": {"measures", "answers", "core", "outputs", "choices", "options", "drawing", "outcome"},
    "calibration": {
        *("pictures", "tables", "passes", "measures", "core", "inputs", "outputs", "answers", "render"),
        *("options", "call", "conclusion", "outcome"),
    },
    "learning": {
        *("typed", "tables", "measures", "formula", "exact", "core", "inputs", "outputs", "answers"),
        *("verify", "render", "choices", "options", "checking", "conclusion", "outcome"),
    },
    "commands": {
        *("calibration", "comparison", "learning", "pictures", "information", "exercises"),
        *("pipeline", "marking", "drawing"),
        *("measures", "tables", "typed", "core", "inputs"),
        *("argv", "choices", "options", "checking", "call", "outcome", "help"),
    },
}
# Who runs whole command lines.
FRONT_DOORS = {"app", "__main__", "notebook"}
# What commands are made with, and is none.
MAKERS = {"__init__", "of_measure", "signature"}
# Who alone may import a library.
ALONE = {
    "rich": {"render"},
    "pyarrow": {"inputs", "outputs"},
    "typer": {"app", "help", "options", "checking", "drawing", "learning/options", "commands"},
    "uniplot": {"render"},
    "matplotlib": {"render"},
}


def room_of(path: Path) -> str:
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
    everywhere = {room_of(path), "record", "__version__"}
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
    mine = room_of(path)
    if mine in MAY_IMPORT:
        assert rooms(path) <= MAY_IMPORT[mine]
    if mine not in FRONT_DOORS:
        assert "app" not in rooms(path)
    for library, owners in ALONE.items():
        if owners.isdisjoint((mine, path.relative_to(PACKAGE).with_suffix("").as_posix())):
            assert library not in {name.split(".")[0] for name in imported(path)}


def test_every_room_has_its_place() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders <= MAY_IMPORT.keys()


def test_no_arrow_leads_back() -> None:
    assert list(TopologicalSorter(MAY_IMPORT).static_order())


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_nothing_is_allowed_that_is_not_done(room: str) -> None:
    files = [path for path in FILES if room_of(path) == room]
    assert set().union(*map(rooms, files)) == MAY_IMPORT[room]


@pytest.mark.parametrize("path", sorted((PACKAGE / "commands").glob("*.py")), ids=lambda path: path.stem)
def test_commands_never_import_commands(path: Path) -> None:
    names = {name.split(".")[2] for name in imported(path) if name.startswith("xent_cli.commands.")}
    assert names <= MAKERS


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_every_command_is_a_measure_or_a_file() -> None:
    files = {path.stem for path in (PACKAGE / "commands").glob("*.py")} - MAKERS
    assert files | MEASURES.keys() == set(COMMANDS)
    assert not files & MEASURES.keys()


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


def test_the_page_on_the_house_lists_its_rooms() -> None:
    page = (PACKAGE.parent / "ARCHITECTURE.md").read_text(encoding="utf-8")
    told = {
        line.split("`")[1].removeprefix("xent_cli/") for line in page.splitlines() if line.startswith("| `xent_cli/")
    }
    assert told == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
