"""What pairing saves is what it says, and more than a little in a small world."""

import numpy as np
import pytest

import pes_sim as pes
from pes_sim.studies.pairing import CAPACITY, MORE, of_comparison, saving


def test_the_factor_is_the_variance_apart_over_the_variance_together():
    rng = np.random.default_rng(3)
    base = rng.normal(16.0, 0.3, 400)
    found = saving("unemployment_duration_weeks", base, base - 0.12 + rng.normal(0.0, 0.03, 400))
    assert found["effect"] == pytest.approx(-0.12, abs=0.01)
    assert found["factor"] == pytest.approx((found["sd_independent"] / found["sd_paired"]) ** 2)
    assert found["factor"] == pytest.approx(2 * 0.3**2 / 0.03**2, rel=0.3)
    assert found["low"] < found["factor"] < found["high"]
    assert found["pairs"] == pytest.approx((1.96 * 0.03 / (0.12 / 4)) ** 2, abs=4)
    assert found["seeds"] / found["pairs"] > 50


def test_an_effect_that_is_not_clear_takes_no_number_of_seeds():
    rng = np.random.default_rng(4)
    found = saving("ltu_share", rng.normal(size=30), rng.normal(size=30))
    assert found["pairs"] is None and found["seeds"] is None and 0.4 < found["factor"] < 2.5


def test_pairing_saves_most_of_the_seeds_in_a_small_world(worlds):
    base = worlds.small_austria(scale=1000, years=2)
    option = base.change(CAPACITY, MORE, name="more")
    found = {
        row["kpi"]: row
        for row in of_comparison(
            pes.compare(base, option, seeds=8, workers=1, progress=False),
            ("unemployment_duration_weeks", "register_stock", "it_run_share", "caseload"),
        )
    }
    assert all(found[kpi]["factor"] > 10 for kpi in ("unemployment_duration_weeks", "register_stock", "caseload"))
