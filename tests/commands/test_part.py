"""Totals that travel: part and merge give what one run over all files gives, and totals that do not fit are refused."""

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from .conftest import Ran

Xent = Callable[..., Ran]
LINES = """label,p_cat,p_dog,p_eel,w,g,name,bit,y,mean,n_cat,n_dog,n_eel
cat,0.5,0.25,0.25,1,a,one,1,0.5,0.25,1,0,0
dog,0.25,0.5,0.25,2,"a, b",two,0,1.5,1.25,0,3,1
eel,0.25,0.25,0.5,0,b,three,1,-2,1e-3,2,2,2
cat,0.1,0.6,0.3,4,b,four,0,0.1,0.2,0,0,9
dog,0.3,0.3,0.4,1,a,five,1,7,3,1,1,0
eel,1e-300,0.7,0.3,1,c,six,0,0,0,1,5,0
dog,0.4,0.1,0.5,3,c,seven,1,1e5,1,4,0,4
""".splitlines()
CALLS = {
    "ce": "ce --target label --pred p_*",
    "weights": "ce --target label --pred p_* --sample-weight w --by g,name --class-weight cat=2,eel=5 --base 2",
    "balanced": "ce --target label --pred p_* --class-weight balanced --by g --reduction sum",
    "worst": "ce --target label --pred p_* --worst 3 --id name --ignore eel",
    "doubtful logits": "ce --target label --pred p_* --logits --temperature 2",
    "smooth": "smooth --target label --pred p_* --alpha 0.2 --smoothing others --base 10",
    "focal": "focal --target bit --pred p_cat --alpha 1/4 --gamma 1.5 --worst 2",
    "bce": "bce --target bit --pred p_cat --by g",
    "kl": "kl --target n_* --pred p_* --normalize",
    "js": "js --target n_* --pred p_* --normalize --distance",
    "entropy": "entropy --pred n_* --counts --by g",
    "hinge": "hinge --target label --pred n_* --form crammer-singer --squared",
    "gaussian": "gaussian --target y --pred mean --variance p_dog --worst 1",
    "multinomial": "multinomial --target n_* --pred p_*",
    "mse": "mse --target y --pred mean",
}
FORMATS = ["table", "plain", "json", "csv", "markdown", "latex", "html"]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    head, *rows = LINES
    for name, some in {"a.csv": rows[:3], "b.csv": rows[3:4], "c.csv": rows[4:]}.items():
        Path(name).write_text("\n".join([head, *some]) + "\n")
    return ["a.csv", "b.csv", "c.csv"]


def parts(xent: Xent, files: list[str], call: str = CALLS["ce"]) -> list[str]:
    """The totals of each file."""
    measure, *options = call.split()
    for file in files:
        ran = xent("part", measure, file, *options, "-o", f"{file}.totals")
        assert (ran.code, ran.out, ran.err) == (0, "", "")
    return [f"{file}.totals" for file in files]


def changed(file: str, *keys: Any, to: Any) -> None:
    """Another value somewhere in a file of totals."""
    found = json.loads(Path(file).read_text())
    inner = found
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = to
    Path(file).write_text(json.dumps(found))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_merged_totals_are_one_run_over_all_files_in_any_order(xent: Xent, files: list[str], call: str) -> None:
    measure, *options = call.split()
    whole = xent(measure, *files, *options, "--json")
    assert whole.code == 0, whole.err
    totals = parts(xent, files, call)
    assert {xent("merge", *order, "--json") for order in permutations(totals)} == {whole}


@pytest.mark.parametrize("looks", FORMATS)
def test_merge_writes_every_format(xent: Xent, files: list[str], looks: str) -> None:
    measure, *options = CALLS["worst"].split()
    whole = xent(measure, *files, *options, "--format", looks)
    assert xent("merge", *parts(xent, files, CALLS["worst"]), "--format", looks) == whole


@pytest.mark.parametrize(
    "more",
    [
        ["--expect", "1.386"],
        ["--expect", "0.5"],
        ["--at-most", "0.1"],
        ["--base", "2", "--digits", "3"],
        ["--reduction", "sum", "-q"],
        ["--expect", "1.4", "--tol", "0.5", "--json"],
    ],
)
def test_claims_gates_and_units_are_those_of_one_run(xent: Xent, files: list[str], more: list[str]) -> None:
    measure, *options = CALLS["ce"].split()
    assert xent("merge", *parts(xent, files), *more) == xent(measure, *files, *options, *more)


