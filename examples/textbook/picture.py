"""Draw picture.svg: what a terminal shows of one command."""

import io
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ARGUMENTS = ["ce", "0", "2,1,0.1", "--logits"]


def main() -> None:
    command = [sys.executable, "-m", "xent_cli", *ARGUMENTS, "--color", "always"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [f"$ xent {' '.join(ARGUMENTS)}", *shown.splitlines()]
    console = Console(record=True, width=100, file=io.StringIO())
    for line in lines:
        console.print(Text.from_ansi(line.rstrip()))
    console.save_svg(str(Path(__file__).with_name("picture.svg")), title="xent")


if __name__ == "__main__":
    main()
