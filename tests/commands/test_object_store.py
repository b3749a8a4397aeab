"""Tables behind addresses, read from a real S3 server, and folders of this machine."""

import gzip
import io
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import numpy as np
import pyarrow.csv
import pyarrow.parquet
import pytest

from xent_cli.inputs import object_store

from .conftest import Ran

Xent = Callable[..., Ran]
DIGITS = Path(__file__).parents[2] / "examples" / "digits" / "predictions.csv"
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "somebody",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket with the digits in every form, whole and in two halves."""
    server_of = pytest.importorskip("moto.server").ThreadedMotoServer
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = server_of(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SETTINGS.items():
            patch.setenv(name, value)
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.delenv("AWS_PROFILE", raising=False)
        filled(f"{host}:{port}")
        yield "s3://cats"
    server.stop()
    object_store.located.cache_clear()
    object_store.info.cache_clear()


def filled(endpoint: str) -> None:
    """Put the objects there."""
    from pyarrow.fs import S3FileSystem

    store = S3FileSystem(endpoint_override=endpoint, scheme="http", allow_bucket_creation=True)
    store.create_dir("cats")
    for key, data in objects().items():
        with store.open_output_stream(f"cats/{key}", compression=None) as out:
            out.write(data)


def objects() -> dict[str, bytes]:
    """The digits as objects."""
    text = DIGITS.read_bytes()
    head, *rows = text.splitlines(keepends=True)
    table = pyarrow.csv.read_csv(DIGITS)
    parquet, archive = io.BytesIO(), io.BytesIO()
    pyarrow.parquet.write_table(table, parquet)
    columns: list[Any] = [table[name].to_numpy() for name in table.column_names]
    np.savez(archive, y=columns[0], p=np.column_stack(columns[1:]))
    return {
        "all.csv": text,
        "all.csv.gz": gzip.compress(text),
        "all.parquet": parquet.getvalue(),
        "all.npz": archive.getvalue(),
        "runs/a.csv": head + b"".join(rows[:200]),
        "runs/b.csv": head + b"".join(rows[200:]),
        "runs/_SUCCESS": b"",
        "row.txt": b"0.5,0.25,0.25\n",
    }


@pytest.mark.parametrize("name", ["all.csv", "all.csv.gz", "all.parquet", "runs", "runs/", "runs/*.csv", "**/[ab].csv"])
def test_it_gives_what_the_file_gives(xent: Xent, bucket: str, name: str) -> None:
    wanted = xent("ce", str(DIGITS), "--target", "label", "--json").json
    found = xent("ce", f"{bucket}/{name}", "--target", "label", "--json").json
    del wanted["notes"], found["notes"]
    assert {**found, "files": None} == {**wanted, "files": None}


def test_an_array_in_an_archive(xent: Xent, bucket: str, value: Callable[..., float]) -> None:
    archive = f"{bucket}/all.npz"
    assert value("ce", f"{archive}:p", "--target", f"{archive}:y") == value("ce", str(DIGITS), "-t", "label")


def test_a_short_object_is_as_if_typed(value: Callable[..., float], bucket: str) -> None:
    assert value("entropy", f"{bucket}/row.txt", "--base", "2") == 1.5


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("s3://cats/none.csv", "there is no such object; check the name"),
        ("s3://dogs/all.csv", "there is no such bucket; check its name"),
        ("s3://dogs/*.csv", "there is no such bucket; check its name"),
        ("s3://cats/x*.csv", "holds no file; check the name, or the pattern"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(xent: Xent, bucket: str, address: str, said: str) -> None:
    done = xent("ce", address, "--target", "label")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_refused_key_is_said_in_one_line(xent: Xent, bucket: str) -> None:
    for address, said in {
        "s3://cats/secret.csv": "the store refuses to show it; give credentials that may read it",
        "s3://cats/secret*.csv": "the store does not know this key; check the credentials, such as AWS_ACCESS_KEY_ID",
    }.items():
        with refusing():
            done = xent("ce", address, "--target", "label")
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert said in done.err


@contextmanager
def refusing() -> Iterator[None]:
    """The server asks for credentials that it knows."""
    for allowed in ("0", "inf"):
        url, plain = f"{os.environ['AWS_ENDPOINT_URL']}/moto-api/reset-auth", {"Content-Type": "text/plain"}
        urlopen(Request(url, allowed.encode(), plain)).close()
        if allowed == "0":
            yield


def test_a_folder_of_this_machine(xent: Xent, tmp_path: Path) -> None:
    head, *rows = DIGITS.read_text().splitlines(keepends=True)
    for name, some in (("b.csv", rows[:200]), ("c/a.csv", rows[200:]), ("_SUCCESS", ["no table"])):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(head + "".join(some))
    wanted = xent("ce", str(DIGITS), "--target", "label", "--json").json
    for operands in ([str(tmp_path)], [tmp_path.as_uri()], [os.path.join(tmp_path, "*.csv"), str(tmp_path / "c")]):
        found = xent("ce", *operands, "--target", "label", "--json").json
        assert (found["value"], found["rows"]) == (wanted["value"], wanted["rows"])
