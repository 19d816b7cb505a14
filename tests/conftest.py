"""Worlds the tests share: Austria as it is, and a small country whose mechanisms can be switched off one by one."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from hypothesis import settings

import pes_sim as pes
from pes_sim.api import laid_over
from pes_sim.model import PESModel
from pes_sim.scenario.changes import Change, SetValue, StartProject
from pes_sim.scenario.scenario import Scenario

# A kernel compiles on its first call, so no example has a deadline; the same examples every time.
settings.register_profile("pes_sim", deadline=None, derandomize=True)
settings.load_profile("pes_sim")

LITTLE = """\
kind: profile
title: Littleland, invented for tests
start: 2026-01-01
years: 8
scale: 1
figures:
  labour_force: 60000
  labour_force_source: invented for tests
  women: 0.47
  unemployed: {source: invented for tests, grade: D, stock: 4800, monthly_exits: 0.25}
  regions:
    source: invented for tests
    grade: D
    rows:
      - {name: North, labour_force: 0.6, registered: 2800, vacancies: 900, city: 0.5, town: 0.3, rural: 0.2}
      - {name: South, labour_force: 0.4, registered: 2000, vacancies: 500, city: 0.2, town: 0.3, rural: 0.5}
  ages:
    source: invented for tests
    grade: D
    rows:
      - {first: 20, last: 24, labour_force: 0.3, registered: 1600, beyond_year: 0.05,
         slow_entrants: 0.3, pace: 1, measure_intake: 0.02}
      - {first: 25, last: 29, labour_force: 0.4, registered: 1800, beyond_year: 0.2,
         slow_entrants: 0.4, pace: 1, measure_intake: 0.02}
      - {first: 30, last: 34, labour_force: 0.3, registered: 1400, beyond_year: 0.4,
         slow_entrants: 0.5, pace: 1, measure_intake: 0.02}
  education:
    source: invented for tests
    grade: D
    rows:
      - {name: low, labour_force: 0.2, registered: 0.4, basic_digital_skills: 0.4, no_internet: 0.1}
      - {name: middle, labour_force: 0.5, registered: 0.4, basic_digital_skills: 0.6, no_internet: 0.05}
      - {name: high, labour_force: 0.3, registered: 0.2, basic_digital_skills: 0.9, no_internet: 0.01}
  occupations:
    source: invented for tests
    grade: D
    rows:
      - {isco: 4, name: Clerks, labour_force: 0.5, vacancies: 0.4, separation: 0.8, low: 0.2, middle: 0.6, high: 0.2}
      - {isco: 9, name: Helpers, labour_force: 0.5, vacancies: 0.6, separation: 1.2, low: 0.3, middle: 0.4, high: 0.3}
  durations:
    source: invented for tests
    grade: D
    upper_days: [91, 183, 274, 365, 731]
    shares: [0.4, 0.2, 0.1, 0.1, 0.1, 0.1]
  season:
    source: invented for tests
    grade: D
    separations: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    hires: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    leaving: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
  systems:
    source: invented for tests
    grade: D
    rows:
      - {name: core, generation: mainframe, age_years: 30, debt: 0.8, run_meur: 0.4, tasks: [claim],
         coupled: [web], staff_tool: true}
      - {name: web, generation: web, age_years: 8, debt: 0.3, run_meur: 0.1, channels: [portal]}
parameters:
  staffing.caseworkers: {value: 20, source: invented for tests, grade: D}
  staffing.front: {value: 11, source: invented for tests, grade: D}
  staffing.phone: {value: 4, source: invented for tests, grade: D}
  staffing.back: {value: 10, source: invented for tests, grade: D}
  staffing.other: {value: 40, source: invented for tests, grade: D}
"""

STILL = {
    "matching.vacancy_elasticity": 0.0,
    "labour.duration_dependence": 0.0,
    "counselling.no_contact_effect": 1.0,
    "counselling.max_effect": 1.0,
    "counselling.monitoring_effect": 0.0,
    "measures.capacity": 0.0,
}
"""The market closed: hazards to work do not depend on vacancies, spell, contact; nobody goes into a measure."""

Values = Mapping[str, float]
Phase = tuple[str, Callable[[PESModel], None]]


def with_values(scenario: Scenario, values: Values) -> Scenario:
    """``scenario`` with other values at the start, also such as no file may set."""
    return replace(scenario, values={**scenario.values, **values})


class Worlds:
    """Builds worlds; what is asked for twice is the caller's to keep."""

    still = STILL

    def __init__(self, austria: Scenario, little: Scenario) -> None:
        self.austria, self.little = austria, little

    def of(
        self, scenario: Scenario, seed: int = 1, threads: int = 1, values: Values | None = None,
        phases: Iterable[Phase] | None = None,
    ) -> PESModel:  # fmt: skip
        """A world with other ``values``, and with only some ``phases`` of the week where they are given."""
        kind: Any = PESModel if phases is None else type("PartOfAWeek", (PESModel,), {"PHASES": tuple(phases)})
        made: PESModel = kind(with_values(scenario, values or {}), seed, threads)
        return made

    def small_austria(self, years: int = 1, scale: int = 400, warmup: int = 26) -> Scenario:
        """Austria with few people and a short warm-up, for what holds in any world."""
        return with_values(self.austria.sized(scale=scale, years=years), {"world.warmup_weeks": float(warmup)})

    def busy(self, scenario: Scenario) -> Scenario:
        """``scenario`` with all three demonstration options at once, four times as fast as meant, and staffed for it."""
        return replace(scenario, name="busy", changes=tuple(_hurried(scenario)))


def _hurried(scenario: Scenario) -> Iterator[Change]:
    yield SetValue("delivery.team_capacity", "to", 500.0, 0)
    for name in ("automation", "digital_first", "legacy_retirement"):
        for change in laid_over(name, scenario).changes:
            sooner = replace(change, week=max(1, (change.week or 0) // 4))
            if isinstance(sooner, StartProject):
                plan = sooner.plan
                weeks, increment = plan.planned_weeks // 4, max(1, plan.increment_weeks // 4)
                sooner = replace(sooner, plan=replace(plan, planned_weeks=weeks, increment_weeks=increment))
            yield sooner


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: a validation that takes minutes; run it with -m long")
    config.addinivalue_line("markers", "untraced: runs whole worlds, whose lines quicker tests cover; not traced")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "long" not in config.getoption("-m"):
        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes; run it with -m long"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage looks away from tests marked ``untraced``: tracing makes a week of a small world take twice as long."""
    tracing = Coverage.current() if item.get_closest_marker("untraced") else None
    if tracing is None:
        return (yield)
    tracing.stop()
    try:
        return (yield)
    finally:
        tracing.start()


@pytest.fixture(scope="session")
def austria() -> Scenario:
    return pes.load("austria")


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    path: Path = tmp_path_factory.mktemp("profiles") / "littleland.yaml"
    path.write_text(LITTLE, encoding="utf-8")
    return pes.load(path)


@pytest.fixture(scope="session")
def worlds(austria: Scenario, little: Scenario) -> Worlds:
    return Worlds(austria, little)
