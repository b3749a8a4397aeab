"""Whatever is typed, piped or named: an answer, or a sentence that says what is wrong."""

import time

from .case import carry_out
from .demands import broken
from .draw import drawn
from .grammar import commands

SECONDS = 7
CALLS = 1000
SEED = 1


def test_of_any_call_what_is_demanded() -> None:
    """As many calls as there is time for; `python -m tests.fuzz` makes as many as one likes."""
    end = time.monotonic() + SECONDS
    for number in range(CALLS):
        case = drawn(SEED, number)
        found = list(broken(case, carry_out(case)))
        assert not found, f"call {number} of seed {SEED}:\n{case}\n" + "\n".join(found)
        if time.monotonic() > end:
            break


def test_a_seed_draws_the_same_calls() -> None:
    assert [drawn(3, number) for number in range(50)] == [drawn(3, number) for number in range(50)]


def test_every_command_and_option_is_drawn() -> None:
    words = {word.partition("=")[0] for number in range(3000) for word in drawn(SEED, number).argv}
    for command in commands():
        if command.name == "part":  # whose words are those of another command
            continue
        assert command.name in words
        for option in command.options:
            assert set(option.names) & words, option
