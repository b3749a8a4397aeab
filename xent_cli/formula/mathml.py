"""Expressions as a browser sets them: MathML, what stands between <math> and </math>."""

from html import escape

from xent_cli.formula.expression import ATOM, PRODUCT, QUOTIENT, Formula, Minus, Over
from xent_cli.formula.functions import Sum
from xent_cli.formula.typeset import Spelled, Typeset, dotted, of_one_class, spelled

_THIN = "0.17em"
_INVISIBLE_TIMES = "\N{INVISIBLE TIMES}"


class MathML(Typeset):
    """Elements of MathML Core, in rows where one is asked for."""

    equals = "<mo>=</mo>"

    def brackets(self, text: str) -> str:
        return bracketed(text, "[]" if "(</mo>" in text else "()")

    def digits(self, digits: str) -> str:
        return f"<mn>{digits}</mn>"

    def scientific(self, digits: str, power: int) -> str:
        return f"{self.digits(digits)}<mo>×</mo><msup><mn>10</mn><mn>{power}</mn></msup>"

    def letters_of(self, name: Spelled) -> str:
        letter = f"<{_element(name)}>{escape(name.base)}</{_element(name)}>"
        if name.hat:
            letter = f'<mover accent="true">{letter}<mo stretchy="false">^</mo></mover>'
        below = row("".join(self.digits(i) if i.isdigit() else f"<mi>{escape(i)}</mi>" for i in name.below))
        match bool(name.below), name.primed:
            case True, True:
                letter = f"<msubsup>{letter}{below}<mo>′</mo></msubsup>"
            case True, False:
                letter = f"<msub>{letter}{below}</msub>"
            case False, True:
                letter = f"<msup>{letter}<mo>′</mo></msup>"
        return f"<mi>∂</mi>{letter}" if name.differential else letter

    def functional(self, name: str, of: tuple[Formula, ...], between: str) -> str:
        sign = '<mo separator="true">,</mo>' if between == "," else function(between, bare=True)
        arguments = sign.join(self.symbol(symbol.parts[0], False) for symbol in of)
        return self.letters_of(spelled(name)) + bracketed(arguments, "()")

    def plus(self, left: Formula, right: Formula) -> str:
        negative = isinstance(right, Minus)
        term, sign = (right.parts[0], "−") if negative else (right, "+")
        plus = f'<mo form="infix">{sign}</mo>'
        return f"{left.written(self)}{plus}{self.inside(term, PRODUCT if negative else 0)}"

    def minus(self, of: Formula) -> str:
        return f'<mo form="prefix">−</mo>{self.inside(of, PRODUCT)}'

    def times(self, left: Formula, right: Formula) -> str:
        first = self.inside(left, QUOTIENT if isinstance(left, Sum) else PRODUCT)
        sign = "·" if dotted(left, right) else _INVISIBLE_TIMES
        return f"{first}<mo>{sign}</mo>{self.inside(right, QUOTIENT if isinstance(right, Minus) else PRODUCT)}"

    def over(self, left: Formula, right: Formula) -> str:
        return f"<mfrac>{row(left.written(self))}{row(right.written(self))}</mfrac>"

    def power(self, base: Formula, exponent: Formula) -> str:
        raised = base.written(self)
        raised = row(raised) if base.rank >= ATOM else self.brackets(raised)
        return f"<msup>{raised}{row(exponent.written(self))}</msup>"

    def root(self, of: Formula) -> str:
        return f"<msqrt>{of.written(self)}</msqrt>"

    def logarithm(self, base: str, of: Formula) -> str:
        bare = of.rank == ATOM or isinstance(of, Over)
        name = function("ln" if base == "e" else "log", bare=bare)
        name = name if base == "e" else f"<msub>{name}<mn>{escape(base)}</mn></msub>"
        return name + (of.written(self) if bare else self.brackets(of.written(self)))

    def sum(self, of: Formula) -> str:
        return self._over_all("<mo>∑</mo>", of)

    def largest(self, of: Formula) -> str:
        return self._over_all(function("max", bare=True), of)

    def _over_all(self, sign: str, of: Formula) -> str:
        index = f"<munder>{sign}<mi>{self.bound}</mi></munder>" if of_one_class(of) else sign
        return f"{index}{self.of_each().inside(of, PRODUCT)}"

    def positive(self, of: Formula) -> str:
        return function("max", bare=False) + self.brackets(f'<mn>0</mn><mo separator="true">,</mo>{of.written(self)}')

    def absolute(self, of: Formula) -> str:
        return bracketed(of.written(self), "||")

    def sign(self, of: Formula) -> str:
        return function("sign", bare=False) + self.brackets(of.written(self))

    def factorial(self, of: Formula) -> str:
        return f"{self.inside(of, ATOM)}<mo>!</mo>"

    def product(self, of: Formula) -> str:
        return self._over_all("<mo>∏</mo>", of)

    def step(self, of: Formula) -> str:
        return bracketed(f"{of.written(self)}<mo>&gt;</mo><mn>0</mn>", "[]")


def _element(name: Spelled) -> str:
    if name.number:
        return "mn"
    return "mtext" if name.word else "mi"


def bracketed(text: str, brackets: str) -> str:
    """Elements in brackets, as high as they are where they are fractions or sums."""
    size = "" if "<mfrac>" in text or "<munder>" in text else ' stretchy="false"'
    left, right = (f'<mo form="{form}"{size}>{b}</mo>' for form, b in zip(("prefix", "postfix"), brackets, strict=True))
    return row(f"{left}{text}{right}")


def function(name: str, *, bare: bool) -> str:
    """The name of a function, with a little space around it; before a bracket with none."""
    after = _THIN if bare else "0"
    return f'<mo form="infix" stretchy="false" lspace="{_THIN}" rspace="{after}" movablelimits="true">{name}</mo>'


def row(elements: str) -> str:
    """Elements as one.

    >>> row("<mi>x</mi>"), row("<mi>x</mi><mo>+</mo><mi>y</mi>")
    ('<mi>x</mi>', '<mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow>')
    """
    single = elements.startswith("<m") and elements.count("</") == 1
    return elements if single else f"<mrow>{elements}</mrow>"
