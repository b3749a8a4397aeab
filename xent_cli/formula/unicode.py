"""Expressions as a terminal shows them: -Σ p_k ln q_k."""

from xent_cli.formula.expression import ATOM, ONE, POWER, PRODUCT, QUOTIENT, Formula, Minus, Number
from xent_cli.formula.functions import Ln, Sum
from xent_cli.formula.notation import PLAIN, Letters, Notation


class Unicode(Notation):
    """Plain text; `tight` as in an exponent."""

    def __init__(self, letters: Letters = PLAIN, *, tight: bool = False) -> None:
        super().__init__(letters)
        self._tight = tight

    def brackets(self, text: str) -> str:
        return f"[{text}]" if "(" in text else f"({text})"

    def symbol(self, name: str, indexed: bool) -> str:
        return self.letter(name) + "_k" * indexed

    def functional(self, name: str, of: tuple[Formula, ...], between: str) -> str:
        return f"{name}({between.join(self.letter(symbol.parts[0]) for symbol in of)})"

    def plus(self, left: Formula, right: Formula) -> str:
        negative = isinstance(right, Minus)
        term = right.parts[0] if negative else right
        tight = self._tight or (left == ONE and term.rank == ATOM)
        sign = "-" if negative else "+"
        between = sign if tight else f" {sign} "
        return f"{left.written(self)}{between}{self.inside(term, PRODUCT if negative else 0)}"

    def minus(self, of: Formula) -> str:
        return f"-{self.inside(of, PRODUCT)}"

    def times(self, left: Formula, right: Formula) -> str:
        first = self.inside(left, QUOTIENT if isinstance(left, Sum) else PRODUCT)
        return f"{first} {self.inside(right, QUOTIENT if isinstance(right, Minus) else PRODUCT)}"

    def over(self, left: Formula, right: Formula) -> str:
        last = isinstance(right, Ln | Sum)  # they reach to the end, and need no brackets there
        between = " / " if last or left.rank == PRODUCT else "/"
        return f"{self.inside(left, PRODUCT)}{between}{right.written(self) if last else self.inside(right, POWER)}"

    def power(self, base: Formula, exponent: Formula) -> str:
        if exponent == Number(2):
            return f"{self.inside(base, ATOM)}²"
        raised = Unicode(self.letters, tight=True)
        opposite = isinstance(exponent, Minus) and exponent.parts[0].rank == ATOM
        power = raised.write(exponent) if opposite else raised.inside(exponent, ATOM)
        return f"{self.inside(base, ATOM)}^{power}"

    def root(self, of: Formula) -> str:
        return f"√{self.inside(of, ATOM)}"

    def ln(self, of: Formula) -> str:
        return self._logarithm({"e": "ln", "2": "log2", "10": "log10"}.get(self.letters.base), of)

    def natural_ln(self, of: Formula) -> str:
        return self._logarithm("ln", of)

    def _logarithm(self, name: str | None, of: Formula) -> str:
        function = name or f"log_{self.letters.base}"
        return f"{function} {of.written(self)}" if of.rank == ATOM else f"{function}({of.written(self)})"

    def sum(self, of: Formula) -> str:
        return f"Σ {self.inside(of, PRODUCT)}"

    def largest(self, of: Formula) -> str:
        return f"max {self.inside(of, PRODUCT)}"

    def positive(self, of: Formula) -> str:
        return f"max(0, {of.written(self)})"

    def step(self, of: Formula) -> str:
        return f"[{of.written(self)} > 0]"

    def absolute(self, of: Formula) -> str:
        return f"|{of.written(self)}|"

    def sign(self, of: Formula) -> str:
        return f"sign({of.written(self)})"

    def factorial(self, of: Formula) -> str:
        return f"{self.inside(of, ATOM)}!"

    def product(self, of: Formula) -> str:
        return f"Π {self.inside(of, PRODUCT)}"
