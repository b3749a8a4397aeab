import pytest
from pylatexenc.latexwalker import LatexWalker

from xent_cli.formula.expression import Formula, Number, Power
from xent_cli.formula.functions import Base, Exp, Largest, Ln, NaturalLn, Positive, Root, Sum
from xent_cli.formula.latex import GREEK, Latex
from xent_cli.formula.notation import Equation, Letters
from xent_cli.formula.symbols import Functional, K, Named, Prob, Symbol, p, q, w, y, y1, z, ŷ, α, γ

P_T = Named("p_t", y1 * ŷ, indexed=False)
LOSS = Named("loss", y1, indexed=False)
SMOOTHED = Named("y'", (1 - α) * y + α / K)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (-Sum(p * Ln(q)), r"-\sum_k p_k \ln q_k"),
        (Sum(LOSS) / 2, r"\frac{\sum \text{loss}}{2}"),
        (q * Sum(y) - y, r"q_k \sum_j y_j - y_k"),
        (Sum(y * q) * w, r"\left( \sum_j y_j q_j \right) w_k"),
        (Largest(z), r"\max_k z_k"),
        (Largest(ŷ), r"\max \hat{y}"),
        (Positive(1 - z), r"\max(0, 1-z_k)"),
        (1 - ŷ, r"1-\hat{y}"),
        (ŷ - y1, r"\hat{y} - y"),
        (y1 - (y1 - ŷ), r"y - (y - \hat{y})"),
        ((1 - q) ** γ, r"(1-q_k)^{\gamma}"),
        (q ** (γ - 1), r"q_k^{\gamma - 1}"),
        (SMOOTHED**2, r"{y'_k}^2"),
        ((p / q) ** 2, r"\left( \frac{p_k}{q_k} \right)^2"),
        (-(y1 * Ln(ŷ) + (1 - y1) * Ln(1 - ŷ)), r"-[y \ln \hat{y} + (1-y) \ln(1-\hat{y})]"),
        (Ln(p / q), r"\ln \frac{p_k}{q_k}"),
        (Root(1 - q), r"\sqrt{1-q_k}"),
        (Exp(z - Symbol("m")), r"e^{z_k - m}"),
        (Power(Base(), Symbol("H")), "b^H"),
        (P_T, "p_t"),
        (Symbol("w₁"), "w_1"),
        (LOSS * w, r"\text{loss} \cdot w_k"),
        (w * Number(2), r"w_k \cdot 2"),
        (Named("∂L", p, False) / Named("∂z", p), r"\frac{\partial L}{\partial z_k}"),
        (Functional("H", (p, SMOOTHED), p), "H(p, y')"),
        (Functional("JS", (p, q), p), r"\text{JS}(p, q)"),
        (Functional("D", (p, q), p, "‖"), r"D(p \,\|\, q)"),
        (Number(1e-7), r"1 \times 10^{-7}"),
        (Number(2.5), "2.5"),
    ],
)
def test_an_expression(formula: Formula, text: str) -> None:
    assert Latex().write(formula) == text
    LatexWalker(f"${text}$", tolerant_parsing=False).get_latex_nodes()


def test_letters_and_the_base_are_those_of_the_answer() -> None:
    notation = Latex(Letters({"q": "ŷ", "b": "2"}, "2"))
    assert notation.write(Ln(q)) == r"\log_{2} \hat{y}_k"
    assert notation.write(NaturalLn(q)) == r"\ln \hat{y}_k"
    assert notation.write(Power(Base(), Ln(q))) == r"2^{\log_{2} \hat{y}_k}"
    assert notation.write(Named("∂q", q)) == r"\partial \hat{y}_k"


def test_what_goes_over_all_classes_has_another_index_than_the_class_at_hand() -> None:
    softmax = Equation(Prob("ŷ", True), Exp(z) / Sum(Exp(z)))
    assert Latex().write(softmax) == r"\hat{y}_k = \frac{e^{z_k}}{\sum_j e^{z_j}}"
    assert Latex().write(Equation(Symbol("S"), Sum(Exp(z)))) == r"S = \sum_k e^{z_k}"


def test_every_greek_letter_has_its_name() -> None:
    assert (GREEK["α"], GREEK["γ"], GREEK["σ"], GREEK["ω"], GREEK["Σ"], GREEK["Ω"]) == (
        r"\alpha",
        r"\gamma",
        r"\sigma",
        r"\omega",
        r"\Sigma",
        r"\Omega",
    )
