"""Automation: what wears out, what assistance is worth, what becomes of freed time, and wrong decisions to the end."""

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS, Count
from pes_sim.model import PESModel
from pes_sim.world.automation import ADMIN, LEVERS, Tools

pytestmark = pytest.mark.untraced

FAULTY = {
    "automation.fault_rate": 10.0, "automation.fault_share": 0.4, "automation.fault_weeks_to_find": 25.0,
    "automation.notice_rate": 0.01,
}  # fmt: skip
CALM = {"staffing.absence_strain": 0.0, "staffing.turnover_strain": 0.0}
"""Staff whom strain neither makes ill nor drives out: absorbed time eases strain, and so keeps a few meetings more."""
CLAIMS = "automation.claim.straight_through"


def counted(model: PESModel, name: str) -> np.ndarray:
    return model.history[:, COUNTERS.index(name), 0]


def run(worlds, values, scale=500, years=1, **changes) -> PESModel:
    base = worlds.small_austria(scale=scale, years=years)
    for path, value in changes.items():
        base = base.change(path.replace("__", "."), value)
    model = worlds.of(base, values=values)
    model.run()
    return model


# -- decay


@pytest.fixture
def delivered(worlds) -> PESModel:
    """A world in which half of claims more are decided without staff from week 0 on."""
    base = worlds.small_austria(scale=2000, warmup=4).change(CLAIMS, 0.6)
    return worlds.of(base)


def worn(model: PESModel, maintenance: float, weeks: int) -> float:
    from pes_sim.processes.automation.decay import decay

    model.warm_up()
    model.values[CLAIMS], model.values["systems.maintenance"] = 0.6, maintenance
    for _ in range(weeks):
        decay(model)
    return float(model.tools.straight_through[1])


def test_two_thirds_of_what_was_added_still_works_after_seven_years(delivered):
    start = delivered.base.values[CLAIMS]
    left = (worn(delivered, 1.0, 365) - start) / (0.6 - start)
    assert left == pytest.approx(38 / 58, abs=0.03)


def test_twice_the_maintenance_keeps_it_all(delivered):
    assert worn(delivered, 2.0, 365) == pytest.approx(0.6)


def test_what_was_there_at_the_start_does_not_decay(worlds):
    model = run(worlds, {})
    assert model.tools.straight_through[1] == model.base.values[CLAIMS]


def test_automating_again_what_has_gone_brings_back_what_is_added_only():
    tools = Tools.of(dict.fromkeys(LEVERS, 0.2))
    tools.move(CLAIMS, 0.6)
    tools.standing[CLAIMS] = 0.5
    assert tools.level(CLAIMS) == pytest.approx(0.4)
    assert tools.move(CLAIMS, 0.8) == pytest.approx(0.2)
    assert tools.level(CLAIMS) == pytest.approx(0.6)
    tools.move(CLAIMS, 0.1)
    assert tools.level(CLAIMS) == pytest.approx(0.1)


# -- assistance and freed time


def test_assistance_that_is_wrong_half_of_the_time_saves_nothing(worlds):
    good, bad = (
        run(worlds, {"automation.quality": quality}, automation__case_admin__assistance=0.4) for quality in (1.0, 0.5)
    )
    assert good.tools.case_admin == pytest.approx(0.4, abs=0.03)
    assert bad.tools.case_admin == pytest.approx(0.0)
    assert counted(good, "caseworker_contact_minutes").sum() > counted(bad, "caseworker_contact_minutes").sum()


def test_freed_time_becomes_meetings_only_as_far_as_it_is_protected(worlds):
    contact = [
        counted(
            run(worlds, {**CALM, "counselling.protected_share": share}, automation__case_admin__assistance=saved),
            "caseworker_contact_minutes",
        )[26:].sum()
        for saved, share in ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.5, 1.0))
    ]
    assert contact[1] == pytest.approx(contact[0], rel=0.01)
    assert contact[0] < contact[2] < contact[3]


def test_absorbed_time_eases_the_pressure_on_caseworkers(worlds):
    plain, helped = (
        run(worlds, {"counselling.protected_share": 0.0}, automation__case_admin__assistance=saved)
        for saved in (0.0, 0.5)
    )
    assert helped.offices[0].pressure < plain.offices[0].pressure
    assert ADMIN in helped.tools.before


# -- faults and corrections


@pytest.fixture(scope="module")
def faulty(worlds) -> PESModel:
    model = worlds.of(worlds.small_austria(scale=200, years=2), values=FAULTY)
    model.audited = True
    model.run()
    return model


def test_wrong_decisions_are_conserved(worlds):
    """Marked = noticed or found on the register + corrected off it + lost with the person + still undiscovered."""
    model = worlds.of(worlds.small_austria(scale=200, years=1), values=FAULTY)
    marked = corrected = lost = 0.0
    while model.week < model.base.weeks:
        model.step()
        booked = model.ledger.service
        marked += model.ledger.total(Count.wrong_marked)
        corrected += booked["wrong_corrected"]
        lost += booked["wrong_lost"]
        carried = (model.jobseekers.register.wrong[: model.registered], model.jobseekers.labour_force.wrong)
        undiscovered = sum(int(np.unpackbits(wrong[wrong > 0]).sum()) for wrong in carried) * model.scale
        assert marked == corrected + lost + undiscovered
    assert marked > 0 and corrected > 0


def test_a_fault_found_brings_a_wave_of_complaints_and_money_back(faulty):
    found = np.flatnonzero(counted(faulty, "faults_found"))
    assert len(found)
    opened, repaid = counted(faulty, "wrong_noticed"), counted(faulty, "cost_repaid")
    quiet = np.setdiff1d(np.arange(len(opened)), found)
    assert opened[found].mean() > 5 * opened[quiet].mean()
    assert repaid[found].mean() > 5 * repaid[quiet].mean()


def test_corrections_of_people_who_left_take_the_back_offices_time(faulty):
    taken = counted(faulty, "correction_minutes")
    assert taken.max() > 0
    assert (taken <= 0.2 * (counted(faulty, "back_minutes") + taken) * (1 + 1e-9)).all()


def test_corrections_are_over_sooner_the_more_time_they_may_take(worlds):
    owed = []
    for share in (0.0001, 0.2):
        model = worlds.of(
            worlds.small_austria(scale=200, years=1), values={**FAULTY, "automation.correction_share": share}
        )
        model.run()
        owed.append(model.tools.owed_minutes)
    assert owed[1] < owed[0]


def test_faults_make_decisions_wrong_and_cost_trust(worlds, faulty):
    calm = worlds.of(worlds.small_austria(scale=200, years=2), values={**FAULTY, "automation.fault_rate": 0.0})
    calm.run()
    for name, sign in (("decided_wrong", 1), ("trust", -1)):
        assert sign * (counted(faulty, name).sum() - counted(calm, name).sum()) > 0
    assert counted(calm, "cost_repaid").sum() == 0


def test_samples_take_minutes_even_when_nothing_is_wrong(worlds):
    model = run(worlds, {"automation.fault_rate": 0.0, "automation.monitoring": 0.1})
    assert counted(model, "correction_minutes").sum() > 0
