"""Knobs: the parameters of a measure, each a typed field that is an option of its command too."""

from collections.abc import Callable
from math import inf
from typing import Any, Generic, Self, TypeVar, overload

from xent_cli.core.errors import InputError
from xent_cli.core.kinds import LEAST, MOST
from xent_cli.inputs.literal import Number, read_number

T = TypeVar("T")
# Doubles with all their digits.
SMALLEST, LARGEST = 2.3e-308, 1.7e308


class Knob(Generic[T]):
    """A field of a measure: its default as typed, how it is read, and its words in the help.

    `read` gets the option's name and what was typed; `annotation` is what the parser makes of it. A value that is
    `unsaid` is not worth telling.
    """

    name: str

    def __init__(
        self,
        default: Any,
        read: Callable[[str, Any], T],
        *,
        help: str,
        metavar: str | None = None,
        annotation: Any = str,
        unsaid: Any = None,
    ) -> None:
        self.default, self.read, self.help, self.metavar = default, read, help, metavar
        self.annotation, self.unsaid = annotation, unsaid

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name = name
        owner.knobs = {**getattr(owner, "knobs", {}), name: self}

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> "Self | T":
        if instance is None:
            return self
        value: T = self.value(self.default)
        return value

    def value(self, typed: Any) -> Any:
        """What was typed, read; None where nothing was and nothing is by default."""
        return None if typed is None else self.read(self.option, typed)

    @property
    def option(self) -> str:
        """What it is called on a command line."""
        return f"--{self.name.replace('_', '-')}"


def option_number(option: str, text: str) -> Number:
    """The number that an option was given."""
    try:
        return read_number(text)
    except InputError as error:
        raise InputError(error.what, option, "give a number") from None


def positive(option: str, text: str) -> Number:
    """The number above 0 that an option was given."""
    number = option_number(option, text)
    if not 0 < number < inf:
        raise InputError(f"{text} is out of range", option, "give a finite number above 0")
    if not SMALLEST <= number <= LARGEST:
        raise InputError(f"{text} is out of range", option, f"give a number from {SMALLEST:g} to {LARGEST:g}")
    return number


def factor(option: str, text: str) -> Number:
    """The number above 0 that multiplies losses."""
    number = positive(option, text)
    if not is_factor(number):
        raise InputError(f"{text} is out of range", option, f"give a number from {LEAST:g} to {MOST:g}")
    return number


def from_0(option: str, text: str) -> Number:
    """The number from 0 on that an option was given."""
    number = option_number(option, text)
    if number < 0:
        raise InputError(f"{text} is out of range", option, "give a number not below 0")
    if not is_factor(number):
        raise InputError(f"{text} is out of range", option, f"give 0, or a number from {LEAST:g} to {MOST:g}")
    return number


def is_factor(number: Number) -> bool:
    """Whether losses can be multiplied by it."""
    return number == 0 or (0 < number <= 10**150 and float(number) >= LEAST)


def share(option: str, text: str) -> Number:
    """The number from 0 to 1 that an option was given."""
    number = option_number(option, text)
    if not 0 <= number <= 1:
        raise InputError(f"{text} is out of range", option, "give a number from 0 to 1")
    if not is_factor(number):
        raise InputError(f"{text} is out of range", option, f"give 0, or a number from {LEAST:g} to 1")
    return number


def from_0_each(option: str, text: str) -> tuple[Number, ...]:
    """The list of numbers from 0 on that an option was given."""
    return tuple(from_0(option, number) for number in text.split(","))


def as_it_is(option: str, typed: T) -> T:
    """What the parser has read already."""
    return typed


def spoken(value: Any) -> Any:
    """A knob's value for the record: a number, one for all that are alike, or a list."""
    if isinstance(value, tuple):
        return float(value[0]) if len(set(value)) == 1 else tuple(map(float, value))
    return value if isinstance(value, str | bool) else float(value)
