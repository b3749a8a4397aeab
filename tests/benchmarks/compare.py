"""Time xent against its peers, as whole processes in turn: `python tests/benchmarks/compare.py --rows 1000000`.

Prints Markdown tables. The peers come with the `bench` extra; the tables are made on the first run and kept.
"""

import argparse
import math
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

PYTHON = [sys.executable, "-W", "ignore"]
XENT = [*PYTHON, "-m", "xent_cli"]
READ_CSV = "import sys, pyarrow.csv as csv; csv.read_csv(sys.argv[1])"
# By the inflater that xent takes: isal where it is installed.
INFLATE = """
import sys
try:
    from isal import igzip as gzip
except ImportError:
    import gzip
with gzip.open(sys.argv[1]) as file:
    while file.read(1 << 20):
        pass
"""
# argv: the file, the column of labels, and what turns the other columns into probabilities.
PANDAS = """
import sys, pandas
from scipy.special import softmax
from sklearn.metrics import log_loss
path, label, letter = sys.argv[1:]
table = (pandas.read_csv if path.endswith(".csv") else pandas.read_parquet)(path)
labels = table.pop(label)
probs = softmax(table.to_numpy(float), axis=1) if letter == "z" else table
print(log_loss(labels, probs, labels=range(max(2, table.shape[1]))))
"""
# `checked` refuses what xent refuses: a label that is none, a number that is no probability, a sum that is not 1.
POLARS = """
import sys, polars as pl
path, label, letter, checked = sys.argv[1:]
table = (pl.scan_csv if path.endswith(".csv") else pl.scan_parquet)(path)
given = columns = [pl.col(name) for name in table.collect_schema().names() if name != label]
if len(columns) == 1:
    columns = [1 - columns[0], columns[0]]
own = pl.concat_arr(columns).arr.get(pl.col(label))
m = pl.max_horizontal(columns)
lse = m + pl.sum_horizontal((column - m).exp() for column in columns).log()
asked = [(lse - own if letter == "z" else -own.log()).mean()]
if checked == "checked":
    good = pl.col(label).is_between(0, len(columns) - 1)
    for column in given:
        good &= column.is_finite() if letter == "z" else column.is_between(0, 1.001)
    if letter != "z":
        good &= (pl.sum_horizontal(columns) - 1).abs() <= 1e-3
    asked.append((~good).sum().alias("bad"))
loss, *bad = table.select(asked).collect(engine="streaming").row(0)
assert not any(bad)
print(loss)
"""
DUCKDB = """
import sys, duckdb
path, label, letter, checked = sys.argv[1:]
duckdb.execute("set enable_progress_bar = false")
names = [name for name, *_ in duckdb.execute(f"describe from '{path}'").fetchall() if name != label]
columns = names if len(names) > 1 else [f"1 - {names[0]}", *names]
own = f"[{', '.join(columns)}][{label} + 1]"
top = f"greatest({', '.join(columns)})"
lse = f"{top} + ln({' + '.join(f'exp({c} - {top})' for c in columns)})"
good = [f"{label} between 0 and {len(columns) - 1}"]
good += [f"isfinite({c})" if letter == "z" else f"{c} between 0 and 1.001" for c in names]
if letter != "z":
    good.append(f"abs({' + '.join(columns)} - 1) <= 1e-3")
bad = f"count(*) filter (not ({' and '.join(good)}))" if checked == "checked" else "0"
loss = f"{lse} - {own}" if letter == "z" else f"-ln({own})"
loss, bad = duckdb.execute(f"select avg({loss}), {bad} from '{path}'").fetchone()
assert not bad
print(loss)
"""


@dataclass(frozen=True)
class Program:
    """One way to do a work."""

    name: str
    command: list[str]
    stdin: Path = Path(os.devnull)


@dataclass(frozen=True)
class Run:
    """What one process took and printed."""

    seconds: float
    peak: float
    printed: str


def run(program: Program) -> Run:
    """A whole process; this one stays small, for a child's peak is never below its parent's size."""
    start = time.perf_counter()
    with (
        program.stdin.open("rb") as stdin,
        subprocess.Popen(program.command, stdin=stdin, stdout=subprocess.PIPE, text=True) as process,
    ):
        assert process.stdout
        printed = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{program.name} failed: {' '.join(program.command)}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit / 1e6, printed)


def race(programs: list[Program], rounds: int) -> list[list[Run]]:
    """The runs of each program, in turn, after a round that fills the page cache."""
    laps = [[run(program) for program in programs] for _ in range(rounds + 1)]
    return [list(runs) for runs in zip(*laps[1:], strict=True)]


