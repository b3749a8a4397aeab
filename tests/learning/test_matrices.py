"""What does not fit is an error that names the other."""

import shlex

import pytest

from xent_cli.app import run

W = "--weights '0.2,-0.3,0.5; -0.5,0.7,-0.2'"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            f"{W} --inputs 1,2 --target 1",
            "2 numbers a row, where --weights has 3 for each class; if the rows",
        ),
        (f"{W} --weights-by input --inputs 1,2,3 --target 1", "leave out --weights-by input"),
        (f"{W} --inputs 1,2,3,4 --target 1", "--inputs: 4 numbers a row, where --weights has 3 for each class"),
        (f"{W} --inputs '1;2;3' --target 1", "a row is parted by commas, and rows by ;"),
        (f"{W} --inputs 1,2,3 --target 2", "--target: there is no class 2; the classes are counted from 0 to 1"),
        (f"{W} --inputs 1,2,3 --target '1;0'", "--target: 2 targets, where --inputs has 1 row"),
        (f"{W} --inputs 1,2,3 --target '0.5,0.6'", "--target: row 1 is no distribution"),
        (
            f"{W} --inputs 1,2,3 --target '0.5,0.25,0.25'",
            "row 1 has 3 numbers, where --weights has 2 classes",
        ),
        (f"{W} --inputs 1,2,3", "--target: what the inputs belong to is not said"),
        (f"{W} --inputs 1,2,3 --target 1 --bias 1", "--bias: 1 number, where --weights has 2 rows, one for each class"),
        (f"{W} --inputs 1,2,3 --target 1 --bias 1,2,3", "--bias: 3 numbers, where --weights has 2 rows"),
        (f"{W} --inputs 1,2,nan --target 1", "--inputs: 'nan' is not a number"),
        (f"{W} --inputs 1,2,inf --target 1", "--inputs: row 1 has a number that is not finite"),
        ("--weights '1,2;3' --inputs 1,2 --target 1", "--weights: row 2 has 1 number, the first has 2"),
        ("--weights x --inputs 1,2 --target 1", "--weights: 'x' is not a number"),
        ("--weights '' --inputs 1,2 --target 1", "--weights: there is no number in it"),
        ("--weights 1,2 --inputs 1,2 --target 2", "--target: 2 is not from 0 to 1"),
        ("--weights 1,2 --inputs 1,2 --target cat", "--target: 'cat' is not a number"),
        (f"{W} --inputs 1,2,3 --target cat", "--target: 'cat' is neither a number nor a file"),
        (f"{W} --inputs 1,2,3 --target 1 --gradient 1", "--inputs: both inputs and a gradient"),
        (W, "--inputs: neither inputs nor a gradient"),
        (f"{W} --gradient 1,2", "--gradient: the gradient is 1 × 2, where --weights is 2 × 3"),
        (f"{W} --gradient '1,2,3;1,2,3' --bias 1,2", "--bias: says how a gradient comes about"),
        (f"{W} --gradient '1,2,3;1,2,3' --loss focal", "--loss: says how a gradient comes about"),
        ("--weights 1,2 --gradient '1,2;3,4' --updates 3", "--gradient: 2 gradients for 3 updates"),
        ("--weights 5 --gradient 4 --state 1", "--state: gd keeps nothing"),
        ("--weights 5 --gradient 4 --optimizer adam --state 1", "--state: m where adam keeps m, v; give m=…; v=…"),
        ("--weights 5 --gradient 4 --optimizer adam --state '1;-1'", "--state: v has a number below 0"),
        ("--weights 5 --gradient 4 --optimizer adam --state 'm=1;v=1;t=x'", "--state: 'x' is not a number"),
        ("--weights 5 --gradient 4 --optimizer adam --state 'm=1;v=1;t=1/2'", "--state: t is no number of updates"),
        (
            "--weights 5 --gradient 4 --optimizer momentum --state 1,2",
            "2 numbers for v, where there are 1 weight",
        ),
        ("--weights 5 --gradient 4 --optimizer momentum --state s=2", "--state: s where momentum keeps v"),
        (f"{W} --inputs 1,2,3 --target 1 --of V", "--of: there is no 'V'"),
        (f"{W} --inputs 1,2,3 --target 1 --of b", "--of: there is no 'b'"),
        (f"{W} --inputs 1,2,3 --target 1 --of W[2,0]", "--of: W has no entry [2, 0]; indices go from 0 to 1"),
        (
            f"{W} --inputs 1,2,3 --target 1 --of W[0,0] --one-based",
            "no entry [0, 0]; indices go from 1 to 2",
        ),
        (f"{W} --inputs 1,2,3 --target 1 --of loss[1]", "leave an index out"),
        (f"{W} --inputs 1,2,3 --target 1 --reduction none", "--reduction none: an update is of one loss"),
        (f"{W} --inputs 1,2,3 --target 1 --class-weight 1,2,3", "--class-weight: 3 weights for 2 classes"),
        (f"{W} --inputs 1,2,3 --target 1 --sample-weight 1,2", "--sample-weight: 2 weights for 1 rows"),
        (f"{W} --inputs 1,2,3 --target 1 --classes a,b,c", "--classes: 3 classes, where --weights has 2 rows"),
        ("--inputs 1,2,3 --target 1", "--weights: there are no weights; type them"),
    ],
)
def test_what_does_not_fit(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["step", *shlex.split(line), "--rate", "0.1"]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert said in written.err


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("--target dog --classes cat,dog", 1),
        ("--target 2 --one-based", 1),
        ("--target 0,1", 1),
        ("--target '0;1'", None),
    ],
)
def test_a_target_is_a_class_a_name_or_a_distribution(line: str, value: int | None) -> None:
    assert run(["step", *shlex.split(f"{W} --inputs 1,2,3 --rate 1 {line}"), "-q"]) == (0 if value else 2)
