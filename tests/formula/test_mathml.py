from xml.etree import ElementTree

import pytest

from xent_cli.formula.expression import Formula, Number
from xent_cli.formula.functions import Exp, Largest, Ln, Positive, Root, Sum
from xent_cli.formula.mathml import MathML
from xent_cli.formula.notation import PLAIN, Equation, Letters
from xent_cli.formula.symbols import Functional, K, Named, Symbol, p, q, w, y, y1, z, ŷ, α, γ

SMOOTHED = Named("y'", (1 - α) * y + α / K)
LOSS = Named("cross-entropy", y1, indexed=False)


def parsed(formula: Formula | Equation, letters: Letters = PLAIN) -> ElementTree.Element:
    """The elements that a formula is written as."""
    return ElementTree.fromstring(f"<math>{MathML(letters).write(formula)}</math>")


def outline(element: ElementTree.Element) -> str:
    """The elements without what says how wide they are: their names where they hold others, else their text."""
    if not len(element):
        return element.text or ""
    inner = " ".join(map(outline, element))
    return inner if element.tag == "math" else f"{element.tag.removeprefix('m')}({inner})"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (-Sum(p * Ln(q)), "− under(∑ k) sub(p k) \u2062 ln sub(q k)"),
        (q * Sum(y) - y, "sub(q k) \u2062 under(∑ j) sub(y j) − sub(y k)"),
        (Sum(LOSS) / 2, "frac(row(∑ cross-entropy) 2)"),
        (LOSS * w, "cross-entropy · sub(w k)"),
        (Largest(z), "under(max k) sub(z k)"),
        (Positive(1 - ŷ), "max row(( 0 , 1 − over(y ^) ))"),
        (-(y1 * (1 - ŷ)), "− y \u2062 row(( 1 − over(y ^) ))"),
        ((1 - q) ** γ, "sup(row(( 1 − sub(q k) )) γ)"),
        (SMOOTHED, "subsup(y k ′)"),
        (Functional("H", (p, SMOOTHED), p), "H row(( p , sup(y ′) ))"),
        (Functional("D", (p, q), p, "‖"), "D row(( p ‖ q ))"),
        (Named("∂L", p, False) / Named("∂z", p), "frac(row(∂ L) row(∂ sub(z k)))"),
        (Named("p_t", p, False), "sub(p t)"),
        (Symbol("w₁"), "sub(w 1)"),
        (Root(1 - q), "sqrt(1 − sub(q k))"),
        (Exp(-z), "sup(e row(− sub(z k)))"),
        (Number(1e-7), "1 × sup(10 -7)"),
        (Equation(γ, Number(2)), "γ = 2"),
    ],
)
def test_an_expression(formula: Formula | Equation, expected: str) -> None:
    assert outline(parsed(formula)) == expected


def test_letters_and_the_base_are_those_of_the_answer() -> None:
    found = parsed(Ln(q), Letters({"q": "ŷ"}, "10"))
    assert outline(found) == "sub(log 10) sub(over(y ^) k)"


def test_what_a_letter_a_word_and_a_number_are() -> None:
    assert [element.tag for element in parsed(LOSS)] == ["mtext"]
    assert [element.tag for element in parsed(γ)] == ["mi"]
    assert [element.tag for element in parsed(Number(2))] == ["mn"]
