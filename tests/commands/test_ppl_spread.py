"""How sure the mean nats per token is, by token and by document, in every form in which tokens come."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
DOCUMENTS = [[0.5, 0.25, 0.125, 0.9], [0.3, 0.1], [0.6, 0.6, 0.7, 0.2, 0.05]]


def by_token(documents: list[list[float]]) -> float:
    losses = -np.log(np.concatenate(documents))
    return float(losses.std(ddof=1) / math.sqrt(losses.size))


def by_document(documents: list[list[float]]) -> float:
    """The linearised standard error of a ratio: Cochran, Sampling Techniques, section 6.3."""
    sums, sizes = (np.array([f(-np.log(q)) for q in documents]) for f in (np.sum, np.size))
    residuals = sums - sums.sum() / sizes.sum() * sizes
    n = len(documents)
    return float(math.sqrt(n / (n - 1) * (residuals @ residuals)) / sizes.sum())


@pytest.fixture
def forms(tmp_path: Path) -> dict[str, list[str]]:
    """The same documents typed, in a row per token, in logarithms to base 2, and in a list per document."""
    rows = [(f"d{k}", q) for k, document in enumerate(DOCUMENTS) for q in document]
    (tmp_path / "rows.csv").write_text("\n".join(["doc,q", *(f"{doc},{q}" for doc, q in rows)]))
    (tmp_path / "logs.csv").write_text("\n".join(["doc,l", *(f"{doc},{math.log2(q)!r}" for doc, q in rows[::-1])]))
    (tmp_path / "lists.jsonl").write_text("\n".join(f'{{"id": "d{k}", "q": {q}}}' for k, q in enumerate(DOCUMENTS)))
    return {
        "typed": ["; ".join(",".join(map(str, document)) for document in DOCUMENTS)],
        "rows": [str(tmp_path / "rows.csv"), "--pred", "q", "--by", "doc"],
        "logs": [str(tmp_path / "logs.csv"), "--pred", "l", "--log-probs", "--log-base", "2", "--by", "doc"],
        "lists": [str(tmp_path / "lists.jsonl"), "--pred", "q"],
        "groups": [str(tmp_path / "lists.jsonl"), "--pred", "q", "--by", "id"],
    }


@pytest.mark.parametrize("form", ["typed", "rows", "logs", "lists", "groups"])
def test_it_is_that_of_the_tokens_and_of_the_documents(xent: Xent, forms: dict[str, list[str]], form: str) -> None:
    found = xent("ppl", *forms[form], "--json").json
    assert found["standard_error"] == pytest.approx(by_token(DOCUMENTS), rel=1e-12)
    assert found["standard_error_documents"] == pytest.approx(by_document(DOCUMENTS), rel=1e-12)
    for line, document in zip(found.get("groups", ()), DOCUMENTS, strict=form in ("rows", "logs", "groups")):
        assert line["standard_error"] == pytest.approx(by_token([document]), rel=1e-12)


def test_without_documents_there_is_that_of_the_tokens_alone(xent: Xent, forms: dict[str, list[str]]) -> None:
    found = xent("ppl", *forms["rows"][:-2], "--json").json
    assert found["standard_error"] == pytest.approx(by_token(DOCUMENTS), rel=1e-12)
    assert "standard_error_documents" not in found
    assert "standard_error" not in xent("ppl", "0.5", "--json").json


@pytest.mark.parametrize("form", ["typed", "rows", "lists"])
def test_an_impossible_token_leaves_it_out(xent: Xent, forms: dict[str, list[str]], form: str) -> None:
    if form == "typed":
        forms[form] = [forms[form][0].replace("0.125", "0")]
    else:
        path = Path(forms[form][0])
        path.write_text(path.read_text().replace("0.125", "0"))
    found = xent("ppl", *forms[form], "--json").json
    assert found["value"] == "Infinity"
    assert not {"standard_error", "standard_error_documents"} & found.keys()
    assert form == "typed" or "no standard error: a loss that is infinite has no spread" in found["notes"]
    assert [("standard_error" in line) for line in found.get("groups", ())] == [False, True, True] * (form == "rows")
