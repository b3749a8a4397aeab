"""Lists of students: whatever a school's program writes, names come of it."""

import pytest

from xent_cli.core.errors import InputError
from xent_cli.exercises.students import check_told_apart, read_students


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna\nBen\n", ["Anna", "Ben"]),
        ("name\nAnna\n\nBen", ["Anna", "Ben"]),
        ("id;Name;mark\n1;Anna Berg;3\n2;Ben Cole;4", ["Anna Berg", "Ben Cole"]),
        ("First name,Last name,Email\nAnna,Berg,a@b.c", ["Anna Berg"]),
        ("Vorname\tNachname\nZoë\tÖz", ["Zoë Öz"]),
        ("Last name,First name\nBerg,Anna", ["Anna Berg"]),
        ('name\n"Berg, Anna"', ["Berg, Anna"]),
        ("student id,mark\n17,1\n18,2", ["17", "18"]),
        ("# the class of 2026\nAnna", ["Anna"]),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert read_students("names", text) == names


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "holds no name"), ("name\n", "holds no name"), ("id,name\n1,Anna\n2,", "line 3: a name is missing")],
)
def test_a_list_without_names_says_so(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_students("names", text)


@pytest.mark.parametrize(
    ("names", "said"),
    [(["Anna B", "anna-b"], "would have one sheet"), (["?"], "no sheet can be called"), (["Key"], "no sheet can be")],
)
def test_no_two_students_have_one_sheet(names: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        check_told_apart(names, "names")
