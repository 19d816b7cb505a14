"""Profiling in the model: accuracy as it turns out, bias, drift, compliance, and what it changes of anything else."""

from dataclasses import replace

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.model import PESModel
from pes_sim.processes.profiling import followed
from pes_sim.world.profiling import AT_RISK, FLAGGED, SCORED


def run(worlds, values, scale=200, years=3) -> PESModel:
    model = worlds.of(worlds.small_austria(scale=scale, years=years), values=values)
    model.run()
    return model


def kpi(model: PESModel, name: str) -> float:
    return float(ratio_of_sums(KPIS[name], model.history.sum(axis=0), COUNTERS, SEGMENTS)[0])


@pytest.fixture(scope="module")
def scored(worlds) -> PESModel:
    return run(worlds, {"profiling.use": 1.0, "profiling.compliance": 1.0})


def test_accuracy_turns_out_near_what_was_declared(scored):
    assert kpi(scored, "profiling_accuracy") == pytest.approx(0.75, abs=0.05)


def test_people_of_foreign_origin_get_more_false_high_risks_and_fewer_false_low_ones(scored):
    assert kpi(scored, "profiling_false_high_foreign") > kpi(scored, "profiling_false_high_native")
    assert kpi(scored, "profiling_false_low_foreign") < kpi(scored, "profiling_false_low_native")


def test_about_as_many_are_flagged_as_is_policy(scored):
    register = scored.jobseekers.register
    profile = register.profile[: register.n]
    assert (profile & SCORED).all()
    flagged = (profile[register.spell[: register.n] < 5] & FLAGGED > 0).mean()
    assert flagged == pytest.approx(scored.values["profiling.flagged_share"], abs=0.06)


def test_a_score_without_a_head_start_changes_nothing_for_anybody(worlds):
    base = worlds.small_austria(scale=500, years=1)
    plain, scored = worlds.of(base), worlds.of(base, values={"profiling.use": 1.0})
    plain.run(), scored.run()
    for name, outcome in plain.outcomes().items():
        np.testing.assert_array_equal(outcome, scored.outcomes()[name], err_msg=name)


def test_those_at_risk_are_met_sooner(worlds):
    base = worlds.small_austria(scale=500, years=1)
    waits = []
    for head_start in (0.0, 12.0):
        model = worlds.of(base, values={"profiling.use": 1.0, "counselling.risk_priority": head_start})
        model.run()
        register = model.jobseekers.register
        at_risk = register.profile[: register.n] & AT_RISK > 0
        since = register.since_meeting[: register.n].astype(float)
        waits.append(since[at_risk].mean() - since[~at_risk].mean())
    assert waits[1] < waits[0]


def test_caseworkers_who_go_by_their_own_judgement_overrule_scores(worlds):
    free, bound = (
        run(worlds, {"profiling.use": 1.0, "profiling.compliance": share}, scale=1000, years=1) for share in (0.0, 0.99)
    )
    assert followed(free) == 0.0 < followed(bound)
    assert kpi(free, "profiling_overruled") > kpi(bound, "profiling_overruled") > 0


def test_a_market_that_moves_takes_the_signal_and_training_brings_it_back(worlds):
    base = worlds.small_austria(scale=1000, years=3)
    base = replace(base.change("profiling.use", 1.0), name="scored")
    moved = replace(base, values={**base.values, "labour.demand_level": 0.5, "profiling.drift": 2.0})
    once, again = (
        worlds.of(moved, values={"profiling.retrain_weeks": weeks, "profiling.use": 1.0}) for weeks in (0.0, 13.0)
    )
    for model in (once, again):
        model.run()
    assert once.profiler.trained_week < again.profiler.trained_week
    left = [model.profiler.signal_left(2.0) / model.profiler.tool.weight for model in (once, again)]
    assert left[0] < 0.95 < left[1] <= 1.0
