"""Questions as Moodle's XML has them: https://docs.moodle.org/en/Moodle_XML_format."""

from collections.abc import Sequence
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from xent_cli.core.characters import visible
from xent_cli.exercises.answers import Accepted, Exported

# What Moodle writes of a numerical question that asks for no unit.
_NO_UNITS = {"unitgradingtype": "0", "unitpenalty": "0.1000000", "showunits": "3", "unitsleft": "0"}


def moodle(category: str, questions: Sequence[Exported]) -> str:
    """The text of the file."""
    quiz = Element("quiz")
    head = SubElement(quiz, "question", type="category")
    _text(SubElement(head, "category"), f"$course$/top/{category.replace('/', '//')}")
    for question in questions:
        _numerical(SubElement(quiz, "question", type="numerical"), question)
    ElementTree.indent(quiz)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(quiz, encoding="unicode")}\n'


def _numerical(element: Element, question: Exported) -> None:
    _text(SubElement(element, "name"), question.name)
    _html(SubElement(element, "questiontext"), question.text)
    _html(SubElement(element, "generalfeedback"), question.general)
    for tag, text in (("defaultgrade", f"{question.points:.7f}"), ("penalty", "0.3333333"), ("hidden", "0")):
        SubElement(element, tag).text = text
    for answer in question.answers:
        _answer(SubElement(element, "answer", fraction=answer.grade, format="moodle_auto_format"), answer)
    for tag, text in _NO_UNITS.items():
        SubElement(element, tag).text = text


def _answer(element: Element, answer: Accepted) -> None:
    _text(element, answer.number)
    _html(SubElement(element, "feedback"), answer.feedback)
    SubElement(element, "tolerance").text = answer.tolerance


def _html(element: Element, text: str) -> None:
    """Text as a paragraph of its own."""
    element.set("format", "html")
    _text(element, f"<p>{escape(visible(text), quote=False)}</p>" if text else "")


def _text(element: Element, text: str) -> None:
    SubElement(element, "text").text = visible(text)
