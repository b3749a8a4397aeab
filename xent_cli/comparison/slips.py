"""Numbers that are taken for the difference of two means, and are not."""

from collections.abc import Iterator

from xent_cli.answers.answer import Report
from xent_cli.verify.verdict import Diagnosis


def wrong_differences(answer: Report) -> Iterator[list[Diagnosis]]:
    """The likeliest first."""
    known = {fact.key: fact.value for fact in answer.facts}
    old, new, change = known["old"], known["new"], known["difference"]
    yield [
        Diagnosis("old - new", f"{old:.6g} - {new:.6g} = {-change:.6g}", -change, "take the old mean from the new one"),
        Diagnosis("the new mean", f"new = {new:.6g}", new, "take the old mean from it"),
        Diagnosis("the old mean", f"old = {old:.6g}", old, "take it from the new mean"),
    ]
    if old:
        share = change / old
        yield [
            Diagnosis("share of the old mean", f"(new - old) / old = {share:.6g}", share, "leave out the division"),
            Diagnosis("ratio of the means", f"new / old = {new / old:.6g}", new / old, "subtract, do not divide"),
        ]
    if "accuracy_old" in known:
        hits = known["accuracy_new"] - known["accuracy_old"]
        yield [
            Diagnosis("difference in accuracy", f"{hits:.6g}", hits, "the difference of the mean losses is asked for")
        ]