def lines(work: str, programs: list[Program], rounds: int) -> Iterator[str]:
    """A line of Markdown per program; a ratio is the median over the rounds of xent's time by the program's."""
    xent, *_ = runs = race(programs, rounds)
    for program, own in zip(programs, runs, strict=True):
        ratio = median(x.seconds / y.seconds for x, y in zip(xent, own, strict=True))
        seconds, peak = median(r.seconds for r in own), max(r.peak for r in own)
        yield f"| {work} | {program.name} | {seconds:.3f} | {ratio:.2f} | {peak:.0f} |"


def same_answer(programs: list[Program]) -> None:
    """A race is fair only if all that answer say the same."""
    answers = [float(printed) for program in programs if (printed := run(program).printed)]
    if not all(math.isclose(answer, answers[0], rel_tol=1e-6) for answer in answers):
        raise SystemExit(f"the programs disagree: {answers}")


def of_table(path: Path, command: str, label: str, letter: str) -> list[Program]:
    """xent and its peers on one file."""
    logits = ["--logits"] if letter == "z" else []
    return [
        Program("xent", [*XENT, command, str(path), "--target", label, *logits, "-q"]),
        *([Program("pyarrow read_csv alone", [*PYTHON, "-c", READ_CSV, str(path)])] * (path.suffix == ".csv")),
        Program("pandas + scikit-learn", [*PYTHON, "-c", PANDAS, str(path), label, letter]),
        *(
            Program(f"{name}, {checks}", [*PYTHON, "-c", code, str(path), label, letter, checks])
            for name, code in {"polars, streaming": POLARS, "duckdb": DUCKDB}.items()
            for checks in ("unchecked", "checked")
        ),
    ]


def table_works(folder: Path) -> Iterator[tuple[str, list[Program]]]:
    """What is done with tables, and by whom."""
    for ending in ("csv", "parquet"):
        yield f"probabilities, {ending}", of_table(folder / f"probs.{ending}", "ce", "label", "p")
        yield f"logits, {ending}", of_table(folder / f"logits.{ending}", "ce", "label", "z")
        yield f"binary, {ending}", of_table(folder / f"binary.{ending}", "bce", "y", "p")
    # An expression of a thousand columns is not what polars and duckdb are for: they take 25 times as long.
    yield "1,000 classes, parquet", of_table(folder / "wide.parquet", "ce", "label", "z")[:-4]
    plain, *_ = of_table(folder / "probs.csv", "ce", "label", "p")
    for ending in ("gz", "zst"):
        path = folder / f"probs.csv.{ending}"
        packed, *_ = of_table(path, "ce", "label", "p")
        alone = [Program("inflating alone", [*PYTHON, "-c", INFLATE, str(path)])] * (ending == "gz")
        yield f"probabilities, csv.{ending}", [packed, Program("xent, plain file", plain.command), *alone]
    piped = Program("xent", [*XENT, "ce", "-", "--target", "label", "-q"], folder / "probs.csv")
    yield "probabilities, standard input", [piped, Program("xent, plain file", plain.command)]


def startup_works() -> Iterator[tuple[str, list[Program]]]:
    """The two things that must feel immediate, against NumPy's own start."""
    numpy = Program("import numpy", [*PYTHON, "-c", "import numpy"])
    yield "one-liner with its table", [Program("xent", [*XENT, "ce", "0", "0.7,0.2,0.1"]), numpy]
    yield "--help", [Program("xent", [*XENT, "--help"]), numpy]


def machine() -> str:
    """Where and with what this ran."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    packages = ", ".join(
        f"{p} {version(p)}" for p in ("numpy", "pyarrow", "pandas", "scikit-learn", "polars", "duckdb")
    )
    return f"{os.cpu_count()} cores, {memory:.0f} GB; Python {platform.python_version()}, {packages}"


def main() -> None:
    """Make the tables, run the races, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path("build/benchmarks"), help="where the tables are kept")
    parser.add_argument("--only", default="", help="the works whose name holds this")
    options = parser.parse_args()
    folder = options.folder / str(options.rows)
    generate = Path(__file__).with_name("generate.py")
    subprocess.run([*PYTHON, str(generate), str(folder), "--rows", str(options.rows)], check=True)
    print(f"{options.rows:,} rows (binary five times, 1,000 classes a tenth); {machine()}\n")
    print("| work | program | seconds | xent / program | peak MB |\n|---|---|---:|---:|---:|")
    for work, programs in table_works(folder):
        if options.only in work:
            same_answer(programs)
            print(*lines(work, programs, options.rounds), sep="\n", flush=True)
    for work, programs in startup_works():
        if options.only in work:
            print(*lines(work, programs, 4 * options.rounds), sep="\n", flush=True)


if __name__ == "__main__":
    main()
