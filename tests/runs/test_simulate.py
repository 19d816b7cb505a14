"""Scenarios that share a world's warm-up run as if each had begun from its own, and luck is a matter of the seed."""

import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from pes_sim.model import PESModel
from pes_sim.runs.errors import RunError
from pes_sim.runs.simulate import Run, same_people, simulate, simulate_together, weeks_in, worlds
from pes_sim.scenario.laying import lay
from pes_sim.scenario.scenario import Scenario

pytestmark = pytest.mark.untraced

BUSY = """\
kind: option
title: A ramp, a step, a trigger and two projects
changes:
  - {at: +4 weeks, set: channels.portal.mandate, to: 0.8, ramp: 10 weeks}
  - {set: staffing.caseworkers, to: "+20%"}
  - {when: kpi.register_stock > 1 for 3 weeks, set: channels.counter.hours, to: x0.5}
  - at: +10 weeks
    start: project
    with:
      name: portal
      kind: digital_service
      budget_meur: 30
      planned_weeks: 20
      increment_weeks: 5
      delivers: [{set: channels.portal.usability, to: x1.1}]
  - {at: +12 weeks, start: project, with: {name: data, kind: data_quality, budget_meur: 3, planned_weeks: 20}}
"""


@pytest.fixture(scope="module")
def busy(small: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """An option that uses everything an option can use."""
    file = tmp_path_factory.mktemp("options") / "busy.yaml"
    file.write_text(BUSY, encoding="utf-8")
    return lay(file, small)


def same(one: Run, other: Run) -> bool:
    """Whether two runs agree in every bit, person by person too."""
    return np.array_equal(one.counters, other.counters, equal_nan=True) and all(
        np.array_equal(values, other.outcomes[name]) for name, values in one.outcomes.items()
    )


def in_order(runs: Iterator[tuple[int, Run]]) -> list[Run]:
    return [run for _, run in sorted(runs, key=lambda found: found[0])]


def test_a_run_forked_after_a_shared_warm_up_equals_one_from_the_start(small: Scenario, busy: Scenario) -> None:
    together = in_order(simulate_together([small, busy], seed=3))
    assert same(together[0], simulate(small, 3))
    assert same(together[1], simulate(busy, 3))
    assert not same(together[0], together[1])


@pytest.mark.parametrize("name", ["automation", "digital_first", "legacy_retirement"])
def test_the_options_of_the_demo_fork_exactly(small: Scenario, name: str) -> None:
    option = lay(name, small.sized(years=8)).sized(years=3)
    together = in_order(simulate_together([small.sized(years=3), option], seed=1))
    assert same(together[1], simulate(option, 1))


def test_a_null_option_equals_the_baseline_to_the_bit(small: Scenario, tmp_path: Path) -> None:
    (tmp_path / "nothing.yaml").write_text("kind: option\ntitle: Nothing\nchanges: []\n", encoding="utf-8")
    nothing = lay(tmp_path / "nothing.yaml", small)
    now = small.values["staffing.caseworkers"]
    as_it_is = small.change("staffing.caseworkers", now, at="+10 weeks", name="as it is")
    base, *nulls = in_order(simulate_together([small, nothing, as_it_is], seed=2))
    assert all(same(base, null) for null in nulls)


def test_threads_change_no_bit(small: Scenario, busy: Scenario) -> None:
    assert same(simulate(busy, 1, threads=1), simulate(busy, 1, threads=2))
    assert same(simulate(small, 1, threads=1), simulate(small, 1, threads=3))


def test_another_seed_is_another_world(small: Scenario) -> None:
    assert not same(simulate(small, 1), simulate(small, 2))


def test_only_scenarios_that_agree_before_the_start_share_a_world(small: Scenario) -> None:
    later = small.change("staffing.caseworkers", "+10%", name="later")
    longer = replace(small, name="longer", years=3)
    richer = replace(small, name="richer", values={**small.values, "staffing.caseworkers": 2000.0})
    moved = replace(small, name="moved", start=small.start + timedelta(weeks=1))
    assert worlds([small, later, richer, longer, moved]) == [[0, 1, 3], [2], [4]]
    assert same_people(small, richer) and not same_people(small, moved)


def test_huge_worlds_are_never_copied(small: Scenario) -> None:
    huge = small.sized(scale=1)
    assert worlds([huge, huge]) == [[0], [1]]


def test_a_fork_is_refused_where_it_would_not_be_exact(small: Scenario) -> None:
    model = PESModel(small)
    with pytest.raises(ValueError, match="cannot go on"):
        model.fork(small)
    model.warm_up()
    with pytest.raises(ValueError, match="cannot go on"):
        model.fork(replace(small, values={**small.values, "staffing.caseworkers": 2000.0}))
    model.step()
    with pytest.raises(ValueError, match="cannot go on"):
        model.fork(small)


def test_every_week_is_ticked_and_counted_in_advance(small: Scenario, busy: Scenario) -> None:
    ticks: list[int] = []
    other = replace(small, name="other", values={**small.values, "staffing.caseworkers": 2000.0})
    scenarios = [small, busy, other]
    in_order(simulate_together(scenarios, 1, tick=lambda: ticks.append(1)))
    assert len(ticks) == weeks_in(scenarios)


def test_a_run_that_breaks_off_names_scenario_and_seed_and_keeps_its_traceback(small: Scenario) -> None:
    values = {path: value for path, value in small.values.items() if path != "staffing.caseworkers"}
    broken = replace(small, name="broken", values=values)
    with pytest.raises(RunError, match=r"broken with seed 7 .*staffing\.caseworkers") as caught:
        in_order(simulate_together([small, broken], seed=7))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.scenario, copy.seed) == ("broken", 7)
    assert "Traceback" in copy.details and "staff.py" in copy.details
    assert str(copy) == str(caught.value)
