import pytest

from xent_cli.core.errors import InputError
from xent_cli.inputs.columns import Header, select
from xent_cli.inputs.layout import Layout
from xent_cli.inputs.roles import resolve

NAMES = ["label", "p0", "p1", "p2", "a:b", "x", "x"]


@pytest.mark.parametrize(
    ("expression", "positions"),
    [
        ("p1", (2,)),
        ("p*", (1, 2, 3)),
        ("p0:p2", (1, 2, 3)),
        ("2:4", (1, 2, 3)),
        ("p2, p0", (3, 1)),
        ("1", (0,)),
        ("a:b", (4,)),
        ("p[02]", (1, 3)),
    ],
)
def test_expressions(expression: str, positions: tuple[int, ...]) -> None:
    assert select(expression, NAMES, "--pred") == positions


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("lable", "did you mean 'label'"),
        ("nothing", "the columns are label, p0"),
        ("q*", "no column matches 'q"),
        ("p2:p0", "runs backwards"),
        ("p0,p*", "takes column p0 twice"),
        ("x", "2 columns are called 'x'"),
        ("9", "there is no column 9: the table has 7"),
        (",", "names no column"),
    ],
)
def test_expressions_that_name_no_columns(expression: str, message: str) -> None:
    with pytest.raises(InputError, match=message.replace("*", r"\*")):
        select(expression, NAMES, "--pred")


def test_a_name_stands_before_a_position() -> None:
    assert select("2", ["a", "b", "2"], "--pred") == (2,)


def test_pred_left_out_is_every_other_column_of_numbers() -> None:
    header = Header("f.csv", ("", "name", "y", "a", "b"), ("whole", "text", "whole", "number", "number"))
    roles = resolve(Layout(target="y"), header)
    assert roles.pred == (3, 4)
    assert roles.notes == (
        "PRED is every other column of numbers: a, b",
        "columns left out: (unnamed), name (name PRED with --pred to choose)",
    )


def test_a_column_has_one_role() -> None:
    header = Header("f.csv", ("y", "a"), ("whole", "number"))
    with pytest.raises(InputError, match="another role"):
        resolve(Layout(target="y", pred="y,a"), header)


def test_no_numbers() -> None:
    with pytest.raises(InputError, match="no column of numbers"):
        resolve(Layout(), Header("f.csv", ("a", "b"), ("text", "text")))
