"""Countries apart by their profiles alone: the order and the level of long-term unemployment.

Held to the labour force survey 2024 (Joint Assessment Framework). How people behave is the same in every country:
tests/scenario/test_profiles.py refuses a profile that changes it.
"""

from __future__ import annotations

from functools import cache

import pytest

from pes_sim.runs.profile_fit import simulated_flows
from pes_sim.scenario.loading import load

pytestmark = pytest.mark.untraced

LTU_SHARE = {
    "denmark": 0.122, "netherlands": 0.138, "austria": 0.217, "germany": 0.278, "belgium": 0.358, "spain": 0.335,
}  # fmt: skip
OTHERS = {"france": 0.230, "estonia": 0.235, "sweden": 0.208, "finland": 0.209, "poland": 0.271}
LEVEL = 0.06
SHORT = ("netherlands", "austria", "belgium")


@cache
def share(name: str, seeds: tuple[int, ...], years: int) -> float:
    found = simulated_flows(load(name), seeds, years).ltu_share
    assert found is not None
    return found


@pytest.mark.parametrize("name", SHORT)
def test_the_level_is_within_six_points(name):
    assert abs(share(name, (3,), 1) - LTU_SHARE[name]) < LEVEL


def test_countries_far_apart_are_so_in_small_worlds():
    low, middle, high = (share(name, (3,), 1) for name in SHORT)
    assert low < middle < high


@pytest.mark.long
@pytest.mark.parametrize("name", [*LTU_SHARE, *OTHERS])
def test_every_level_is_within_six_points(name):
    assert abs(share(name, (3, 4, 5), 3) - (LTU_SHARE | OTHERS)[name]) < LEVEL


@pytest.mark.long
def test_the_order_is_the_published_one():
    denmark, netherlands, austria, germany, belgium, spain = (share(name, (3, 4, 5), 3) for name in LTU_SHARE)
    assert denmark < netherlands < austria < germany < min(belgium, spain)
