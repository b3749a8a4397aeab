"""Tasks shared out among processes come back in their order, and so does what went wrong."""

import os

import pytest

from xent_cli.processes import WORTH_SHARING, all_done


def halved(number: int) -> float:
    return 1 / number


@pytest.mark.parametrize("count", [0, 1, WORTH_SHARING - 1, WORTH_SHARING, WORTH_SHARING + 7])
def test_in_the_order_of_the_tasks(count: int) -> None:
    assert all_done(halved, range(1, count + 1)) == [1 / k for k in range(1, count + 1)]


def test_many_are_done_by_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert len({*all_done(lambda _: os.getpid(), range(WORTH_SHARING))}) == 2


def test_an_error_comes_back() -> None:
    with pytest.raises(ZeroDivisionError):
        all_done(halved, range(WORTH_SHARING))
