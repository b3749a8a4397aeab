"""Slips of the pen: the right number, written down wrongly."""

from xent_cli.measures.problem import Problem
from xent_cli.verify.claim import Claim
from xent_cli.verify.mistakes.mistake import LOSSES, ODD, RARE, Committed, Mistake, Wrong, mistake
from xent_cli.verify.mistakes.scales import scaled
from xent_cli.verify.mistakes.wording import Steps


def _shifted(name: str, formula: str, times: float) -> Mistake:
    @mistake(name, formula, "mind the decimal point", of=LOSSES)
    def shifted(problem: Problem) -> Wrong:
        return scaled(problem, times)

    return shifted


@mistake("1 divided by the answer", "1 / {answer} = {wrong}", "{answer} itself is asked for", of=LOSSES, digits=ODD)
def reciprocal(problem: Problem) -> Wrong:
    return 1.0 / problem.answer if isinstance(problem.answer, float) and problem.answer else None


SLIPS = (
    _shifted("decimal point one place off", "{answer} · 10 = {wrong}", 10.0),
    _shifted("decimal point one place off", "{answer} / 10 = {wrong}", 0.1),
    _shifted("written as a percentage", "{answer} = {wrong}%", 100.0),
    reciprocal,
)


def exchanged_digits(claim: Claim, problem: Problem) -> Steps | None:
    """The answer with two neighbouring digits exchanged, if that is what was claimed."""
    if not isinstance(problem.answer, float) or claim.digits is None or claim.significant < RARE:
        return None
    right, typed = f"{problem.answer:.{claim.digits}f}", f"{claim.number:.{claim.digits}f}"
    off = [k for k, (one, other) in enumerate(zip(right, typed, strict=False)) if one != other]
    if len(right) != len(typed) or len(off) != 2 or right[off[0]] != typed[off[1]] or right[off[1]] != typed[off[0]]:
        return None
    if right[off[0] + 1 : off[1]].strip("."):
        return None  # they are no neighbours
    exchanged = Mistake(
        "two digits exchanged", "{answer} written as {wrong}", "copy it again", LOSSES, (), lambda _: None
    )
    return (Committed(exchanged, problem, problem, float(typed)),)
