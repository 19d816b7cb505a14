"""Claims about recall: who was promised to be taken back is, in time, and takes no vacancy from anybody."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.segments import CELLS
from pes_sim.model import PESModel
from pes_sim.processes.recall import chance_a_week, keep_promises
from pes_sim.random import Stream, salt
from pes_sim.world.register import PROMISED, STAY, TAKEN_BACK, TO_MEASURE, TO_WORK

TO_WORK_COUNT, FILLED = COUNTERS.index("exits_to_work"), COUNTERS.index("vacancies_filled_from_register")


def lived(base, share: float, weeks: float = 8.0, audited: bool = False) -> PESModel:
    changed = base.change("labour.recall_share", share).change("labour.recall_weeks", weeks)
    model = PESModel(changed, 1, audited=audited)
    model.run()
    return model


@pytest.fixture(scope="module")
def base(worlds):
    return worlds.small_austria(scale=500, warmup=8)


@pytest.fixture(scope="module")
def usual(base):
    return lived(base, 0.0)


@pytest.fixture(scope="module")
def promised(base):
    return lived(base, 0.4, audited=True)


def test_without_promises_nobody_is_taken_back_and_their_length_means_nothing(base, usual):
    assert not usual.jobseekers.register.recall[: usual.registered].any()
    np.testing.assert_array_equal(lived(base, 0.0, weeks=20.0).history, usual.history)


def test_who_is_taken_back_leaves_sooner_and_fills_no_vacancy(usual, promised):
    more = promised.history[:, TO_WORK_COUNT, 0].sum() - usual.history[:, TO_WORK_COUNT, 0].sum()
    fewer = usual.history[:, FILLED, 0].sum() - promised.history[:, FILLED, 0].sum()
    assert promised.registered < usual.registered
    assert more > 0 and fewer > 0


def test_a_promise_is_kept_after_the_mean_time_declared():
    n, mean = 40_000, 8.0
    keys = np.arange(n, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    recall, leaving = np.full(n, PROMISED, dtype=np.uint8), np.full(n, STAY, dtype=np.uint8)
    recall[n // 2 :] = 0
    leaving[: n // 4] = TO_MEASURE
    ledger = np.zeros((len(COUNTERS), CELLS), dtype=np.int64)
    none = np.zeros(n, dtype=np.uint8)
    keep_promises(
        0, n, keys, none, none.astype(np.uint16), recall, leaving, chance_a_week(mean), salt(Stream.RECALL, 3), ledger
    )
    back = leaving == TO_WORK
    assert not back[: n // 4].any() and not back[n // 2 :].any()
    expected = 1 - np.exp(-1 / mean)
    error = np.sqrt(expected * (1 - expected) / (n // 4))
    assert back[n // 4 : n // 2].mean() == pytest.approx(expected, abs=3 * error)
    assert ledger[TO_WORK_COUNT, 0] == back.sum() == (recall == TAKEN_BACK).sum()
