"""Survival on the register of a mixture of quick and slow people follows the closed form."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.processes.matching import matching
from pes_sim.processes.weather import weather

FAST, SLOW = 0.09, 0.012


def one_cohort(worlds, values, grow: bool, seed: int = 1):
    """The first register, which nobody joins: only matching happens (and spells lengthen where ``grow``)."""

    def older(model) -> None:
        register = model.jobseekers.register
        register.spell[: register.n] += 1

    week = [
        ("weather", weather),
        ("share out", lambda model: model.jobseekers.share_out()),
        ("matching", matching),
    ]
    model = worlds.of(
        worlds.little, seed, values={**worlds.still, **values}, phases=[*week, ("older", older)] if grow else week
    )
    model.market.vacancies[:] = 1e12
    return model


def test_survival_is_the_mixture_of_two_exponentials(worlds):
    values = {
        "labour.work_hazard_fast": FAST * 0.6, "labour.work_hazard_slow": SLOW * 0.6,
        "labour.leaving_hazard_fast": FAST * 0.4, "labour.leaving_hazard_slow": SLOW * 0.4,
    }  # fmt: skip
    model = one_cohort(worlds, values, grow=False)
    register = model.jobseekers.register
    n, slow = register.n, int(register.slow[: register.n].sum())
    assert 0.2 < slow / n < 0.95
    for week in range(1, 105):
        model.step()
        quick, hard = np.exp(-FAST * week), np.exp(-SLOW * week)
        expected = (n - slow) * quick + slow * hard
        error = np.sqrt((n - slow) * quick * (1 - quick) + slow * hard * (1 - hard))
        assert abs(register.n - expected) < 4.5 * error + 0.5, week


def test_those_who_are_left_are_the_slow(worlds):
    model = one_cohort(worlds, {"labour.leaving_hazard_fast": 0.0, "labour.leaving_hazard_slow": 0.0}, grow=False)
    register = model.jobseekers.register
    shares = []
    for _ in range(5):
        shares.append(float(register.slow[: register.n].mean()))
        for _ in range(13):
            model.step()
    assert shares == sorted(shares)


@pytest.mark.parametrize("months", [6, 36])
def test_survival_under_duration_dependence_is_the_product_of_weekly_chances(worlds, months):
    values = {
        "labour.work_hazard_fast": 0.08, "labour.work_hazard_slow": 0.08, "labour.leaving_hazard_fast": 0.0,
        "labour.leaving_hazard_slow": 0.0, "labour.duration_dependence": 0.15,
        "labour.duration_dependence_months": months,
    }  # fmt: skip
    model = one_cohort(worlds, values, grow=True)
    register = model.jobseekers.register
    register.spell[: register.n] = 0
    n = register.n
    # the steady state behind the market is another one, with the same dependence: its efficiency stays one
    ages = np.minimum(np.arange(53) / (30.437 / 7), months)
    survival = np.exp(-np.cumsum(model.market.efficiency * 0.08 * np.exp(-0.15 * ages)))
    for week in range(52):
        model.step()
        expected, error = n * survival[week], np.sqrt(n * survival[week] * (1 - survival[week]))
        assert abs(register.n - expected) < 4.5 * error + 0.5, week


def test_leavers_go_where_their_hazards_point(worlds):
    values = {
        "labour.work_hazard_fast": 0.06, "labour.work_hazard_slow": 0.06,
        "labour.leaving_hazard_fast": 0.03, "labour.leaving_hazard_slow": 0.03,
    }  # fmt: skip
    model = one_cohort(worlds, values, grow=False)
    work = out = 0
    for _ in range(40):
        before = model.jobseekers.inactive
        model.step()
        out += model.jobseekers.inactive - before
        work += int(model.ledger.service["vacancies_filled_from_register"])
    left = work + out
    assert abs(work / left - 2 / 3) < 4 * np.sqrt(2 / 9 / left)
