"""A table of answers: whose they are, which question a column answers, and how it was read."""

import pytest

from xent_cli.core.errors import InputError
from xent_cli.verify.answers import Student
from xent_cli.verify.key import read_key
from xent_cli.verify.responses import is_class, read_class

KEY = read_key("key", "ce 0 0.7,0.3  # How surprised is it?\nsoftmax 2,1\nloss: kl 1,0 1,0")


def read(text: str) -> tuple[tuple[Student, ...], str]:
    """The students of a table."""
    return read_class("class.csv", text, KEY)


def claims(text: str) -> dict[str, list[str | None]]:
    """The claims of each student by name."""
    return {student.name: [line.claim for line in student.lines] for student in read(text)[0]}


@pytest.mark.parametrize(
    "text",
    [
        "Name,Q1,Q2,loss\nAnna,1,2,3\n",
        "\ufeffName;Q1;Q2;Loss\r\nAnna;1;2;3\r\n",
        "loss\tQ2\tstudent\tQ1\n3\t2\tAnna\t1",
        '"Timestamp","Score","Name","1. How much?","2) softmax","loss: of a cat"\n"9/1","0/3","Anna","1","2","3"',
        '"Timestamp","Name","How surprised is it?","Q2 [Score]","Q2","loss"\n"9/1","Anna","1","9","2","3"',
        "Surname,First name,Email address,State,Response 1,Response 2,loss\n,Anna,a@x,Finished,1,2,3",
        "Name|1|2|loss\nAnna|1|2|3\n\n|||\n",
        "who,a,b,c\nAnna,1,2,3",
    ],
)
def test_a_table_as_it_is_exported(text: str) -> None:
    assert claims(text) == {"Anna": ["1", "2", "3"]}


def test_a_table_without_a_header() -> None:
    assert claims("Anna,0.1,2,3\nBen,4,5,6") == {"Anna": ["0.1", "2", "3"], "Ben": ["4", "5", "6"]}
    assert read("Anna,0.1,2,3")[1].endswith("commas; the answers in the order of the questions")


def test_cells_with_delimiters_quotes_and_newlines() -> None:
    assert claims('Name,Q1,Q2,loss\n"Lee, ""A""",1,"0.7, 0.3","2\n"\n') == {'Lee, "A"': ["1", "0.7, 0.3", "2"]}


def test_how_it_was_read_is_said() -> None:
    _, said = read('\ufeffTimestamp;Name;Q1;Q2\n1;Anna;"0,357";\n1;Ben;;')
    assert said == (
        "class.csv: 2 students, columns parted by semicolons, quoted, a byte-order mark, decimal commas;"
        " no column for loss; not read: Timestamp"
    )


def test_a_row_that_goes_wrong_is_one_students() -> None:
    students, _ = read('Name,Q1,Q2,loss\nAnna,1,0.7,0.3,2\nBen,1,"2"3,4\nChloe,1\n')
    assert [student.name for student in students] == ["Anna", "row 3", "Chloe"]
    assert "line 2: has 5 cells where the header has 4" in str(students[0].error)
    assert "line 3: a quote in this line goes wrong" in str(students[1].error)
    assert [line.claim for line in students[2].lines] == ["1", "", ""]


def test_two_of_one_name_and_one_of_none() -> None:
    assert list(claims("Name,Q1\nAnna,1\nAnna,2\n,3\n")) == ["Anna (line 2)", "Anna (line 3)", "row 4"]


def test_who_it_is_stays_with_the_name() -> None:
    (student, *_), _ = read("Surname,First name,ID number,Email address,Q1\nLee,Anna,7,a@x,1")
    assert (student.name, student.identity) == ("Anna Lee", (("ID number", "7"), ("Email address", "a@x")))


def test_the_mean_below_the_students_is_none() -> None:
    students, said = read("Surname,First name,Email address,Q1\nLee,Anna,a@x,\nOverall average,,,\n")
    assert [student.name for student in students] == ["Anna Lee"]
    assert said.endswith("the last row is no student's")
    students, _ = read('Name,Email,Q1\nAnna,a@x,1\nBen,"b"@x,1\n')
    assert [bool(student.error) for student in students] == [False, True]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "class.csv: is empty"),
        ("\n\n", "class.csv: is empty"),
        ("Name,Q1\n", "class.csv: has no row below its header"),
        ("Name,Height,Weight\nAnna,1,2", "no column is called as a question of the key; it has Name, Height, Weight"),
        ('"Name,Q1\nAnna,1', "class.csv, line 1: a quote in this line goes wrong"),
    ],
)
def test_a_table_that_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(text)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("file", "text", "table"),
    [
        ("class.csv", "", True),
        ("CLASS.TSV", "Name\tQ1", True),
        ("anna.csv", "0.357\n1.5", False),
        ("standard input", "Name;Q1\n", True),
        ("anna.txt", "0.357\n1,0\n", False),
        ("anna.txt", "1,0,0\n", False),
        ("anna.txt", "Q1: 0.357\n", False),
    ],
)
def test_what_is_a_table(file: str, text: str, table: bool) -> None:
    assert is_class(file, text, KEY.questions) is table