def test_rows_left_out_are_counted_and_placed(xent: Xent, files: list[str]) -> None:
    for file in files[1:]:
        text = Path(file).read_text()
        Path(file).write_text(text + "cat,nan,0.6,0.3,4,b,bad,0,0,0,0,0,0\ncat,0.5,0.6,0.3,4,b,bad,0,0,0,0,0,0\n")
    call = "ce --target label --pred p_* --skip-bad --worst 9"
    whole = xent("ce", *files, *call.split()[1:], "--json")
    assert whole.json["skipped"] == 4
    assert xent("merge", *reversed(parts(xent, files, call)), "--json") == whole


def test_totals_may_stand_one_behind_the_other(xent: Xent, files: list[str]) -> None:
    lines = [xent("part", "ce", file, *CALLS["ce"].split()[1:]).out for file in files]
    assert [line.count("\n") for line in lines] == [1, 1, 1]
    Path("all").write_text("\n".join(lines))
    pretty = json.dumps(json.loads(lines[0]), indent=2)
    Path("some").write_text(pretty + lines[2] + lines[1])
    whole = xent("ce", *files, *CALLS["ce"].split()[1:])
    assert xent("merge", "all") == xent("merge", "some") == whole


def test_files_are_named_with_their_rows_and_size(xent: Xent, files: list[str]) -> None:
    call = CALLS["ce"].split()
    assert xent("part", *call[:1], *files, *call[1:], "-o", "all.totals").code == 0
    found = json.loads(Path("all.totals").read_text())
    assert [(file["path"], file["rows"]) for file in found["files"]] == [("a.csv", 3), ("b.csv", 1), ("c.csv", 3)]
    assert [file["size"] for file in found["files"]] == [Path(file).stat().st_size for file in files]
    assert found["classes"] == ["cat", "dog", "eel"]
    assert all(isinstance(units, str) for units in found["totals"]["totals"]["classes"]["loss"]["units"])


@pytest.mark.parametrize(
    ("keys", "to", "said"),
    [
        (["format"], "x", "b.csv.totals: holds no totals; name files that xent part wrote"),
        (["version"], 2, "b.csv.totals: holds totals of version 2, and this xent reads version 1"),
        (["made_by", "xent"], "9.9", "b.csv.totals: was made with xent 9.9, and this is xent 0.1.0"),
        (["made_by", "NumPy"], "1.0", "b.csv.totals: was made with NumPy 1.0, and this is NumPy " + np.__version__),
        (["measure"], "kl", "b.csv.totals: holds totals of kl, and a.csv.totals of ce"),
        (["classes"], ["x", "y", "z"], "b.csv.totals: has the classes x, y, z, and a.csv.totals has cat, dog, eel"),
        (
            ["options", "numbers", "logits"],
            True,
            "b.csv.totals: was made with --logits, and a.csv.totals with no --logi",
        ),
        (["table", "by"], ["g"], "b.csv.totals: has other columns than a.csv.totals"),
        (["totals"], {}, "b.csv.totals: is damaged: the object.totals has no 'doubts'"),
        (["files", 0, "rows"], 7, "b.csv.totals: is damaged: its sums are not as many as its classes, or its rows"),
        (["totals", "totals", "hits"], [1], "b.csv.totals: is damaged: its sums are not as many"),
        (["totals", "totals", "classes", "loss", "units"], [1, 2, 3], "units[0] should be a whole number in quotes"),
        (["totals", "totals", "classes", "loss", "units"], ["1", "2"], "its sums are not as many as its classes"),
        (["totals", "totals", "classes", "rows", 0], 1.5, "rows[0] should be a number"),
    ],
)
def test_totals_that_do_not_fit_are_refused(xent: Xent, files: list[str], keys: list[Any], to: Any, said: str) -> None:
    totals = parts(xent, files)
    changed(totals[1], *keys, to=to)
    ran = xent("merge", *totals)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("label,p\n1,0.5\n", "is cut off, or holds no JSON"),
        ("[1, 2]", "holds no totals"),
        ('"a"', "holds no totals"),
        ("{}", "holds no totals"),
        ("\xff\xfe", "is cut off, or holds no JSON"),
    ],
)
def test_what_holds_no_totals_is_refused(xent: Xent, files: list[str], text: str, said: str) -> None:
    Path("x").write_text(text)
    ran = xent("merge", "x")
    assert (ran.code, ran.out, ran.err.startswith(f"xent: x: {said}; ")) == (2, "", True), ran.err


