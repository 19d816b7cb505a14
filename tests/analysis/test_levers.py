"""Every lever has a trial that says what it is for; a lever at its own value is no change; levers do what they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pes_sim.analysis.lever_trials import TRIALS, Trial
from pes_sim.analysis.levers import Effect, trials_of, try_levers
from pes_sim.analysis.paired import Paired
from pes_sim.kpis.definitions import KPIS
from pes_sim.model import PESModel
from pes_sim.parameters import REGISTRY
from pes_sim.runs.errors import CallError
from pes_sim.runs.progress import Silence
from pes_sim.scenario.laying import lay

LEVERS = {path for path, parameter in REGISTRY.items() if parameter.kind == "lever"}
QUICK = (
    "automation.claim.straight_through", "channels.portal.mandate", "counselling.video_share", "staffing.phone",
    "staffing.caseworkers", "systems.maintenance",
)  # fmt: skip


def test_every_lever_has_a_trial_and_only_levers_do():
    assert {trial.lever for trial in TRIALS} == LEVERS


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.lever)
def test_a_trial_names_a_kpi_and_moves_its_lever_to_a_possible_value(trial, austria):
    assert trial.kpi in KPIS
    ground = austria if trial.over is None else lay(trial.over, austria)
    for path, value in trial.alongside.items():
        ground = ground.change(path, value)
    ground.change(trial.lever, trial.to)


def test_every_lever_set_to_its_own_value_is_the_baseline_to_the_bit(worlds):
    base = worlds.small_austria(years=1, scale=1000, warmup=8)
    same = base
    for path in sorted(LEVERS):
        same = same.change(path, base.values[path], ramp="4 weeks")
    histories = []
    for scenario in (base, same):
        model = PESModel(scenario)
        model.run()
        histories.append(model.history)
    assert np.array_equal(*histories)


def test_levers_move_their_kpi_as_their_mechanism_says(austria):
    effects = try_levers(austria.sized(1000, 1), (1, 2, 3), Silence(), trials_of(QUICK), workers=1)
    assert [effect.trial.lever for effect in effects if not effect.as_said] == []


@pytest.mark.long
def test_all_levers_move_their_kpi_as_their_mechanism_says(austria):
    effects = try_levers(austria.sized(400, 3), tuple(range(1, 7)), Silence())
    assert [effect.trial.lever for effect in effects if not effect.as_said and not effect.trial.known] == []


def test_a_lever_that_misses_for_a_known_reason_says_it():
    trial = Trial("staffing.other", 2600.0, "service_cost", "lower", "a wrong expectation", known="posts cost money")
    found = Paired(6, 100.0, 4.0, 1.0, 1.0, 0.0, "worse")
    assert Effect(trial, 2515.0, 2600.0, found).verdict == "no: posts cost money"
    assert Effect(replace(trial, known=""), 2515.0, 2600.0, found).verdict == "no: higher"
    assert Effect(replace(trial, expect="higher"), 2515.0, 2600.0, found).verdict == "yes"


def test_an_unknown_lever_is_refused_with_the_nearest():
    with pytest.raises(CallError, match="staffing.phone"):
        trials_of(["staffing.phones"])
