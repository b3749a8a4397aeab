"""Files behind an address (`s3://`, `gs://`, `hdfs://`), through Arrow's file systems and the credentials they find."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import cache
from io import BufferedReader
from typing import Any, NamedTuple

from pyarrow import ArrowException
from pyarrow.fs import FileSelector, FileSystem, FileType

from xent_cli.core.errors import InputError

BUFFER = 8 << 20  # bytes asked for at a time: every request waits for the store
# Arrow waits for Google's store a quarter of an hour.
PATIENCE = {"gs": "retry_limit_seconds=30"}
UNREACHED = ("the store cannot be reached", "check the address and the network")
# What the store answers, as its message has it -> what is wrong, and what to do.
ANSWERS = {
    "NO_SUCH_BUCKET": ("there is no such bucket", "check its name"),
    "ACCESS_DENIED": ("the store refuses to show it", "give credentials that may read it"),
    "INVALID_ACCESS_KEY": ("the store does not know this key", "check the credentials, such as AWS_ACCESS_KEY_ID"),
    "SIGNATURE": ("the store does not take this key", "check the credentials, such as AWS_SECRET_ACCESS_KEY"),
    "Unauthenticated": ("the store wants credentials", "log in, or write gs://anonymous@BUCKET for what is public"),
    "PermissionDenied": ("the store refuses to show it", "give credentials that may read it"),
    "libjvm": ("needs Java, which is not found", "set JAVA_HOME and HADOOP_HOME to those of the cluster"),
    "libhdfs": ("needs Hadoop's client, which is not found", "set HADOOP_HOME, and CLASSPATH to what it prints"),
    "NETWORK_CONNECTION": UNREACHED,
    "UNAVAILABLE": UNREACHED,
}


class Address(NamedTuple):
    """An address taken apart: the scheme, the bucket with the path in it, and what stands behind the `?`."""

    scheme: str
    path: str
    query: str

    @classmethod
    def of(cls, text: str) -> "Address":
        """Take an address apart."""
        scheme, _, rest = text.partition("://")
        path, _, query = rest.partition("?")
        return cls(scheme, path, query)

    def at(self, path: str) -> str:
        """The address of another path."""
        return f"{self.scheme}://{path}" + (f"?{self.query}" if self.query else "")

    @property
    def uri(self) -> str:
        """The address as Arrow takes it."""
        query = "&".join(filter(None, (self.query, PATIENCE.get(self.scheme))))
        return self._replace(query=query).at(self.path)


@contextmanager
def told(address: str) -> Iterator[None]:
    """An error of the store in one sentence."""
    try:
        yield
    except FileNotFoundError:
        raise _missing(address) from None
    except (OSError, ArrowException, ValueError) as error:
        text = str(error)
        what, remedy = next(
            (answer for sign, answer in ANSWERS.items() if sign in text),
            (f"cannot be read ({text.splitlines()[0].split(' (Request ID')[0]})", "check the address"),
        )
        raise InputError(what, address, remedy) from None


def _missing(address: str) -> InputError:
    """The error of an object that is not there; perhaps its bucket is not."""
    system, path = located(address)
    with told(address):
        if system.get_file_info(path.split("/", 1)[0]).type is FileType.NotFound:
            return InputError("there is no such bucket", address, "check its name")
    return InputError("there is no such object", address, "check the name")


@cache
def located(address: str) -> tuple[Any, str]:
    """The file system behind an address, and the path in it."""
    with told(address):
        system, path = FileSystem.from_uri(Address.of(address).uri)
        return system, path


@cache
def info(address: str) -> Any:
    """What the store says of an object."""
    system, path = located(address)
    with told(address):
        return system.get_file_info(path)


def size_of(address: str) -> int:
    """The bytes of an object."""
    return int(info(address).size or 0)


def files_at(address: str, hidden: Callable[[str], bool]) -> tuple[str, ...]:
    """The object itself, those of a folder, or those that fit a pattern with `*`; by name, none that is hidden."""
    taken_apart = Address.of(address)
    if "*" in taken_apart.path:
        above = taken_apart.path.split("*", 1)[0].rpartition("/")[0]
        paths = [path for path in _under(taken_apart.at(above), hidden) if fits(path, taken_apart.path)]
    elif info(address).type is FileType.Directory:
        paths = _under(address, hidden)
    elif info(address).type is FileType.NotFound:
        raise _missing(address)
    else:
        return (address,)
    if not paths:
        raise InputError("holds no file", address, "check the name, or the pattern")
    return tuple(map(taken_apart.at, paths))


def _under(address: str, hidden: Callable[[str], bool]) -> list[str]:
    """The paths of all that stands below a folder, but for what is hidden there."""
    system, path = located(address)
    with told(address):
        found = system.get_file_info(FileSelector(path, recursive=True))
    below = len(path.rstrip("/")) + 1
    return sorted(one.path for one in found if one.type is FileType.File and not hidden(one.path[below:]))


def fits(path: str, pattern: str) -> bool:
    """Whether a path fits a pattern, name by name; `**` is any number of folders.

    >>> fits("b/runs/1/a.csv", "b/runs/*.csv"), fits("b/runs/1/a.csv", "b/**/*.csv")
    (False, True)
    """
    if "/" not in pattern:
        return fnmatchcase(path, pattern) and "/" not in path
    first, rest = pattern.split("/", 1)
    if first == "**":
        names = path.split("/")
        return any(fits("/".join(names[i:]), rest) for i in range(len(names)))
    name, parted, below = path.partition("/")
    return bool(parted) and fnmatchcase(name, first) and fits(below, rest)


def stream(address: str) -> Any:
    """The bytes of an object, asked for many at a time."""
    system, path = located(address)
    with told(address):
        return BufferedReader(system.open_input_file(path), BUFFER)


def source(address: str) -> Any:
    """The bytes of an object, here and there."""
    system, path = located(address)
    with told(address):
        return system.open_input_file(path)
