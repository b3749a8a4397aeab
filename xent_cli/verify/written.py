"""A claim as people write it, with its name, its number in a list and its dollar signs -> what is claimed."""

import re

from xent_cli.verify.units import split_unit

UNANSWERED = "?"
_NOTHING = re.compile(r"[\s\-–—−?_.…*/]*|n/a|na|none", re.IGNORECASE)
# L = 0.357, H(p,q) ≈ 0.357, Q1: 0.357: what is claimed stands behind the last of these signs.
_NAME = re.compile(r"\A.*(?:[=≈≃≅:]|\\approx\b)", re.DOTALL)
# 1) a) (a) a. ~ and the like; the 1. of `1. 0.357` may be the first of two numbers.
_OPENING = re.compile(
    r"[0-9]{1,3}\)\s*"
    r"|(?:\(?[A-Za-z]\)(?!\s*[*/^])|\([0-9]{1,3}\)(?!\s*[-+*/^])|[A-Za-z]\.|~|(?:ca|approx|about)\b\.?)\s*(?=\S)"
)
_UNIT_IN_BRACKETS = re.compile(r"\s*[(\[]\s*([^\W_]+|base-[0-9.]+)\s*[)\]]\s*\Z", re.IGNORECASE)
# 3.57 × 10^-1 is a number, as exact as its digits; 3.57 * 10^-1 is likewise.
_POWER_OF_TEN = re.compile(
    r"(?<![^\s,;\[(+\-−])([0-9]++\.?[0-9]*+|\.[0-9]++)\s*[*×·]\s*10\s*(?:\^|\*\*)\s*\(?([-+−]?[0-9]+)\b\)?"
)
# **0.357**, `0.357`, "0.357", as Markdown and spreadsheets have them.
_QUOTED = re.compile(r"(\*\*|`|[\"“”'])([^*`\"“”']*)(?:\*\*|`|[\"“”'])")
_WHOLE = re.compile(r"[-+−]?[0-9]+\.")

_LATEX = (
    (re.compile(r"\\[()\[\],;:! ]|\$|\\(?:left|right|displaystyle)\b"), " "),
    (re.compile(r"\\(?:text|mathrm|operatorname|mathbf|boxed)\s*(\{[^{}]*\})"), r" \1 "),
    (re.compile(r"\\(?:cdot|times)\b"), "*"),
    (re.compile(r"\\infty\b"), "∞"),
    (re.compile(r"\\[dt]?frac\s*(\{[^{}]*\})\s*(\{[^{}]*\})"), r"(\1/\2)"),
    (re.compile(r"\\(ln|log|exp|sqrt|pi|%)"), r"\1"),
    (re.compile(r"\blog\s*_\s*\{?\s*(2|10)\b\s*\}?"), r"log\1 "),
)


def is_missing(text: str) -> bool:
    """Whether there is no answer in it.

    >>> [is_missing(text) for text in ("N/A", "—", "?", "Q1:", "0")]
    [True, True, True, True, False]
    """
    return bool(_NOTHING.fullmatch(bare(text)))


def bare(text: str) -> str:
    """What is claimed, without what is written around it.

    >>> [bare(text) for text in ("L = 0.357", "1) ≈0.357", "0.357 (nats)", r"$\\frac{5}{14}$", "3.57 × 10^-1.")]
    ['0.357', '0.357', '0.357 nats', '((5)/(14))', '3.57e-1']
    """
    quoted = _QUOTED.fullmatch(text.strip())
    text = _without_opening(_NAME.sub("", quoted[2] if quoted else text.strip(), count=1).strip())
    for pattern, plain in _LATEX if "\\" in text or "$" in text else ():
        text = pattern.sub(plain, text)
    text = _without_full_stop(text.replace("{", "(").replace("}", ")").strip())
    text = _POWER_OF_TEN.sub(lambda found: f"{found[1]}e{found[2].replace('−', '-')}", text)
    unit = _UNIT_IN_BRACKETS.search(text)
    return f"{text[: unit.start()]} {unit[1]}" if unit and split_unit(unit[1])[1] else text


def _without_opening(text: str) -> str:
    opening = _OPENING.match(text)
    return text[opening.end() :] if opening else text


def _without_full_stop(text: str) -> str:
    """`0.357.` and `2 bits?` end a sentence, `0.357…` goes on; `3.` is a number."""
    last = text.rpartition(" ")[2]
    return text if _WHOLE.fullmatch(last) else text.rstrip(".…?")
