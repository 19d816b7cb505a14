"""Helpers do shares of the work side by side, hand errors on, and end with whoever held them."""

from __future__ import annotations

import gc
import threading
import time

import pytest

from pes_sim.world.helpers import Helpers


def _helping() -> int:
    return sum(thread.name == "pes_sim helper" for thread in threading.enumerate())


def test_results_come_back_in_order_and_from_several_threads() -> None:
    met = threading.Barrier(3)

    def work(thing: int) -> tuple[int, int]:
        met.wait(timeout=10)  # all three are under way at once, or this fails
        return 10 * thing, threading.get_ident()

    found = Helpers(2).share(work, [1, 2, 3])
    assert [number for number, _ in found] == [10, 20, 30]
    assert len({thread for _, thread in found}) == 3
    assert found[0][1] == threading.get_ident()


def test_an_error_in_a_helper_is_raised_and_the_next_share_is_not_mixed_up_with_it() -> None:
    helpers = Helpers(1)
    with pytest.raises(ZeroDivisionError):
        helpers.share(lambda thing: 1 / thing, [1, 0])
    with pytest.raises(ZeroDivisionError):  # here who calls breaks off, while the helper goes on
        helpers.share(lambda thing: 1 / thing, [0, 4])
    assert helpers.share(lambda thing: 1 / thing, [1, 2]) == [1.0, 0.5]


def test_threads_end_when_nobody_holds_the_helpers() -> None:
    gc.collect()
    before = _helping()
    helpers = Helpers(2)
    helpers.share(abs, [1, 2, 3])
    assert _helping() >= 2
    del helpers
    gc.collect()
    patience = time.monotonic() + 10
    while _helping() > before and time.monotonic() < patience:
        time.sleep(0.01)
    assert _helping() <= before
