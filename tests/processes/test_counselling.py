"""Counselling: the interval is one between meetings."""

from __future__ import annotations


def test_who_was_never_met_need_not_wait_for_the_interval_and_who_was_met_must(worlds):
    values = {"counselling.min_interval_weeks": 52.0, "counselling.no_show": 0.0}
    model = worlds.of(worlds.small_austria(scale=1000, warmup=0), values=values)
    for _ in range(30):
        model.step()
    register = model.jobseekers.register
    met = register.met[: register.n] == 1
    since, spell = register.since_meeting[: register.n], register.spell[: register.n]
    new = spell < 30
    assert (met & new).sum() > 20
    assert (since[met & new] <= spell[met & new]).all()
