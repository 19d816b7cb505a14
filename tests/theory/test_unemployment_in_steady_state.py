"""With constant hazards and an open market, unemployment settles where job loss and hiring balance: s / (s + f)."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.processes.inflow import inflow, start_work
from pes_sim.processes.matching import matching
from pes_sim.processes.weather import weather

WEEKS = 150


def unemployment_rates(worlds, s: float, f: float, seed: int) -> tuple[np.ndarray, int]:
    """Weekly unemployment rates once settled, of people who lose their job at hazard ``s`` and find one at ``f``."""
    values = {
        **worlds.still, "labour.work_hazard_fast": f, "labour.work_hazard_slow": f,
        "labour.leaving_hazard_fast": 0.0, "labour.leaving_hazard_slow": 0.0,
    }  # fmt: skip
    week = [
        ("weather", weather),
        ("inflow", inflow),
        ("share out", lambda model: model.jobseekers.share_out()),
        ("matching", matching),
    ]
    model = worlds.of(worlds.little, seed, values=values, phases=week)
    force, clocks = model.jobseekers.labour_force, model.jobseekers.clocks
    model.separation[:] = s
    model.steady.education_factor[:] = 1.0
    model.market.vacancies[:] = 1e12
    start_work(model, np.flatnonzero(force.clock < clocks.measures))
    rates = []
    for week in range(round(8 / (s + f)) + WEEKS):
        model.step()
        if week >= round(8 / (s + f)):
            rates.append(model.jobseekers.register.n / force.n)
    assert model.jobseekers.in_measures == model.jobseekers.inactive == 0
    return np.array(rates), force.n


@pytest.mark.parametrize(("s", "f"), [(0.004, 0.04), (0.01, 0.09), (0.03, 0.3)])
def test_unemployment_is_what_weekly_job_loss_and_hiring_imply(worlds, s, f):
    rates, people = unemployment_rates(worlds, s, f, seed=1)
    lose, find = -np.expm1(-s), -np.expm1(-f)
    # whoever loses a job may find one in the same week, so each week U <- (U + lose x E) x (1 - find)
    expected = lose * (1 - find) / (lose + find - lose * find)
    memory = (1 - lose) * (1 - find)
    error = np.sqrt(expected * (1 - expected) / people * (1 + memory) / (1 - memory) / WEEKS)
    assert abs(rates.mean() - expected) < 4 * error


def test_unemployment_tends_to_s_over_s_plus_f_when_weeks_are_short(worlds):
    s, f = 0.002, 0.02
    rates, people = unemployment_rates(worlds, s, f, seed=2)
    expected = s / (s + f)
    memory = np.exp(-s - f)
    error = np.sqrt(expected * (1 - expected) / people * (1 + memory) / (1 - memory) / WEEKS)
    # a week is not infinitely short: spells that begin and end within it are not seen, a share of about f
    assert abs(rates.mean() - expected) < 4 * error + expected * f
