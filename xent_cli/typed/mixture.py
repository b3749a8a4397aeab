"""More than two distributions as operands -> their Jensen-Shannon divergence."""

from fractions import Fraction

from xent_cli.call import Call
from xent_cli.core.errors import InputError
from xent_cli.inputs.literal import Number, Rows
from xent_cli.inputs.operand import Literal, rejoined
from xent_cli.inputs.sample import Sample, prediction_rows
from xent_cli.measures.js import JensenShannon
from xent_cli.measures.measure import Measure
from xent_cli.measures.mixture import Mixture
from xent_cli.measures.problem import checked_truth
from xent_cli.outcome import Outcome
from xent_cli.typed.rows import of_sample


def several(measure: Measure, call: Call) -> list[str]:
    """The operands, where they are more than two distributions that this measure takes."""
    tokens = rejoined(call.operands) if isinstance(measure, JensenShannon) and not call.names_columns else []
    return tokens if len(tokens) > 2 and all(Literal("", token).is_numbers for token in tokens) else []


def of_several(measure: Measure, call: Call, tokens: list[str]) -> Outcome:
    """What comes of them, one row each; the last is what --logits speaks of."""
    assert isinstance(measure, JensenShannon)
    rows = [alone(Literal(f"P{i}", token), call) for i, token in enumerate(tokens, 1)]
    *others, pred = rows
    for i, other in enumerate(others, 1):
        if len(other[0]) != len(pred[0]):
            what = f"P{i} has {len(other[0])} classes, the last has {len(pred[0])}"
            raise InputError(what, "", "give all the same number of classes")
        try:
            checked_truth(Sample(pred, other), measure, call.meaning)
        except InputError as error:
            raise InputError(error.what, f"P{i}", error.remedy) from None
    known = tuple(shares(other, call) for (other,) in others)
    names = call.classes.called(len(pred[0]))
    return of_sample(Mixture(measure, known), call, Sample(pred, names=names))


def alone(literal: Literal, call: Call) -> Rows:
    """The one row of an operand."""
    rows = prediction_rows(literal, call.classes)
    if len(rows) > 1:
        raise InputError("has several rows", literal.name, "more than two distributions are compared one row each")
    return rows


def shares(row: tuple[Number, ...], call: Call) -> tuple[Fraction, ...]:
    """A distribution, rescaled where that was asked."""
    exact = tuple(Fraction(x) for x in row)
    return tuple(x / sum(exact) for x in exact) if call.meaning.normalize else exact
