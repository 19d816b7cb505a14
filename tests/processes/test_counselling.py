"""Counselling: the interval is one between meetings, and only who came has been met."""

from __future__ import annotations

from pes_sim.kpis.counters import Count


def test_who_was_never_met_need_not_wait_for_the_interval_and_who_was_met_must(worlds):
    values = {"counselling.min_interval_weeks": 52.0, "counselling.no_show": 0.0}
    model = worlds.of(worlds.small_austria(scale=1000, warmup=0), values=values)
    for _ in range(30):
        model.step()
    register = model.jobseekers.register
    met = register.met[: register.n] > 0
    since, spell = register.since_meeting[: register.n], register.spell[: register.n]
    new = spell < 30
    assert (met & new).sum() > 20
    assert (since[met & new] <= spell[met & new]).all()


def test_who_does_not_come_is_not_counted_as_met(worlds):
    model = worlds.of(worlds.small_austria(scale=1000, warmup=0), values={"counselling.no_show": 0.0})
    for _ in range(20):
        model.step()
    assert model.ledger.total(Count.met_in_13_weeks) > 0
    model.values["counselling.no_show"] = 1.0
    for _ in range(14):
        model.step()
        missed = model.ledger.total(Count.meetings_missed)
    assert missed > 0 and model.ledger.total(Count.met_in_13_weeks) == 0
