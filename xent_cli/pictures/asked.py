"""Whether what is to be drawn can be, said before any row is read; and an answer with its picture."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from xent_cli.answers.picture import Picture
from xent_cli.choices import Format, Theme
from xent_cli.core.errors import InputError
from xent_cli.drawing import Drawing
from xent_cli.options import Looks
from xent_cli.outcome import Outcome
from xent_cli.outputs.files import refuse_place

Made = Callable[[], Picture] | None
FILES = (".svg", ".png")
DRAWN_IN = (Format.TABLE, Format.MARKDOWN, Format.HTML)


def check(drawing: Drawing, looks: Looks) -> None:
    """Refuse what cannot be drawn."""
    if drawing.theme is not None and drawing.save is None:
        raise InputError("only a file has a ground of its own", "--theme", "say --save FILE, or leave it out")
    if drawing.save is not None:
        ending = Path(drawing.save).suffix.lower()
        if ending not in FILES:
            raise InputError("a picture is written as .svg or .png", f"--save {drawing.save}", "end its name so")
        refuse_place(drawing.save)
        if drawing.theme is Theme.AUTO and ending != ".svg":
            raise InputError("only .svg can be as the screen is", "--theme auto", "say light or dark")
        installed("matplotlib", "--save")
    if drawing.plot:
        if looks.quiet or looks.json or looks.format not in (None, *DRAWN_IN):
            raise InputError("this format has no place for a drawing", "--plot", "say --save FILE.svg")
        installed("matplotlib" if looks.format is Format.HTML else "uniplot", "--plot")


def installed(library: str, option: str) -> None:
    """Refuse to draw without the library that does."""
    if find_spec(library) is None:
        raise InputError(f"pictures need {library}, which is not installed", option, "pip install 'xent-cli[plot]'")


def drawn(
    drawing: Drawing,
    groups: Mapping[str, Any],
    solve: Callable[[], Outcome],
    picture: Callable[[Outcome], Made] | None = None,
) -> Outcome:
    """What is solved, to be drawn as it was asked; `picture` of it unless it has one of its own."""
    check(drawing, groups["output"])
    outcome = solve()
    if drawing.asked is None:
        return outcome
    own = outcome.picture or (picture(outcome) if picture else None)
    if own is None:
        what = "there is nothing to draw of typed rows, of one row, or of a stream"
        raise InputError(what, drawing.asked, "name a table whose rows are averaged")
    return replace(outcome, drawing=drawing, picture=own)
