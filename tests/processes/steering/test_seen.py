"""What the organisation sees: late, by what is on record, and with the noise that is declared; what it waits for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.model import PESModel
from pes_sim.processes.steering.seen import noise, seen
from pes_sim.scenario.changes import ProjectPlan, SetValue, StartProject
from pes_sim.scenario.conditions import Condition, ProjectEnd

COMPLETE = {"data.quality": 1.0, "steering.noise": 0.0}


def run(scenario, values, weeks: int) -> PESModel:
    model = PESModel(replace(scenario, values={**scenario.values, **values}))
    model.warm_up()
    for _ in range(weeks):
        model.step()
    return model


def true(model: PESModel, name: str, ago: int) -> float:
    return float(ratio_of_sums(KPIS[name], model.history[-1 - ago], COUNTERS, SEGMENTS)[0])


@pytest.fixture(scope="module")
def small(worlds):
    return worlds.small_austria(years=2, scale=1000, warmup=8)


def test_nothing_is_seen_before_the_first_report(small):
    assert np.isnan(seen(run(small, {}, 3), "register_stock"))


def test_with_complete_records_and_no_noise_the_truth_is_seen_late(small):
    model = run(small, {**COMPLETE, "steering.reporting_weeks": 6.0}, 20)
    for name in ("digital_contact_share", "register_stock", "met_in_quarter"):
        assert seen(model, name) == pytest.approx(true(model, name, 6))


def test_over_several_weeks_sums_are_seen_and_noise_evens_out(small):
    model = run(small, COMPLETE, 20)
    sums = model.history[-4 - 13 : -4].sum(axis=0)
    whole = float(ratio_of_sums(KPIS["digital_contact_share"], sums, COUNTERS, SEGMENTS)[0])
    assert seen(model, "digital_contact_share", over=13) == pytest.approx(whole)
    assert np.isnan(seen(model, "digital_contact_share", over=17))
    model.values["steering.noise"] = 0.1
    errors = {over: [] for over in (1, 13)}
    for week in range(300):
        model.week = week + 30
        for over, found in errors.items():
            found.append(seen(model, "register_stock", over=over) / seen_plainly(model, over) - 1)
    assert np.std(errors[13]) < np.std(errors[1]) / 2.5  # the square root of 13 is 3.6; weeks overlap, not their error


def seen_plainly(model: PESModel, over: int) -> float:
    """The mean register of the weeks that are looked at."""
    return float(model.history[-4 - over : -4, COUNTERS.index("registered"), 0].mean())


def test_poor_records_flatter_the_digital_share(small):
    model = run(small, {**COMPLETE, "data.quality": 0.5, "steering.noise_incomplete": 0.0}, 20)
    assert seen(model, "digital_contact_share") > true(model, "digital_contact_share", 4)
    # what systems count by themselves is complete
    assert seen(model, "register_stock") == pytest.approx(true(model, "register_stock", 4))


def test_the_noise_is_as_wide_as_declared(small):
    """Relative deviations over many weeks: mean and standard deviation within four standard errors."""
    model = run(small, {**COMPLETE, "steering.noise": 0.05}, 8)
    found = []
    for week in range(400):
        model.week = week + 5  # the same history, another week's luck
        found.append(seen(model, "register_stock") / true(model, "register_stock", 4) - 1)
    assert abs(np.std(found) - 0.05) < 4 * 0.05 / np.sqrt(2 * len(found))
    assert abs(np.mean(found)) < 4 * 0.05 / np.sqrt(len(found))


def test_a_small_group_is_seen_less_exactly(small):
    assert noise(small.values, 0.04) == pytest.approx(5 * noise(small.values, 1.0))


def test_a_change_is_taken_back_and_made_again(small):
    """The register swells every winter and shrinks every summer."""
    item = SetValue(
        "staffing.phone", "multiply", 1.2, None, 0, Condition("register_stock", ">", 320_000.0),
        until=Condition("register_stock", "<", 310_000.0),
    )  # fmt: skip
    model = run(replace(small, changes=(item,)), COMPLETE, 0)
    phones = []
    while model.week < small.weeks:
        model.step()
        phones.append(model.values["staffing.phone"])
    assert set(phones) == {275.0, 275.0 * 1.2}
    assert np.count_nonzero(np.diff(phones)) >= 3


def test_the_second_stage_begins_when_the_first_is_delivered(small):
    first, second = (ProjectPlan(name, "training", 0.5, 8, 4) for name in ("first", "second"))
    changes = (StartProject(first, 2), StartProject(second, None, ProjectEnd("first", "delivered")))
    model = run(replace(small, changes=changes), {}, small.weeks)
    one, two = model.portfolio.projects
    assert (one.state, two.plan.name) == ("delivered", "second")
    assert two.start == one.end + 1
