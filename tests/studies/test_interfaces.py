"""Mesa's batch runner, SALib and ema_workbench take the model as their users expect."""

from __future__ import annotations

import inspect

import mesa
import numpy as np
import pytest

import pes_sim as pes
from pes_sim.kpis.definitions import HEADLINE
from pes_sim.kpis.unknown import UnknownKPI
from pes_sim.parameters import REGISTRY
from pes_sim.runs.errors import CallError
from pes_sim.studies.interfaces import DOT, ema_model, evaluate, salib_problem, uncertainties


@pytest.fixture(scope="module")
def base(worlds):
    return worlds.small_austria(scale=5000, warmup=4)


def batch(base, seeds, **more):
    """Mesa 3.4 and later name the seeds rng, earlier versions take them among the parameters."""
    if "rng" in inspect.signature(mesa.batch_run).parameters:
        return mesa.batch_run(pes.PESModel, parameters={"base": base}, rng=seeds, display_progress=False, **more)
    return mesa.batch_run(pes.PESModel, parameters={"base": base, "seed": seeds}, display_progress=False, **more)


def test_mesas_batch_runner_runs_to_the_end_of_the_horizon_and_reads_the_kpis(base):
    rows = batch(base, [1, 2])
    assert len(rows) == 2 and {row["seed"] for row in rows} == {1, 2}
    usual = pes.run(base, seeds=[1, 2], workers=1, progress=False)
    for row, seed in zip(rows, (0, 1), strict=True):
        for name in HEADLINE:
            assert row[name] == pytest.approx(usual.overall(name)[seed], rel=1e-5, nan_ok=True), name
        assert row["base"] is base


def test_mesas_batch_runner_reads_every_step(base):
    rows = batch(base, [1], data_collection_period=1)
    assert len(rows) == base.weeks + 4
    values = [row["ltu_share"] for row in rows]
    assert np.isnan(values[:4]).all() and np.isfinite(values[4:]).all()


def test_the_model_has_a_data_collector_as_mesa_knows_it(base):
    model = pes.PESModel(base)
    while model.running:
        model.step()
    assert model.week == base.weeks
    table = model.datacollector.get_model_vars_dataframe()
    assert list(table.columns) == list(HEADLINE) and len(table) == model.steps


def test_a_seed_of_none_draws_one(base):
    one, other = pes.PESModel(base, seed=None), pes.PESModel(base, seed=None)
    assert one.seed != other.seed


def test_the_salib_problem_holds_the_declared_ranges():
    problem = salib_problem("labour.*", "choice.habit")
    assert problem["num_vars"] == len(problem["names"]) == len(problem["bounds"])
    assert problem["names"][-1] == "choice.habit" and all(n.startswith("labour.") for n in problem["names"][:-1])
    for name, bounds in zip(problem["names"], problem["bounds"], strict=True):
        assert bounds == [REGISTRY[name].low, REGISTRY[name].high]
    everything = salib_problem()
    assert everything["num_vars"] == len(uncertainties()) > 200
    with pytest.raises(CallError, match="nope"):
        salib_problem("nope.*")


def test_futures_are_evaluated_with_the_same_luck_for_all_options(base):
    futures = [{}, {"labour.work_hazard_fast": 0.05}]
    found = evaluate(base, futures, ["ltu_share"], ["more_caseworkers"])
    assert set(found) == {base.name, "more_caseworkers"}
    assert found[base.name][0, 0] == pes.run(base, seeds=[1], workers=1, progress=False).overall("ltu_share")[0]
    assert found[base.name][0, 0] != found[base.name][1, 0]
    with pytest.raises(UnknownKPI):
        evaluate(base, futures, ["ltu"])
    with pytest.raises(CallError, match="labour.demand_level"):
        evaluate(base, [{"labour.demand": 1}])


def test_an_ema_workbench_model_is_perturbed_as_any_other(base):
    ema = pytest.importorskip("ema_workbench")
    model = ema_model(base, ["more_caseworkers"], ["labour.demand_level", "labour.work_hazard_*"], ["ltu_share"])
    names = {parameter.name for parameter in model.uncertainties}
    assert f"labour{DOT}demand_level" in names and len(names) == 3
    experiments, outcomes = ema.perform_experiments(model, scenarios=2, policies=2)
    assert len(experiments) == 4 and len(outcomes["ltu_share"]) == 4
    assert np.isfinite(outcomes["ltu_share"]).all() and len(set(outcomes["ltu_share"])) > 1
