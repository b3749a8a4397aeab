import time
from collections.abc import Iterator

import pytest

from xent_cli.inputs.ordered import in_order
from xent_cli.inputs.scratch import Scratch


def units(count: int, taken: list[int]) -> Iterator[int]:
    for i in range(count):
        taken.append(i)
        yield i


def slow_when_even(unit: int, scratch: Scratch) -> int:
    time.sleep(0.002 if unit % 2 == 0 else 0)
    return unit


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_results_come_in_the_order_of_the_units(workers: int) -> None:
    source = units(60, [])
    assert list(in_order(lambda _: next(source, None), slow_when_even, workers)) == list(range(60))


@pytest.mark.parametrize("workers", [1, 3])
def test_the_first_error_in_order_is_raised(workers: int) -> None:
    source = units(60, [])

    def fail(unit: int, scratch: Scratch) -> int:
        if unit >= 20:
            raise ValueError(unit)
        return slow_when_even(unit, scratch)

    found: list[int] = []
    with pytest.raises(ValueError, match=r"^20$"):
        found.extend(in_order(lambda _: next(source, None), fail, workers))


def test_an_error_of_taking_comes_after_the_results_before_it() -> None:
    source = units(5, [])

    def take(scratch: Scratch) -> int:
        unit = next(source, None)
        if unit is None:
            raise OSError("torn")
        return unit

    results = in_order(take, slow_when_even, 2)
    assert [next(results) for _ in range(5)] == list(range(5))
    with pytest.raises(OSError, match="torn"):
        next(results)


def test_workers_do_not_run_far_ahead_and_stop_when_closed() -> None:
    taken: list[int] = []
    source = units(10_000, taken)
    results = in_order(lambda _: next(source, None), slow_when_even, 2)
    next(results)
    time.sleep(0.05)
    assert len(taken) < 20
    results.close()
    time.sleep(0.02)
    ended = len(taken)
    time.sleep(0.02)
    assert len(taken) == ended
