"""What people type first, and what they are told to type instead: one sentence, nothing on standard output."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

Xent = Callable[..., Ran]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["ce", "0", "0.7,0.3", "--log2"], "(did you mean --base 2?)"),
        (["entropy", "0.5,0.5", "--bits"], "(did you mean --base 2?)"),
        (["nll", "0", "0.7,0.3"], ": type xent ce 0 0.7,0.3;"),
        (["log-loss", "0", "0.7,0.3"], ": type xent ce 0 0.7,0.3;"),
        (["Cross_Entropy", "0", "0.7, 0.3"], ": type xent ce 0 '0.7, 0.3';"),
        (["cross-entropy"], ": type xent ce;"),
        (["softmax-loss", "0", "-1,2", "--logits"], ": type xent ce 0 -1,2 --logits;"),
        (["perplexity", "0.7,0.3"], ": type xent ppl 0.7,0.3;"),
        (["kl-divergence", ",".join(["0.01"] * 100), "1"], ": type xent kl …;"),
        (["jsd", "1,0", "0,1"], ": type xent js 1,0 0,1;"),
        (["-h"], "(did you mean --help?); see 'xent --help'"),
        (["kl", "-h"], "(did you mean --help?); see 'xent kl --help'"),
        (["help"], ": type xent --help"),
        (["help", "ce"], ": type xent ce --help"),
        (["grad", "nll", "0", "0.7,0.3"], "there is no gradient of 'nll' (did you mean ce?)"),
        (["ce", "0", "0,7", "0,2", "0,1"], "write points: 0 0.7,0.2,0.1"),
        (["kl", "0,5", "0,5", "0,7", "0,3"], "write points: 0.5,0.5 0.7,0.3"),
        (["entropy", "0,5", "0,5"], "write points: 0.5,0.5"),
        (["ce", "0", "0,7 0,2 0,1"], "if the commas are decimal commas, write 0.7,0.2,0.1"),
        (["ce", "0", "0,7;0,3"], "if the commas are decimal commas, write 0.7,0.3"),
        (["bce", "1", "0,7"], "if the commas are decimal commas, write 0.7"),
        (["entropy", "9,5"], "if these are counts, say --counts"),
        (["entropy", "9;5"], "if these are counts, say --counts"),
    ],
)
def test_what_to_type_instead(xent: Xent, argv: list[str], said: str) -> None:
    ran = xent(*argv)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


@pytest.mark.parametrize(
    ("header", "option"),
    [
        ("id,p_cat,p_dog,label", "--target label"),
        ("id,p_cat,p_dog,y", "--target y"),
        ("id,p_cat,p_dog,animal", "--target animal"),
        ("id,p_cat,p_dog,Y_True", "--target Y_True"),
    ],
)
@pytest.mark.parametrize("logits", [[], ["--logits"]])
def test_a_table_without_target(xent: Xent, tmp_path: Path, header: str, option: str, logits: list[str]) -> None:
    path = tmp_path / "preds.csv"
    path.write_text(f"{header}\n1,0.5,0.5,cat\n2,0.25,0.75,dog\n")
    ran = xent("ce", str(path), *logits)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"as in {option}; the columns are id, p_cat" in ran.err
    assert xent("ce", str(path), *option.split(), "-p", "p_*", "-q").code == 0


@pytest.mark.parametrize("classes", [["cat", "dog"], ["cat", "dog", "eel"]])
def test_a_weight_beside_text_labels(xent: Xent, tmp_path: Path, classes: list[str]) -> None:
    path = tmp_path / "preds.csv"
    head = ",".join(["animal", "weight", *(f"p_{name}" for name in classes)])
    path.write_text(f"{head}\ncat,2,{','.join(['1', *['0'] * (len(classes) - 1)])}\n")
    ran = xent("ce", str(path), "-t", "animal")
    option = ran.err.rpartition("--pred ")[2].strip().strip("'")
    assert (ran.code, option) == (2, "p_*" if len(classes) > 2 else "p_cat,p_dog")
    assert xent("ce", str(path), "-t", "animal", "-p", option, "-q").out == "0.0\n"
