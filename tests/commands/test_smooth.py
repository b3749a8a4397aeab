import json

import pytest

from xent_cli.app import run

QUIET = [
    (["0", "--classes", "3"], "0.9333333333333333,0.03333333333333333,0.03333333333333333"),
    (["0", "--classes", "3", "--smoothing", "others"], "0.9,0.05,0.05"),
    (["2", "--classes", "3", "--one-based", "--smoothing", "others"], "0.05,0.9,0.05"),
    (["dog", "--classes", "cat,dog"], "0.05,0.95"),
    (["0.5,0.5,0", "--alpha", "0.3"], "0.45,0.45,0.1"),
    (["0", "--classes", "3", "--alpha", "0"], "1.0,0.0,0.0"),
    (["0,2", "--classes", "3", "--smoothing", "others"], "0.9,0.05,0.05\n0.05,0.05,0.9"),
    (["0;1", "--classes", "2"], "0.95,0.05\n0.05,0.95"),
    (["1"], "0.95"),
    (["1", "--smoothing", "others"], "0.9"),
    (["0", "2,1,0.1", "--logits"], "0.5136966829445001"),
    (["0", "2,1,0.1", "--logits", "--smoothing", "others"], "0.5620300162778334"),
    (["1", "0.9"], "0.21522174452463727"),
    (["1,0", "0.9;0.2", "--reduction", "none"], "0.21522174452463727\n0.2924582693702043"),
]


@pytest.mark.parametrize(("args", "answer"), QUIET)
def test_answers(args: list[str], answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["smooth", *args, "-q"]) == 0
    assert capsys.readouterr().out.split("\n")[:-1] == answer.split("\n")


@pytest.mark.parametrize(
    ("args", "value", "said"),
    [
        (["0,1", "--classes", "2"], [0.05, 0.95], True),
        (["[0, 1, 0]", "--classes", "3", "--alpha", "0"], [0.0, 1.0, 0.0], True),
        (["0,1", "--classes", "cat,dog"], [0.05, 0.95], True),
        (["0;1", "--classes", "2"], [[0.95, 0.05], [0.05, 0.95]], False),
        (["0,1"], [0.05, 0.95], False),
        (["0,1,1", "--classes", "2", "--alpha", "0"], [[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]], False),
        (["0.5,0.5", "--classes", "2"], [0.5, 0.5], False),
        (["1", "--classes", "2"], [0.05, 0.95], False),
    ],
)
def test_what_is_a_distribution_and_a_list_of_labels_is_the_first_and_that_is_said(
    args: list[str], value: list[object], said: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["smooth", *args, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["value"] == value
    remark = f"'{args[0]}' was read as one distribution, not as a list of labels, which ; would part"
    assert answer["notes"] == [remark] * said


@pytest.mark.parametrize("loss", [["0", "0.7,0.2,0.1"], ["0", "2,1,0.1", "--logits", "--class-weight", "1,2,5"]])
def test_alpha_0_is_cross_entropy(loss: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["smooth", *loss, "--alpha", "0", "-q"]) == run(["ce", *loss, "-q"]) == 0
    smoothed, plain = capsys.readouterr().out.split()
    assert smoothed == plain


def test_class_weights_stand_on_the_terms_and_the_labels_below(capsys: pytest.CaptureFixture[str]) -> None:
    args = ["0,1", "0.5,0.5;0.5,0.5", "--class-weight", "1,3", "--base", "2", "--alpha", "0.5"]
    assert run(["smooth", *args, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    # (0.75·1 + 0.25·3 + 0.25·1 + 0.75·3) / (1 + 3), each of one bit
    assert answer["value"] == 1.0
    assert answer["convention"]["denominator"] == "Σ w of the labels"


def test_steps_show_what_it_is_mixed_from(capsys: pytest.CaptureFixture[str]) -> None:
    run(["smooth", "0", "0.5,0.25,0.25", "--base", "2", "--alpha", "0.5", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["certified"]
    assert answer["convention"]["alpha"] == 0.5
    steps = {step["formula"]: step["value"] for step in answer["steps"]}
    assert steps["H(y,q)"] == 1.0
    assert steps["H(u,q)"] == pytest.approx(5 / 3)
    assert "H(y',q) = (1-α) H(y,q) + α H(u,q): 1.33333 = 0.5 + 0.833333" in answer["notes"]
    columns = {column["name"]: column["values"] for column in answer["columns"]}
    assert columns["smoothed"] == pytest.approx([2 / 3, 1 / 6, 1 / 6])


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["2"], "how many classes"),
        (["0", "--classes", "1", "--smoothing", "others"], "there is only one"),
        (["0", "--classes", "3", "--alpha", "1.5"], "--alpha: 1.5 is out of range; give a number from 0 to 1"),
        (["0", "--classes", "3", "--logits"], "no PRED"),
        (["3", "--classes", "3"], "no class 3"),
        (["0.5,0.4"], "sums to 0.9"),
        (["1", "0.9", "--class-weight", "1"], "no class weights"),
        (["0", "0.9,0.1", "--smoothing", "some"], "some"),
    ],
)
def test_errors(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["smooth", *args]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


def test_one_row_that_could_be_labels_is_said_to_be_one(capsys: pytest.CaptureFixture[str]) -> None:
    run(["smooth", "0,1", "--classes", "2", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["rows"] == 1
    assert "'0,1' was read as one distribution, not as a list of labels, which ; would part" in found["notes"]
    run(["smooth", "0;1", "--classes", "2", "--json"])
    assert json.loads(capsys.readouterr().out)["rows"] == 2
