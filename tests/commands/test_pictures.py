"""--plot and --save, as who asks for them sees them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest

from xent_cli.app import run

from .conftest import Ran

Xent = Callable[..., Ran]
ROOT = Path(__file__).parents[2]
LOGITS = str(ROOT / "examples" / "calibration" / "logits.csv")
TUMOURS = str(ROOT / "examples" / "breast-cancer" / "predictions.csv")
DRAWN = {
    "reliability": ("calibration", LOGITS, "--target", "label", "--logits", "--bins", "5"),
    "classwise": ("calibration", LOGITS, "--target", "label", "--logits", "--bins", "5", "--classwise"),
    "histogram": ("ce", LOGITS, "--target", "label", "--logits"),
    "sigmoid": ("sigmoid", "2.5,-1"),
    "softmax": ("softmax", "2,1,0.1"),
    "losses": ("losses", "0", "2,1,0.1", "--logits"),
    "training": ("train", TUMOURS, "--target", "y", "--features", "p", "--epochs", "4", "--validation", "0.25"),
}


def told(argv: tuple[str, ...], **environment: str) -> str:
    """What a command line prints in a process of its own."""
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    known |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    command = [sys.executable, "-m", "xent_cli", *argv]
    done = subprocess.run(command, env=known, capture_output=True, encoding="utf-8", check=True)
    assert not done.stderr
    return done.stdout


@pytest.mark.parametrize("argv", DRAWN.values(), ids=DRAWN)
def test_drawn_below_the_answer(xent: Xent, argv: tuple[str, ...]) -> None:
    plain, drawn = xent(*argv).out, xent(*argv, "--plot").out
    assert drawn.startswith(plain)
    picture = drawn.removeprefix(plain).splitlines()
    assert picture[0] == ""
    assert max(map(len, picture)) <= 80
    assert picture[2].startswith("y: ")
    assert picture[-1].startswith("x: ")
    assert "\x1b" not in drawn


@pytest.mark.parametrize("argv", DRAWN.values(), ids=DRAWN)
@pytest.mark.parametrize("width", [80, 40])
def test_no_wider_than_the_screen(argv: tuple[str, ...], width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from xent_cli.answers.picture import Picture
    from xent_cli.render import sketch

    seen: list[Picture] = []

    def kept(picture: Picture, width: int, *, color: bool) -> list[str]:
        seen.append(picture)
        return []

    monkeypatch.setattr(sketch, "lines", kept)
    assert run([*argv, "--plot"]) == 0
    monkeypatch.undo()
    lines = list(sketch.lines(seen[0], width, color=False))
    assert max(map(len, lines[2:-1])) <= width


def test_in_colour_where_that_is_asked_for() -> None:
    argv = (*DRAWN["softmax"], "--plot")
    assert "\x1b[34m" in told((*argv, "--color", "always"))
    assert "\x1b" not in told(argv)
    assert "\x1b" not in told((*argv, "--color", "never"))
    assert "\x1b" not in told(argv, NO_COLOR="1")


def test_in_ascii_where_nothing_else_is_known() -> None:
    drawn = told((*DRAWN["histogram"], "--no-steps", "--plot"), PYTHONIOENCODING="ascii:replace")
    picture = drawn[drawn.index("cross-entropy of 600 rows") :]
    assert picture.isascii()
    assert "?" not in picture
    assert "+----" in picture


@pytest.mark.parametrize("argv", DRAWN.values(), ids=DRAWN)
def test_saved_with_the_same_bytes_each_time(xent: Xent, argv: tuple[str, ...], tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.svg" for i in range(2)]
    for path in paths:
        assert xent(*argv, "--save", str(path), "-q").code == 0
    one, other = (path.read_bytes() for path in paths)
    assert one == other
    assert one.startswith(b"<?xml")


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_on_its_ground(xent: Xent, theme: str, tmp_path: Path) -> None:
    path = tmp_path / "curve.svg"
    assert xent(*DRAWN["sigmoid"], "--save", str(path), "--theme", theme).code == 0
    text = path.read_text()
    assert ("prefers-color-scheme" in text) == (theme == "auto")
    assert ("#14181d" in text) == (theme != "light")


def test_saved_as_png(xent: Xent, tmp_path: Path) -> None:
    path = tmp_path / "curve.png"
    plain = xent(*DRAWN["sigmoid"]).out
    assert xent(*DRAWN["sigmoid"], "--save", str(path)).out == plain
    first = path.read_bytes()
    assert first.startswith(b"\x89PNG")
    xent(*DRAWN["sigmoid"], "--save", str(path))
    assert path.read_bytes() == first


def test_in_the_page_and_in_markdown(xent: Xent) -> None:
    page = xent(*DRAWN["reliability"], "--plot", "--format", "html").out
    html5lib.HTMLParser(strict=False).parse(page)
    assert page.count("<svg") == 1
    assert 'role="img"' in page
    fenced = xent(*DRAWN["reliability"], "--plot", "--format", "markdown").out
    assert fenced.count("```") == 2


def test_infinite_losses_are_counted_apart(xent: Xent) -> None:
    drawn = xent("ce", "0,1", "0,1;1,0", "--plot")
    assert drawn.code == 2
    assert "nothing to draw" in drawn.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("ce", "0", "0.7,0.3", "--plot"), "nothing to draw"),
        ((*DRAWN["histogram"], "--row", "3", "--plot"), "nothing to draw"),
        ((*DRAWN["histogram"], "--reduction", "none", "--plot"), "nothing to draw"),
        ((*DRAWN["sigmoid"], "--save", "curve.jpg"), ".svg or .png"),
        ((*DRAWN["sigmoid"], "--save", "/no/such/folder/curve.svg"), "no such folder"),
        ((*DRAWN["sigmoid"], "--theme", "dark"), "--save"),
        ((*DRAWN["sigmoid"], "--save", "curve.png", "--theme", "auto"), "--theme auto"),
        ((*DRAWN["sigmoid"], "--plot", "--json"), "--save FILE.svg"),
        ((*DRAWN["sigmoid"], "--plot", "-q"), "--save FILE.svg"),
        ((*DRAWN["sigmoid"], "--plot", "--format", "latex"), "--save FILE.svg"),
    ],
)
def test_what_cannot_be_drawn_is_said(xent: Xent, argv: tuple[str, ...], said: str) -> None:
    done = xent(*argv)
    assert (done.code, done.out) == (2, "")
    assert said.lower() in done.err.lower()


@pytest.mark.parametrize(("option", "library"), [(("--plot",), "uniplot"), (("--save", "curve.svg"), "matplotlib")])
def test_without_the_extra_one_sentence_says_how_to_get_it(
    xent: Xent, option: tuple[str, ...], library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xent_cli.pictures import asked

    def missing(name: str) -> Any:
        return None if name == library else object()

    monkeypatch.setattr(asked, "find_spec", missing)
    done = xent("sigmoid", "1", *option)
    assert (done.code, done.out) == (2, "")
    assert f"need {library}" in done.err
    assert "pip install 'xent-cli[plot]'" in done.err


def test_what_is_loaded_only_where_it_draws() -> None:
    script = (
        "import sys; from xent_cli.app import run; run(sys.argv[1:]); print({'uniplot', 'matplotlib'} & {*sys.modules})"
    )
    for argv in (["sigmoid", "1"], ["ce", LOGITS, "--target", "label", "--logits"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *argv], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.endswith("set()\n")


def test_many_classes_are_not_all_drawn(xent: Xent) -> None:
    drawn = xent("softmax", ",".join(str(k % 40) for k in range(100)), "--plot").out
    assert "the 12 largest of 100" in drawn
