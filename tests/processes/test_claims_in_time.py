"""Claims in time: the norm is held against the weeks since a claim was handed in, not since it was first tried."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.kernel import kernel
from pes_sim.kpis.counters import Count
from pes_sim.kpis.segments import CELLS
from pes_sim.processes.service.outcome import complete
from pes_sim.world.catalogue import CHANNEL_KIND, CLAIM, PORTAL
from pes_sim.world.register import AGE, STAGE, TRIES


@kernel
def settle(channel, since, need, ok, claim_ok, kind, norm, ledger):  # type: ignore[no-untyped-def]
    complete(0, CLAIM, channel, since, need, ok, claim_ok, kind, norm, 0, ledger)


def settled(age: int, since_handed_in: int, norm: float = 2.0) -> int:
    """Whether a claim that arose ``age`` weeks ago and was handed in so many weeks ago is counted as in time."""
    need = np.zeros((1, 6, 8), dtype=np.uint8)
    need[0, AGE, CLAIM], need[0, STAGE, CLAIM], need[0, TRIES, CLAIM] = age, 1, age - since_handed_in - 1
    ledger, flags = np.zeros((len(Count), CELLS), dtype=np.int64), np.zeros(1, dtype=np.uint8)
    settle(PORTAL, since_handed_in, need, flags, flags.copy(), CHANNEL_KIND, norm, ledger)
    assert ledger[Count.claims_settled].sum() == 1
    assert ledger[Count.need_weeks].sum() == age
    return int(ledger[Count.claims_in_time].sum())


@pytest.mark.parametrize("age", [2, 5, 9])
def test_attempts_that_failed_before_do_not_make_a_claim_late(age):
    assert settled(age, since_handed_in=0) == settled(age, since_handed_in=1) == 1


def test_what_waits_beyond_the_norm_is_late_whenever_it_was_first_tried():
    assert [settled(since + 1, since) for since in (0, 1, 2, 5)] == [1, 1, 0, 0]
    assert settled(3, since_handed_in=2, norm=3.0) == 1


def test_late_claims_are_a_matter_of_the_back_office(worlds):
    """With people enough for processing next to all are in time, though many first attempts fail."""
    values = {"staffing.back": 4000.0, "completion.base": -0.5}
    model = worlds.of(worlds.small_austria(scale=2000, warmup=8), values=values)
    model.run()
    people = model.history.sum(axis=0)[: len(Count), 0]
    assert people[Count.contacts_repeat] > 0.25 * people[Count.digital_started]
    assert people[Count.claims_in_time] > 0.99 * people[Count.claims_settled]
