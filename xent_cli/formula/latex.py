r"""Expressions as LaTeX writes them, with amsmath alone: -\sum_k p_k \ln q_k."""

from xent_cli.formula.expression import ATOM, ONE, PRODUCT, QUOTIENT, Formula, Minus, Over
from xent_cli.formula.functions import Sum
from xent_cli.formula.typeset import Spelled, Typeset, dotted, of_one_class, spelled

_NAMES = (
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon varphi chi"
    " psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
GREEK = {letter: rf"\{name}" for letter, name in zip("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", _NAMES.split(), strict=True)}


class Latex(Typeset):
    """What stands between dollar signs."""

    def brackets(self, text: str) -> str:
        left, right = "[]" if "(" in text else "()"
        return rf"\left{left} {text} \right{right}" if r"\frac" in text or r"\sum" in text else f"{left}{text}{right}"

    def digits(self, digits: str) -> str:
        return digits

    def scientific(self, digits: str, power: int) -> str:
        return rf"{digits} \times 10^{{{power}}}"

    def letters_of(self, name: Spelled) -> str:
        letter = rf"\text{{{name.base}}}" if name.word else GREEK.get(name.base, name.base)
        letter = rf"\hat{{{letter}}}" if name.hat else letter
        return r"\partial " * name.differential + letter + "'" * name.primed + small("_", name.below)

    def functional(self, name: str, of: tuple[Formula, ...], between: str) -> str:
        sign = {"‖": r" \,\|\, ", "|": r" \mid ", ";": "; "}.get(between, ", ")
        return f"{self.letters_of(spelled(name))}({sign.join(self.symbol(symbol.parts[0], False) for symbol in of)})"

    def plus(self, left: Formula, right: Formula) -> str:
        negative = isinstance(right, Minus)
        term, sign = (right.parts[0], "-") if negative else (right, "+")
        between = sign if left == ONE and term.rank == ATOM else f" {sign} "
        return f"{left.written(self)}{between}{self.inside(term, PRODUCT if negative else 0)}"

    def minus(self, of: Formula) -> str:
        return f"-{self.inside(of, PRODUCT)}"

    def times(self, left: Formula, right: Formula) -> str:
        first = self.inside(left, QUOTIENT if isinstance(left, Sum) else PRODUCT)
        sign = r" \cdot " if dotted(left, right) else " "
        return f"{first}{sign}{self.inside(right, QUOTIENT if isinstance(right, Minus) else PRODUCT)}"

    def over(self, left: Formula, right: Formula) -> str:
        return rf"\frac{{{left.written(self)}}}{{{right.written(self)}}}"

    def power(self, base: Formula, exponent: Formula) -> str:
        raised = self.inside(base, ATOM)
        raised = f"{{{raised}}}" if "'" in raised else raised  # a prime is a power already
        return raised + small("^", exponent.written(self))

    def root(self, of: Formula) -> str:
        return rf"\sqrt{{{of.written(self)}}}"

    def logarithm(self, base: str, of: Formula) -> str:
        name = r"\ln" if base == "e" else rf"\log_{{{base}}}"
        if of.rank == ATOM or isinstance(of, Over):
            return f"{name} {of.written(self)}"
        return f"{name}{self.brackets(of.written(self))}"

    def sum(self, of: Formula) -> str:
        return self._over_all(r"\sum", of)

    def largest(self, of: Formula) -> str:
        return self._over_all(r"\max", of)

    def _over_all(self, sign: str, of: Formula) -> str:
        index = self.bound if of_one_class(of) else ""
        return f"{sign}{small('_', index)} {self.of_each().inside(of, PRODUCT)}"

    def positive(self, of: Formula) -> str:
        return rf"\max{self.brackets('0, ' + of.written(self))}"

    def absolute(self, of: Formula) -> str:
        return rf"\left|{of.written(self)}\right|"

    def sign(self, of: Formula) -> str:
        return rf"\operatorname{{sign}}{self.brackets(of.written(self))}"

    def factorial(self, of: Formula) -> str:
        return f"{self.inside(of, ATOM)}!"

    def product(self, of: Formula) -> str:
        return self._over_all(r"\prod", of)

    def step(self, of: Formula) -> str:
        return rf"\left[{of.written(self)} > 0\right]"


def small(sign: str, text: str) -> str:
    """What stands below or above the line."""
    if not text:
        return ""
    return sign + (text if len(text) == 1 else f"{{{text}}}")
