"""xent export: a key as Moodle and GIFT read it, through the command line."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .conftest import Ran

KEY = "Q1: [2] ce 0 0.7,0.2,0.1 = 0.000\nsoftmax 2,1\n"


@pytest.fixture
def export(tmp_path: Path, xent: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """`xent export FORMAT key`, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def called(to: str, *options: str, key: str = KEY) -> Ran:
        Path("key").write_text(key, encoding="utf-8")
        return xent("export", to, "key", *options)

    return called


def test_moodle_reads_a_file(export: Callable[..., Ran]) -> None:
    ran = export("moodle", "-o", "new/quiz.xml")
    assert (ran.code, ran.err) == (0, "")
    root = ElementTree.parse("new/quiz.xml").getroot()
    names = [question.findtext("name/text") for question in root.findall("question[@type='numerical']")]
    assert names == ["Q1", "Q2.1", "Q2.2"]
    assert root.findtext("question/category/text") == "$course$/top/key"


def test_without_a_file_the_text_goes_to_standard_output(export: Callable[..., Ran]) -> None:
    out = export("moodle").out
    export("moodle", "-o", "quiz.xml")
    assert Path("quiz.xml").read_text(encoding="utf-8") == out
    assert export("gift").out.startswith("$CATEGORY: $course$/top/key\n\n::Q1::[plain]xent ce 0 0.7,0.2,0.1 (to 3")


def test_in_json_the_text_stands_within_the_object(export: Callable[..., Ran]) -> None:
    report = export("moodle", "--json").json
    assert report["text"] == export("moodle").out
    assert (report["command"], report["value"]) == ("export", 3)
    assert "file" not in report
    assert export("moodle", "--format", "json").json == report


def test_a_key_comes_from_a_pipe(xent: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    with (tmp_path / "key").open() as pipe:
        monkeypatch.setattr("sys.stdin", pipe)
        monkeypatch.setattr("xent_cli.exercises.export.text_of", lambda file: KEY)
        assert "$course$/top/xent" in xent("export", "gift", "-").out


def test_decimals_are_those_of_the_claim_or_asked_for(export: Callable[..., Ran]) -> None:
    tolerances = [e.text for e in ElementTree.fromstring(export("moodle", "--decimals", "5").out).iter("tolerance")]
    assert tolerances[0] == "0.0005"
    assert "0.000005" in tolerances


def test_the_report_says_what_was_written(export: Callable[..., Ran]) -> None:
    report = export("gift", "-o", "quiz.gift", "--json").json
    assert (report["command"], report["value"], report["file"]) == ("export", 3, "quiz.gift")
    assert report["answers"] > 20
    assert "\nquestions = 3\n" in export("gift", "-o", "quiz.gift", "--force").out
    assert report["notes"] == ["GIFT has no points: Moodle gives each question 1"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("ce {0..2} 0.7,0.2,0.1", "key, line 1: its numbers are still to be drawn; write numbers, or make sheets"),
        ("ce 0 0,1", "key, line 1: ce 0 0,1 is infinite"),
        ("foo 1", "key, line 1: foo 1: there is no command 'foo'"),
        ("ce 0 0.7,0.2,0.1 = x", "claim 'x'"),
    ],
)
def test_a_key_that_cannot_be_exported_is_refused(export: Callable[..., Ran], key: str, said: str) -> None:
    ran = export("moodle", "-o", "quiz.xml", key=key)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not Path("quiz.xml").exists()


def test_a_file_that_is_there_is_kept(export: Callable[..., Ran]) -> None:
    export("moodle", "-o", "quiz.xml")
    ran = export("gift", "-o", "quiz.xml")
    assert (ran.code, ran.out) == (2, "")
    assert "quiz.xml: is there already" in ran.err
    assert export("gift", "-o", "quiz.xml", "--force").code == 0
    assert Path("quiz.xml").read_text(encoding="utf-8").startswith("$CATEGORY")


def test_an_unknown_format_names_the_known_ones(export: Callable[..., Ran]) -> None:
    ran = export("modle")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "xent: there is no format 'modle' (did you mean moodle?); say moodle or gift\n"