def test_a_file_cut_off_anywhere_is_refused(xent: Xent, files: list[str]) -> None:
    (name, *_) = parts(xent, files)
    text = Path(name).read_text()
    for size in range(1, len(text) - 1, 97):
        Path(name).write_text(text[:size])
        ran = xent("merge", name)
        assert (ran.code, ran.out) == (2, "")
        assert "is cut off, or holds no JSON; make it again with xent part" in ran.err


def test_a_file_counts_once(xent: Xent, files: list[str]) -> None:
    totals = parts(xent, files)
    ran = xent("merge", *totals, totals[0])
    assert ran.err == "xent: a.csv.totals: holds a.csv, which a.csv.totals holds too; merge each file once\n"
    Path("sub").mkdir()
    Path("sub/link.csv").symlink_to(Path("a.csv").resolve())
    (linked,) = parts(xent, ["sub/link.csv"])
    assert "holds sub/link.csv, which a.csv.totals holds too" in xent("merge", *totals, linked).err
    ran = xent("part", "ce", "a.csv", "sub/link.csv", *CALLS["ce"].split()[1:])
    assert (ran.code, ran.out, ran.err) == (2, "", "xent: sub/link.csv: is named twice; name each file once\n")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("part", "xent: LOSS: no loss is named; give one of entropy, kl, ce"),
        ("part cee a.csv", "there are no totals of 'cee' (did you mean ce or"),
        ("part softmax a.csv", "there are no totals of 'softmax'"),
        ("part cross-entropy a.csv", "(did you mean ce?)"),
        ("part ce 0 0.7,0.2,0.1", "FILES: typed rows have no totals to keep; name tables"),
        ("part ce a.csv --target label --pred p_* --row 1", "--row: a row has no totals"),
        ("part ce a.csv --target label --pred p_* --reduction none", "rows that stay rows have no totals"),
        ("part ce a.csv b.csv", "two operands have no totals to keep"),
        (
            "part ce a.csv --target label --pred p_* -o no/such/folder",
            "no/such/folder: no such file or directory",
        ),
        ("part ce a.csv --target label --pred p_* -o .", ".: is a folder; give the name of a file"),
        ("part ce a.csv --target lable --pred p_*", "(did you mean 'label'?)"),
        ("part ce nothing.csv --target label", "nothing.csv: there is no such file"),
        ("part ce a.csv --expect 1", "there is no option --expect"),
        ("merge nothing.totals", "nothing.totals: no such file"),
        ("merge a.csv --reduction none", "--reduction none: the rows are gone"),
    ],
)
def test_a_call_that_cannot_be_is_one_sentence(xent: Xent, files: list[str], call: str, said: str) -> None:
    ran = xent(*call.split())
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not [*Path().glob("*.part")]


def test_there_may_be_no_rows_or_one(xent: Xent, files: list[str]) -> None:
    options = [*CALLS["ce"].split()[1:], "--ignore", "eel"]
    for file, rows in zip(files, ([], [3], [1]), strict=True):
        Path(file).write_text("\n".join([LINES[0], *(LINES[row] for row in rows), ""]))
    totals = parts(xent, files, f"{CALLS['ce']} --ignore eel")
    assert xent("merge", *totals) == xent("ce", *files, *options)
    assert "a.csv: has no row that can be used; every row has the label of --ignore" in xent("merge", *totals[:2]).err
    assert xent("merge", totals[0]).err == "xent: a.csv: has no rows; give a table with a row for each prediction\n"
    (one,) = parts(xent, files[2:])
    assert xent("merge", one) == xent("ce", "c.csv", *options[:-2])
