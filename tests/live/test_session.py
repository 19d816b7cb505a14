"""A flight is a scenario: what was decided live, run in batch, gives the same numbers to the bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import pes_sim as pes
from pes_sim.api import laid_over
from pes_sim.live.session import BASELINE, FLIGHT, NO_DECISION, SNAPSHOTS, fly
from pes_sim.live.warm import WarmWorlds
from pes_sim.runs.simulate import simulate
from pes_sim.scenario.scenario import Scenario

PROJECT = {
    "start": "project",
    "with": {"name": "portal three", "kind": "digital_service", "budget_meur": 12, "planned_weeks": 13,
             "increment_weeks": 13, "delivers": [{"set": "channels.portal.usability", "to": "+0.05", "after": "2 weeks"}]},
}  # fmt: skip
WAITING = {
    "when": "kpi.phone_answered_share < 0.9999 for 2 weeks",
    "set": "staffing.phone",
    "to": "+7%",
    "ramp": "4 weeks",
}


@pytest.fixture(scope="module")
def base(worlds) -> Scenario:
    return worlds.small_austria(years=1, scale=2000, warmup=8)


@pytest.fixture(scope="module")
def warm() -> WarmWorlds:
    return WarmWorlds()


@pytest.fixture
def session(base, warm):
    found = pes.Session(base, seed=3, worlds=warm)
    yield found
    found.close()


def flown(session: pes.Session) -> pes.Session:
    session.set("staffing.phone", "+10%", ramp=6)
    session.step(7)
    session.lay("recession")
    session.decide(WAITING)
    session.step(5)
    session.decide(PROJECT)
    session.set("channels.counter.hours", 1 / 3)
    session.step(9)
    session.lay("digital_first")
    session.lay("cyber_outage")
    session.step(20)
    return session


def test_the_log_run_in_batch_is_the_flight_to_the_bit(session):
    history = flown(session).model.history.copy()
    run = simulate(session.to_scenario(), seed=3)
    assert np.array_equal(run.counters[: len(history)], history.astype(np.float32))
    assert session.week == 41


def test_the_file_of_a_flight_is_read_back_as_the_same_scenario(session, tmp_path):
    flown(session)
    again = pes.load(session.save(tmp_path / "flight.yaml"))
    assert again.key() == session.to_scenario(name="flight").key()
    assert again.values == session.base.values


def test_undo_goes_back_to_before_the_last_decision_exactly(base, warm, session):
    never = pes.Session(base, seed=3, worlds=warm)
    for each in (session, never):
        each.set("staffing.phone", "+10%")
        each.step(6)
    session.set("channels.portal.mandate", 1)
    session.step(9)
    undone = session.undo()
    assert (undone.what["item"]["set"], session.week) == ("channels.portal.mandate", 6)
    for each in (session, never):
        each.step(12)
    for line in (FLIGHT, NO_DECISION):
        assert np.array_equal(session.result(line).counters, never.result(line).counters)
    assert session.to_scenario().key() == never.to_scenario().key()


def test_undo_beyond_the_snapshots_flies_again_and_lands_at_the_same_place(base, warm):
    many = SNAPSHOTS + 2
    session = pes.Session(base, seed=3, worlds=warm)
    states = []
    for n in range(many):
        states.append(session.result().counters.copy())
        session.set("staffing.phone", 250 + n)
        session.step(1)
    for n in reversed(range(many)):
        session.undo()
        assert session.week == n
        assert np.array_equal(session.result().counters, states[n])
    with pytest.raises(pes.CallError, match="nothing was decided"):
        session.undo()


def test_the_line_without_decisions_meets_the_events_and_nothing_else(session, base):
    flown(session)
    events = replace(base, changes=())
    beside = session.lines[NO_DECISION].scenario
    assert len(beside.changes) < len(session.to_scenario().changes)
    assert {change.path for change in beside.changes} == {
        "labour.separation_level", "labour.demand_level", "systems.attack",
    }  # fmt: skip
    run = simulate(beside, seed=3)
    assert np.array_equal(run.counters[:41], session.result(NO_DECISION).counters[0].astype(np.float32))
    assert events.values == beside.values


def test_a_flight_that_begins_with_an_option_has_the_service_without_it_beside(base, warm):
    session = pes.Session(laid_over("digital_first", base), seed=3, without=base, worlds=warm)
    session.step(30)
    assert np.array_equal(session.result(FLIGHT).counters, session.result(NO_DECISION).counters)
    assert not np.array_equal(session.result(BASELINE).counters, session.result(FLIGHT).counters)
    assert np.array_equal(session.result(BASELINE).counters[0].astype(np.float32), simulate(base, 3).counters[:30])


def test_looking_ahead_changes_nothing_and_shows_what_comes(session):
    session.step(4)
    session.set("staffing.phone", "-30%")
    ahead = session.ahead(13).counters.copy()
    assert session.week == 4 and ahead.shape[1] == 17
    session.step(13)
    assert np.array_equal(session.result().counters, ahead)


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"set": "staffing.fone", "to": 3}, "staffing.phone"),
        ({"set": "choice.habit", "to": 0}, "levers only"),
        ({"set": "channels.portal.mandate", "to": 1.4}, "above 1"),
        ({"set": "staffing.phone", "to": "20%"}, "share or a rise"),
        ({"set": "staffing.phone", "to": float("nan")}, "finite"),
        ({"set": "staffing.phone", "to": 3, "at": "2026-01-01"}, "past"),
        ({"set": "staffing.phone", "to": 3, "at": "2036-01-01"}, "never happen"),
        ({"when": "kpi.unmet_need_share > 0.1", "since": "2026-01-01", "set": "staffing.phone", "to": 3}, "past"),
        ({"set": "staffing.phone", "to": 3, "price": 0}, "price"),
        ({"set": ["x"], "to": {}}, "set"),
        ({}, "is missing"),
        ({"start": "project", "with": {"name": "x"}}, "missing"),
        ({"start": "project", "with": 3}, "keys and values"),
    ],
)
def test_an_impossible_decision_is_refused_and_changes_nothing(session, item, why):
    session.step(2)
    before = session.to_scenario().key()
    with pytest.raises(pes.ScenarioError, match=why):
        session.decide(item)
    assert (session.to_scenario().key(), session.log, session.week) == (before, [], 2)


def test_an_event_that_happened_already_is_refused_for_every_line(session):
    session.lay("law_change")
    with pytest.raises(pes.ScenarioError, match="new law on benefits"):
        session.lay("law_change")
    assert len(session.log) == 1


def test_a_condition_is_watched_from_the_decision_on_and_not_before(session):
    session.step(10)
    order = session.decide(WAITING)
    assert [change.since for change in order.changes] == [10]
    history = session.step(12) and session.model.history.copy()
    assert np.array_equal(simulate(session.to_scenario(), 3).counters[:22], history.astype(np.float32))


def test_a_flight_can_be_flown_again_from_its_log(session, base, warm):
    flown(session)
    twin = pes.Session(base, seed=3, worlds=warm)
    fly(twin, [(order.week, order.what) for order in session.log], session.week)
    for line in (FLIGHT, NO_DECISION):
        assert np.array_equal(twin.result(line).counters, session.result(line).counters)


def test_at_the_end_nothing_more_can_be_decided(session):
    assert session.step(500) == session.weeks and session.ended
    with pytest.raises(pes.ScenarioError, match="end"):
        session.set("staffing.phone", 3)


@pytest.mark.parametrize("weeks", [0, -1, True, 1.5, "3"])
def test_a_wrong_number_of_weeks_is_refused(session, weeks):
    with pytest.raises(pes.CallError, match="weeks"):
        session.step(weeks)
