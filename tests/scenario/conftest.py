"""A small country and a small vocabulary, so that these tests stand apart from the real figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pes_sim.kpis.definition import KPI
from pes_sim.parameters.declaration import Kind, Parameter
from pes_sim.parameters.registry import Registry
from pes_sim.scenario.loading import load
from pes_sim.scenario.rules import Vocabulary
from pes_sim.scenario.scenario import Scenario

PROFILE = """\
kind: profile
title: Freedonia, a country for tests
start: 2026-01-01
years: 8
scale: 50
figures:
  labour_force: 100000
  labour_force_source: invented for tests
  women: 0.47
  unemployed: {source: invented for tests, grade: D, stock: 7000, monthly_exits: 0.25}
  regions:
    source: invented for tests
    grade: D
    rows:
      - {name: North, labour_force: 0.6, registered: 4000, vacancies: 900, city: 0.5, town: 0.3, rural: 0.2}
      - {name: South, labour_force: 0.4, registered: 3000, vacancies: 500, city: 0.2, town: 0.3, rural: 0.5}
  ages:
    source: invented for tests
    grade: D
    rows:
      - {first: 20, last: 24, labour_force: 0.2, registered: 1000, beyond_year: 0.05,
         slow_entrants: 0.3, pace: 1, measure_intake: 0.02}
      - {first: 25, last: 29, labour_force: 0.6, registered: 4000, beyond_year: 0.2,
         slow_entrants: 0.3, pace: 1, measure_intake: 0.02}
      - {first: 30, last: 34, labour_force: 0.2, registered: 2000, beyond_year: 0.4,
         slow_entrants: 0.3, pace: 1, measure_intake: 0.02}
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
      - {isco: 9, name: Helpers, labour_force: 0.5, vacancies: 0.6, separation: 1.2, low: 0.6, middle: 0.3, high: 0.1}
  durations:
    source: invented for tests
    grade: D
    upper_days: [90, 365]
    shares: [0.4, 0.4, 0.2]
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
      - {name: core, generation: mainframe, age_years: 30, debt: 1.2, run_meur: 4, tasks: [claim], coupled: [web]}
      - {name: web, generation: web, age_years: 8, debt: 0.4, run_meur: 1, channels: [portal]}
parameters:
  staffing.caseworkers: {value: 120, source: annual report 2025, grade: C}
"""


def declared(path: str, value: float, kind: Kind, most: float = float("inf"), least: float = 0.0) -> Parameter:
    high = min(value * 2 + 1, most)
    return Parameter(
        path, value, "share" if most == 1 else "units", least, high, kind, "invented", "D", "x", least, most
    )


def kpi(name: str, unit: str, gap: tuple[str, str] | None = None, top: float = 1.0) -> KPI:
    return KPI(name, name, name, unit, "lower", "invented", "service", {"top": top}, {"bottom": 1.0}, gap=gap)


WORDS = Vocabulary(
    Registry(
        [
            declared("staffing.caseworkers", 100.0, "lever"),
            declared("staffing.training_days", 5.0, "lever"),
            declared("channels.portal.mandate", 0.5, "lever", most=1),
            declared("channels.counter.hours", 30.0, "lever", most=80),
            declared("macro.separation_factor", 1.0, "uncertainty"),
            declared("channel_choice.constant", -0.5, "uncertainty", least=-10),
            declared("time.weeks_a_year", 52.0, "constant"),
        ]
    ),
    {
        k.name: k
        for k in [
            kpi("unmet_need_share", "share"),
            kpi("wait_days", "days"),
            kpi("digital_gap", "share", gap=("age:under_25", "age:55_plus")),
            kpi("net_saving", "euro", top=-1.0),
        ]
    },
)

Write = Callable[[str, str], Path]


@pytest.fixture
def words() -> Vocabulary:
    return WORDS


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file below the working folder, which holds a catalogue with the profile ``freedonia``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PES_SIM_SCENARIOS", raising=False)

    def write_(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Path(name)

    write_("scenarios/profiles/freedonia.yaml", PROFILE)
    return write_


@pytest.fixture
def base(write: Write) -> Scenario:
    return load("freedonia", words=WORDS)
