"""Time `xent train` against scikit-learn, and an update at 100,000 classes: `python -m tests.benchmarks.training`.

Prints Markdown tables. Of an epoch, both read the same Parquet file in the same batches, as whole processes.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from tests.benchmarks.compare import PYTHON, XENT, Program, lines, machine

SKLEARN = """
import sys, numpy, pyarrow.parquet
from sklearn.linear_model import SGDClassifier
path, size = sys.argv[1:]
model = SGDClassifier(loss="log_loss")
for batch in pyarrow.parquet.ParquetFile(path).iter_batches(batch_size=int(size)):
    label, *features = (column.to_numpy() for column in batch.columns)
    model.partial_fit(numpy.column_stack(features), label, classes=[0, 1])
"""
CLASSES, FEATURES, BATCH = 100_000, 16, 128


def epochs(path: Path, size: int) -> list[Program]:
    """An epoch of logistic regression, by both."""
    options = ["--target", "label", "--epochs", "1", "--batch", str(size), "-q"]
    return [
        Program("xent train", [*XENT, "train", str(path), *options]),
        Program("scikit-learn, SGDClassifier.partial_fit", [*PYTHON, "-c", SKLEARN, str(path), str(size)]),
    ]


def update(rows: Path, drawn: list[str], updates: int) -> float:
    """Milliseconds of an update, the first apart."""
    from xent_cli.learning.beginning import begun, plan_of
    from xent_cli.learning.call import Call
    from xent_cli.learning.rows import rows_of
    from xent_cli.learning.training import updates as going

    call = asked(rows, drawn, Call)
    found = rows_of(call, None, 0)
    start = begun(call, found.examples)
    stands = going(plan_of(start, found), start.stand)
    next(stands)
    began = time.perf_counter()
    for _ in range(updates):
        next(stands)
    return (time.perf_counter() - began) / updates * 1000


def asked(rows: Path, drawn: list[str], made: type) -> object:
    """The call of a command line."""
    from xent_cli.checking import Gate
    from xent_cli.learning.options import Aim, Moves, Run, Sources
    from xent_cli.options import Looks

    run = {option.removeprefix("--"): int(count) for option, count in zip(drawn[::2], drawn[1::2], strict=True)}
    return made([str(rows)], Sources(target="label"), Aim(), Moves(), Run(batch=str(BATCH), **run), Looks(), Gate())


def main() -> None:
    """Make the tables, run the races, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("build/benchmarks"), help="where the tables are kept")
    options = parser.parse_args()
    folder = options.folder / str(options.rows)
    generate = Path(__file__).with_name("generate.py")
    names = ("training.parquet", "more-training.parquet", "words.parquet")
    made = [sys.executable, str(generate), str(folder), "--rows", str(options.rows), "--only", *names]
    subprocess.run(made, check=True)
    print(f"{options.rows:,} rows of 20 features; {machine()}\n")
    print("| work | program | seconds | xent / program | peak MB |\n|---|---|---:|---:|---:|")
    for size in (256, 1000):
        work = f"an epoch in batches of {size}"
        print(*lines(work, epochs(folder / names[0], size), options.rounds), sep="\n", flush=True)
    print(*lines("four times the rows", epochs(folder / names[1], 1000)[:1], options.rounds), sep="\n", flush=True)
    print(f"\n{CLASSES:,} classes, {FEATURES} features, batches of {BATCH}\n")
    print("| update | milliseconds |\n|---|---:|")
    for drawn, updates in (
        ([], 2),
        (["--sampled", "1000"], 50),
        (["--sampled", "100"], 50),
        (["--negative", "20"], 50),
    ):
        found = update(folder / names[2], drawn, updates)
        print(f"| {' '.join(drawn) or 'full softmax'} | {found:.1f} |", flush=True)


if __name__ == "__main__":
    np.seterr(all="ignore")
    main()
