"""Draw picture.svg: what a terminal shows of one command."""

import io
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ARGUMENTS = ["ce", "0", "2,1,0.1", "--logits"]


def picture() -> str:
    """The picture, drawn in the reader's own fonts: one that is fetched from elsewhere may not be there."""
    command = [sys.executable, "-m", "xent_cli", *ARGUMENTS, "--color", "always"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    console = Console(record=True, width=90, file=io.StringIO())
    for line in [f"$ xent {' '.join(ARGUMENTS)}", *shown.splitlines()]:
        console.print(Text.from_ansi(line.rstrip()))
    drawn = console.export_svg(title="xent", unique_id="xent")
    return re.sub(r"\s*@font-face \{.*?\}", "", drawn, flags=re.DOTALL)


if __name__ == "__main__":
    Path(__file__).with_name("picture.svg").write_text(picture(), encoding="utf-8")
