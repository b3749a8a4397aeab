import pytest

from xent_cli.core.errors import InputError
from xent_cli.inputs.sample import Classes


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (None, Classes()),
        ("3", Classes(count=3)),
        ("cat, dog", Classes(("cat", "dog"), 2)),
        ("[cat],a b", Classes(("[cat]", "a b"), 2)),
    ],
)
def test_classes(text: str | None, known: Classes) -> None:
    assert Classes.of(text, one_based=False) == known


@pytest.mark.parametrize("text", ["0", "-3", "1.5", "1e3", "cat,cat", "cat,", "cat,,dog", "", "99999999"])
def test_no_classes(text: str) -> None:
    with pytest.raises(InputError, match="--classes"):
        Classes.of(text, one_based=False)
