"""The yardstick."""

from __future__ import annotations

from pes_sim.reference import speed
from pes_sim.scenario.loading import load


def test_the_reference_says_how_many_jobseeker_weeks_it_does_in_a_second() -> None:
    assert speed(load("austria").sized(scale=5000), weeks=2, skip=1) > 0
