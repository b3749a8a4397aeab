"""As long as one likes: `python -m tests.fuzz --seconds 600 --seed 7`; each kind of finding once, made small."""

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from unittest.mock import patch

from .case import Case, carry_out
from .demands import broken
from .draw import drawn


def main() -> None:
    """Make calls until the time is up; exit 1 where one breaks a demand."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first call")
    asked = parser.parse_args()
    end = time.monotonic() + asked.seconds
    number, codes, seen = asked.first, Counter[int](), Counter[str]()
    while time.monotonic() < end:
        case = drawn(asked.seed, number)
        ran = carry_out(case)
        codes[ran.code] += 1
        for demand in broken(case, ran):
            kind = signature(case, demand)
            seen[kind] += 1
            if seen[kind] == 1:
                print(f"--- {number}: {kind}\n{smaller(case, kind)}\n    {demand}", flush=True)
        number += 1
    print(f"{number - asked.first} calls of seed {asked.seed}; exit codes {dict(sorted(codes.items()))}")
    for kind, count in seen.most_common():
        print(f"{count:6}  {kind}")
    sys.exit(bool(seen))


def signature(case: Case, demand: str) -> str:
    """What findings of one cause share: of a fault where it arose, of a text its words without its particulars."""
    name, _, details = demand.partition(": ")
    if name.startswith("exit"):
        return f"{name} {origin(case) or details[:80]}"
    words = re.sub(r"'[^']*'|\\?[\w.]*\d[\w.]*", "_", details)
    return f"{name} {words[-60:]}"


def origin(case: Case) -> str:
    """The error behind exit code 70, and the line of the package at which it arose."""
    with patch.dict(os.environ, XENT_DEBUG="1"):
        return re.sub(r"\d+(?=[^:]*\bat\b)", "0", carry_out(case).err.rpartition("let out ")[2].strip())[:120]


def smaller(case: Case, kind: str) -> Case:
    """The call without the words, lines, files and parts of a list that the finding does not need."""
    for less in islice(shorter(case), 200):
        if any(signature(less, demand) == kind for demand in broken(less, carry_out(less))):
            return smaller(less, kind)
    return case


def shorter(case: Case) -> Iterator[Case]:
    """The same call with one thing less."""
    argv = case.argv
    for at in range(1, len(argv)):
        yield case._replace(argv=argv[:at] + argv[at + 1 :])
    for name, data in case.files.items():
        yield case._replace(files={other: rest for other, rest in case.files.items() if other != name})
        yield from (case._replace(files={**case.files, name: less}) for less in without_a_line(data))
    yield from (case._replace(stdin=less) for less in without_a_line(case.stdin))
    for at in range(1, len(argv)):
        parts = re.split(r"([,;\s])", argv[at])
        for cut in range(0, len(parts), 2):
            less = "".join(parts[:cut] + parts[cut + 2 :])
            if less != argv[at]:
                yield case._replace(argv=(*argv[:at], less, *argv[at + 1 :]))


def without_a_line(data: bytes) -> Iterator[bytes]:
    """The text less one of its lines."""
    lines = data.splitlines(keepends=True)
    for at in range(len(lines) if len(lines) > 1 else 0):
        yield b"".join(lines[:at] + lines[at + 1 :])


if __name__ == "__main__":
    main()
