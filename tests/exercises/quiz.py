"""Moodle, as far as it reads and marks numerical questions: the first answer within its tolerance counts."""

import re
from dataclasses import dataclass
from html import unescape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

GRADES = {
    *("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30"),
    *("25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0"),
}
_ESCAPES = re.compile(r"\\(.)")


@dataclass(frozen=True)
class Answer:
    """A number, how far from it one may be, the share of the points, what is said."""

    number: float
    tolerance: float
    fraction: float
    feedback: str


@dataclass(frozen=True)
class Quiz:
    """A numerical question as it was imported."""

    name: str
    text: str
    points: float
    general: str
    answers: tuple[Answer, ...]

    def marked(self, typed: str) -> tuple[float, str]:
        """The share of the points for what a student types, and the feedback."""
        x = float(typed)
        for answer in self.answers:
            if abs(x - answer.number) <= answer.tolerance + 1e-13 * abs(answer.number):
                return answer.fraction, answer.feedback
        return 0.0, ""


def from_xml(text: str) -> list[Quiz]:
    """The numerical questions of a file of Moodle's XML, whose form is checked."""
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>')
    root = ElementTree.fromstring(text)
    head, *questions = root
    assert (root.tag, head.get("type")) == ("quiz", "category")
    assert _text(head, "category/text").startswith("$course$/top/")
    assert {question.get("type") for question in questions} <= {"numerical"}
    return [_numerical(question) for question in questions]


def from_gift(text: str) -> list[Quiz]:
    """The numerical questions of a file in GIFT: parted by blank lines, special characters behind a backslash."""
    head, *questions = text.strip().split("\n\n")
    assert head.startswith("$CATEGORY: $course$/top/")
    return [_gift(question) for question in questions]


def _numerical(question: Element) -> Quiz:
    for part in ("questiontext", "generalfeedback"):
        assert question.find(part).get("format") == "html"  # type: ignore[union-attr]
    for part, value in (("hidden", "0"), ("unitgradingtype", "0"), ("showunits", "3"), ("unitsleft", "0")):
        assert question.findtext(part) == value
    answers = []
    for answer in question.findall("answer"):
        assert answer.get("fraction") in GRADES
        assert answer.find("feedback").get("format") == "html"  # type: ignore[union-attr]
        number, tolerance = float(_text(answer, "text")), float(_text(answer, "tolerance"))
        answers.append(Answer(number, tolerance, float(answer.get("fraction", "")), _html(answer, "feedback/text")))
    points = float(_text(question, "defaultgrade"))
    text, general = _html(question, "questiontext/text"), _html(question, "generalfeedback/text")
    return Quiz(_text(question, "name/text"), text, points, general, tuple(answers))


def _text(element: Element, path: str) -> str:
    text = element.findtext(path)
    assert text is not None, path
    return text


def _html(element: Element, path: str) -> str:
    """The text of a paragraph of HTML."""
    text = _text(element, path)
    assert not text or re.fullmatch(r"<p>[^<>]*</p>", text), text
    return unescape(text.removeprefix("<p>").removesuffix("</p>"))


def _gift(question: str) -> Quiz:
    found = re.fullmatch(r"::((?:\\.|[^\\:])*)::\[plain\]((?:\\.|[^\\{}])*) \{#\n(.*)\n\}", question, re.DOTALL)
    assert found, question
    *answers, general = found[3].split("\n")
    assert general.startswith("####")
    return Quiz(_plain(found[1]), _plain(found[2]), 1.0, _plain(general[4:]), tuple(map(_gift_answer, answers)))


def _gift_answer(line: str) -> Answer:
    found = re.fullmatch(r"=(?:%([0-9.]+)%)?(-?[0-9.]+):([0-9.]+)(?:#(.*))?", line)
    assert found, line
    assert found[1] is None or found[1] in GRADES
    feedback = found[4] or ""
    assert not re.search(r"(?<!\\)(?:\\\\)*[~=#{}:]", feedback), feedback
    return Answer(float(found[2]), float(found[3]), float(found[1] or 100), _plain(feedback))


def _plain(text: str) -> str:
    return _ESCAPES.sub(r"\1", text)
