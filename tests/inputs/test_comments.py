"""Lines that start with #: comments before the header, rows behind it, unless --comment says otherwise."""

import bz2
import gzip
from collections.abc import Callable

import pytest

from xent_cli.core.errors import InputError

Write = Callable[..., str]
Rows = Callable[..., list[object]]
TEXT = "id,label,p_cat,p_dog\n#1,cat,0.9,0.1\n7,dog,0.25,0.75\n"
FIRST, SECOND = (1, 0, [0.9, 0.1]), (2, 1, [0.25, 0.75])


def json_lines(text: str) -> str:
    """The same rows as objects, comments as they are."""
    header, *lines = [line for line in text.splitlines() if not line.startswith("# ")]
    names = header.split(",")
    made = []
    for line in lines:
        cells = dict(zip(names, line.split(","), strict=True))
        made.append(
            f'{{"id": "{cells["id"]}", "label": "{cells["label"]}", '
            f'"p_cat": {cells["p_cat"]}, "p_dog": {cells["p_dog"]}}}\n'
        )
    return "".join(made)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.csv", TEXT),
        ("crlf.csv", TEXT.replace("\n", "\r\n")),
        ("preamble.csv", '# made by "x\n\n#\n' + TEXT),
        ("quoted.csv", TEXT.replace("#1", '"#1"')),
        ("p.tsv", TEXT.replace(",", "\t")),
        ("semicolons.csv", "# a,b\n" + TEXT.replace(",", ";")),
        ("p.csv.gz", gzip.compress(TEXT.encode(), mtime=0)),
        ("p.csv.bz2", bz2.compress(TEXT.encode())),
        ("p.jsonl", json_lines(TEXT)),
    ],
)
def test_a_row_is_a_row_whatever_its_first_cell(write: Write, rows: Rows, name: str, content: str | bytes) -> None:
    assert rows(write(content, name), target="label", pred="p_*") == [FIRST, SECOND]


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
@pytest.mark.parametrize("mark", ["#", "%"])
def test_comments_are_left_out_where_that_is_asked(
    write: Write, rows: Rows, mark: str, compress: Callable[[bytes], bytes]
) -> None:
    text = TEXT.replace("#1,cat", "5,cat").replace("7,", f"{mark} it's \"odd, he said\n{mark}\n7,")
    content = compress(text.encode())
    assert rows(write(content), target="label", pred="p_*", comment=mark) == [FIRST, SECOND]


def test_comments_among_json_lines(write: Write, rows: Rows) -> None:
    first, second = json_lines(TEXT).splitlines(keepends=True)
    for name in ("p.jsonl", "p.txt"):
        path = write(f'# a "remark\n{first}# {second}{second}', name)
        assert rows(path, target="label", pred="p_*", comment="#") == [FIRST, SECOND]


def test_what_stands_in_quotes_is_no_comment(write: Write, rows: Rows) -> None:
    path = write('note,label,p_cat,p_dog\n"two\n# lines",cat,0.9,0.1\n# no,cat,1,0\n,dog,0.25,0.75\n')
    assert rows(path, target="label", pred="p_*", comment="#") == [FIRST, SECOND]


def test_without_a_header_a_comment_must_not_look_like_a_row(write: Write, rows: Rows) -> None:
    path = write("#1,0.5,0.5\n2,0.25,0.75\n")
    with pytest.raises(InputError, match=r"line 1: starts with #, and goes on like a row"):
        rows(path, pred="2:3")
    assert rows(path, pred="2:3", header=False) == [(1, None, [0.5, 0.5]), (2, None, [0.25, 0.75])]
    assert rows(path, pred="2:3", comment="#") == [(1, None, [0.25, 0.75])]
    assert rows(write("# i a b\n\n2,0.25,0.75\n"), pred="2:3") == [(1, None, [0.25, 0.75])]


@pytest.mark.parametrize("mark", ["", "//", '"', ",", " ", "é"])
def test_what_cannot_start_a_comment(write: Write, rows: Rows, mark: str) -> None:
    with pytest.raises(InputError, match="--comment"):
        rows(write(TEXT), delimiter=",", comment=mark)
