"""The model is a Mesa model: life cycle, agents and copies are what a Mesa user expects."""

from __future__ import annotations

from dataclasses import replace

import mesa
import pytest

from pes_sim.model import PESModel
from pes_sim.parameters import CHANNELS
from pes_sim.world.office import Channel, Office
from pes_sim.world.portfolio import Project
from pes_sim.world.system import ITSystem


@pytest.fixture(scope="module")
def base(worlds):
    return worlds.small_austria(scale=2000, warmup=4)


@pytest.fixture
def model(base) -> PESModel:
    return PESModel(base)


def test_it_is_a_mesa_model_and_a_step_is_a_week(model):
    assert isinstance(model, mesa.Model)
    assert model.running
    start = model.week
    for n in range(1, 4):
        model.step()
        assert model.steps == n
        assert model.week == start + n


def test_the_organisation_is_made_of_agents(model, base):
    figures = base.profile.figures
    kinds = {kind: model.agents_by_type[kind] for kind in (Office, Channel, ITSystem)}
    assert [office.name for office in kinds[Office]] == [row.name for row in figures.regions.rows]
    assert [channel.name for channel in kinds[Channel]] == list(CHANNELS)
    assert [system.name for system in kinds[ITSystem]] == [row.name for row in figures.systems.rows]
    assert set(model.agents) == {*model.offices, *model.channels, *model.systems}
    assert len({agent.unique_id for agent in model.agents}) == len(model.agents)
    legacy = model.agents.select(lambda agent: isinstance(agent, ITSystem) and agent.legacy)
    assert 0 < len(legacy) < len(kinds[ITSystem])


def test_projects_join_the_agents_when_they_start(worlds, base):
    model = PESModel(worlds.busy(base))
    model.run()
    assert len(model.agents_by_type[Project]) == len(model.projects) == 5
    assert len({agent.unique_id for agent in model.agents}) == len(model.agents)


def test_a_fork_has_agents_of_its_own(worlds, base):
    warm = PESModel(base)
    warm.warm_up()
    twin = warm.fork(worlds.busy(base))
    twin.run()
    assert all(agent.model is twin for agent in twin.agents)
    assert not set(twin.agents) & set(warm.agents)


def test_agents_that_join_a_copied_world_have_numbers_of_their_own(worlds, base):
    warm = PESModel(base)
    warm.warm_up()
    twin = warm.fork(worlds.busy(base))
    twin.run()
    assert len({agent.unique_id for agent in twin.agents}) == len(twin.agents)


def test_the_plan_lists_the_phases_of_the_week_in_order(model):
    plan = PESModel.plan()
    assert plan == [name for name, _ in PESModel.PHASES]
    order = ("weather", "strategy", "delivery", "systems", "inflow", "needs", "channel choice", "service",
             "counselling", "matching", "people", "record")  # fmt: skip
    assert [name for name in plan if name in order] == list(order)


def test_running_on_steps_to_the_end_of_the_horizon_and_no_further(base):
    model = PESModel(base)
    model.run()
    assert model.week == base.weeks == len(model.history)
    assert model.steps == base.weeks + 4
    model.run()
    assert model.week == base.weeks


def test_weeks_before_the_start_are_not_recorded(model):
    model.warm_up()
    assert model.week == 0 and len(model.history) == 0
    model.step()
    assert len(model.history) == 1


def test_it_runs_under_mesas_batch_runner(base):
    class Short(PESModel):
        """A year is long for a batch."""

        def __init__(self, base, seed=1):
            super().__init__(base, seed)
            self.datacollector = mesa.DataCollector({"registered": lambda model: model.jobseekers.register.n})

        def step(self):
            super().step()
            self.datacollector.collect(self)
            self.running = self.week < 2

    found = mesa.batch_run(Short, {"base": [base], "seed": [1, 2]}, max_steps=20, display_progress=False)
    assert {row["seed"] for row in found} == {1, 2}
    assert all(row["registered"] > 0 for row in found)


def test_a_fork_refuses_a_world_that_began_otherwise(base, worlds):
    model = PESModel(base)
    with pytest.raises(ValueError, match="cannot go on"):
        model.fork(base)
    model.warm_up()
    with pytest.raises(ValueError, match="cannot go on"):
        model.fork(replace(base, values={**base.values, "staffing.front": 500.0}))
    model.step()
    with pytest.raises(ValueError, match="cannot go on"):
        model.fork(base)
