"""Notes: which lines of Markdown claim something."""

import pytest

from xent_cli.verify.notes import is_notes, read_notes


def claims(text: str) -> list[tuple[int, str | None]]:
    """The lines that claim something, and what."""
    return [(line.number, line.claim) for line in read_notes("notes.md", text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("No claims here: ce 0 0.7,0.3 = 0.357", []),
        ("text <!-- xent: ce 0 0.7,0.3 = 0.357 --> text", [(1, "0.357")]),
        ("<!-- xent: ce 0 0.7,0.3 = 1 --> and <!--xent:kl 1,0 1,0 = 2-->", [(1, "1"), (1, "2")]),
        ("\n<!-- xent:\n\n# of the cat\nce 0 0.7,0.3 = 1\nkl 1,0 1,0 = 2 # why\n-->", [(5, "1"), (6, "2")]),
        ("<!-- xent: ce 0 0.7,0.3 -->", [(1, None)]),
        ("<!-- ce 0 0.7,0.3 = 1 -->", []),
        ("write `<!-- xent: ce 0 0.7,0.3 = 1 -->`", []),
        ("```xent\nce 0 0.7,0.3 = 1\nce 0 0.7,0.3\n# = 2\n\n```\nce 0 1,0 = 3", [(2, "1")]),
        ("```sh\n$ xent ce 0 0.7,0.3 = 1\nce 0 0.7,0.3 = 2\nxent ce 0 0.7,0.3 --eps=1e-7\n```", [(2, "1")]),
        ("~~~~ text\n```\nxent ce 0 0.7,0.3 = 1\n~~~\n<!-- xent: ce 0 1,0 = 2 -->\n~~~~", [(3, "1")]),
        ("- a list\n  ```xent\n  ce 0 0.7,0.3 = 1\n  ```\n> ```xent\n> kl 1,0 1,0 = 2\n> ```", [(3, "1"), (6, "2")]),
        ("```{.xent}\nce 0 0.7,0.3 = 1", [(2, "1")]),
        ("``` not a fence ```\nce 0 0.7,0.3 = 1", []),
        ("\ufeff```xent\r\nce 0 0.7,0.3 = 1\r\n```\r\n", [(2, "1")]),
        ("~~~\nxent ce 0 1,0 = 2\n~~~\n<!--xent: ce 0 1 = 1-->\n~~~\nxent ce 0 1 = 3", [(2, "2"), (4, "1"), (6, "3")]),
    ],
)  # fmt: skip
def test_what_claims_something(text: str, found: list[tuple[int, str | None]]) -> None:
    assert claims(text) == found


@pytest.mark.parametrize(
    ("file", "notes"), [("NOTES.md", True), ("a/b.Markdown", True), ("x.qmd", True), ("md", False)]
)
def test_what_is_a_file_of_notes(file: str, notes: bool) -> None:
    assert is_notes(file) is notes
