"""Two comparisons of the same scenarios make one that is as if all seeds had been run at once."""

import numpy as np
import pytest

import pes_sim as pes
from pes_sim.analysis.joining import joined
from pes_sim.runs.errors import CallError


@pytest.fixture(scope="module")
def base(worlds):
    return worlds.small_austria(scale=8000, warmup=4)


@pytest.fixture(scope="module")
def more(base):
    return base.change("staffing.caseworkers", "+20%", name="more")


def test_seeds_added_are_as_if_they_had_been_there_from_the_start(base, more):
    whole = pes.compare(base, [more], seeds=4, workers=1)
    parts = joined(
        pes.compare(base, [more], seeds=[1, 2], workers=1), pes.compare(base, [more], seeds=[3, 4], workers=1)
    )
    assert parts.baseline.seeds == (1, 2, 3, 4)
    assert np.array_equal(parts.options[0].counters, whole.options[0].counters)
    assert parts.frame().equals(whole.frame())
    assert parts.winners_and_losers("age").equals(whole.winners_and_losers("age"))
    with pytest.raises(ValueError, match="seeds 1, 2, 3, 4 are in both"):
        joined(whole, whole)


def test_seeds_are_added_until_the_difference_is_known_as_well_as_wanted_or_there_are_no_more(base, more):
    found = pes.compare(base, [more], seeds=11, workers=1, until={"contact_minutes_per_client": 1e-9})
    assert found.baseline.seeds == tuple(range(1, 12))  # ten to begin with, and the one that was left


def test_a_kpi_that_is_none_is_refused_before_anything_runs(base, more):
    with pytest.raises(CallError, match="nearest: ltu_share"):
        pes.compare(base, [more], until={"ltu_shar": 0.1})
