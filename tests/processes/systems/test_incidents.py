"""Incidents: their law, where they come from, how far they spread, and whose luck they are."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.processes.delivery import delivery
from pes_sim.processes.record import record
from pes_sim.processes.strategy import strategy
from pes_sim.processes.systems import systems
from pes_sim.processes.systems.incidents import duration, reached
from pes_sim.processes.weather import weather

ALONE = (("weather", weather), ("strategy", strategy), ("delivery", delivery), ("systems", systems), ("record", record))
SEEDS = range(1, 6)


@pytest.fixture(scope="module")
def base(worlds):
    return worlds.small_austria(years=4, scale=20_000, warmup=8)


def run(worlds, base, seed=1, **values):
    model = worlds.of(base, seed, values={path.replace("__", "."): v for path, v in values.items()}, phases=ALONE)
    model.run()
    return model


def total(model, name: str) -> float:
    return float(model.history[:, COUNTERS.index(name), 0].sum())


def test_incidents_last_as_the_lomax_law_says(base):
    values = dict(base.values)
    mean, a = (
        values["systems.severity_mean"] * (1 + values["systems.severity_debt"] * 0.5),
        values["systems.severity_tail"],
    )
    u = (np.arange(200_000) + 0.5) / 200_000
    weeks = np.array([duration(values, 0.5, 0.0, float(x)) for x in u[::20]])
    for t in (0.01, 0.1, 1.0):
        assert (weeks > t).mean() == pytest.approx((1 + t / (mean * (a - 1))) ** -a, abs=2e-4)
    assert weeks.max() <= values["systems.severity_most"]
    assert np.median(weeks) < 1 / 7 < mean * 7, "half are over within a day; a few take weeks"


def test_debt_and_missing_experts_make_incidents_longer(base):
    values = dict(base.values)
    assert duration(values, 1.0, 0.0, 0.9) == pytest.approx(duration(values, 0.0, 0.0, 0.9) * 3.0)
    assert duration(values, 0.0, 1.0, 0.9) == pytest.approx(duration(values, 0.0, 0.0, 0.9) * 2.5)


def test_spread_stops_at_what_is_not_coupled(worlds, base):
    model = worlds.of(base, phases=ALONE)
    names = {s.name for s in reached(model.landscape, model.landscape.find(["portal"])[0], 1, 0, chance=1.0)}
    assert names == {"case management", "benefit mainframe", "document handling", "data warehouse"}
    assert reached(model.landscape, model.landscape.find(["telephony"])[0], 1, 0, chance=1.0) == []
    assert reached(model.landscape, model.landscape.find(["portal"])[0], 1, 0, chance=0.0) == []


def test_the_chance_of_being_reached_falls_with_every_coupling(worlds, base):
    """portal -> case management -> benefit mainframe -> document handling: chance p, p^2, p^3."""
    model = worlds.of(base, phases=ALONE)
    portal, p, weeks = model.landscape.find(["portal"])[0], 0.5, 4000
    found = [{s.name for s in reached(model.landscape, portal, 1, week, p)} for week in range(weeks)]
    for steps, name in enumerate(("case management", "benefit mainframe", "document handling"), start=1):
        share = np.mean([name in names for names in found])
        assert share == pytest.approx(p**steps, abs=4 * np.sqrt(p**steps * (1 - p**steps) / weeks))


def test_without_spread_nobody_is_down_because_of_another(worlds, base):
    assert total(run(worlds, base, systems__spread=0.0), "outage_minutes_spread") == 0
    assert total(run(worlds, base), "outage_minutes_spread") > 0


def test_most_incidents_follow_changes_and_none_do_where_nothing_changes(worlds, base):
    """Most long outages follow a release or a capacity change (UWV 2013, A2LL 2007)."""
    share = [total(m, "incidents_from_change") / total(m, "incidents") for m in (run(worlds, base, s) for s in SEEDS)]
    assert np.mean(share) > 0.4
    frozen = run(worlds, base, systems__incident_change=0.0)
    assert total(frozen, "incidents_from_change") == total(frozen, "outage_minutes_change") == 0


def test_no_incidents_no_outage(worlds, base):
    model = run(worlds, base, systems__incident_rate=0.0)
    assert total(model, "incidents") == 0
    assert (model.history[:, COUNTERS.index("portal_availability"), 0] == 1).all()


def test_outage_minutes_are_the_time_systems_were_down(worlds, base):
    model = run(worlds, base)
    causes = sum(total(model, f"outage_minutes_{cause}") for cause in ("chance", "debt", "change", "spread"))
    down = total(model, "systems") - total(model, "system_availability")
    assert causes == pytest.approx(down * 7 * 24 * 60)
    assert down > 0


def test_a_system_more_changes_nobody_elses_luck(worlds, base):
    """Luck is keyed by names: what is added takes nothing from the others."""
    before = run(worlds, base)
    model = worlds.of(base, phases=ALONE)
    model.landscape.add("something new", 0.0)
    # small change is shared by one more: as much more of it
    model.values["systems.release_meur"] *= 6 / 7
    struck = []
    while model.week < model.base.weeks:
        model.step()
        struck.append({s.name: s.availability for s in model.landscape.live if s.name != "something new"})
    twin = worlds.of(base, phases=ALONE)
    same = []
    while twin.week < twin.base.weeks:
        twin.step()
        same.append({s.name: s.availability for s in twin.landscape.live})
    assert total(before, "incidents") > 0
    assert struck == same
